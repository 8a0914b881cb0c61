"""A stretch of a document's text as the blocks that are set on screen one below the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.types import Mark, MarkKind, TextSlice

_CELL_GAP = re.compile(r" \| ")
_PARAGRAPH_GAP = re.compile(r"\n\s*\n")
_MADE_OF_ROWS = (MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)
_AROUND = (MarkKind.PAGE, MarkKind.TABLE)


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at `start` in the document."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, paragraph, item, piece of code, note … ."""

    kind: MarkKind
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of a table; `headers` of them, the first ones, name the columns."""

    rows: tuple[tuple[Span, ...], ...]
    headers: int

    @property
    def columns(self) -> int:
        """Cells of the longest row."""
        return max(len(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A page, slide or sheet begins here."""

    start: int
    label: str


Block = TextBlock | TableBlock | PageBlock


def blocks_of(stretch: TextSlice) -> list[Block]:
    """The blocks of a stretch in reading order; every visible character is in exactly one."""
    marks = sorted(
        (mark for mark in stretch.marks if mark.kind not in _AROUND),
        key=lambda mark: (mark.start, mark.end),
    )
    blocks: list[Block] = []
    at = stretch.start
    rows: list[Mark] = []
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, stretch.end)
        if start >= end:
            continue
        gap = list(_loose(stretch, at, start))
        is_row = mark.kind in _MADE_OF_ROWS
        if rows and (gap or not is_row or not _same_table(stretch, rows[-1], mark)):
            blocks.append(_table(stretch, rows))
            rows = []
        blocks += gap
        if is_row:
            rows.append(Mark(mark.kind, start, end))
        else:
            blocks.append(TextBlock(mark.kind, mark.level, _span(stretch, start, end)))
        at = end
    if rows:
        blocks.append(_table(stretch, rows))
    blocks += _loose(stretch, at, stretch.end)
    return list(_with_pages(stretch, blocks))


def block_start(block: Block) -> int:
    """Where a block begins in the document."""
    if isinstance(block, PageBlock):
        return block.start
    return block.rows[0][0].start if isinstance(block, TableBlock) else block.span.start


def cells_of(span: Span) -> tuple[Span, ...]:
    """The cells of a row, whose text joins them with " | "."""
    text, at = span.text, 0
    cells: list[Span] = []
    if text.startswith("| "):
        cells.append(Span(span.start, ""))
        at = 2
    for gap in _CELL_GAP.finditer(text, at):
        cells.append(Span(span.start + at, text[at : gap.start()]))
        at = gap.end()
    cells.append(Span(span.start + at, text[at:]))
    return tuple(cells)


def _span(stretch: TextSlice, start: int, end: int) -> Span:
    return Span(start, stretch.text[start - stretch.start : end - stretch.start])


def _table(stretch: TextSlice, rows: list[Mark]) -> TableBlock:
    headers = 0
    while headers < len(rows) and rows[headers].kind is MarkKind.TABLE_HEADER:
        headers += 1
    return TableBlock(tuple(cells_of(_span(stretch, row.start, row.end)) for row in rows), headers)


def _same_table(stretch: TextSlice, before: Mark, row: Mark) -> bool:
    """Whether two neighbouring rows belong to one table; without TABLE marks, whether they may."""
    if row.kind is MarkKind.TABLE_HEADER and before.kind is MarkKind.TABLE_ROW:
        return False
    tables = [mark for mark in stretch.marks if mark.kind is MarkKind.TABLE]
    holding = [mark for mark in tables if mark.start <= before.start < mark.end]
    return not holding or any(row.start < mark.end for mark in holding)


def _loose(stretch: TextSlice, start: int, end: int) -> Iterator[Block]:
    """Text that no mark covers, as paragraphs."""
    text = stretch.text[start - stretch.start : end - stretch.start]
    at = 0
    for gap in [*_PARAGRAPH_GAP.finditer(text), None]:
        piece = text[at : gap.start() if gap else len(text)]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield TextBlock(MarkKind.PARAGRAPH, 0, Span(start + at + lead, piece.strip()))
        at = gap.end() if gap else at


def _with_pages(stretch: TextSlice, blocks: list[Block]) -> Iterator[Block]:
    pages = [
        PageBlock(mark.start, mark.label)
        for mark in stretch.marks
        if mark.kind is MarkKind.PAGE and stretch.start <= mark.start < stretch.end
    ]
    pages.sort(key=lambda page: page.start)
    for block in blocks:
        while pages and pages[0].start <= block_start(block):
            yield pages.pop(0)
        yield block
    yield from pages
