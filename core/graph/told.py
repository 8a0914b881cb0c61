"""Which sentences tell most of an entity or a connection, and where they name it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.once import once
from core.graph.scope import Scope
from core.graph.stretches import stretches
from core.graph.values import SOURCES
from core.types import Provenance

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RELATION, _NEAR, _LENGTH, _CROWD = 2.0, 1.0, 0.6, 0.08
_SHORTEST, _LONGEST = 25, 220
"""Characters of a sentence that reads well by itself."""
_GAP = 40.0
"""Characters between two names at which they are half as near."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence by its place, and where it names what it is shown for."""

    sentence: int
    spans: tuple[tuple[int, int], ...]
    label: str = ""
    by: Provenance = Provenance.RULES


def told_of_connection(graph: Graph, connection: int, limit: int, scope: Scope) -> list[Told]:
    """Sentences of a connection: those that say something of the two first, then short ones that
    name them close together."""
    start, end = graph.first_sentence[connection], graph.first_sentence[connection + 1]
    pair = (int(graph.source[connection]), int(graph.target[connection]))
    return told_together(graph, graph.connecting[start:end], pair, limit, scope)


def told_together(
    graph: Graph,
    sentences: "NDArray[np.integer]",
    pair: tuple[int, int],
    limit: int,
    scope: Scope,
) -> list[Told]:
    """The same for any sentences that name two entities."""
    wanted = _in_scope(sentences, scope)
    if not len(wanted):
        return []
    said = _said(graph, wanted, pair)
    score = readable(graph, wanted) + _NEAR * _GAP / (_GAP + _gaps(graph, wanted, pair))
    score[np.isin(wanted, list(said))] += _RELATION
    order = np.lexsort((wanted, -score))[:limit]
    found = []
    for sentence in wanted[order].tolist():
        label, by = said.get(sentence, ("", Provenance.RULES))
        found.append(Told(sentence, _spans(graph, sentence, pair), label, by))
    return found


def told_of_entity(graph: Graph, entity: int, limit: int, scope: Scope) -> list[Told]:
    """Sentences that name an entity: those that say something of it first, then telling ones."""
    first = graph.first_of_entity
    mentions = graph.by_entity[first[entity] : first[entity + 1]]
    sentences = _in_scope(np.unique(graph.mention_sentence[mentions]), scope)
    rows, whose = stretches(relations_first(graph), sentences)
    saying = (graph.relation_source[rows] == entity) | (graph.relation_target[rows] == entity)
    score = readable(graph, sentences)
    score[np.unique(whose[saying])] += _RELATION
    order = np.lexsort((sentences, -score))[:limit]
    return [Told(at, _spans(graph, at, (entity,))) for at in sentences[order].tolist()]


def told_of_community(graph: Graph, sentences: Iterable[int], community: int) -> list[Told]:
    """Sentences with the places where they name entities of a community."""
    row = graph.community[graph.community_level[community]]
    found = []
    for at in sentences:
        start, end = graph.first_mention[at], graph.first_mention[at + 1]
        members = {e for e in graph.mention_entity[start:end].tolist() if row[e] == community}
        found.append(Told(at, _spans(graph, at, members)))
    return found


def facts_of(graph: Graph, entity: int, limit: int, scope: Scope) -> list[Told]:
    """Dates and quantities that sentences give beside an entity, the nearest first, each once.

    `spans` are the entity's and the quantity's; `label` is its value.
    """
    first = graph.first_of_entity
    mentions = graph.by_entity[first[entity] : first[entity + 1]]
    sentences = _in_scope(np.unique(graph.mention_sentence[mentions]), scope)
    begins = np.searchsorted(graph.quantity_sentence, sentences, "left")
    ends = np.searchsorted(graph.quantity_sentence, sentences, "right")
    there = ends > begins
    found: list[tuple[int, int, int, tuple[int, int]]] = []
    for sentence, begin, end in zip(
        sentences[there].tolist(), begins[there].tolist(), ends[there].tolist(), strict=True
    ):
        named = _spans(graph, sentence, (entity,))
        for at in range(begin, end):
            span = (int(graph.quantity_start[at]), int(graph.quantity_end[at]))
            gap, nearest = min((_between(span, each), each) for each in named)
            found.append((gap, sentence, at, nearest))
    told: dict[str, Told] = {}
    for _, sentence, at, nearest in sorted(found):
        value = graph.quantity_values[at]
        if value not in told:
            span = (int(graph.quantity_start[at]), int(graph.quantity_end[at]))
            told[value] = Told(sentence, tuple(sorted((nearest, span))), value)
        if len(told) == limit:
            break
    return list(told.values())


def sentences_with(graph: Graph, a: int, b: int) -> "NDArray[np.int64]":
    """Sentences that name two entities, connected or not."""
    first = graph.first_of_entity
    of_a, of_b = (
        graph.mention_sentence[graph.by_entity[first[each] : first[each + 1]]] for each in (a, b)
    )
    return np.intersect1d(of_a, of_b).astype(np.int64)


def _in_scope(sentences: "NDArray[np.integer]", scope: Scope) -> "NDArray[np.int64]":
    wanted = sentences.astype(np.int64)
    return wanted if scope.sentences is None else wanted[scope.sentences[wanted]]


def readable(graph: Graph, sentences: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """More for a sentence of a good length that does not merely list names."""
    length = (graph.sentence_end[sentences] - graph.sentence_start[sentences]).astype(np.float64)
    named = graph.first_mention[sentences + 1] - graph.first_mention[sentences]
    fitting = np.minimum(1.0, length / _SHORTEST) * np.minimum(
        1.0, _LONGEST / np.maximum(1, length)
    )
    return np.asarray(_LENGTH * fitting - _CROWD * np.clip(named - 4, 0, 10), np.float64)


def _gaps(
    graph: Graph, sentences: "NDArray[np.int64]", pair: tuple[int, int]
) -> "NDArray[np.float64]":
    """Characters between the nearest mentions of two entities in each sentence."""
    rows, whose = stretches(graph.first_mention, sentences)
    entity = graph.mention_entity[rows]
    mine = (entity == pair[0]) | (entity == pair[1])
    rows, whose, entity = rows[mine], whose[mine], entity[mine]
    # Mentions come by place, so that the nearest two of different entities stand side by side.
    side = (whose[1:] == whose[:-1]) & (entity[1:] != entity[:-1])
    gap = np.full(len(sentences), 400.0)
    np.minimum.at(
        gap,
        whose[1:][side],
        np.maximum(0, graph.mention_start[rows[1:]] - graph.mention_end[rows[:-1]])[side],
    )
    return gap


def _said(
    graph: Graph, sentences: "NDArray[np.int64]", pair: tuple[int, int]
) -> dict[int, tuple[str, Provenance]]:
    rows, _ = stretches(relations_first(graph), sentences)
    low = np.minimum(graph.relation_source[rows], graph.relation_target[rows])
    high = np.maximum(graph.relation_source[rows], graph.relation_target[rows])
    rows = rows[(low == min(pair)) & (high == max(pair))]
    said: dict[int, tuple[str, Provenance]] = {}
    for row in rows.tolist():
        label = graph.labels[graph.relation_label[row]]
        said.setdefault(int(graph.relation_sentence[row]), (label, SOURCES[graph.relation_by[row]]))
    return said


@once
def relations_first(graph: Graph) -> "NDArray[np.int64]":
    """(S + 1,) where each sentence's relations begin."""
    places = np.arange(len(graph.sentence_start) + 1)
    return np.searchsorted(graph.relation_sentence, places)


def _spans(graph: Graph, sentence: int, entities: Collection[int]) -> tuple[tuple[int, int], ...]:
    start, end = graph.first_mention[sentence], graph.first_mention[sentence + 1]
    return tuple(
        (int(graph.mention_start[at]), int(graph.mention_end[at]))
        for at in range(start, end)
        if graph.mention_entity[at] in entities
    )


def _between(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])
