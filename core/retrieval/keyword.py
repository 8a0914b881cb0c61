"""Finding chunks by their words: BM25 over the terms of core/text/terms.py."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.stores.texts import storable
from core.text.terms import question_terms
from core.types import Hit

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

LEG = "keyword"


class KeywordRetriever:
    """Ranks chunks by BM25 (Robertson and Zaragoza 2009)."""

    name = "keyword"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(self, question: str, limit: int, documents: Sequence[str] = ()) -> list[Hit]:
        """At most `limit` hits by falling BM25."""
        if limit < 1:
            return []
        found = self._library.index.matching(question_terms(storable(question)), limit, documents)
        return [Hit(chunk, score, (LEG,)) for chunk, score in found]
