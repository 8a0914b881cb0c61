"""Fusing by rank, not by score: reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import Leg, retrieval
from core.retrieval.legs import asked, depth_for, judged
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

K = 60
"""The constant of the paper."""


class RankFusionRetriever:
    """Adds 1 / (60 + rank) of both legs; what a leg did not find gets nothing from it.

    Offered for comparison: it lets a leg that knows little have an equal say.
    """

    name = "rrf"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits; the score is the sum, brought to 0 to 1."""
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        (legs,) = judged(
            self._library, [asked(self._library, question)], depth_for(limit), documents
        )
        every = {chunk for leg in legs for chunk in leg.found}
        return retrieval([_by_rank(leg, every) for leg in legs], limit)


def _by_rank(leg: Leg, every: Collection[int]) -> Leg:
    if leg.silent:
        return leg
    scores = {chunk: 1 / (K + rank) for chunk, rank in leg.ranks().items()}
    return replace(
        leg,
        weight=1.0,
        scores=dict.fromkeys(every, 0.0) | scores,
        floor=0.0,
        ceiling=1 / (K + 1),
    )
