"""An answer's Markdown as blocks under each other, drawn while it is still being written.

What streams in changes the last block only: the blocks before it keep their widgets and their
places, so nothing that is being read moves. Text is read and blocks are made in slices of a few
milliseconds, whether it streams or is all there, and of a very long answer only the beginning until
the person wants the rest.
"""

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.text.markdown import Block, Container, Holder, Kind, blocks, settled
from desktop import theme
from desktop.chat.block_view import BlockView, FormulaBlock, ProseView, RuleView
from desktop.chat.cited_text import Cited
from desktop.chat.citing import SentenceStop
from desktop.chat.code_block import CodeBlock
from desktop.chat.formulae import formulae
from desktop.chat.table_block import TableBlock
from desktop.chat.text_surface import TextSurface
from desktop.theme import Space, Type
from desktop.widgets.buttons import Button

SHOWN_AT_FIRST = 100_000
"""Characters of an answer that are drawn unasked."""
SLICE_SECONDS = 0.008
BETWEEN_SECONDS = 0.033
"""Text that streams in is drawn about thirty times a second."""
_SLICE = 3000
"""Characters that are read at a time."""
_AT_LEAST = 16
"""Blocks that a first slice makes however long it takes."""

_VIEWS: dict[Kind, type[BlockView]] = {
    Kind.PARAGRAPH: ProseView,
    Kind.HEADING: ProseView,
    Kind.CODE: CodeBlock,
    Kind.FORMULA: FormulaBlock,
    Kind.TABLE: TableBlock,
    Kind.RULE: RuleView,
}


class AnswerBody(QWidget):
    """Draws the text given with `show_text`; again with more text as it comes."""

    citation_chosen = Signal(object, object)
    """Citation, SentenceStop."""
    link_wanted = Signal(str)
    grown = Signal()
    """Its height has changed."""
    view_made = Signal(object)
    """TextSurface, to be watched for selecting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.text = ""
        self._unfinished = False
        self._cited: tuple[Cited, ...] = ()
        self._limit = SHOWN_AT_FIRST
        self._read = 0
        self._blocks: list[Block] = []
        self._views: list[BlockView] = []
        self._heights: list[int] = []
        self._tops: list[int] = []
        self._made = 0
        """How many views show what `_blocks` says."""
        self._placed = 0
        """How many views stand where they belong."""
        self._width = 0
        self._whole = 0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self.more_button = Button("", "link", "down", self)
        self.more_button.setProperty("flush", "left")
        self.more_button.clicked.connect(self.show_rest)
        self.more_button.hide()
        formulae().drawn.connect(self._on_drawn)
        self.retranslate()

    # ---- what it shows -------------------------------------------------------------------------

    def show_text(self, text: str, unfinished: bool, cited: Sequence[Cited] = ()) -> None:
        """Show a text, or more of it; `unfinished`: more will come. `cited` are its sentences."""
        same = tuple(cited) == self._cited
        if text == self.text and unfinished == self._unfinished and same:
            return
        if not text.startswith(self.text[: self._read]):
            self._read, self._blocks, self._made = 0, [], 0
        if not same:
            self._cited, self._made = tuple(cited), 0
        if unfinished != self._unfinished and self._read >= len(self.text):
            # The last block is read once more: what stands open in it ends now.
            self._read = max(len(self.text) - 1, 0)
        self.text, self._unfinished = text, unfinished
        self.more_button.setVisible(len(text) > self._limit)
        since = time.perf_counter() - self._last
        if unfinished and since < BETWEEN_SECONDS:
            if not self._timer.isActive():
                self._timer.start(round(1000 * (BETWEEN_SECONDS - since)))
            return
        self._work(_AT_LEAST)

    def show_rest(self) -> None:
        """Draw as much again, and more, of a very long answer."""
        self._limit *= 4
        self.more_button.setVisible(len(self.text) > self._limit)
        self._work()

    @property
    def complete(self) -> bool:
        """Whether everything that is to be drawn is drawn."""
        return self._made == len(self._blocks) and self._read >= self._end()

    @property
    def sentences(self) -> list[SentenceStop]:
        """Where the keyboard stops at sentences."""
        found = [view.surface for view in self._views if view.surface is not None]
        return [stop for surface in found for stop in surface.sentences]

    @property
    def surfaces(self) -> list[TextSurface]:
        """Everything with text in it, from top to bottom."""
        return [view.surface for view in self._views if view.surface is not None]

    @property
    def views(self) -> list[BlockView]:
        """The blocks, from top to bottom."""
        return list(self._views)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        found = [stop for view in self._views for stop in view.stops()]
        return [*found, *([self.more_button] if not self.more_button.isHidden() else [])]

    # ---- reading and making, a slice at a time -------------------------------------------------

    def _end(self) -> int:
        return min(len(self.text), self._limit)

    def _go_on(self) -> None:
        self._work()

    def _work(self, at_least: int = 0) -> None:
        """Read and make until the slice is over; the timer goes on with what is left."""
        until = time.perf_counter() + SLICE_SECONDS
        first = len(self._views)
        count = 0
        while not self.complete and (time.perf_counter() < until or count < at_least):
            if self._made < len(self._blocks):
                first = min(first, self._made)
                self._make(self._made)
                self._made += 1
            else:
                self._read_on()
            count += 1
        if self._made == len(self._blocks) and self._read >= self._end():
            while len(self._views) > len(self._blocks):
                first = min(first, len(self._views) - 1)
                self._drop(len(self._views) - 1)
        self._last = time.perf_counter()
        if not self.complete:
            self._timer.start(0)
        self._measure_from(first)

    def _read_on(self) -> None:
        """Read the next stretch; only the last block of what was read before can change."""
        start = settled(self._blocks)
        end = self._end()
        to = min(max(self._read, start) + _SLICE, end)
        open_end = self._unfinished or to < len(self.text)
        found = blocks(self.text[:to], open_end, start)
        kept = next(
            (place for place, each in enumerate(self._blocks) if each.root >= start),
            len(self._blocks),
        )
        self._blocks[kept:] = found
        self._made = min(self._made, kept)
        self._read = to

    def _make(self, place: int) -> None:
        """Bring a view in line with its block."""
        block = self._blocks[place]
        wanted = _VIEWS[block.kind]
        if place < len(self._views) and type(self._views[place]) is not wanted:
            self._drop(place)
        if place >= len(self._views) or type(self._views[place]) is not wanted:
            view = wanted(self)
            view.citation_chosen.connect(self.citation_chosen)
            view.link_wanted.connect(self.link_wanted)
            self._views.insert(place, view)
            self._heights.insert(place, 0)
            if view.surface is not None:
                self.view_made.emit(view.surface)
            view.show()
        view = self._views[place]
        cited = self._sentences_in(block)
        if view.block != block or view.cited != cited:
            view.show_block(block, cited, self.text)
            self._heights[place] = 0

    def _drop(self, place: int) -> None:
        view = self._views.pop(place)
        self._heights.pop(place)
        view.hide()
        view.deleteLater()

    def _sentences_in(self, block: Block) -> tuple[Cited, ...]:
        if not self._cited or block.kind in (Kind.CODE, Kind.FORMULA, Kind.RULE):
            return ()
        low, high = 0, len(self._cited)
        while low < high:
            middle = (low + high) // 2
            if self._cited[middle].end <= block.start:
                low = middle + 1
            else:
                high = middle
        found = []
        for each in self._cited[low:]:
            if each.start >= block.end:
                break
            found.append(each)
        return tuple(found)

    def _on_drawn(self, latex: str, display: bool) -> None:
        for place, view in enumerate(self._views[: self._made]):
            if view.waits_for(latex, display):
                view.build(self.text)
                self._heights[place] = 0
                self._measure_from(place)

    # ---- heights and places --------------------------------------------------------------------

    def _measure_from(self, first: int) -> None:
        """Measure what has changed and place what stands from there on."""
        self._placed = min(self._placed, first)
        if self._width <= 0:
            return
        before = self._whole
        self._lay_out(self._width)
        if self.isVisible() or self._width == self.width():
            self._place()
        if self._whole != before:
            self.updateGeometry()
            self.grown.emit()
        self.update()

    def _lay_out(self, width: int) -> None:
        """Heights at a width, and tops from the first block that has moved."""
        if width != self._width:
            self._width = width
            self._heights = [0] * len(self._views)
            self._placed = 0
        changed = self._placed
        y = 0
        if 0 < changed <= len(self._tops):
            y = self._tops[changed - 1] + self._heights[changed - 1]
        del self._tops[changed:]
        for place in range(changed, len(self._views)):
            view = self._views[place]
            if view.block is None:
                break
            if not self._heights[place]:
                room = max(width - _indent(view.block.containers), 60)
                self._heights[place] = max(view.height_at(room), 1)
            y += _gap(self._views[place - 1].block, view.block) if place else 0
            self._tops.append(y)
            y += self._heights[place]
        if not self.more_button.isHidden():
            y += Space.S + self.more_button.sizeHint().height()
        self._whole = y + self._guess(width)

    def _guess(self, width: int) -> int:
        """About the height of what is not made yet, so that little moves when it is."""
        if self._unfinished or self.complete:
            return 0
        made = self._blocks[self._made - 1].end if self._made else 0
        letter = theme.px(Type.ANSWER)
        lines = (self._end() - made) * letter * 0.6 / max(width, 1)
        return round(max(lines, 0) * letter * Type.LINE_HEIGHT / 100)

    def _place(self) -> None:
        for place in range(self._placed, len(self._tops)):
            view = self._views[place]
            indent = _indent(view.block.containers) if view.block else 0
            area = (
                indent,
                self._tops[place],
                max(self._width - indent, 60),
                self._heights[place],
            )
            if view.geometry().getRect() == area:
                if isinstance(view, ProseView):
                    view.settle()
            else:
                view.setGeometry(*area)
        self._placed = len(self._tops)
        if not self.more_button.isHidden():
            size = self.more_button.sizeHint()
            top = self._tops[-1] + self._heights[len(self._tops) - 1] if self._tops else 0
            self.more_button.setGeometry(0, top + Space.S, size.width(), size.height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all blocks at a width."""
        if width != self._width or len(self._tops) < len(self._views):
            self._lay_out(width)
        return self._whole

    def sizeHint(self) -> QSize:
        """As wide as a column gets."""
        width = self._width or theme.px(theme.Size.COLUMN)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window."""
        return QSize(80, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the blocks at the new width."""
        super().resizeEvent(event)
        if self.width() != self._width:
            self._lay_out(self.width())
        self._place()

    # ---- what blocks stand in ------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars of quotes, signs of lists."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = event.rect()
        for place, top in enumerate(self._tops):
            block = self._views[place].block
            if block is None or not block.containers:
                continue
            if top - Space.XL > seen.bottom():
                break
            if top + self._heights[place] >= seen.top():
                self._paint_containers(painter, place, block)

    def _paint_containers(self, painter: QPainter, place: int, block: Block) -> None:
        before = self._views[place - 1].block if place else None
        above = before.containers if before else ()
        top, bottom = self._tops[place], self._tops[place] + self._heights[place]
        x = 0
        for depth, container in enumerate(block.containers):
            width = _width_of(container)
            if container.holder is Holder.QUOTE:
                joined = depth < len(above) and above[depth].holder is Holder.QUOTE
                start = self._tops[place - 1] + self._heights[place - 1] if joined else top
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("line"))
                painter.drawRoundedRect(QRectF(x, start, 3, bottom - start), 1.5, 1.5)
            elif container.first:
                self._paint_sign(painter, container, x, top, width)
            x += width

    def _paint_sign(
        self, painter: QPainter, container: Container, x: int, top: int, width: int
    ) -> None:
        line = theme.px(Type.ANSWER) * Type.LINE_HEIGHT / 100
        if container.holder is Holder.BULLET:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("faded"))
            radius = theme.px(5) / 2
            painter.drawEllipse(QPointF(x + width - Space.M, top + line / 2), radius, radius)
            return
        painter.setFont(theme.font(Type.ANSWER))
        painter.setPen(theme.colour("faded"))
        area = QRectF(x, top, width - Space.S, line)
        painter.drawText(
            area,
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            f"{container.number}.",
        )

    # ---- events --------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, the colours and the text size."""
        super().changeEvent(event)
        kind = event.type()
        if kind == QEvent.Type.LanguageChange:
            self.retranslate()
        if kind in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            for place, view in enumerate(self._views):
                if view.block is not None:
                    view.build(self.text)
                    self._heights[place] = 0
            self._measure_from(0)

    def retranslate(self) -> None:
        """Word it."""
        self.more_button.setText(self.tr("Show the rest"))


def _width_of(container: Container) -> int:
    if container.holder is Holder.QUOTE:
        return Space.L
    if container.holder is Holder.NUMBER and container.number > 9:
        wide = QFontMetricsF(theme.font(Type.ANSWER)).horizontalAdvance(f"{container.number}.")
        return max(theme.px(Space.XL), round(wide) + Space.S)
    return theme.px(Space.XL)


def _indent(containers: Sequence[Container]) -> int:
    return sum(_width_of(each) for each in containers)


def _gap(before: Block | None, block: Block) -> int:
    if before is None:
        return 0
    if block.kind is Kind.HEADING:
        return Space.XL if before.kind is not Kind.HEADING else Space.M
    if before.kind is Kind.HEADING:
        return Space.S
    listed = bool(before.containers) and any(
        each.first and each.holder is not Holder.QUOTE for each in block.containers
    )
    return Space.XS if listed else Space.M
