"""Ways from one entity to another: several short and trustworthy ones.

Pruned by flow as PathRAG does it (Chen et al. 2025): a resource starts at an end, decays at each
hop, splits over the neighbours by weight and stops where too little is left. It flows from both
ends, two hops from each, so that ways of up to four hops meet in the middle; only what it reaches
from both sides is searched, by Yen's algorithm (networkx).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from core.graph.arrays import Graph
from core.graph.once import once
from core.graph.scope import Scope
from core.graph.stretches import stretches, summed
from core.graph.values import connection_between, reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_HOPS = 4
DECAY = 0.7
"""Of the resource, what is left after each hop."""
LEAST = 1e-7
"""Resource below which nothing flows on."""
_FAN = (400, 60)
"""Neighbours, by falling weight, over which an entity of the first and second hop lets flow."""
_SEARCHED = 160
"""Entities of the middle that are searched, those through which most flows."""
_TRIED = 12
"""Ways looked at for each that is wanted: the costliest hops make some of them too long."""


@dataclass(frozen=True, slots=True)
class Way:
    """Entities one after the other and the connections between them, by their places."""

    entities: tuple[int, ...]
    connections: tuple[int, ...]
    """-1 for a hop without one."""
    score: float
    """0 to 1: the share of what the strongest connections of both ends carry that comes over it."""


def ways(graph: Graph, source: int, target: int, limit: int, scope: Scope) -> list[Way]:
    """At most `limit` ways of at most MOST_HOPS hops, a direct one first, then by score."""
    import networkx

    if limit < 1 or source == target:
        return []
    net = _between(graph, source, target, scope)
    if not (net.has_node(source) and net.has_node(target)):
        return []
    found: list[Way] = []
    try:
        for tried, nodes in enumerate(
            networkx.shortest_simple_paths(net, source, target, weight="cost")
        ):
            if len(nodes) - 1 <= MOST_HOPS:
                found.append(_way(graph, nodes))
            if len(found) > limit or tried >= _TRIED * limit:
                break
    except networkx.NetworkXNoPath:
        return []
    direct = connection_between(graph, source, target)
    if direct >= 0 and net.has_edge(source, target):
        found = [_way(graph, [source, target]), *(way for way in found if len(way.entities) > 2)]
    found.sort(key=lambda way: (len(way.entities) > 2, -way.score, way.entities))
    return found[:limit]


def _way(graph: Graph, nodes: list[int]) -> Way:
    links = tuple(connection_between(graph, a, b) for a, b in pairwise(nodes))
    # What flows from an end is split at it and at each entity on the way. Multiplied for both
    # directions and square-rooted, all but the ends' own splits is the same either way; those are
    # measured against their strongest connection, since a hub would make every way look bad.
    strongest = _strongest(graph)
    score = DECAY ** (len(links) - 1) / np.sqrt(strongest[nodes[0]] * strongest[nodes[-1]])
    score *= np.prod(graph.weight[list(links)].astype(np.float64))
    score /= np.prod(reach(graph)[nodes[1:-1]])
    # Rounded, so that the order of multiplication does not tell the two ends apart.
    return Way(tuple(nodes), links, round(float(min(1.0, score)), 9))


def _between(graph: Graph, source: int, target: int, scope: Scope) -> Any:
    """The network of connections that flow from both ends reaches, each with what it costs."""
    import networkx

    outward, links_out = _flow(graph, source, target, scope)
    inward, links_in = _flow(graph, target, source, scope)
    links = np.unique(np.concatenate([links_out, links_in]))
    there = np.zeros(len(graph.ids), bool)
    there[graph.source[links]] = there[graph.target[links]] = True
    steps = _steps(graph, links, source) + _steps(graph, links, target)
    through = np.maximum(outward, 0) + np.maximum(inward, 0)
    # Of what is met from both sides all comes first, then what is reached from one side only.
    middle = np.flatnonzero(there & (steps <= MOST_HOPS))
    met = (outward[middle] > 0) & (inward[middle] > 0)
    value = np.where(met, outward[middle] * inward[middle] + 1.0, through[middle])
    kept = np.zeros(len(graph.ids), bool)
    kept[middle[np.lexsort((middle, -value))][:_SEARCHED]] = True
    kept[[source, target]] = True
    chosen = links[kept[graph.source[links]] & kept[graph.target[links]]]
    weight = graph.weight[chosen].astype(np.float64)
    split = np.sqrt(reach(graph)[graph.source[chosen]] * reach(graph)[graph.target[chosen]])
    cost = -np.log(np.clip(DECAY * weight / split, 1e-12, 1.0))
    net = networkx.Graph()
    net.add_weighted_edges_from(
        zip(
            graph.source[chosen].tolist(), graph.target[chosen].tolist(), cost.tolist(), strict=True
        ),
        weight="cost",
    )
    return net


def _flow(
    graph: Graph, start: int, goal: int, scope: Scope
) -> tuple["NDArray[np.float64]", "NDArray[np.int64]"]:
    """(E,) the resource that reaches each entity, and the connections that it flows over."""
    whole = reach(graph)
    resource = np.zeros(len(graph.ids))
    resource[start] = 1.0
    front, used = np.array([start]), [np.zeros(0, np.int64)]
    for fan in _FAN:
        places, whose = stretches(graph.neighbours_first, front, fan)
        ends, links = graph.neighbours[places], graph.neighbours_connection[places]
        flow = DECAY * resource[front][whose] * graph.weight[links] / whole[front][whose]
        kept = (flow >= LEAST) & scope.entities[ends]
        if scope.connections is not None:
            kept &= scope.connections[links]
        ends, links, flow = ends[kept], links[kept], flow[kept]
        used.append(links.astype(np.int64))
        gained = summed(ends, flow, len(graph.ids))
        front = np.flatnonzero((gained > 0) & (resource == 0))
        front = front[front != goal]
        resource += np.where(resource == 0, gained, 0)
    direct = connection_between(graph, start, goal)
    if direct >= 0 and (scope.connections is None or scope.connections[direct]):
        used.append(np.array([direct]))
    return resource, np.concatenate(used)


def _steps(graph: Graph, links: "NDArray[np.int64]", start: int) -> "NDArray[np.int64]":
    """(E,) hops from an entity over some connections; MOST_HOPS + 1 where it is further."""
    away = np.full(len(graph.ids), MOST_HOPS + 1)
    away[start] = 0
    source, target = graph.source[links], graph.target[links]
    for hop in range(MOST_HOPS):
        for a, b in ((source, target), (target, source)):
            reached = b[(away[a] == hop) & (away[b] > hop + 1)]
            away[reached] = hop + 1
    return away


@once
def _strongest(graph: Graph) -> "NDArray[np.float64]":
    """(E,) the weight of an entity's strongest connection."""
    found = np.zeros(len(graph.ids))
    for ends in (graph.source, graph.target):
        np.maximum.at(found, ends, graph.weight)
    return found
