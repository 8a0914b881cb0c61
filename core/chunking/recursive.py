"""The default chunker: sections, then blocks, then sentences, clauses and words.

Sections of a document are never mixed, except small ones below the second level of headings.
Within one, whole blocks are gathered up to a comfortable size; only a block that does not fit the
embedder's window is cut, into parts of about equal size. Nothing overlaps.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from core.chunking import PATH_GAP
from core.chunking.blocks import Block
from core.chunking.sections import TOP_LEVELS, Section, fit_paths, sections_of
from core.chunking.splitting import Piece, measure, split
from core.events import Progress
from core.protocols import ChunkingTools, TokenCounter
from core.types import ChunkSpan, Cut, MarkKind, ParsedDocument

_MARGIN = 4
"""Tokens kept free: parts of a torn word may count otherwise together than alone."""


@dataclass(frozen=True, slots=True)
class _Item:
    """What packing moves: a block, a list with its lead-in, or the parts of a long block."""

    pieces: tuple[Piece, ...]
    leads: bool = False
    cut: bool = False
    header: str = ""
    """Header of a table that is cut between its rows."""

    @property
    def tokens(self) -> int:
        return sum(piece.tokens for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Group:
    """A chunk in the making; `whole` when it is all of its section, whose `level` then counts."""

    start: int
    end: int
    tokens: int
    room: int
    path: tuple[str, ...]
    level: int = 0
    whole: bool = False


class RecursiveChunker:
    """Cuts along the document's own structure, sized in the embedder's tokens."""

    name = "recursive"

    def __init__(self, max_tokens: int = 254, target_tokens: int = 192) -> None:
        """`max_tokens` bounds headings and text; blocks are gathered up to `target_tokens`."""
        self._most = max(max_tokens - _MARGIN, 24)
        self._target = target_tokens

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        """Spans in document order, with their heading paths."""
        yield from ()
        count_tokens = tools.embedder.count_tokens
        sections = sections_of(document)
        fit_paths(document.title, sections, self._most, count_tokens)
        groups: list[_Group] = []
        items = _items(document.text, sections, count_tokens)
        for section, own in zip(sections, items, strict=True):
            found = self._without_crumbs(self._pack(section, own))
            if len(found) == 1:
                level = 0 if section.parted else section.level
                found = [replace(found[0], level=level, whole=True)]
            groups += found
        return Cut(
            tuple(
                ChunkSpan(group.start, group.end, PATH_GAP.join(group.path))
                for group in self._merged(groups)
            )
        )

    def _pack(self, section: Section, items: Sequence[_Item]) -> list[_Group]:
        """Gather blocks up to the target; what leads over to the next block goes with it."""
        groups: list[_Group] = []
        held: list[_Item] = []
        target = min(self._target, section.room)

        def close(keep_leads: bool) -> None:
            kept = len(held)
            while keep_leads and kept > 1 and held[kept - 1].leads:
                kept -= 1
            if keep_leads and kept == 1 and held[0].leads:
                kept = 0
            if kept:
                pieces = [piece for item in held[:kept] for piece in item.pieces]
                groups.append(_group(pieces, section.room, section.path))
                del held[:kept]

        tokens = 0
        for item in items:
            limit = section.room if all(each.leads for each in held) else target
            if held and (item.cut or tokens + item.tokens > limit):
                close(keep_leads=True)
                tokens = sum(each.tokens for each in held)
                if held and not item.cut and tokens + item.tokens > section.room:
                    close(keep_leads=False)
                    tokens = 0
            if item.cut:
                lead = [piece for each in held for piece in each.pieces]
                groups += self._parts(section, lead, item)
                held.clear()
                tokens = 0
            else:
                held.append(item)
                tokens += item.tokens
        close(keep_leads=False)
        return groups

    def _parts(self, section: Section, lead: list[Piece], item: _Item) -> list[_Group]:
        """A block that is too long, as groups of about equal size."""
        room, path = section.room, section.path
        pieces = [*lead, *item.pieces]
        if item.header:
            room = max(piece.tokens for piece in item.pieces)
            room = max(room, section.room - _header_cost(item, section.room))
        groups = [_group(part, room, path) for part in _balanced(pieces, self._target, room)]
        if item.header:
            groups[1:] = [replace(group, path=(*path, item.header)) for group in groups[1:]]
        return groups

    def _without_crumbs(self, groups: list[_Group]) -> list[_Group]:
        """Join a very small group to its neighbour in the section."""
        kept: list[_Group] = []
        for group in groups:
            last = kept[-1] if kept else None
            if (
                last
                and last.path == group.path
                and min(last.tokens, group.tokens) * 4 < self._target
                and last.tokens + group.tokens <= min(last.room, group.room)
            ):
                kept[-1] = _joined(last, group, last.path)
            else:
                kept.append(group)
        return kept

    def _merged(self, groups: list[_Group]) -> list[_Group]:
        """Join whole small neighbouring sections below the top levels."""
        kept: list[_Group] = []
        for group in groups:
            last = kept[-1] if kept else None
            if (
                last
                and last.whole
                and group.whole
                and group.level > TOP_LEVELS
                and last.tokens + group.tokens <= min(self._target, last.room, group.room)
            ):
                kept[-1] = _joined(last, group, _common(last.path, group.path))
            else:
                kept.append(group)
        return kept


def _items(text: str, sections: Sequence[Section], count_tokens: TokenCounter) -> list[list[_Item]]:
    """What each section is packed from, all of the document counted together."""
    blocks = [(block, section.room) for section in sections for block in section.blocks]
    spans = [span for block, _ in blocks for span in block.rows or ((block.start, block.end),)]
    counted = iter(measure(text, spans, count_tokens))
    made: list[_Item] = []
    for block, room in blocks:
        rows = [next(counted) for _ in block.rows or (block,)]
        whole = sum(row.tokens for row in rows) <= room
        header = "" if whole else _header(text, block, room)
        joined = (Piece(block.start, block.end, sum(row.tokens for row in rows)),)
        made.append(_Item(joined if whole else tuple(rows), block.leads, not whole, header))
    _cut_long(text, made, [room for _, room in blocks], count_tokens)
    ready = iter(made)
    return [_with_lists(section, [next(ready) for _ in section.blocks]) for section in sections]


def _cut_long(
    text: str, items: list[_Item], rooms: Sequence[int], count_tokens: TokenCounter
) -> None:
    """Split, in place, the pieces that do not fit."""
    limits = [room - _header_cost(item, room) for item, room in zip(items, rooms, strict=True)]
    long = [
        (piece, limit)
        for item, limit in zip(items, limits, strict=True)
        if item.cut
        for piece in item.pieces
        if piece.tokens > limit
    ]
    found = split(text, [piece for piece, _ in long], [limit for _, limit in long], count_tokens)
    parts = iter(found)
    for at, (item, limit) in enumerate(zip(items, limits, strict=True)):
        if item.cut:
            pieces = [
                part
                for piece in item.pieces
                for part in (next(parts) if piece.tokens > limit else [piece])
            ]
            items[at] = replace(item, pieces=tuple(pieces), leads=False)


def _with_lists(section: Section, items: list[_Item]) -> list[_Item]:
    """The items, with each list that fits made one with what leads to it."""
    result: list[_Item] = []
    at = 0
    while at < len(items):
        end = at + 1
        if items[at].leads or section.blocks[at].kind is MarkKind.LIST_ITEM:
            while end < len(items) and section.blocks[end].kind is MarkKind.LIST_ITEM:
                end += 1
        run = items[at:end]
        fits = not any(i.cut for i in run) and sum(i.tokens for i in run) <= section.room
        if len(run) > 1 and fits:
            result.append(_Item(tuple(piece for item in run for piece in item.pieces)))
        else:
            result += run
        at = end
    return result


def _header(text: str, block: Block, room: int) -> str:
    return " ".join(text[slice(*block.header)].split())[: room // 3].rstrip()


def _header_cost(item: _Item, room: int) -> int:
    """Tokens kept free for a table's header: never more than its characters, which are few."""
    return min(len(item.header), room // 3) + 1 if item.header else 0


def _balanced(pieces: Sequence[Piece], target: int, room: int) -> Iterator[list[Piece]]:
    """Consecutive pieces in groups of about equal size, each of at most `room` tokens."""
    total = sum(piece.tokens for piece in pieces)
    share = total / max(1, -(-total // max(1, min(target, room))))
    group: list[Piece] = []
    tokens = 0
    for piece in pieces:
        if group and (tokens + piece.tokens > room or tokens + piece.tokens / 2 > share):
            yield group
            group, tokens = [], 0
        group.append(piece)
        tokens += piece.tokens
    if group:
        yield group


def _group(pieces: Sequence[Piece], room: int, path: tuple[str, ...]) -> _Group:
    tokens = sum(piece.tokens for piece in pieces)
    return _Group(pieces[0].start, pieces[-1].end, tokens, room, path)


def _joined(first: _Group, second: _Group, path: tuple[str, ...]) -> _Group:
    tokens, room = first.tokens + second.tokens, min(first.room, second.room)
    whole = first.whole and second.whole
    return _Group(first.start, second.end, tokens, room, path, first.level, whole)


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    return first[:shared]
