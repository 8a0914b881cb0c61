"""One look at the graph: a state of it, the documents that are still there, and their sentences."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from core.errors import NotFound
from core.graph.arrays import Graph
from core.graph.name_search import named
from core.graph.scope import Scope, scope_of
from core.graph.told import Told
from core.stores.quotes import Quotes
from core.types import Evidence, Filter, GraphFilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.knowledge_base import KnowledgeBase

SPARE = 2
"""Times as many sentences as are wanted are looked at, since some say the same word for word."""


class Look:
    """What the functions of this package share; make one for each call."""

    def __init__(self, library: "KnowledgeBase", graph: Graph) -> None:
        self.graph = graph
        self.quotes = Quotes(library.catalog)
        self._library = library

    @staticmethod
    def at(library: "KnowledgeBase") -> "Look | None":
        """A look at the library's graph; None where there is no graph yet."""
        graph = library.graph.snapshot()
        return None if graph is None else Look(library, graph)

    @staticmethod
    def finding(library: "KnowledgeBase", what: str, id: str) -> "Look":
        """A look for something in particular.

        Raises:
            NotFound: there is no graph yet.
        """
        look = Look.at(library)
        if look is None:
            raise NotFound(what=what, id=id)
        return look

    def scope(self, where: GraphFilter | None = None) -> Scope:
        """What is left of the graph within a filter and the documents that are there."""
        wanted = where or GraphFilter()
        kept = self._library.catalog.within(
            Filter(
                documents=wanted.documents,
                added_from=wanted.added_from,
                added_until=wanted.added_until,
            )
        )
        return scope_of(self.graph, self._mask(kept), wanted.kinds)

    def within(self, documents: Iterable[str]) -> "NDArray[np.bool_]":
        """(D,) which of the graph's documents are among these and still there."""
        return self._mask(self._library.catalog.within(Filter(documents=tuple(documents))))

    def _mask(self, kept: frozenset[str]) -> "NDArray[np.bool_]":
        documents = self.graph.documents
        return np.fromiter((id in kept for id in documents), bool, len(documents))

    def entity(self, id: str) -> int:
        """The place of the entity with an id or a name.

        Raises:
            NotFound: none has it.
        """
        place = named(self.graph, id)
        if place < 0:
            raise NotFound(what="entity", id=id)
        return place

    def evidence(self, told: Iterable[Told], limit: int) -> tuple[Evidence, ...]:
        """The sentences as they stand in their documents; each wording once."""
        graph = self.graph
        chosen = list(told)
        documents = graph.documents
        self.quotes.meet({documents[graph.sentence_document[each.sentence]] for each in chosen})
        found: dict[tuple[str, str], Evidence] = {}
        for each in chosen:
            citation = self.quotes.citation(
                documents[graph.sentence_document[each.sentence]],
                int(graph.sentence_start[each.sentence]),
                int(graph.sentence_end[each.sentence]),
            )
            if citation is None:
                continue
            wording = (" ".join(citation.quote.split()), each.label)
            found.setdefault(wording, Evidence(citation, each.spans, each.label, each.by))
            if len(found) == limit:
                break
        return tuple(found.values())
