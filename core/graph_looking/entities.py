"""Entities: finding them, all there is to say of one, and those that look like one."""

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from core.graph.keys import key_of
from core.graph.name_search import find
from core.graph.scope import Scope
from core.graph.suggestions import Likeness, likeness_of, suggestions
from core.graph.told import facts_of, told_of_entity
from core.graph.values import connection_at, entity_at
from core.graph_looking.look import SPARE, Look
from core.types import CorrectionKind, Entity, EntityDetail, GraphFilter, MergeSuggestion

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


def find_entities(
    library: "KnowledgeBase", words: str, limit: int = 20, where: GraphFilter | None = None
) -> tuple[Entity, ...]:
    """Entities whose names hold the words, the best first; without words the most central ones."""
    look = Look.at(library)
    if look is None:
        return ()
    places = find(look.graph, words, max(0, limit), look.scope(where).entities)
    return tuple(entity_at(look.graph, place) for place in places.tolist())


def entity_detail(library: "KnowledgeBase", id: str, limit: int = 50) -> EntityDetail:
    """All there is to say of an entity, called by its id or any of its names.

    Raises:
        NotFound: there is no such entity.
    """
    look = Look.finding(library, "entity", id)
    graph, place = look.graph, look.entity(id)
    scope = look.scope()
    start, end = graph.neighbours_first[place], graph.neighbours_first[place + 1]
    beside = [
        (link, other)
        for link, other in zip(
            graph.neighbours_connection[start:end].tolist(),
            graph.neighbours[start:end].tolist(),
            strict=True,
        )
        if scope.entities[other] and (scope.connections is None or scope.connections[link])
    ]
    return EntityDetail(
        entity=entity_at(graph, place),
        connections=tuple(
            (connection_at(graph, link), entity_at(graph, other)) for link, other in beside[:limit]
        ),
        mentions=look.evidence(told_of_entity(graph, place, limit * SPARE, scope), limit),
        facts=look.evidence(facts_of(graph, place, limit, scope), limit),
        documents=_documents(look, place, scope),
        suggestions=tuple(
            _suggestion(look, each)
            for each in likeness_of(graph, place, _parted(library))
            if scope.entities[list(each.entities)].all()
        ),
        left_out=max(0, len(beside) - limit),
    )


def merge_suggestions(library: "KnowledgeBase", limit: int = 50) -> tuple[MergeSuggestion, ...]:
    """Entities that look like one, the surest first."""
    look = Look.at(library)
    if look is None:
        return ()
    there = look.scope().entities
    found = (
        each
        for each in suggestions(look.graph, _parted(library))
        if all(there[place] for place in each.entities)
    )
    return tuple(_suggestion(look, each) for each, _ in zip(found, range(limit), strict=False))


def _suggestion(look: Look, alike: Likeness) -> MergeSuggestion:
    entities = tuple(entity_at(look.graph, place) for place in alike.entities)
    return MergeSuggestion(entities, alike.reason, alike.score)


def _parted(library: "KnowledgeBase") -> frozenset[frozenset[str]]:
    """Pairs of ids that a person has said are not one."""
    found: set[frozenset[str]] = set()
    for correction in library.graph.corrections():
        if correction.kind is CorrectionKind.DIFFERENT:
            found.update(map(frozenset, combinations(correction.entities, 2)))
        elif correction.kind is CorrectionKind.SPLIT:
            found.add(frozenset((*correction.entities[:1], key_of(correction.text))))
    return frozenset(found)


def _documents(look: Look, place: int, scope: Scope) -> tuple[tuple[str, str, int], ...]:
    graph = look.graph
    first = graph.first_of_entity
    mentions = graph.by_entity[first[place] : first[place + 1]]
    sentences = graph.mention_sentence[mentions]
    counts = np.bincount(graph.sentence_document[sentences], minlength=len(graph.documents))
    order = np.lexsort((np.arange(len(counts)), -counts))[: int(np.count_nonzero(counts))]
    look.quotes.meet({graph.documents[at] for at in order.tolist()})
    found = []
    for at in order.tolist():
        document = look.quotes.document(graph.documents[at])
        if document is not None:
            found.append((document.id, document.title, int(counts[at])))
    return tuple(found)
