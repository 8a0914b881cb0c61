"""A block of an answer: a paragraph, a heading, a formula on its own line, a line across.

Tables and code have modules of their own. All give the same face to `answer_body`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget

from core.text.markdown import Block, Kind
from desktop import theme
from desktop.chat.cited_text import Cited, CitedText, Style, cited_text, in_parts
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block: Block | None = None
        self.cited: tuple[Cited, ...] = ()
        self.surface: TextSurface | None = None

    def show_block(self, block: Block, cited: Sequence[Cited], source: str) -> None:
        """Draw a block of `source`; `cited` are the sentences in it."""
        self.block, self.cited = block, tuple(cited)
        self.build(source)

    def build(self, source: str) -> None:
        """Make what is drawn anew; only what has changed is laid out again."""
        raise NotImplementedError

    def height_at(self, width: int) -> int:
        """The height at a width, in pixels."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        return self.surface.stops() if self.surface else []

    def waits_for(self, latex: str, display: bool) -> bool:
        """Whether a formula that has just been drawn stands in it."""
        pieces = self.surface.pieces if self.surface else []
        return any((latex, display) in piece.text.waits_for for piece in pieces)

    def _take(self, surface: TextSurface) -> None:
        self.surface = surface
        surface.citation_chosen.connect(self.citation_chosen)
        surface.link_wanted.connect(self.link_wanted)


def pieces_of(
    texts: Sequence[CitedText],
    before: Sequence[Piece],
    size: int,
    flow: "type[TextFlow] | None" = None,
) -> list[Piece]:
    """Pieces for texts, those that say the same as before kept with their layout."""
    made = []
    for place, text in enumerate(texts):
        if place < len(before) and before[place].text.runs == text.runs:
            piece = before[place]
            piece.text = text
        else:
            piece = Piece(text, TextFlow())
            piece.flow.set_runs(text.runs, theme.font(size))
        made.append(piece)
    return made


class ProseView(BlockView):
    """A paragraph or a heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prose = TextSurface(self)
        self._take(self._prose)
        self._tuned = (0, 0.0)

    def build(self, source: str) -> None:
        """Lay out again what has changed."""
        block = self.block
        if block is None:
            return
        heading = block.kind is Kind.HEADING
        size = _HEADINGS.get(block.level, Type.HEADING) if heading else Type.ANSWER
        style = Style(size, bold=heading)
        texts = [cited_text(part, self.cited, style) for part in in_parts(block.runs)]
        dress = (theme.px(size), float(theme.is_dark()))
        before = self._prose.pieces if dress == self._tuned else []
        self._tuned = dress
        self._prose.set_pieces(pieces_of(texts, before, size))
        said = block.kind is Kind.HEADING or not self.cited
        self._prose.setAccessibleName("".join(run.text for run in block.runs) if said else "")

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

    def build(self, source: str) -> None:
        """Nothing is written on it."""

    def height_at(self, width: int) -> int:
        """A hairline with its air."""
        return Space.L

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline."""
        painter = QPainter(self)
        painter.fillRect(QRect(0, self.height() // 2, self.width(), 1), theme.colour("line"))


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

    def reveal(self, widget: QWidget) -> None:
        """Scroll sideways to something in it that has the keyboard."""
        self.ensureWidgetVisible(widget, Space.L, 0)

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

    def build(self, source: str) -> None:
        """Draw it, or show its source."""
        block = self.block
        if block is None:
            return
        made = CitedText()
        drawing = None
        if block.closed:
            drawing = formulae().find(block.text, True, theme.px(Type.ANSWER))
            if drawing is None:
                made.waits_for.add((block.text, True))
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
