"""Finding chunks by meaning: the nearest vectors."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.stores.texts import storable
from core.types import Hit

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

LEG = "vector"


class VectorRetriever:
    """Ranks chunks by the cosine of their vector and the question's."""

    name = "vector"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(self, question: str, limit: int, documents: Sequence[str] = ()) -> list[Hit]:
        """At most `limit` hits by falling cosine; none when the embedder cannot read the question.

        Chunks that it cannot read are not found.
        """
        question = storable(question)
        if limit < 1 or not question.strip() or not self._library.embedder.reads([question])[0]:
            return []
        vector = self._library.embedder.embed_query(question)
        return [
            Hit(chunk, score, (LEG,))
            for chunk, score in self._library.index.nearest(vector, limit, documents)
        ]
