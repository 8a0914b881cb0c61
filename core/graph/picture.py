"""The whole graph packed for drawing: the entities that matter most, and what connects them."""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.ego import drawn
from core.graph.scope import Scope
from core.graph.values import communities_of_level, community_at, standing
from core.types import GraphPicture

if TYPE_CHECKING:
    from numpy.typing import NDArray


def picture_of(graph: Graph, level: int, nodes: int, edges: int, scope: Scope) -> GraphPicture:
    """At most so many entities and connections of a scope, each by falling weight."""
    matters = standing(graph)
    allowed = np.flatnonzero(scope.entities)
    places = allowed[np.lexsort((allowed, -matters[allowed]))][: max(0, nodes)]
    chosen = np.zeros(len(graph.ids), bool)
    chosen[places] = True
    links = drawn(graph, chosen, scope, np.zeros(0, np.int64), max(0, edges))[: max(0, edges)]
    at = np.full(len(graph.ids), -1, np.int64)
    at[places] = np.arange(len(places))
    groups = communities_of_level(graph, level)
    group = np.full(len(places), -1, np.int64)
    if groups:
        of_level = graph.community[graph.community_level[groups[0]]][places]
        known = of_level >= 0
        group[known] = np.searchsorted(groups, of_level[known])
    there = np.unique(group[group >= 0])
    shown = np.full(len(groups) + 1, -1, np.int64)
    shown[there] = np.arange(len(there))
    return GraphPicture(
        ids=tuple(graph.ids[place] for place in places.tolist()),
        names=tuple(graph.names[place] for place in places.tolist()),
        kinds=_packed(graph.kind[places], "<u1"),
        x=_packed(graph.x[places], "<f4"),
        y=_packed(graph.y[places], "<f4"),
        weights=_packed(np.sqrt(matters[places]), "<f4"),
        communities=_packed(shown[group], "<i4"),
        sources=_packed(at[graph.source[links]], "<i4"),
        targets=_packed(at[graph.target[links]], "<i4"),
        strengths=_packed(graph.strength[links], "<f4"),
        groups=tuple(community_at(graph, groups[each]) for each in there.tolist()),
        left_out=len(allowed) - len(places),
    )


def _packed(values: "NDArray[np.generic]", form: str) -> bytes:
    return np.asarray(values).astype(form).tobytes()
