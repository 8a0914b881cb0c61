"""Chunks that stand beside other good ones move up.

What a question asks about is often named in one chunk and told in the next. Words are sparse
evidence: counted a chunk at a time, they lose to what they were a passage at a time. Vectors need
no such help (measured: it gives Chinese, searched by words alone, back what cutting took, and does
nothing for fused scores).
"""

from collections.abc import Collection, Mapping, Sequence

from core.retrieval.fusion import Leg
from core.stores.chunks import Place
from core.types import Hit

NEIGHBOURS = "neighbours"
SHARE = 0.25
"""Weight of the better neighbour's score beside the chunk's own; from 0.1 to 0.4 the effect is the
same."""
UNKNOWN = 0.3
"""A neighbour that was not found, or is not there, is taken for so good beside the chunk: nothing
at all would put short documents, which have none, behind long ones (measured in Chinese)."""


def beside(hits: Sequence[Hit], places: Mapping[int, Place], legs: Collection[Leg]) -> Leg:
    """The leg that votes for neighbours of good chunks; `hits` are what `legs` fuse to.

    Windows that overlap say partly the same and are no neighbours: each would count twice (measured
    with fixed windows: a point of Chinese recall@1).
    """
    by_place = {places[hit.chunk][:2]: hit for hit in hits if hit.chunk in places}
    scores = {}
    for hit in hits:
        scores[hit.chunk] = UNKNOWN * hit.score
        if (place := places.get(hit.chunk)) is None:
            continue
        for step in (-1, 1):
            other = by_place.get((place.document, place.ordinal + step))
            if other is not None and not _overlap(place, places[other.chunk]):
                scores[hit.chunk] = max(scores[hit.chunk], other.score)
    weight = SHARE * sum(leg.weight for leg in legs)
    return Leg(NEIGHBOURS, weight, scores, (), 0.0, ceiling=1.0)


def _overlap(one: Place, other: Place) -> bool:
    return min(one.end, other.end) > max(one.start, other.start)
