"""Chunks that stand beside other good ones move up.

What a question asks about is often named in one chunk and told in the next. Words are sparse
evidence: counted a chunk at a time, they lose to what they were a passage at a time. Vectors need
no such help (measured: it gives Chinese, searched by words alone, back what cutting took, and does
nothing for fused scores).
"""

from collections.abc import Collection, Mapping, Sequence

from core.retrieval.fusion import Leg
from core.types import Hit

NEIGHBOURS = "neighbours"
SHARE = 0.25
"""Weight of the better neighbour's score beside the chunk's own; from 0.1 to 0.4 the effect is the
same."""


def beside(
    hits: Sequence[Hit], places: Mapping[int, tuple[str, int]], legs: Collection[Leg]
) -> Leg:
    """The leg that votes for neighbours of good chunks.

    `hits` are what `legs` fuse to; `places` gives the document and ordinal of each chunk.
    """
    by_place = {places[hit.chunk]: hit.score for hit in hits if hit.chunk in places}
    scores = {}
    for hit in hits:
        document, ordinal = places.get(hit.chunk, ("", 0))
        scores[hit.chunk] = max(by_place.get((document, ordinal + step), 0.0) for step in (-1, 1))
    weight = SHARE * sum(leg.weight for leg in legs)
    return Leg(NEIGHBOURS, weight, scores, (), 0.0, ceiling=1.0)
