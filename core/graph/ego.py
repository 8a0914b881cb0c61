"""What surrounds some entities, ring after ring, the closest connected first.

The choice of a ring depends on the rings within it and not on how many there are, so that a deeper
view holds all of a shallower one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.scope import Scope, connections_in
from core.graph.stretches import stretches, summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARE = 0.7
"""Of what may still be shown, what a ring takes at most: the rest is for the rings around it."""
EDGES_A_NODE = 3


@dataclass(frozen=True)
class Ego:
    """Entities by rings, the centre first, and the connections that are drawn between them."""

    entities: "NDArray[np.int64]"
    depth: "NDArray[np.int64]"
    connections: "NDArray[np.int64]"
    """By falling weight."""
    left_out: int = 0


def ego_of(graph: Graph, centre: Sequence[int], depth: int, limit: int, scope: Scope) -> Ego:
    """At most `limit` entities (the centre always) within `depth` steps of the centre."""
    shown = np.array(list(dict.fromkeys(centre)), np.int64)
    rings = [shown]
    closeness = np.zeros(len(graph.ids))
    closeness[shown] = 1.0
    taken = np.zeros(len(graph.ids), bool)
    taken[shown] = True
    leading: list[NDArray[np.int64]] = []
    for _ in range(depth):
        room = int(np.ceil(SHARE * (limit - sum(map(len, rings)))))
        ring, links = _ring(graph, rings[-1], closeness, taken, scope, room)
        if not len(ring):
            break
        rings.append(ring)
        leading.append(links)
        taken[ring] = True
    entities = np.concatenate(rings)
    steps = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    links = np.unique(np.concatenate(leading)) if leading else np.zeros(0, np.int64)
    edges = drawn(graph, taken, scope, links, EDGES_A_NODE * len(entities))
    return Ego(entities, steps, edges, _within(graph, shown, depth, scope) - len(entities))


def drawn(
    graph: Graph,
    entities: "NDArray[np.bool_]",
    scope: Scope,
    always: "NDArray[np.int64]",
    limit: int,
) -> "NDArray[np.int64]":
    """Connections between entities ((E,)) that are drawn, by falling weight: the strongest ones.

    `always` are drawn whatever they weigh.
    """
    found = connections_in(graph, scope, entities)
    found = found[np.lexsort((found, -graph.weight[found]))]
    if len(found) <= limit:
        return found
    kept = np.isin(found, always)
    kept[np.flatnonzero(~kept)[: max(0, limit - int(kept.sum()))]] = True
    return found[kept]


def _ring(
    graph: Graph,
    inner: "NDArray[np.int64]",
    closeness: "NDArray[np.float64]",
    taken: "NDArray[np.bool_]",
    scope: Scope,
    room: int,
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """The entities around a ring that are closest to it, and the connection that leads to each.

    Closeness flows outward over the connections; what several lead to is closer. Sets it.
    """
    ends, links, whose = _outward(graph, inner, scope)
    outside = ~taken[ends]
    ends, links, whose = ends[outside], links[outside], whose[outside]
    flow = closeness[inner][whose] * graph.weight[links]
    gained = summed(ends, flow, len(graph.ids))
    there = np.flatnonzero(np.bincount(ends, minlength=len(graph.ids)))
    ring = there[np.lexsort((there, -gained[there]))][: max(0, room)]
    closeness[ring] = gained[ring]
    order = np.lexsort((links, -flow, ends))
    at = np.searchsorted(ends[order], ring)
    return ring, links[order][at] if len(ring) else np.zeros(0, np.int64)


def _outward(
    graph: Graph, inner: "NDArray[np.int64]", scope: Scope
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]:
    places, whose = stretches(graph.neighbours_first, inner)
    ends = graph.neighbours[places].astype(np.int64)
    links = graph.neighbours_connection[places].astype(np.int64)
    kept = scope.entities[ends]
    if scope.connections is not None:
        kept &= scope.connections[links]
    return ends[kept], links[kept], whose[kept]


def _within(graph: Graph, centre: "NDArray[np.int64]", depth: int, scope: Scope) -> int:
    """Entities within so many steps."""
    reached = np.zeros(len(graph.ids), bool)
    reached[centre] = True
    newest = centre
    for _ in range(depth):
        ends, _, _ = _outward(graph, newest, scope)
        fresh = np.zeros(len(graph.ids), bool)
        fresh[ends] = True
        newest = np.flatnonzero(fresh & ~reached)
        if not len(newest):
            break
        reached[newest] = True
    return int(reached.sum())
