"""Blocks as chunkers gather them: with their sizes, lists with their lead-in, long ones cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.chunking.blocks import Block
from core.chunking.groups import Group, group_of
from core.chunking.sections import Section
from core.chunking.splitting import Piece, measure, split
from core.protocols import TokenCounter
from core.types import MarkKind


@dataclass(frozen=True, slots=True)
class Item:
    """A block, a list with its lead-in, or a block too long for its section's room, in pieces."""

    pieces: tuple[Piece, ...]
    leads: bool = False
    cut: bool = False
    header: str = ""
    """Header of a table that is cut between its rows."""

    @property
    def tokens(self) -> int:
        """Of all its pieces."""
        return sum(piece.tokens for piece in self.pieces)


def items_of(
    text: str, sections: Sequence[Section], count_tokens: TokenCounter
) -> list[list[Item]]:
    """An item for each block of each section, all of the document counted together."""
    blocks = [(block, section.room) for section in sections for block in section.blocks]
    spans = [span for block, _ in blocks for span in block.rows or ((block.start, block.end),)]
    counted = iter(measure(text, spans, count_tokens))
    made: list[Item] = []
    for block, room in blocks:
        rows = [next(counted) for _ in block.rows or (block,)]
        whole = sum(row.tokens for row in rows) <= room
        header = "" if whole else _header(text, block, room)
        joined = (Piece(block.start, block.end, sum(row.tokens for row in rows)),)
        made.append(Item(joined if whole else tuple(rows), block.leads, not whole, header))
    _cut_long(text, made, [room for _, room in blocks], count_tokens)
    ready = iter(made)
    return [[next(ready) for _ in section.blocks] for section in sections]


def _cut_long(
    text: str, items: list[Item], rooms: Sequence[int], count_tokens: TokenCounter
) -> None:
    """Split, in place, the pieces that do not fit."""
    limits = [room - header_cost(item, room) for item, room in zip(items, rooms, strict=True)]
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


def with_lists(section: Section, items: list[Item]) -> list[Item]:
    """The items, with each list that fits made one with what leads to it."""
    result: list[Item] = []
    at = 0
    while at < len(items):
        end = at + 1
        if items[at].leads or section.blocks[at].kind is MarkKind.LIST_ITEM:
            while end < len(items) and section.blocks[end].kind is MarkKind.LIST_ITEM:
                end += 1
        run = items[at:end]
        fits = not any(i.cut for i in run) and sum(i.tokens for i in run) <= section.room
        if len(run) > 1 and fits:
            result.append(Item(tuple(piece for item in run for piece in item.pieces)))
        else:
            result += run
        at = end
    return result


def _header(text: str, block: Block, room: int) -> str:
    return " ".join(text[slice(*block.header)].split())[: room // 3].rstrip()


def header_cost(item: Item, room: int) -> int:
    """Tokens kept free for a table's header: never more than its characters, which are few."""
    return min(len(item.header), room // 3) + 1 if item.header else 0


def balanced(pieces: Sequence[Piece], target: int, room: int) -> Iterator[list[Piece]]:
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


def parts_of(section: Section, lead: Sequence[Piece], item: Item, target: int) -> list[Group]:
    """A block that is too long, as groups of about equal size, what leads to it in the first.

    The header of a table stands in the heading path of every part but the first, which has it.
    """
    room = section.room
    if item.header:
        room = max(piece.tokens for piece in item.pieces)
        room = max(room, section.room - header_cost(item, section.room))
    groups = [
        group_of(part, section, room) for part in balanced([*lead, *item.pieces], target, room)
    ]
    if item.header:
        path = (*section.path, item.header)
        groups[1:] = [replace(group, path=path) for group in groups[1:]]
    return groups


def with_leads(items: Sequence[Item], room: int) -> list[Piece]:
    """The pieces of the items; what leads over is one piece with what it leads to, if that fits."""
    pieces: list[Piece] = []
    leading = False
    for item in items:
        first, *rest = item.pieces
        if leading and pieces[-1].tokens + first.tokens <= room:
            pieces[-1] = Piece(pieces[-1].start, first.end, pieces[-1].tokens + first.tokens)
        else:
            pieces.append(first)
        pieces += rest
        leading = item.leads
    return pieces
