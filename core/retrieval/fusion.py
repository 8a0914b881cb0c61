"""One ranking out of several: scores brought to one scale and added by weight.

Score fusion rather than rank fusion (Bruch, Gai and Ingber 2022, "An Analysis of Fusion Functions
for Hybrid Retrieval"): ranks throw away by how much a leg prefers one chunk to the next, and let a
leg that knows nothing have an equal say.

The score of a hit is the mean of its votes' shares, each weighing what the report of its leg says.

Names of legs, which the window words; ":2", ":3", … follow where another text was searched for:

    vector      by meaning
    keyword     by words
    exact       holds to the letter what is in quotation marks, and codes
    neighbours  stands beside a good one
    section     its section is a good one
    breadth     of a section that has not had its say (overviews)
    opening     begins a section (overviews of nothing in particular)
    part        found for a part of the question
    rerank      a model's judgement of question and passage together
    bridge      says what a good passage lacks, about something that it names (knowledge graph)
    graph       is near what the question names, in the knowledge graph
    path        says a step of the way from one thing that the question names to another
    report      is in the report of a theme of the documents
    among       keeps the best hits of the plain search among the first
    first       keeps the best hits of the plain search where they are
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.types import Hit, LegReport, Retrieval, SearchNotice, Vote

FIRST = "first"
"""Leg that keeps the best hits of the plain search where they are."""


@dataclass(frozen=True)
class Leg:
    """What one way of searching says.

    `scores` of all candidates it can judge; `found` those it would have found by itself; `floor` is
    the score that stands for nothing, `ceiling` the best there can be (None: the best there is).
    A name ends in ":2", ":3", … where the same way searched for another text.
    """

    name: str
    weight: float
    scores: Mapping[int, float]
    found: Collection[int]
    floor: float
    asked: str = ""
    silent: str = ""
    ceiling: float | None = None

    def scaled(self) -> dict[int, float]:
        """Scores from 0 (the floor) to 1 (the ceiling)."""
        best = self.ceiling
        if best is None:
            best = max(self.scores.values(), default=self.floor)
        if best <= self.floor:
            return dict.fromkeys(self.scores, 0.0)
        span = best - self.floor
        return {chunk: max(0.0, score - self.floor) / span for chunk, score in self.scores.items()}

    def ranks(self) -> dict[int, int]:
        """Rank, from 1, of those it would have found by itself."""
        order = sorted(self.found, key=lambda chunk: (-self.scores[chunk], chunk))
        return {chunk: rank for rank, chunk in enumerate(order, start=1)}

    def report(self, whole: float) -> LegReport:
        """What it did; `whole` is what all legs together weigh."""
        say = self.weight / whole if whole else 0.0
        return LegReport(self.name, self.asked, len(self.found), say, self.silent)


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
        # Which of several texts found it does not matter to who reads the passage.
        found_by = dict.fromkeys(vote.leg.partition(":")[0] for vote in votes if vote.rank)
        hits.append(Hit(chunk, score, tuple(found_by), votes))
    hits.sort(key=lambda hit: (-hit.score, hit.chunk))
    return hits[:limit]


def means(legs: Collection[Leg]) -> dict[int, float]:
    """The score of every chunk as `fuse` makes it, without the votes."""
    scaled = [(leg.weight, leg.scaled()) for leg in legs]
    found = {}
    for chunk in {chunk for leg in legs for chunk in leg.scores}:
        judged = [(weight, shares[chunk]) for weight, shares in scaled if chunk in shares]
        whole = sum(weight for weight, _ in judged)
        found[chunk] = sum(weight * share for weight, share in judged) / whole if whole else 0.0
    return found


def retrieval(legs: Collection[Leg], limit: int, notices: Sequence[SearchNotice] = ()) -> Retrieval:
    """The best of the fused legs, and what each did."""
    whole = sum(leg.weight for leg in legs)
    reports = tuple(leg.report(whole) for leg in legs)
    return Retrieval(tuple(fuse(legs, limit)), reports, tuple(notices))


def first(hits: Sequence[Hit], count: int, legs: Collection[Leg]) -> Leg:
    """A leg that keeps the first `count` of the hits before all others that `legs` judge."""
    kept = {hit.chunk: float(count - place) for place, hit in enumerate(hits[:count])}
    judged = {chunk for leg in legs for chunk in leg.scores}
    weight = (count + 1) * sum(leg.weight for leg in legs)
    return Leg(FIRST, weight, dict.fromkeys(judged, 0.0) | kept, (), 0.0, ceiling=float(count))
