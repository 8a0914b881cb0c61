"""The stretch around a passage that a reader, or a model that writes, needs to understand it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.types import Chunk, Passage

if TYPE_CHECKING:
    from core.stores.chunks import ChunkStore

ROOM = 1500
"""Characters of the stretch, the passage included; a longer passage stands alone."""
REACH = 3
"""Chunks looked at on either side."""


def surrounded(passages: Sequence[Passage], chunks: "ChunkStore") -> list[Passage]:
    """The passages with their surroundings: the section where it fits, else the chunks beside."""
    near = [passage.chunk + step for passage in passages for step in range(-REACH, REACH + 1)]
    by_id = {chunk.id: chunk for chunk in chunks.get(list(dict.fromkeys(near)))}
    found = []
    for passage in passages:
        chunk = by_id.get(passage.chunk)
        start, end = around(chunk, by_id) if chunk else (-1, -1)
        found.append(replace(passage, around_start=start, around_end=end))
    return found


def around(chunk: Chunk, near: Mapping[int, Chunk]) -> tuple[int, int]:
    """Start and end of the stretch; `near` holds the chunks beside it, by id.

    A document's chunks have consecutive ids. Where the chunker knew of sections the stretch stays
    within one, elsewhere under one heading.
    """
    if chunk.section_start >= 0 and chunk.section_end - chunk.section_start <= ROOM:
        return chunk.section_start, chunk.section_end
    start, end = chunk.start, chunk.end
    # What comes after explains a passage more often than what comes before.
    steps = {1: 1, -1: -1}
    while steps:
        for side in list(steps):
            other = near.get(chunk.id + steps[side])
            if other is None or not _goes_on(chunk, other, steps[side]):
                del steps[side]
                continue
            low, high = min(start, other.start), max(end, other.end)
            if high - low > ROOM:
                del steps[side]
                continue
            start, end = low, high
            steps[side] += side
    return start, end


def _goes_on(chunk: Chunk, other: Chunk, step: int) -> bool:
    return (
        other.document == chunk.document
        and other.ordinal == chunk.ordinal + step
        and other.heading == chunk.heading
        and (other.section_start, other.section_end) == (chunk.section_start, chunk.section_end)
    )
