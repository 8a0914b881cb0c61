"""Chunks in the making: stretches of the text with their size, heading path and section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.chunking import PATH_GAP
from core.chunking.sections import NOWHERE, Section
from core.chunking.splitting import Piece
from core.types import ChunkSpan


@dataclass(frozen=True, slots=True)
class Group:
    """A chunk in the making; `whole` when it is all of its section, whose `level` then counts."""

    start: int
    end: int
    tokens: int
    room: int
    """Tokens it may have at most."""
    path: tuple[str, ...]
    section: tuple[int, int] = NOWHERE
    level: int = 0
    whole: bool = False


def group_of(pieces: Sequence[Piece], section: Section, room: int) -> Group:
    """Consecutive pieces of a section as one group."""
    tokens = sum(piece.tokens for piece in pieces)
    return Group(pieces[0].start, pieces[-1].end, tokens, room, section.path, section.span)


def joined(first: Group, second: Group) -> Group:
    """Two neighbours as one group, under the headings that both stand under."""
    return Group(
        first.start,
        second.end,
        first.tokens + second.tokens,
        min(first.room, second.room),
        _common(first.path, second.path),
        _spanning(first.section, second.section),
        first.level,
        first.whole and second.whole,
    )


def spans_of(groups: Iterable[Group]) -> tuple[ChunkSpan, ...]:
    """The groups as what a chunker returns."""
    return tuple(
        ChunkSpan(group.start, group.end, PATH_GAP.join(group.path), *group.section)
        for group in groups
    )


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    return first[:shared]


def _spanning(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int]:
    return NOWHERE if NOWHERE in (first, second) else (first[0], second[1])
