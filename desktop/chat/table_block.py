"""A table in an answer: a head, lines between rows, sideways scrolling when it is too wide."""

import itertools
import math
import time
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.text.markdown import Alignment, Cell
from desktop import theme
from desktop.chat.block_view import BlockView, Scroller
from desktop.chat.cited_text import Cited, Style, between, cited_text
from desktop.chat.text_flow import TextFlow
from desktop.chat.text_surface import Piece, TextSurface
from desktop.theme import Space, Type
from desktop.widgets.buttons import Button

_SIDE, _ABOVE = Space.M, Space.XS + 2
_NARROWEST = 96
"""A column of longer words gets no narrower, in pixels at a text scale of 1."""
_MOST_CELLS, _MOST_CHARACTERS = 600, 20_000
"""Of a table that are shown unasked; all of them may have to be placed anew for one new row."""

_SHARES = {Alignment.LEFT: 0.0, Alignment.CENTRE: 0.5, Alignment.RIGHT: 1.0}
"""The share of a column's free room that stands before a cell."""
_ALIGNMENTS = {
    Alignment.LEFT: Qt.AlignmentFlag.AlignLeft,
    Alignment.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Alignment.RIGHT: Qt.AlignmentFlag.AlignRight,
}


@dataclass(slots=True)
class _Row:
    """A row as it was made: what it holds, its sentences, a piece for each cell."""

    cells: tuple[Cell, ...]
    cited: list[Cited]
    pieces: list[Piece]

    @property
    def waits(self) -> bool:
        """Whether a formula in it is not drawn yet."""
        return any(piece.text.waits_for for piece in self.pieces)


class TableSurface(TextSurface):
    """The cells with the lines between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tops: list[float] = []

    def paint_ground(self, painter: QPainter, seen: QRect) -> None:
        """A line under each row, a stronger one under the head."""
        first = max(bisect_left(self.tops, seen.top()), 1)
        for number in range(first, bisect_right(self.tops, seen.bottom() + 2)):
            colour = theme.colour("edge" if number == 1 else "line")
            painter.fillRect(QRectF(0, self.tops[number] - 1, self.width(), 1), colour)


class TableBlock(BlockView):
    """A table; of a very long one the first rows until the person wants the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = TableSurface()
        self._take(self._table)
        self._scroller = Scroller(self._table, self)
        self._dress: object = None
        self._limit = 1
        self._shown = 0
        """How many rows are to be made."""
        self._rows: list[_Row] = []
        self._made = 0
        """How many of them show what the block says."""
        self._changed = 0
        """The first row that has to be placed anew."""
        self._settled: list[float] = []
        """Widths of the columns without wrapping, of all rows but the last."""
        self._counted = 0
        """How many rows those are."""
        self._recount = False
        self._across: tuple[list[float], int] = ([], 0)
        self.more_button = Button("", "link", "down", self)
        self.more_button.setProperty("flush", "left")
        self.more_button.clicked.connect(self.show_rest)
        self.more_button.hide()
        self.retranslate()

    def build(self, source: str, until: float = math.inf) -> None:
        """Lay out the cells that are new."""
        block = self.block
        if block is None:
            return
        dress = (theme.px(Type.ANSWER), theme.is_dark(), block.alignments)
        if dress != self._dress:
            self._rows, self._changed, self._recount = [], 0, True
        self._dress = dress
        self._shown = self._within(block.rows)
        # Rows that were read before and stand are the same objects, and no sentence is new in them.
        self._made = 0
        if not self.cited:
            pairs = zip(self._rows, block.rows[: self._shown], strict=False)
            same = itertools.takewhile(lambda pair: pair[0].cells is pair[1], pairs)
            still = itertools.takewhile(lambda pair: not (pair[0].cited or pair[0].waits), same)
            self._made = sum(1 for _ in still)
        self._changed = min(self._changed, self._made)
        self.more_button.setVisible(self._shown < len(block.rows))
        name = self.tr("Table with %n row(s)", "", max(len(block.rows) - 1, 0))
        if name != self._table.accessibleName():
            self._table.setAccessibleName(name)
            self._scroller.setAccessibleName(name)
        self.built = False
        self.go_on(until)

    def _within(self, rows: Sequence[tuple[Cell, ...]]) -> int:
        """How many rows are shown unasked, or when more were asked for."""
        most = max(_MOST_CELLS * self._limit // max(len(rows[0]), 1), 2)
        end = rows[0][0].start + _MOST_CHARACTERS * self._limit
        return min(most, max(bisect_right(rows, end, key=lambda row: row[0].start), 2), len(rows))

    def go_on(self, until: float) -> None:
        """Make more rows."""
        block = self.block
        if block is None or self.built:
            return
        kept, first = self._made, True
        while self._made < self._shown and (first or time.perf_counter() < until):
            self._make_row(block.rows[self._made])
            self._made += 1
            first = False
        self.built = self._made >= self._shown
        if self.built:
            del self._rows[self._shown :]
        columns = len(block.alignments)
        # What was counted and is another now may have been the widest.
        self._recount = self._recount or kept < self._counted
        self._table.set_pieces(
            [piece for row in self._rows for piece in row.pieces], kept * columns
        )

    def _make_row(self, cells: tuple[Cell, ...]) -> None:
        assert self.block is not None
        number = self._made
        last_end = max(cells[-1].end, cells[-1].start + 1)
        inside = between(self.cited, cells[0].start, last_end)
        before = self._rows[number] if number < len(self._rows) else None
        if before and not before.waits and (before.cells, before.cited) == (cells, inside):
            before.cells = cells
            return
        style = Style(Type.BODY + 1, bold=number == 0)
        pieces = []
        for column, (cell, alignment) in enumerate(zip(cells, self.block.alignments, strict=True)):
            held = [each for each in inside if each.start <= cell.end and each.end >= cell.start]
            text = cited_text(cell.runs, held, style, whole=column == len(cells) - 1)
            if before is not None and before.pieces[column].text.runs == text.runs:
                piece = before.pieces[column]
                piece.text = text
            else:
                piece = Piece(text, TextFlow(alignment=_ALIGNMENTS[alignment]))
                piece.flow.set_runs(text.runs, theme.font(style.size))
                # Laid out now, while it is looked at the time.
                piece.flow.natural_width()
            pieces.append(piece)
        self._rows[number : number + 1] = [_Row(cells, inside, pieces)]

    def height_at(self, width: int) -> int:
        """Of the rows at the widths that the columns get, with the bar when it is too wide."""
        columns = len(self._rows[0].pieces) if self._rows else 0
        widths = _shared(self._natural(columns), width - 2 * _SIDE * columns, theme.px(_NARROWEST))
        wide = round(sum(widths)) + 2 * _SIDE * columns
        if self._across != (widths, width):
            self._across, self._changed = (widths, width), 0
        tops = self._table.tops
        first = min(self._changed, max(len(tops) - 1, 0))
        y = tops[first] if tops else 0.0
        del tops[first:]
        for row in self._rows[first:]:
            tops.append(y)
            y += self._place_row(row, y, widths) + 2 * _ABOVE + 1
        tops.append(y)
        self._changed = max(self._made - 1, 0)
        self._table.resize(wide, round(y))
        self._table.arrange()
        bar = self._scroller.bar_height(wide, width)
        return round(y) + bar + self._more_height()

    def _natural(self, columns: int) -> list[float]:
        """Widths of the columns if nothing is wrapped."""
        if self._recount or len(self._settled) != columns:
            self._recount = False
            self._settled, self._counted = [0.0] * columns, 0
        settled = max(self._made - 1, 0)
        for row in self._rows[self._counted : settled]:
            self._settled = _widest(self._settled, row)
        self._counted = max(settled, self._counted)
        natural = self._settled
        for row in self._rows[self._counted :]:
            natural = _widest(natural, row)
        return natural

    def _place_row(self, row: _Row, y: float, widths: Sequence[float]) -> float:
        """Place the cells of a row; the height of the tallest."""
        assert self.block is not None
        x = tallest = 0.0
        for piece, across, alignment in zip(row.pieces, widths, self.block.alignments, strict=True):
            piece.x, piece.y = x + _SIDE, y + _ABOVE
            piece.width = piece.flow.width_in(across)
            if piece.width != across:
                piece.x += (across - piece.flow.natural_width()) * _SHARES[alignment]
            piece.height = piece.flow.height(piece.width)
            tallest = max(tallest, piece.height)
            x += across + 2 * _SIDE
        return tallest

    def _more_height(self) -> int:
        hidden = self.more_button.isHidden()
        return 0 if hidden else Space.XS + self.more_button.sizeHint().height()

    def show_rest(self) -> None:
        """Show as many rows again, and more."""
        self._limit *= 4
        self.more_wanted.emit()

    def stops(self) -> list[QWidget]:
        """The table when there is something to scroll, then its sentences, then what shows more."""
        takes = self._scroller.focusPolicy() != Qt.FocusPolicy.NoFocus
        more = [] if self.more_button.isHidden() else [self.more_button]
        return [*([self._scroller] if takes else []), *super().stops(), *more]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table fills it."""
        super().resizeEvent(event)
        self.settle()

    def settle(self) -> None:
        """The table, and below it what shows more."""
        below = self._more_height()
        self._scroller.setGeometry(0, 0, self.width(), self.height() - below)
        size = self.more_button.sizeHint()
        top = self.height() - size.height()
        self.more_button.setGeometry(0, top, size.width(), size.height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.more_button.setText(self.tr("Show the rest"))


def _widest(widths: Sequence[float], row: _Row) -> list[float]:
    return [
        max(width, piece.flow.natural_width() + 1)
        for width, piece in zip(widths, row.pieces, strict=True)
    ]


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
