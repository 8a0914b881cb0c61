"""From the entities that a question names over sentences to others: LinearRAG's bridging walk.

LinearRAG (Zhuang et al. 2025, arXiv 2510.10114) measures sentences against the question by their
vectors. Here it is done by words, so that it costs nothing when documents come in and works where
there is no reading model for the language (measured: within two points of recall@5 of vectors).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.linking import linked

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOPS = 2
WORDS_SAY = 1.6
"""Cosines of words are lower than those of vectors by about as much."""
ENOUGH = 0.4
"""Activation below which the walk does not go on."""
SENTENCES = 1
"""Sentences of an entity that the walk goes over, the likest to the question."""
MOST_SENTENCES = 2000
"""Sentences of an entity that are looked at: what is named everywhere says little."""


@dataclass(frozen=True)
class Walk:
    """The entities that were reached."""

    entity: "NDArray[np.int64]"
    active: "NDArray[np.float64]"
    """How much each is meant: 1 for one that the question names."""
    step: "NDArray[np.int64]"
    """1 for what the question names, 2 for what stands in a sentence with that, …"""


def seeds(graph: Graph, question: str) -> list[int]:
    """The entities that a question names, each once, in its order."""
    return list(dict.fromkeys(entity for entity, _, _ in linked(graph, question)))


def walk(
    graph: Graph,
    named: Sequence[int],
    asked: Sequence[int],
    usable: "NDArray[np.bool_] | None" = None,
) -> Walk:
    """Go from the entities `named` over the sentences likest to the question.

    `asked` are the question's terms as the graph keeps them; `usable` (S,) leaves sentences out.
    An entity's activation is the sum over the sentences that led to it of the activation that they
    were reached with times their likeness.
    """
    active = dict.fromkeys(named, 1.0)
    step = dict.fromkeys(named, 1)
    current = dict(active)
    used: set[int] = set()
    likeness = Likeness(graph, asked)
    for hop in range(2, HOPS + 2):
        reached: dict[int, float] = {}
        for entity, strength in current.items():
            if strength < ENOUGH:
                continue
            likest = [
                each
                for each in likeness.of(_sentences(graph, entity, usable))
                if each[0] not in used
            ]
            for sentence, like in likest[:SENTENCES]:
                used.add(sentence)
                gained = strength * like
                if gained < ENOUGH:
                    continue
                first, last = graph.first_mention[sentence : sentence + 2]
                for other in set(graph.mention_entity[first:last].tolist()):
                    if not graph.hidden[other]:
                        reached[other] = reached.get(other, 0.0) + gained
        for entity, strength in reached.items():
            active[entity] = active.get(entity, 0.0) + strength
            step.setdefault(entity, hop)
        current = reached
    entities = sorted(active)
    return Walk(
        np.array(entities, dtype=np.int64),
        np.array([active[each] for each in entities]),
        np.array([step[each] for each in entities], dtype=np.int64),
    )


def _sentences(
    graph: Graph, entity: int, usable: "NDArray[np.bool_] | None"
) -> "NDArray[np.int32]":
    first, last = graph.first_of_entity[entity : entity + 2]
    found = np.unique(graph.mention_sentence[graph.by_entity[first:last]])
    if usable is not None:
        found = found[usable[found]]
    return found[:MOST_SENTENCES]


class Likeness:
    """Measures sentences against a question: TF-IDF cosine of their terms, each counted once."""

    def __init__(self, graph: Graph, asked: Sequence[int]) -> None:
        self._graph = graph
        terms = np.unique(np.array(asked, dtype=np.uint32))
        weights = idf_of(graph, terms)
        self._terms = terms[weights > 0]
        self._weights = weights[weights > 0]
        self._length = float(np.sqrt((self._weights**2).sum()))

    def of(self, sentences: "NDArray[np.int32]") -> list[tuple[int, float]]:
        """Those of the sentences that are like the question, the likest first; 0 to 1."""
        if not len(sentences) or not self._length:
            return []
        graph = self._graph
        starts, ends = graph.first_term[sentences], graph.first_term[sentences + 1]
        sizes = ends - starts
        firsts = np.concatenate([[0], np.cumsum(sizes)])
        places = np.arange(firsts[-1]) - np.repeat(firsts[:-1] - starts, sizes)
        found = graph.term[places]
        owner = np.repeat(np.arange(len(sentences)), sizes)
        at = np.minimum(np.searchsorted(self._terms, found), len(self._terms) - 1)
        shared = np.where(self._terms[at] == found, self._weights[at] ** 2, 0.0)
        product = np.bincount(owner, shared, len(sentences))
        hopeful = np.flatnonzero(product)
        order = hopeful[np.argsort(-product[hopeful], kind="stable")][:_EXACT]
        likeness = []
        for each in order.tolist():
            stretch = graph.term[starts[each] : ends[each]]
            length = float(np.sqrt((idf_of(graph, stretch) ** 2).sum()))
            cosine = float(product[each]) / (self._length * length)
            likeness.append((int(sentences[each]), min(1.0, WORDS_SAY * cosine)))
        return sorted(likeness, key=lambda each: (-each[1], each[0]))


_EXACT = 64
"""Sentences whose length is looked at, those that hold most of the question."""


def idf_of(graph: Graph, terms: "NDArray[np.uint32]") -> "NDArray[np.float32]":
    """How telling each term is; 0 for one that no sentence holds."""
    if not len(graph.idf_term):
        return np.zeros(len(terms), dtype=np.float32)
    places = np.minimum(np.searchsorted(graph.idf_term, terms), len(graph.idf_term) - 1)
    return np.where(graph.idf_term[places] == terms, graph.idf[places], 0).astype(np.float32)
