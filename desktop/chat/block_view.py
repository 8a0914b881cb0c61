"""A block of an answer: a paragraph, a heading, a formula on its own line, a line across.

Tables and code have modules of their own. All give the same face to `answer_body`.
"""

import math
import time
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget

from core.text.markdown import Block, Kind
from core.text.markdown import Run as Read
from desktop import theme
from desktop.chat.cited_text import Cited, CitedText, Style, between, cited_text, in_parts
from desktop.chat.formulae import formulae
from desktop.chat.text_flow import PLACEHOLDER, Run, TextFlow
from desktop.chat.text_surface import Piece, TextSurface
from desktop.theme import Space, Type

_HEADINGS = {1: Type.TITLE, 2: Type.SUBTITLE}


class BlockView(QWidget):
    """What `answer_body` stacks: shown with `show_block`, then asked for its height."""

    citation_chosen = Signal(object, object)
    """Citation, SentenceStop."""
    link_wanted = Signal(str)
    more_wanted = Signal()
    """More of it is to be shown: it wants to be built anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block: Block | None = None
        self.colour = "ink"
        self.kept_stops: list[QWidget] | None = None
        """What `stops` said last, for `answer_body`."""
        self.cited: tuple[Cited, ...] = ()
        self.surface: TextSurface | None = None
        self.built = True
        """Whether all of it is made; else `go_on` makes more."""

    def show_block(
        self, block: Block, cited: Sequence[Cited], source: str, until: float = math.inf
    ) -> None:
        """Draw a block of `source`; `cited` are the sentences in it.

        A long one may be made in part only when `time.perf_counter` has come to `until`.
        """
        self.block, self.cited = block, tuple(cited)
        self.build(source, until)

    def build(self, source: str, until: float = math.inf) -> None:
        """Make what is drawn anew; only what has changed is laid out again."""
        raise NotImplementedError

    def go_on(self, until: float) -> None:
        """Make more of what is not `built` yet."""

    def height_at(self, width: int) -> int:
        """The height at a width, in pixels."""
        raise NotImplementedError

    def settle(self) -> None:
        """Place what stands in it at the size that it has."""

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        return self.surface.stops() if self.surface else []

    def waiting(self) -> set[tuple[str, bool]]:
        """The formulae in it that are not drawn yet."""
        pieces = self.surface.pieces if self.surface else []
        return {each for piece in pieces for each in piece.text.waits_for}

    def _take(self, surface: TextSurface) -> None:
        self.surface = surface
        surface.citation_chosen.connect(self.citation_chosen)
        surface.link_wanted.connect(self.link_wanted)


class ProseView(BlockView):
    """A paragraph or a heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prose = TextSurface(self)
        self._take(self._prose)
        self._tuned = (0, 0.0)
        self._parts: list[list[Read]] = []
        self._shown: list[tuple[list[Read], list[Cited], bool]] = []
        """What each piece was made of."""
        self._pieces: list[Piece] = []
        self._made = 0
        """How many of them say what the block says."""

    def build(self, source: str, until: float = math.inf) -> None:
        """Lay out again what has changed."""
        block = self.block
        if block is None:
            return
        size = self._size(block)
        dress = (theme.px(size), float(theme.is_dark()))
        if dress != self._tuned:
            self._shown, self._pieces = [], []
        self._tuned = dress
        self._parts = list(in_parts(block.runs))
        said = block.kind is Kind.HEADING or not self.cited
        self._prose.setAccessibleName("".join(run.text for run in block.runs) if said else "")
        self._made = 0
        self.built = False
        self.go_on(until)

    def go_on(self, until: float) -> None:
        """Make more parts."""
        kept, first = self._made, True
        while self._made < len(self._parts) and (first or time.perf_counter() < until):
            first = False
            self._make_part(self._parts[self._made])
            self._made += 1
        self.built = self._made == len(self._parts)
        if self.built:
            del self._shown[self._made :], self._pieces[self._made :]
        self._prose.set_pieces(self._pieces, kept)

    def _make_part(self, part: list[Read]) -> None:
        assert self.block is not None
        place = self._made
        inside = between(self.cited, part[0].start, part[-1].end)
        shown = (part, inside, place == len(self._parts) - 1)
        before = self._pieces[place] if place < len(self._pieces) else None
        if before is not None and not before.text.waits_for and self._shown[place] == shown:
            return
        size = self._size(self.block)
        style = Style(size, bold=self.block.kind is Kind.HEADING, colour=self.colour)
        text = cited_text(part, inside, style, whole=shown[2])
        if before is not None and before.text.runs == text.runs:
            piece = before
            piece.text = text
        else:
            piece = Piece(text, TextFlow())
            piece.flow.set_runs(text.runs, theme.font(size))
        self._pieces[place : place + 1] = [piece]
        self._shown[place : place + 1] = [shown]

    def _size(self, block: Block) -> int:
        heading = block.kind is Kind.HEADING
        return _HEADINGS.get(block.level, Type.HEADING) if heading else Type.ANSWER

    def height_at(self, width: int) -> int:
        """Of the pieces under each other."""
        y = 0.0
        for piece in self._prose.pieces:
            piece.x, piece.y, piece.width = 0.0, y, float(width)
            piece.height = piece.flow.height(width)
            y += piece.height
        return round(y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text fills it."""
        super().resizeEvent(event)
        self.settle()

    def settle(self) -> None:
        """Place the text and what takes the keyboard."""
        self._prose.setGeometry(self.rect())
        self._prose.arrange()


class RuleView(BlockView):
    """A line across."""

    def build(self, source: str, until: float = math.inf) -> None:
        """Nothing is written on it."""

    def height_at(self, width: int) -> int:
        """A hairline with its air."""
        return Space.L

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline."""
        painter = QPainter(self)
        painter.fillRect(QRect(0, self.height() // 2, self.width(), 1), theme.colour("line"))
        painter.end()


class Scroller(QScrollArea):
    """Holds what may be wider than the column and scrolls sideways by itself."""

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(held)
        held.setAutoFillBackground(False)
        self.setProperty("role", "block")
        self._focused = False

    def bar_height(self, wide: int, width: int) -> int:
        """Height of the bar when `wide` pixels are to be seen in `width`; 0 without one.

        What is too wide takes the keyboard, so that its rest can be reached without a mouse.
        """
        over = wide > width
        policy = Qt.FocusPolicy.StrongFocus if over else Qt.FocusPolicy.NoFocus
        if self.focusPolicy() != policy:
            self.setFocusPolicy(policy)
        return self.horizontalScrollBar().sizeHint().height() if over else 0

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Sideways only: up and down belong to the conversation."""
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if sideways or shifted:
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        """The conversation decides where the keyboard goes."""
        return QAbstractScrollArea.focusNextPrevChild(self, next)


class FormulaBlock(BlockView):
    """A formula on a line of its own; its source while, or where, it is not drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula = TextSurface()
        self._take(self._formula)
        self._scroller = Scroller(self._formula, self)

    def build(self, source: str, until: float = math.inf) -> None:
        """Draw it, or show its source."""
        block = self.block
        if block is None:
            return
        made = CitedText()
        drawing = None
        if block.closed:
            drawing = formulae().find(block.text, True, theme.px(Type.ANSWER))
            if drawing is None:
                made.waits_for |= {(block.text, True)}
        if drawing is not None:
            made.add(Run(PLACEHOLDER, drawing=drawing), block.start, block.end)
        else:
            shown = block.text or source[block.start : block.end]
            made.add(Run(shown, size=Type.CODE, fixed=True), block.start, block.end)
        piece = Piece(made, TextFlow(wrapped=False))
        piece.flow.set_runs(made.runs, theme.font(Type.ANSWER))
        self._formula.set_pieces([piece])
        self._formula.setAccessibleName(self.tr("Formula: {source}").format(source=block.text))

    def height_at(self, width: int) -> int:
        """Of the drawing, with the bar when it is too wide."""
        (piece,) = self._formula.pieces
        wide = round(piece.flow.natural_width()) + 2
        piece.width = float(max(wide, width))
        piece.height = piece.flow.height(piece.width)
        piece.x = max((width - wide) / 2, 0.0)
        self._formula.resize(round(piece.width), round(piece.height))
        return round(piece.height) + self._scroller.bar_height(wide, width)

    def stops(self) -> list[QWidget]:
        """The scroller when there is something to scroll."""
        takes = self._scroller.focusPolicy() != Qt.FocusPolicy.NoFocus
        return [self._scroller] if takes else []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The formula fills it."""
        super().resizeEvent(event)
        self._scroller.setGeometry(self.rect())
