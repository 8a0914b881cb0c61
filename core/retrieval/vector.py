"""Finding chunks by meaning: the nearest vectors."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import Leg, retrieval
from core.retrieval.legs import MEANING_LEG, asked
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


class VectorRetriever:
    """Ranks chunks by the cosine of their vector and the question's."""

    name = "vector"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits by falling cosine; none when the embedder cannot read the question.

        Chunks that it cannot read are not found.
        """
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        wanted = asked(self._library, question)
        if wanted.vector is None:
            silent = Leg(MEANING_LEG, 0.0, {}, (), 0.0, wanted.text, wanted.silent)
            return retrieval([silent], limit)
        found = dict(self._library.index.nearest(wanted.vector, limit, documents))
        leg = Leg(MEANING_LEG, 1.0, found, found, -1.0, wanted.text, ceiling=1.0)
        return retrieval([leg], limit)
