"""Connections: the sentences that say so, and the ways from one entity to another."""

from typing import TYPE_CHECKING

from core.graph.paths import Way, ways
from core.graph.scope import Scope
from core.graph.told import Told, sentences_with, told_of_connection, told_together
from core.graph.values import connection_at, connection_between, entity_at
from core.graph_looking.look import SPARE, Look
from core.types import Connection, CorrectionKind, Evidence, GraphPath

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

OF_A_HOP = 3
"""Sentences that each hop of a path is shown with."""


def connection_evidence(
    library: "KnowledgeBase", source: str, target: str, limit: int = 50
) -> tuple[Evidence, ...]:
    """The sentences that connect two entities, the most telling first; none where none does.

    Raises:
        NotFound: there is no such entity.
    """
    look = Look.finding(library, "entity", source)
    pair = (look.entity(source), look.entity(target))
    told = _told(library, look, pair, max(0, limit) * SPARE, look.scope())
    return look.evidence(told, limit)


def paths(
    library: "KnowledgeBase", source: str, target: str, limit: int = 5
) -> tuple[GraphPath, ...]:
    """How one entity is connected with another: the shortest and most trustworthy ways.

    Raises:
        NotFound: there is no such entity.
    """
    look = Look.finding(library, "entity", source)
    a, b = look.entity(source), look.entity(target)
    if a == b:
        return ()
    scope = look.scope()
    found = [_path(library, look, way, scope) for way in ways(look.graph, a, b, limit, scope)]
    if not any(len(path.hops) == 1 for path in found):
        # Named together in a sentence, though too seldom for a connection that is drawn.
        direct = _path(library, look, Way((a, b), (-1,), 0.0), scope)
        found = [direct, *found] if direct.evidence[0] else found
    return tuple(found[:limit])


def _path(library: "KnowledgeBase", look: Look, way: Way, scope: Scope) -> GraphPath:
    graph = look.graph
    hops, evidence = [], []
    for at, link in enumerate(way.connections):
        pair = (way.entities[at], way.entities[at + 1])
        told = look.evidence(_told(library, look, pair, OF_A_HOP * SPARE, scope), OF_A_HOP)
        evidence.append(told)
        hops.append(
            connection_at(graph, link)
            if link >= 0
            else Connection(graph.ids[pair[0]], graph.ids[pair[1]], sentences=len(told))
        )
    entities = tuple(entity_at(graph, place) for place in way.entities)
    return GraphPath(entities, tuple(hops), tuple(evidence), way.score)


def _told(
    library: "KnowledgeBase", look: Look, pair: tuple[int, int], limit: int, scope: Scope
) -> list[Told]:
    graph = look.graph
    link = connection_between(graph, *pair)
    if link >= 0:
        return told_of_connection(graph, link, limit, scope)
    ids = {graph.ids[pair[0]], graph.ids[pair[1]]}
    for correction in library.graph.corrections():
        if correction.kind is CorrectionKind.DISCONNECT and set(correction.entities) == ids:
            return []
    return told_together(graph, sentences_with(graph, *pair), pair, limit, scope)
