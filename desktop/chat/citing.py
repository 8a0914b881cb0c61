"""What a sentence of an answer does as something to press: opens its sources, says its support."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.types import Citation, Support
from desktop.chat.sources import has_page


class CitingButton(QAbstractButton):
    """Clicking or Enter opens the first source of a sentence, a digit key that source."""

    citation_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = ""
        self._support: Support | None = None
        self._numbers: tuple[tuple[int, Citation], ...] = ()
        self._by_key = False
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._open_first)

    @property
    def body(self) -> str:
        """The sentence without numbers and mark."""
        return self._body

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What a click can open, in the order of their numbers."""
        return tuple(citation for _, citation in self._numbers)

    @property
    def chosen(self) -> bool:
        """Whether its source stands open."""
        return self._chosen

    @property
    def focused(self) -> bool:
        """Whether the keyboard is here, and came by itself."""
        return self.hasFocus() and self._by_key

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the one whose source stands open."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._look_again()

    def mark(self) -> tuple[str, str, str]:
        """Shape, word and colour of the support mark."""
        if self._support is Support.SUPPORTED:
            return "✓", self.tr("supported"), "good"
        if self._support is Support.UNSUPPORTED:
            return "○", self.tr("not found in the source"), "doubt"
        return "", "", ""

    def spoken(self) -> str:
        """The sentence with its mark and its sources, as a screen reader says it."""
        parts = [self._body]
        if word := self.mark()[1]:
            parts.append(word)
        for number, citation in self._numbers:
            words = (
                self.tr("source {number}: {title}, page {page}")
                if has_page(citation)
                else self.tr("source {number}: {title}")
            )
            parts.append(words.format(number=number, title=citation.title, page=citation.page))
        return ", ".join(parts) if self._support else self._body

    def _open_first(self) -> None:
        if self._numbers:
            self.citation_chosen.emit(self._numbers[0][1])

    def _look_again(self) -> None:
        """Draw the state of the keyboard and of the choice anew."""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the first source, a digit the source of that number."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_first()
            return
        for number, citation in self._numbers:
            if event.text() == str(number):
                self.citation_chosen.emit(citation)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, but not after a click."""
        self._by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self._look_again()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self._look_again()


class SentenceStop(CitingButton):
    """Where the keyboard stops at a sentence that is painted by the text it stands in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_sentence(
        self, text: str, support: Support, numbers: tuple[tuple[int, Citation], ...]
    ) -> None:
        """Stand for a sentence."""
        self._body, self._support, self._numbers = text, support, numbers
        self.setAccessibleName(self.spoken())

    def open_first(self) -> None:
        """Open the first source."""
        self._open_first()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.spoken())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the text paints it."""

    def _look_again(self) -> None:
        _paint_again(self)


class LinkStop(QAbstractButton):
    """Where the keyboard stops at a link; pressing it asks."""

    wanted = Signal(str)
    """Address."""

    def __init__(self, address: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.address, self.words = address, words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: self.wanted.emit(self.address))
        self.retranslate()

    @property
    def focused(self) -> bool:
        """Whether the keyboard is here."""
        return self.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show it."""
        super().focusInEvent(event)
        _paint_again(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        _paint_again(self)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Name it for a screen reader."""
        self.setAccessibleName(self.tr("Link: {words}").format(words=self.words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the text paints it."""


def _paint_again(stop: QWidget) -> None:
    if (text := stop.parentWidget()) is not None:
        text.update()
