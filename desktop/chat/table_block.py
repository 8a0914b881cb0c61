"""A table in an answer: a head, lines between rows, sideways scrolling when it is too wide."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.text.markdown import Alignment
from desktop import theme
from desktop.chat.block_view import BlockView, Scroller
from desktop.chat.cited_text import Style, cited_text
from desktop.chat.text_flow import TextFlow
from desktop.chat.text_surface import Piece, TextSurface
from desktop.theme import Space, Type

_SIDE, _ABOVE = Space.M, Space.XS + 2
_NARROWEST = 96
"""A column of longer words gets no narrower, in pixels at a text scale of 1."""

_ALIGNMENTS = {
    Alignment.LEFT: Qt.AlignmentFlag.AlignLeft,
    Alignment.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Alignment.RIGHT: Qt.AlignmentFlag.AlignRight,
}


class TableSurface(TextSurface):
    """The cells with the lines between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tops: list[float] = []

    def paint_ground(self, painter: QPainter) -> None:
        """A line under each row, a stronger one under the head."""
        for number, top in enumerate(self.tops[1:]):
            colour = theme.colour("edge" if number == 0 else "line")
            painter.fillRect(QRectF(0, top - 1, self.width(), 1), colour)


class TableBlock(BlockView):
    """A table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = TableSurface()
        self._take(self._table)
        self._scroller = Scroller(self._table, self)
        self._dress: object = None
        self._columns = 0

    def build(self, source: str) -> None:
        """Lay out the cells that are new."""
        block = self.block
        if block is None:
            return
        dress = (theme.px(Type.ANSWER), theme.is_dark(), block.alignments)
        before = self._table.pieces if dress == self._dress else []
        self._dress = dress
        self._columns = len(block.alignments)
        made: list[Piece] = []
        for number, row in enumerate(block.rows):
            style = Style(Type.BODY + 1, bold=number == 0)
            inside = [
                each
                for each in self.cited
                if each.end > row[0].start and each.start < max(row[-1].end, row[-1].start + 1)
            ]
            for cell, alignment in zip(row, block.alignments, strict=True):
                held = [
                    each for each in inside if each.start <= cell.end and each.end >= cell.start
                ]
                text = cited_text(cell.runs, held, style)
                place = len(made)
                if place < len(before) and before[place].text.runs == text.runs:
                    before[place].text = text
                    made.append(before[place])
                    continue
                piece = Piece(text, TextFlow(alignment=_ALIGNMENTS[alignment]))
                piece.flow.set_runs(text.runs, theme.font(style.size))
                made.append(piece)
        self._table.set_pieces(made)
        self._table.setAccessibleName(
            self.tr("Table with %n row(s)", "", max(len(block.rows) - 1, 0))
        )
        self._scroller.setAccessibleName(self._table.accessibleName())

    def height_at(self, width: int) -> int:
        """Of the rows at the widths that the columns get, with the bar when it is too wide."""
        pieces, columns = self._table.pieces, self._columns
        natural = [
            max((piece.flow.natural_width() + 1 for piece in pieces[column::columns]), default=0.0)
            for column in range(columns)
        ]
        widths = _shared(natural, width - 2 * _SIDE * columns, theme.px(_NARROWEST))
        wide = round(sum(widths)) + 2 * _SIDE * columns
        y = 0.0
        self._table.tops = []
        for first in range(0, len(pieces), columns):
            row = pieces[first : first + columns]
            x = 0.0
            tallest = 0.0
            for piece, across in zip(row, widths, strict=True):
                piece.x, piece.y, piece.width = x + _SIDE, y + _ABOVE, across
                piece.height = piece.flow.height(across)
                tallest = max(tallest, piece.height)
                x += across + 2 * _SIDE
            self._table.tops.append(y)
            y += tallest + 2 * _ABOVE + 1
        self._table.tops.append(y)
        self._table.resize(wide, round(y))
        self._table.arrange()
        return round(y) + self._scroller.bar_height(wide, width)

    def stops(self) -> list[QWidget]:
        """The table when there is something to scroll, then its sentences."""
        takes = self._scroller.focusPolicy() != Qt.FocusPolicy.NoFocus
        return [*([self._scroller] if takes else []), *super().stops()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table fills it."""
        super().resizeEvent(event)
        self._scroller.setGeometry(self.rect())


def _shared(natural: list[float], room: float, narrowest: float) -> list[float]:
    """Widths of columns: as they would be if that fits, else the wide ones give way."""
    if sum(natural) <= room or not natural:
        return natural
    widths = list(natural)
    limit = max(natural)
    # Find the limit that makes all fit: columns below it keep their own width.
    ordered, left = sorted(natural), room
    for place, each in enumerate(ordered):
        share = left / (len(ordered) - place)
        if each > share:
            limit = max(share, narrowest)
            break
        left -= each
    return [min(each, limit) for each in widths]
