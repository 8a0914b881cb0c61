"""Finding chunks by meaning: the nearest vectors."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import Leg, fuse
from core.stores.texts import storable
from core.types import LegReport, Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

LEG = "vector"


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
        question = storable(question)
        if limit < 1 or not question.strip():
            return Retrieval(())
        if not self._library.embedder.reads([question])[0]:
            return Retrieval((), (LegReport(LEG, question, 0, 0.0, "unreadable"),))
        vector = self._library.embedder.embed_query(question)
        found = dict(self._library.index.nearest(vector, limit, documents))
        leg = Leg(LEG, 1.0, found, found, -1.0)
        return Retrieval(tuple(fuse([leg], limit)), (LegReport(LEG, question, len(found)),))
