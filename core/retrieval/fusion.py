"""One ranking out of several: scores brought to one scale and added by weight.

Score fusion rather than rank fusion (Bruch, Gai and Ingber 2022, "An Analysis of Fusion Functions
for Hybrid Retrieval"): ranks throw away by how much a leg prefers one chunk to the next, and let a
leg that knows nothing have an equal say.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.types import Hit, Vote


@dataclass(frozen=True)
class Leg:
    """What one way of searching says.

    `scores` of all candidates it can judge; `found` those it would have found by itself; `floor` is
    the score that stands for nothing.
    """

    name: str
    weight: float
    scores: Mapping[int, float]
    found: Collection[int]
    floor: float

    def scaled(self) -> dict[int, float]:
        """Scores from 0 (the floor) to 1 (its best candidate)."""
        best = max(self.scores.values(), default=self.floor)
        if best <= self.floor:
            return dict.fromkeys(self.scores, 0.0)
        span = best - self.floor
        return {chunk: max(0.0, score - self.floor) / span for chunk, score in self.scores.items()}

    def ranks(self) -> dict[int, int]:
        """Rank, from 1, of those it would have found by itself."""
        order = sorted(self.found, key=lambda chunk: (-self.scores[chunk], chunk))
        return {chunk: rank for rank, chunk in enumerate(order, start=1)}


def fuse(legs: Collection[Leg], limit: int) -> list[Hit]:
    """At most `limit` chunks by falling mean of what the legs that can judge them say."""
    scaled = [(leg, leg.scaled(), leg.ranks()) for leg in legs]
    hits = []
    for chunk in {chunk for leg in legs for chunk in leg.scores}:
        judged = [
            (leg.weight, Vote(leg.name, ranks.get(chunk, 0), leg.scores[chunk], shares[chunk]))
            for leg, shares, ranks in scaled
            if chunk in shares
        ]
        weight = sum(each for each, _ in judged)
        score = sum(each * vote.share for each, vote in judged) / weight if weight else 0.0
        votes = tuple(vote for _, vote in judged)
        hits.append(Hit(chunk, score, tuple(vote.leg for vote in votes if vote.rank), votes))
    hits.sort(key=lambda hit: (-hit.score, hit.chunk))
    return hits[:limit]
