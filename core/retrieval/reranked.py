"""Judging what was found once more, by a model that reads question and passage together."""

import math
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import ModelError, ModelNonsense
from core.events import Road
from core.hindrances import hindrance_of
from core.retrieval.asking import left_out, patiently
from core.retrieval.fusion import Leg, fuse, retrieval
from core.retrieval.legs import asked, depth_for, searched
from core.types import Hindrance, Retrieval, SearchNotice

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

RERANK = "rerank"
JUDGED, FEWER = 40, 20
"""Hits of the plain search that are judged; fewer by the writing model, which is slow."""
PLAIN = 0.2
"""Weight of the plain search beside the judge's: it orders what the judge finds equally good."""


class RerankedRetriever:
    """Hybrid's best hits in the order of a cross-encoder, or of the writing model without one.

    Nogueira and Cho 2019, "Passage Re-ranking with BERT". What was not judged stays below.
    """

    name = "rerank"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits."""
        from core.reranking.available import reranker

        if limit < 1 or not question.strip():
            return Retrieval(())
        library = self._library
        legs = searched(library, [asked(library, question)], depth_for(limit), documents)
        plain = retrieval(legs, limit)
        try:
            judge = reranker(library.language_model)
            if judge is None:
                return left_out(plain, SearchNotice(self.name, Hindrance.NO_RERANKER))
            hits = fuse(legs, FEWER if judge.name == "model" else JUDGED)
            passages = library.passages(hits)
            texts = [f"{each.title}\n{each.heading}\n{each.text}".strip() for each in passages]
            if not texts:
                return plain
            scores = yield from patiently(judge.rerank(question, texts), judge.name)
            if len(scores) != len(texts) or not all(map(math.isfinite, scores)):
                raise ModelNonsense(name=judge.name)
        except ModelError as error:
            return left_out(plain, SearchNotice(self.name, hindrance_of(error), error.message))
        judged = {passage.chunk: score for passage, score in zip(passages, scores, strict=True)}
        floor = min(judged.values())
        every = {chunk for leg in legs for chunk in leg.scores}
        best = Leg(RERANK, 1.0, dict.fromkeys(every, floor) | judged, judged, floor, legs[0].asked)
        share = PLAIN / sum(leg.weight for leg in legs)
        return retrieval([*(replace(leg, weight=leg.weight * share) for leg in legs), best], limit)
