"""Finding chunks by meaning and by words together: the default."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import retrieval
from core.retrieval.legs import Asked, asked, depth_for, searched
from core.types import Hindrance, Retrieval, SearchNotice

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
    return fused(library, [asked(library, question)], limit, documents)


def without_graph(
    library: "KnowledgeBase",
    technique: str,
    question: str,
    limit: int,
    documents: Collection[str] | None = None,
) -> Retrieval:
    """What stands where a technique needs the knowledge graph and none has been made."""
    plain = hybrid(library, question, limit, documents)
    return replace(plain, notices=(SearchNotice(technique, Hindrance.NO_GRAPH),))


def fused(
    library: "KnowledgeBase",
    texts: Sequence[Asked],
    limit: int,
    documents: Collection[str] | None = None,
) -> Retrieval:
    """At most `limit` hits of all legs of these texts, fused."""
    return retrieval(searched(library, texts, depth_for(limit), documents), limit)
