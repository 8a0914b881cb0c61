"""The smallest stretches a boundary may stand between when meaning decides: mostly sentences.

What leads over is one unit with what it leads to; a small table or block of code is one unit; a
large one comes in parts of about equal size, each a chunk by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.chunking.groups import Group, group_of, joined
from core.chunking.items import Item, items_of, parts_of
from core.chunking.sections import TOP_LEVELS, Section, fitted_sections
from core.chunking.splitting import Piece, Span, measure, split
from core.protocols import Embedder
from core.text.sentences import sentences
from core.types import MarkKind, ParsedDocument

_WHOLE = (MarkKind.HEADING, MarkKind.TABLE, MarkKind.CODE)
_LARGE_PART = 192
"""Tokens of a part of a large table or block of code."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that is not cut; `opens` when a chunk must begin with it, `begins` when a block
    does."""

    group: Group
    opens: bool = False
    begins: bool = False

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.group.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.group.end

    @property
    def tokens(self) -> int:
        """Its size."""
        return self.group.tokens


def units_of(document: ParsedDocument, embedder: Embedder, most: int) -> list[Unit]:
    """All units in order. One opens at a heading of the top levels, after a running header or
    footer, and at the parts of large tables."""
    sections = fitted_sections(document, embedder, most)
    items = items_of(document.text, sections, embedder.count_tokens)
    sizes = iter(_sentence_pieces(document, sections, items, embedder))
    units: list[Unit] = []
    after_large = False
    for section, own in zip(sections, items, strict=True):
        opens = after_large or section.parted or section.level <= TOP_LEVELS
        units += _of_section(section, own, sizes, opens)
        after_large = _is_large(section.blocks[-1].kind, own[-1])
    return units


def chunk_of(units: Sequence[Unit]) -> Group:
    """Neighbouring units as one chunk."""
    group = units[0].group
    for unit in units[1:]:
        group = joined(group, unit.group)
    return group


def stretches(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Runs of units in which boundaries may be chosen."""
    run: list[Unit] = []
    for unit in units:
        if run and unit.opens:
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _is_large(kind: MarkKind, item: Item) -> bool:
    """Whether the item comes in parts that are chunks by themselves."""
    return item.cut and kind in _WHOLE


def _divides(kind: MarkKind, item: Item) -> bool:
    """Whether sentences of the item are units of their own."""
    return not item.cut and kind not in _WHOLE


def _sentence_pieces(
    document: ParsedDocument,
    sections: Sequence[Section],
    items: Sequence[Sequence[Item]],
    embedder: Embedder,
) -> list[list[Piece]]:
    """The sentences of each item that divides into them, counted together."""
    spans: list[list[Span]] = []
    rooms: list[int] = []
    for section, own in zip(sections, items, strict=True):
        for block, item in zip(section.blocks, own, strict=True):
            if _divides(block.kind, item):
                spans.append(sentences(document.text, block.start, block.end))
                rooms.append(section.room)
    counted = iter(
        measure(document.text, [span for each in spans for span in each], embedder.count_tokens)
    )
    pieces = [[next(counted) for _ in each] for each in spans]
    # A sentence alone may count as more than it did within its block.
    long = [
        (piece, room)
        for each, room in zip(pieces, rooms, strict=True)
        for piece in each
        if piece.tokens > room
    ]
    parts = iter(
        split(
            document.text,
            [piece for piece, _ in long],
            [room for _, room in long],
            embedder.count_tokens,
        )
    )
    return [
        [part for piece in each for part in (next(parts) if piece.tokens > room else [piece])]
        for each, room in zip(pieces, rooms, strict=True)
    ]


def _of_section(
    section: Section, items: Sequence[Item], sizes: Iterator[list[Piece]], opens: bool
) -> Iterator[Unit]:
    lead: Unit | None = None
    for block, item in zip(section.blocks, items, strict=True):
        large = _is_large(block.kind, item)
        if large:
            groups = parts_of(section, [], item, _LARGE_PART)
        else:
            pieces = next(sizes) if _divides(block.kind, item) else item.pieces
            groups = [group_of([piece], section, section.room) for piece in pieces]
        for number, group in enumerate(groups):
            unit = Unit(group, opens or (large and number > 0), number == 0)
            opens = False
            if lead is not None:
                if lead.tokens + group.tokens <= group.room:
                    unit = replace(lead, group=joined(lead.group, group))
                else:
                    yield lead
                lead = None
            if item.leads and number == len(groups) - 1:
                lead = unit
            else:
                yield unit
        opens = large
    if lead is not None:
        yield lead
