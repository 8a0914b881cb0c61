"""Finding chunks by meaning and by words together: the default."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval import keyword, vector
from core.retrieval.fusion import Leg, fuse
from core.retrieval.neighbours import lifted
from core.stores.texts import storable
from core.text.terms import question_terms
from core.types import LegReport, Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

MEANING, WORDS = 0.6, 0.4
"""Weights of the legs."""
DEPTH = 100
"""Candidates of each leg; the other leg then judges them exactly too."""


class HybridRetriever:
    """Fuses the scores of both legs over the candidates of both.

    A leg that cannot judge has no vote: a question the embedder cannot read is searched by words
    alone, and a chunk without a vector is judged by its words alone.
    """

    name = "hybrid"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits by falling fused score, 0 to 1."""
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        depth = max(DEPTH, 2 * limit)
        index, chunks = self._library.index, self._library.chunks
        question = storable(question)
        words = question_terms(question)
        by_words = dict(index.matching(words, depth, documents))
        if not self._library.embedder.reads([question])[0]:
            alone = fuse([Leg(keyword.LEG, 1.0, by_words, by_words, 0.0)], depth)
            hits = lifted(alone, chunks.places([hit.chunk for hit in alone]))
            return Retrieval(
                tuple(hits[:limit]),
                (
                    LegReport(vector.LEG, question, 0, 0.0, "unreadable"),
                    LegReport(keyword.LEG, question, len(by_words)),
                ),
            )

        asked = self._library.embedder.embed_query(question)
        by_meaning = dict(index.nearest(asked, depth, documents))
        only_words = [chunk for chunk in by_words if chunk not in by_meaning]
        only_meaning = [chunk for chunk in by_meaning if chunk not in by_words]
        cosines = by_meaning | {
            chunk: float(stored.astype("f4") @ asked)
            for chunk, stored in chunks.vectors(only_words, self._library.embedder.id).items()
            if len(stored) == len(asked)
        }
        scores = dict.fromkeys(by_meaning, 0.0) | by_words
        if only_meaning and words:
            scores |= dict(index.matching(words, len(only_meaning), documents, only_meaning))
        legs = [
            Leg(vector.LEG, MEANING, cosines, by_meaning, min(cosines.values(), default=0.0)),
            Leg(keyword.LEG, WORDS, scores, by_words, 0.0),
        ]
        return Retrieval(
            tuple(fuse(legs, limit)),
            (
                LegReport(vector.LEG, question, len(by_meaning), MEANING),
                LegReport(keyword.LEG, question, len(by_words), WORDS),
            ),
        )
