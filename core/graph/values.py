"""The values that travel, made of places in the graph's arrays; and how much an entity matters."""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.community_names import central
from core.graph.once import once
from core.graph.stretches import summed
from core.types import Community, Connection, Entity, EntityKind, Provenance

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = tuple(EntityKind)
SOURCES = tuple(Provenance)
"""What Graph.kind and Graph.by count through."""
IN_A_COMMUNITY = 8
"""Entities that a community is told by."""


def entity_at(graph: Graph, place: int) -> Entity:
    """An entity by its place."""
    first = graph.neighbours_first
    return Entity(
        id=graph.ids[place],
        name=graph.names[place],
        kind=KINDS[graph.kind[place]],
        aliases=graph.aliases[place],
        mentions=int(graph.mention_count[place]),
        documents=int(graph.document_count[place]),
        connections=int(first[place + 1] - first[place]),
        community=int(graph.community[-1, place]) if len(graph.community) else -1,
        by=SOURCES[graph.by[place]],
        hidden=bool(graph.hidden[place]),
    )


def connection_at(graph: Graph, place: int) -> Connection:
    """A connection by its place, turned the way that its label is read."""
    ends = (graph.ids[graph.source[place]], graph.ids[graph.target[place]])
    label = int(graph.label[place])
    source, target = reversed(ends) if graph.label_reversed[place] else ends
    return Connection(
        source=source,
        target=target,
        label=graph.labels[label] if label >= 0 else "",
        strength=float(graph.strength[place]),
        sentences=int(graph.together[place]),
        by=SOURCES[graph.by_connection[place]],
    )


def connection_between(graph: Graph, a: int, b: int) -> int:
    """The place of the connection of two entities; -1 where there is none."""
    low, high = min(a, b), max(a, b)
    start = int(np.searchsorted(graph.source, low, "left"))
    end = int(np.searchsorted(graph.source, low, "right"))
    at = start + int(np.searchsorted(graph.target[start:end], high))
    return at if at < end and graph.target[at] == high else -1


@once
def reach(graph: Graph) -> "NDArray[np.float64]":
    """(E,) the weight of all connections of an entity."""
    ends = np.concatenate([graph.source, graph.target])
    return summed(ends, np.tile(graph.weight, 2), len(graph.ids))


@once
def standing(graph: Graph) -> "NDArray[np.float32]":
    """(E,) 0 to 1: how much an entity matters, by its connections and how often it is named."""
    named = np.log1p(graph.mention_count.astype(np.float64))
    found = np.sqrt(reach(graph)) * (1 + named) + 0.01 * named
    found[graph.hidden] = 0
    return np.asarray(found / max(1e-9, float(found.max(initial=0.0))), np.float32)


@once
def _members(graph: Graph) -> "list[NDArray[np.int64]]":
    return central(graph.community, graph.source, graph.target, graph.weight, len(graph.ids))


def members_of(graph: Graph, community: int) -> "NDArray[np.int64]":
    """The entities of a community, the most central first."""
    return _members(graph)[community]


@once
def _documents(graph: Graph) -> "NDArray[np.int64]":
    """(communities,) documents that name an entity of each."""
    counts = np.zeros(len(graph.community_names), np.int64)
    document = graph.sentence_document[graph.mention_sentence].astype(np.int64)
    for row in graph.community:
        community = row[graph.mention_entity]
        known = community >= 0
        pairs = np.unique(community[known] * np.int64(len(graph.documents)) + document[known])
        counts += np.bincount(pairs // max(1, len(graph.documents)), minlength=len(counts))
    return counts


def communities_of_level(graph: Graph, level: int) -> "list[int]":
    """Ids of the communities of a level, the largest first; of the finest where it is too deep."""
    if not len(graph.community_level):
        return []
    level = max(0, min(level, int(graph.community_level.max())))
    return [int(each) for each in np.flatnonzero(graph.community_level == level)]


def community_at(graph: Graph, id: int) -> Community:
    """A community by its id, with where its entities are drawn."""
    return _communities(graph)[id]


@once
def _communities(graph: Graph) -> tuple[Community, ...]:
    return tuple(_community(graph, id) for id in range(len(graph.community_names)))


def _community(graph: Graph, id: int) -> Community:
    """The circle holds most of its entities: it reaches to the 80th percentile of their distances,
    so that a straggler does not draw it over its neighbours."""
    members = members_of(graph, id)
    x, y = graph.x[members].astype(np.float64), graph.y[members].astype(np.float64)
    centre_x, centre_y = float(np.median(x)), float(np.median(y))
    away = np.hypot(x - centre_x, y - centre_y)
    return Community(
        id=id,
        level=int(graph.community_level[id]),
        parent=int(graph.community_parent[id]),
        name=graph.community_names[id],
        size=len(members),
        documents=int(_documents(graph)[id]),
        top=tuple(graph.names[place] for place in members[:IN_A_COMMUNITY]),
        x=centre_x,
        y=centre_y,
        radius=float(np.sort(away)[int(0.8 * (len(away) - 1))]),
    )
