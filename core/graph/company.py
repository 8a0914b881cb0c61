"""The company that entities keep: whom they are named with, and in which documents."""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.values import connection_between

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Company:
    """Questions about pairs of entities of one graph, each answered in microseconds."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._documents: dict[int, frozenset[int]] = {}

    def shared(self, a: int, b: int) -> float:
        """0 to 1: neighbours that two have in common, of the neighbours of the one with fewer."""
        of_a, of_b = self._neighbours(a), self._neighbours(b)
        fewer = min(len(of_a), len(of_b))
        return len(np.intersect1d(of_a, of_b)) / fewer if fewer else 0.0

    def together(self, a: int, b: int) -> int:
        """Sentences that name both and connect them."""
        link = connection_between(self._graph, a, b)
        return int(self._graph.together[link]) if link >= 0 else 0

    def documents(self, a: int, b: int) -> float:
        """0 to 1: documents that name both, of the documents of the one with fewer."""
        of_a, of_b = self._documents_of(a), self._documents_of(b)
        fewer = min(len(of_a), len(of_b))
        return len(of_a & of_b) / fewer if fewer else 0.0

    def among(self, a: int, b: int) -> float:
        """0 to 1: documents that name `a` and `b`, of those that name `a`."""
        of_a = self._documents_of(a)
        return len(of_a & self._documents_of(b)) / len(of_a) if of_a else 0.0

    def _neighbours(self, place: int) -> "NDArray[np.int32]":
        first = self._graph.neighbours_first
        return self._graph.neighbours[first[place] : first[place + 1]]

    def _documents_of(self, place: int) -> frozenset[int]:
        if place not in self._documents:
            graph, first = self._graph, self._graph.first_of_entity
            mentions = graph.by_entity[first[place] : first[place + 1]]
            sentences = graph.mention_sentence[mentions]
            self._documents[place] = frozenset(graph.sentence_document[sentences].tolist())
        return self._documents[place]
