"""Finding chunks by meaning and by words together: the default."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import retrieval
from core.retrieval.legs import DEPTH, asked, searched
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


class HybridRetriever:
    """Fuses the scores of both legs over the candidates of both."""

    name = "hybrid"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits by falling fused score, 0 to 1."""
        yield from ()
        return hybrid(self._library, question, limit, documents)


def hybrid(
    library: "KnowledgeBase", question: str, limit: int, documents: Collection[str] | None = None
) -> Retrieval:
    """What every other technique starts from, and what stands when it is left out."""
    if limit < 1 or not question.strip():
        return Retrieval(())
    depth = max(DEPTH, 2 * limit)
    return retrieval(searched(library, [asked(library, question)], depth, documents), limit)
