"""Finding chunks by their words: BM25 over the terms of core/text/terms.py."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.exact import to_the_letter
from core.retrieval.fusion import Leg, retrieval
from core.retrieval.legs import DEPTH, MOST_WORDS, WORDS_LEG
from core.stores.texts import storable
from core.text.terms import question_terms
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


class KeywordRetriever:
    """Ranks chunks by BM25 (Robertson and Zaragoza 2009), and by what is wanted to the letter."""

    name = "keyword"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits by falling score."""
        yield from ()
        if limit < 1:
            return Retrieval(())
        question = storable(question)
        words = question_terms(question)[:MOST_WORDS]
        found = dict(self._library.index.matching(words, max(DEPTH, limit), documents))
        legs = [Leg(WORDS_LEG, 1.0, found, found, 0.0, question)]
        return retrieval([*legs, *to_the_letter(self._library, question, legs)], limit)
