"""Finding chunks by their words: BM25 over the terms of core/text/terms.py."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import Leg, retrieval
from core.retrieval.legs import MOST_WORDS, WORDS_LEG
from core.stores.texts import storable
from core.text.terms import question_terms
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


class KeywordRetriever:
    """Ranks chunks by BM25 (Robertson and Zaragoza 2009)."""

    name = "keyword"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits by falling BM25."""
        yield from ()
        if limit < 1:
            return Retrieval(())
        question = storable(question)
        words = question_terms(question)[:MOST_WORDS]
        found = dict(self._library.index.matching(words, limit, documents))
        return retrieval([Leg(WORDS_LEG, 1.0, found, found, 0.0, question)], limit)
