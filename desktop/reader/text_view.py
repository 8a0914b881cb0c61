"""Documents without drawn pages, set as comfortable text; stretches load around the place read.

Only plain text ever enters it: nothing in a document can load a picture or open a link from here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from core import operations
from core.errors import LecternError
from core.types import Mark, TextSlice
from desktop import theme
from desktop.engine_link import Request
from desktop.reader.offset_map import OffsetMap
from desktop.reader.stretches import STRETCH, Stretches
from desktop.reader.text_blocks import blocks_of
from desktop.reader.text_writer import TextWriter
from desktop.session import Session
from desktop.theme import Size, Space

_NEAR = 1.5
"""Screens from the end at which the next stretch is asked for."""


class TextView(QTextEdit):
    """Shows the text of one document."""

    page_changed = Signal(int)
    zoom_wanted = Signal(int)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "text")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._document_id = ""
        self._pages: tuple[Mark, ...] = ()
        self._page_word = ""
        self._map = OffsetMap()
        self._stretches = Stretches()
        self._asked: Request | None = None
        self._asked_for = ""
        self._marked: tuple[int, int] | None = None
        self._found: tuple[int, int] | None = None
        self._place: tuple[int, int] | None = None
        """Where to stand as soon as it is on screen."""
        self._page = 0
        self._zoom = 1.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._load_near)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._dress()

    # ---- what is shown -------------------------------------------------------------------------

    def open(self, document: str, pages: Sequence[Mark], page_word: str) -> None:
        """Show another document; `page_word` ("Slide {number}") names its pages, "" for none."""
        self._document_id = document
        self._pages = tuple(pages)
        self._page_word = page_word
        self._marked = self._found = None
        self._page = 0
        self._clear()

    def name_pages(self, page_word: str) -> None:
        """Name the pages in another language."""
        self._page_word = page_word
        self._set_anew()

    def go_to(self, start: int, end: int = -1) -> None:
        """Bring a place of the document into view, loading what stands around it."""
        self._place = (start, max(start, end))
        if not self._stand():
            self._clear()
            begin = max(0, start - STRETCH // 3)
            self._ask("around", begin, max(end, start) + STRETCH)

    def mark(self, start: int, end: int) -> None:
        """Paint the cited words and bring them into view."""
        self._marked = (start, end)
        self._paint_places()
        self.go_to(start, end)

    def show_found(self, start: int, end: int) -> None:
        """Tint the words that were looked for and bring them into view."""
        self._found = (start, end) if end > start else None
        self._paint_places()
        if self._found:
            self.go_to(start, end)

    def go_to_page(self, page: int) -> None:
        """Bring a page, slide or sheet to the top."""
        if self._pages:
            self.go_to(self._pages[min(max(page, 1), len(self._pages)) - 1].start)
        else:
            self.go_to(0)

    def set_zoom(self, zoom: float) -> None:
        """Set the text larger or smaller; 0 is the usual size."""
        zoom = zoom or 1.0
        if zoom != self._zoom:
            self._zoom = zoom
            self._set_anew()

    @property
    def zoom(self) -> float:
        """The zoom in use."""
        return self._zoom

    @property
    def page(self) -> int:
        """The page at the top of the view; at the document's end, the one at the bottom."""
        bar = self.verticalScrollBar()
        at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
        offset = self._offset_at(self.viewport().height()) if at_end else self.top_offset()
        return max(1, bisect_right([mark.start for mark in self._pages], offset))

    def top_offset(self) -> int:
        """The document's character at the top of the view."""
        # A little below the edge, so that a page at the very top counts as the one being read.
        return self._offset_at(theme.px(Space.XXL))

    def _offset_at(self, y: int) -> int:
        probe = QPoint(self.viewport().width() // 2, y)
        return self._map.to_source(self.cursorForPosition(probe).position())

    def marked_text(self) -> str:
        """The painted words as they stand on screen."""
        if self._marked is None:
            return ""
        return self._cursor_over(*self._marked).selectedText()

    # ---- loading -------------------------------------------------------------------------------

    def _ask(self, what: str, start: int, end: int) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._asked_for = what
        self._asked = self._session.link.start(
            operations.text_slice, id=self._document_id, start=start, end=end
        )
        self._asked.done.connect(self._on_slice)
        self._asked.failed.connect(self._on_failed)

    @Slot(object)
    def _on_slice(self, stretch: TextSlice) -> None:
        if self.sender() is not self._asked or stretch.document != self._document_id:
            return
        self._asked = None
        if self._asked_for == "before":
            if self._stretches.put_before(stretch):
                self._insert_before(stretch)
        elif self._stretches.put_after(stretch):
            self._append(stretch)
        self._paint_places()
        self._stand()
        self._later.start()

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        if self.sender() is self._asked:
            self._asked = None
            self.failed.emit(error)

    @Slot()
    def _load_near(self) -> None:
        if self._asked is not None or not self._stretches or not self.isVisible():
            return
        bar = self.verticalScrollBar()
        near = self.viewport().height() * _NEAR
        below = self._stretches.end < self._stretches.total
        above = self._stretches.start > 0
        wants_below = below and bar.maximum() - bar.value() < near
        wants_above = above and bar.value() < near
        if not (wants_below or wants_above):
            return
        if self._stretches.too_many:
            top = self.top_offset()
            self._clear()
            self._place = (top, top)
            self._ask("around", max(0, top - STRETCH // 2), top + STRETCH)
        elif wants_below:
            end = self._stretches.end
            self._ask("after", end, end + STRETCH)
        else:
            start = self._stretches.start
            self._ask("before", max(0, start - STRETCH), start)

    def _clear(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        self._stretches.clear()
        self._map.clear()
        self.clear()
        self.setExtraSelections([])
        self._fit()

    # ---- setting -------------------------------------------------------------------------------

    def _append(self, stretch: TextSlice) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if len(self._map):
            cursor.insertBlock()
        self._map.extend(self._write(cursor, stretch))

    def _insert_before(self, stretch: TextSlice) -> None:
        bar = self.verticalScrollBar()
        first = self.document().firstBlock()
        layout = self.document().documentLayout()
        before = layout.blockBoundingRect(first).top()
        length = self.document().characterCount()
        self.setUpdatesEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.insertBlock()
        keeper = QTextCursor(self.document().findBlock(cursor.position()))
        keeper.setKeepPositionOnInsert(False)
        cursor.setPosition(0)
        runs = self._write(cursor, stretch)
        self._map.prepend(runs, self.document().characterCount() - length)
        after = layout.blockBoundingRect(keeper.block()).top()
        bar.setValue(bar.value() + round(after - before))
        self.setUpdatesEnabled(True)

    def _write(self, cursor: QTextCursor, stretch: TextSlice) -> list[tuple[int, int, str]]:
        writer = TextWriter(cursor, self._zoom, self._page_name)
        cursor.beginEditBlock()
        writer.write(blocks_of(stretch))
        cursor.endEditBlock()
        return writer.runs

    def _page_name(self, start: int, label: str) -> str:
        if not self._page_word:
            return ""
        starts = [mark.start for mark in self._pages]
        name = self._page_word.replace("{number}", str(max(1, bisect_right(starts, start))))
        return f"{name} · {label}" if label and label != str(bisect_right(starts, start)) else name

    def _set_anew(self) -> None:
        if not self._stretches:
            return
        top = self.top_offset() if self._place is None else self._place[0]
        self.setUpdatesEnabled(False)
        self._map.clear()
        self.clear()
        self._fit()
        for stretch in self._stretches.slices:
            self._append(stretch)
        self._paint_places()
        if self._place is None:
            self._scroll_to(top, 0.0)
        else:
            self._stand()
        self.setUpdatesEnabled(True)

    # ---- places --------------------------------------------------------------------------------

    def _cursor_over(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._map.start_to_shown(start))
        cursor.setPosition(
            max(cursor.position(), self._map.to_shown(end)), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor

    def _stand(self) -> bool:
        """Scroll to the wanted place if it is on screen."""
        if self._place is None:
            return True
        if not self._stretches.holds(self._place[0]):
            return False
        start, end = self._place
        self._scroll_to(start, 0.3 if end > start else 0.0)
        return True

    def _scroll_to(self, offset: int, share: float) -> None:
        """Bring a character to `share` of the view's height."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._map.start_to_shown(offset))
        bar = self.verticalScrollBar()
        top = self.cursorRect(cursor).top() + bar.value()
        self._moving = True
        bar.setValue(round(top - self.viewport().height() * share) - theme.px(Space.M))
        self._moving = False

    _moving = False

    def _paint_places(self) -> None:
        painted: list[QTextEdit.ExtraSelection] = []
        tints = ((self._marked, "marker", 1.0), (self._found, "seal", 0.25))
        for place, tint, share in tints:
            if place is None or not self._stretches.holds(place[0]):
                continue
            selection = QTextEdit.ExtraSelection()
            colour = theme.colour(tint)
            colour.setAlphaF(colour.alphaF() * share)
            selection.format.setBackground(colour)
            selection.cursor = self._cursor_over(*place)
            painted.append(selection)
        self.setExtraSelections(painted)

    @Slot()
    def _on_scrolled(self) -> None:
        if not self._moving and self.isVisible() and not self._resizing:
            self._place = None
        if self._stretches:
            page = self.page
            if page != self._page:
                self._page = page
                self.page_changed.emit(page)
        self._later.start()

    # ---- Qt ------------------------------------------------------------------------------------

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Load nothing, ever."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while lines break elsewhere."""
        top = self.top_offset() if self._stretches and self._place is None else None
        self._resizing = True
        super().resizeEvent(event)
        self._fit()
        if top is not None:
            self._scroll_to(top, 0.0)
        else:
            self._stand()
        self._resizing = False
        self._later.start()

    _resizing = False

    def changeEvent(self, event: QEvent) -> None:
        """Wear other colours, speak another language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
            self._set_anew()
        elif event.type() == QEvent.Type.LanguageChange:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends of the document, loaded or not."""
        match event.key():
            case Qt.Key.Key_Home if not event.modifiers():
                self.go_to(0)
            case Qt.Key.Key_End if not event.modifiers() and self._stretches:
                self.go_to(max(0, self._stretches.total - 1))
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turn = event.angleDelta().y()
            if turn:
                self.zoom_wanted.emit(1 if turn > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("Text of the document"))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.colour("sheet"))
        palette.setColor(palette.ColorRole.Text, theme.colour("ink"))
        if palette != self.palette():
            self.setPalette(palette)

    def _fit(self) -> None:
        """Keep lines as long as the eye likes them."""
        widest = round(theme.px(Size.COLUMN) * max(1.0, self._zoom))
        side = max(theme.px(Space.XL), (self.viewport().width() - widest) // 2)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        if shape.leftMargin() != side:
            shape.setLeftMargin(side)
            shape.setRightMargin(side)
            shape.setTopMargin(theme.px(Space.XL))
            shape.setBottomMargin(theme.px(Space.XXL))
            frame.setFrameFormat(shape)
