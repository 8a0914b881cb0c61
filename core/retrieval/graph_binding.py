"""The knowledge graph of a library joined with the chunks that are searched, made once for both."""

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from core.foreground import foreground

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.graph.arrays import Graph
    from core.graph.pagerank import Flow
    from core.graph.passages import Passages
    from core.knowledge_base import KnowledgeBase
    from core.opened_graph import OpenedGraph

AT_ONCE_SECONDS, PATIENCE = 0.1, 30.0
"""A binding that took longer is used for so many times as long, whatever came in meanwhile: during
an import every question would make it anew. Chunks that are gone are never given out."""


@dataclass(frozen=True)
class Bound:
    """A state of the graph and the chunks of a recipe."""

    graph: "Graph"
    passages: "Passages"
    flow: "Flow"

    def documents_within(self, documents: Collection[str] | None) -> "NDArray[np.bool_] | None":
        """(D,) which documents are among these; None for all."""
        if documents is None:
            return None
        import numpy as np

        wanted = set(documents)
        return np.array([id in wanted for id in self.graph.documents], dtype=bool)

    def rows_within(self, documents: Collection[str] | None) -> "NDArray[np.bool_] | None":
        """(N,) which rows are of these documents; None for all."""
        within = self.documents_within(documents)
        return None if within is None else within[self.passages.document]

    def sentences_within(self, documents: Collection[str] | None) -> "NDArray[np.bool_] | None":
        """(S,) which sentences are of these documents; None for all."""
        within = self.documents_within(documents)
        return None if within is None else within[self.graph.sentence_document]


@dataclass(frozen=True)
class _Kept:
    version: str
    stamp: tuple[int, int]
    bound: Bound
    made: float
    seconds: float


_guard = threading.Lock()
_kept: "WeakKeyDictionary[OpenedGraph, dict[int, _Kept]]" = WeakKeyDictionary()


@foreground()
def bound(library: "KnowledgeBase") -> Bound | None:
    """The library's graph with the current recipe's chunks; None where no graph has been built."""
    opened, recipe, chunks = library.graph, library.current.id, library.chunks
    with _guard:
        version, graph = opened.version, opened.snapshot()
        if graph is None:
            return None
        stamp = chunks.stamp()
        kept = _kept.setdefault(opened, {}).get(recipe)
        now = time.monotonic()
        if kept is not None and kept.version == version:
            soon = kept.seconds > AT_ONCE_SECONDS and now - kept.made < PATIENCE * kept.seconds
            if kept.stamp == stamp or soon:
                return kept.bound
        # Of other recipes nothing is searched any more: a former one would stay for nothing.
        made = _made(graph, library)
        _kept[opened] = {recipe: _Kept(version, stamp, made, now, time.monotonic() - now)}
        return made


def _made(graph: "Graph", library: "KnowledgeBase") -> Bound:
    from core.graph.pagerank import flow_of
    from core.graph.passages import Placed, bind

    passages = bind(graph, (Placed(*each) for each in library.chunks.spans()))
    return Bound(graph, passages, flow_of(passages, len(graph.ids)))
