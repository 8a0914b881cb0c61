"""The blocks of a document as a chunker walks them: in order, without overlap, without gaps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.types import Mark, MarkKind, ParsedDocument

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LEAD_IN = (":", "：")
_OF_TABLE = (MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text without outer spaces. `level` is a heading's, from 1."""

    kind: MarkKind
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[int, int], ...] = ()
    """Spans of a table's rows, its header among them."""
    header: tuple[int, int] = (0, 0)
    """Span of a table's header, empty without one."""
    leads: bool = False
    """Whether it says what comes next and should not be parted from it."""


def blocks_of(document: ParsedDocument) -> list[Block]:
    """Every stretch of the text that is not blank; unmarked text counts as paragraphs."""
    text = document.text
    blocks = [block for block in _walk(document) if block.start < block.end]
    for at, (block, following) in enumerate(pairwise(blocks)):
        if _leads(text, block, following):
            blocks[at] = Block(
                block.kind, block.start, block.end, block.level, block.rows, block.header, True
            )
    return blocks


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without outer spaces."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _leads(text: str, block: Block, following: Block) -> bool:
    if block.kind is MarkKind.HEADING:
        return True
    if block.kind is MarkKind.CAPTION:
        return following.kind is MarkKind.TABLE
    return (
        following.kind in (MarkKind.LIST_ITEM, MarkKind.TABLE, MarkKind.CODE)
        and text[block.end - 1] in _LEAD_IN
    )


def _walk(document: ParsedDocument) -> Iterator[Block]:
    text = document.text
    marks = [mark for mark in document.marks if mark.kind is not MarkKind.PAGE]
    rows = sorted((m for m in marks if m.kind in _OF_TABLE), key=lambda mark: mark.start)
    outer = sorted((m for m in marks if m.kind not in _OF_TABLE), key=lambda mark: mark.start)
    position = row = 0
    for mark in outer:
        start, end = max(mark.start, position), min(mark.end, len(text))
        if start >= end:
            continue
        yield from _paragraphs(text, position, start)
        if mark.kind is MarkKind.TABLE:
            while row < len(rows) and rows[row].start < start:
                row += 1
            first = row
            while row < len(rows) and rows[row].end <= end:
                row += 1
            yield _table(text, start, end, rows[first:row])
        else:
            yield Block(mark.kind, *trimmed(text, start, end), mark.level)
        position = end
    yield from _paragraphs(text, position, len(text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    for gap in _EMPTY_LINE.finditer(text, start, end):
        yield Block(MarkKind.PARAGRAPH, *trimmed(text, start, gap.start()))
        start = gap.end()
    yield Block(MarkKind.PARAGRAPH, *trimmed(text, start, end))


def _table(text: str, start: int, end: int, rows: Sequence[Mark]) -> Block:
    headers = [mark for mark in rows if mark.kind is MarkKind.TABLE_HEADER]
    header = trimmed(text, headers[0].start, headers[-1].end) if headers else (0, 0)
    cuts = [start, *(mark.start for mark in rows if mark.start > start), end]
    spans = (trimmed(text, first, last) for first, last in pairwise(cuts))
    kept = tuple((first, last) for first, last in spans if first < last)
    return Block(MarkKind.TABLE, *trimmed(text, start, end), rows=kept, header=header)
