"""One sentence of an answer: read it, select in it, open what it rests on."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.types import Citation, Support
from desktop import theme
from desktop.chat.cited_text import JOINER
from desktop.chat.citing import CitingButton
from desktop.chat.sources import Source
from desktop.chat.text_flow import Run, TextFlow

_THIN, _THICK = 1.0, 2.0


class SentenceView(CitingButton):
    """A sentence as a button: clicking or Enter opens its first source, a digit key that source.

    While an answer streams in, the same view shows a line of it without numbers or mark.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = text
        self._sources: tuple[Source, ...] = ()
        self._number_at: dict[int, Citation] = {}
        self._flow = TextFlow()
        self._selection = (0, 0)
        self._hover = False
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rebuild()

    # ---- what it shows -------------------------------------------------------------------------

    def set_body(self, text: str) -> None:
        """Show a line as it streams in."""
        if text != self._body:
            self._body = text
            self._rebuild()

    def set_sentence(
        self,
        text: str,
        support: Support,
        numbers: tuple[tuple[int, Citation], ...],
        sources: tuple[Source, ...],
    ) -> None:
        """Show the finished sentence with what it rests on."""
        self._body, self._support, self._numbers, self._sources = text, support, numbers, sources
        self._rebuild()

    def select(self, start: int, end: int) -> None:
        """Paint a stretch of the sentence as selected."""
        limit = len(self._body)
        selection = (min(start, limit), min(end, limit))
        if selection != self._selection:
            self._selection = selection
            self.update()

    def selected_text(self) -> str:
        """The selected stretch."""
        return self._body[self._selection[0] : self._selection[1]]

    def position_at(self, point: QPointF) -> int:
        """The position in the sentence next to a point of this widget."""
        if point.y() < 0:
            return 0
        if point.y() >= self.height():
            return len(self._body)
        return min(self._flow.position_at(point, self.width())[0], len(self._body))

    def open_at(self, point: QPointF) -> None:
        """Open the source under a point: that of the number there, else the sentence's first."""
        character = self._flow.character_at(point, self.width())
        if character < 0:
            return
        citation = self._number_at.get(character)
        if citation is not None:
            self.citation_chosen.emit(citation)
        else:
            self._open_first()

    def number_area(self, number: int) -> QPointF:
        """The middle of a raised number, for pointing at it."""
        wanted = dict(self._numbers)[number]
        at = next(place for place, citation in self._number_at.items() if citation == wanted)
        return self._flow.areas(at, at + 1, self.width())[0].center()

    # ---- words ---------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        runs = [Run(self._body)]
        self._number_at = {}
        at = len(self._body)
        for number, citation in self._numbers:
            text = f"{JOINER}{number}" if at == len(self._body) else f"{JOINER}\u00a0{number}"
            for place in range(at + text.index(str(number)), at + len(text)):
                self._number_at[place] = citation
            runs.append(Run(text, "seal", bold=True, raised=True))
            at += len(text)
        shape, word, colour = self.mark()
        if word:
            size = theme.Type.SECOND
            whole = f" {shape}\u00a0{word.replace(' ', chr(0xA0))}"
            runs.append(Run(" " + JOINER.join(whole[1:]), colour, size))
        self._flow.set_runs(runs, theme.font(theme.Type.ANSWER))
        self.setAccessibleName(self.spoken())
        self.updateGeometry()
        self.update()

    # ---- events --------------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline under the pointer."""
        self._hover = True
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._numbers else Qt.CursorShape.IBeamCursor
        )
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the underline away."""
        self._hover = False
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, the colours and the text size."""
        if event.type() in (
            QEvent.Type.LanguageChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
        ):
            self._rebuild()
        super().changeEvent(event)

    # ---- drawing -------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the wrapped sentence."""
        return round(self._flow.height(width))

    def sizeHint(self) -> QSize:
        """On one line when there is room."""
        width = min(round(self._flow.natural_width()) + 1, theme.Size.COLUMN)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window."""
        return QSize(80, round(self._flow.height(self.width() or theme.Size.COLUMN)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Wash under the keyboard's place, underline, text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.focused
        if focused:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("wash"))
            radius = theme.Size.SMALL_RADIUS
            painter.drawRoundedRect(self.rect(), radius, radius)
        underline = None
        if self._numbers and (self._chosen or focused or self._hover):
            thickness = _THICK if self._chosen or focused else _THIN
            underline = (0, len(self._body), thickness)
        self._flow.paint(painter, self.width(), underline, self._selection)
