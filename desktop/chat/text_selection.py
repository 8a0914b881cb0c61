"""Selecting with the mouse across the texts of an answer, and copying what is selected."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.chat.sentence_view import SentenceView
from desktop.chat.text_surface import TextSurface

Place = tuple[int, int]
"""(number of the text, position in it)."""
Selectable = SentenceView | TextSurface


class TextSelection(QObject):
    """Watches the texts of one answer: a drag selects, a click without a drag opens.

    `copied` may say what goes to the clipboard instead of the words as they are shown.
    """

    def __init__(
        self,
        parent: QWidget,
        sentences: Callable[[], Sequence[Selectable]],
        copied: Callable[[], QMimeData | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._widget = parent
        self._sentences = sentences
        self._copied = copied
        self._anchor: Place | None = None
        self._pressed_at = QPointF()
        self._dragging = False

    def watch(self, sentence: Selectable) -> None:
        """Follow a text's mouse and keys."""
        sentence.installEventFilter(self)

    def text(self) -> str:
        """What is selected, a line for each text."""
        return "\n".join(part for each in self._sentences() if (part := each.selected_text()))

    def clear(self) -> None:
        """Select nothing."""
        for sentence in self._sentences():
            sentence.select(0, 0)

    def select_all(self) -> None:
        """Select everything."""
        for sentence in self._sentences():
            sentence.select(0, len(sentence.body))

    def copy(self) -> None:
        """Put the selected text on the clipboard."""
        if not (text := self.text()):
            return
        if self._copied is not None and (data := self._copied()) is not None:
            QGuiApplication.clipboard().setMimeData(data)
        else:
            QGuiApplication.clipboard().setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn mouse and keys over a text into selecting, copying and opening."""
        if isinstance(watched, SentenceView | TextSurface):
            if isinstance(event, QMouseEvent):
                return self._on_mouse(watched, event)
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
            if isinstance(event, QContextMenuEvent):
                self._show_menu(event)
                return True
        return super().eventFilter(watched, event)

    def _on_mouse(self, sentence: Selectable, event: QMouseEvent) -> bool:
        at = event.position()
        left = Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == left:
            sentence.setFocus(Qt.FocusReason.MouseFocusReason)
            self.clear()
            self._anchor = (list(self._sentences()).index(sentence), sentence.position_at(at))
            self._pressed_at, self._dragging = at, False
            return True
        if event.type() == QEvent.Type.MouseMove and self._anchor and event.buttons() & left:
            moved = (at - self._pressed_at).manhattanLength()
            if self._dragging or moved >= QApplication.startDragDistance():
                self._dragging = True
                self._select_between(self._anchor, self._place(sentence, at))
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == left:
            clicked = self._anchor is not None and not self._dragging
            self._anchor, self._dragging = None, False
            if clicked:
                sentence.open_at(at)
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick and event.button() == left:
            sentence.select(*_word(sentence.body, sentence.position_at(at)))
            return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        else:
            return False
        return True

    def _show_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self._widget)
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setEnabled(bool(self.text()))
        menu.addAction(self.tr("Select the whole answer"), self.select_all)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _place(self, sentence: Selectable, at: QPointF) -> Place:
        """The place under a point that may lie outside the sentence that was pressed."""
        everywhere = list(self._sentences())
        for number, each in enumerate(everywhere):
            local = each.mapFromGlobal(sentence.mapToGlobal(at))
            if local.y() < each.height() or number == len(everywhere) - 1:
                return number, each.position_at(local)
        return 0, 0

    def _select_between(self, one: Place, other: Place) -> None:
        first, last = sorted((one, other))
        for number, sentence in enumerate(self._sentences()):
            if first[0] <= number <= last[0]:
                start = first[1] if number == first[0] else 0
                end = last[1] if number == last[0] else len(sentence.body)
                sentence.select(start, end)
            else:
                sentence.select(0, 0)


def _word(text: str, position: int) -> tuple[int, int]:
    """The run of letters and digits around a position; a single character in Chinese."""

    def part(index: int) -> bool:
        return 0 <= index < len(text) and text[index].isalnum() and text[index].isascii()

    if not part(position) and not part(position - 1):
        return position, min(position + 1, len(text))
    start = end = position
    while part(start - 1):
        start -= 1
    while part(end):
        end += 1
    return start, end
