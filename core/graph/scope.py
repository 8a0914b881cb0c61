"""What of the graph is looked at: some documents, some kinds of entities, nothing hidden."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.values import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Scope:
    """Masks over a graph; `sentences` and `connections` are None where all of them count."""

    entities: "NDArray[np.bool_]"
    """(E,)"""
    connections: "NDArray[np.bool_] | None" = None
    """(C,) has a sentence in the documents; its ends are to be looked up in `entities`."""
    sentences: "NDArray[np.bool_] | None" = None
    """(S,)"""


def scope_of(
    graph: Graph, documents: "NDArray[np.bool_] | None" = None, kinds: Collection[str] = ()
) -> Scope:
    """What is left of a graph within some documents ((D,), None for all) and kinds."""
    entities = ~graph.hidden
    if kinds:
        entities &= np.array([kind in kinds for kind in KINDS])[graph.kind]
    if documents is None or documents.all():
        return Scope(entities)
    sentences = documents[graph.sentence_document]
    named = sentences[graph.mention_sentence]
    there = np.zeros(len(graph.ids), bool)
    there[graph.mention_entity[named]] = True
    counted = np.concatenate([[0], np.cumsum(sentences[graph.connecting])])
    within = counted[graph.first_sentence[1:]] > counted[graph.first_sentence[:-1]]
    return Scope(entities & there, within, sentences)


def connections_in(
    graph: Graph, scope: Scope, entities: "NDArray[np.bool_]"
) -> "NDArray[np.int64]":
    """Places of the connections of a scope that join two of these entities ((E,))."""
    kept = entities[graph.source] & entities[graph.target]
    return np.flatnonzero(kept if scope.connections is None else kept & scope.connections)
