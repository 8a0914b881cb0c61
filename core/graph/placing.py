"""Where the entities of a small view stand: in rings around its centre."""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.ego import Ego

if TYPE_CHECKING:
    from numpy.typing import NDArray

RING = 170.0
"""Units of the drawing from one ring to the next at least."""
_ROOM = 70.0
"""Units of its ring that an entity with its name takes."""


def placed(graph: Graph, ego: Ego) -> tuple["NDArray[np.float64]", "NDArray[np.float64]"]:
    """(N,) x and y of the entities of a view, the centre at 0, 0.

    On its ring an entity stands in the direction in which it is drawn in the whole graph, as far as
    the others leave room: so a view looks like the part of the map that it is of.
    """
    x, y = np.zeros(len(ego.entities)), np.zeros(len(ego.entities))
    radius = 0.0
    middle = ego.entities[ego.depth == 0][:1]
    for depth in range(int(ego.depth.max(initial=-1)) + 1):
        ring = np.flatnonzero(ego.depth == depth)
        alone = depth == 0 and len(ring) == 1
        if alone:
            continue
        needed = len(ring) * _ROOM / (2 * np.pi)
        radius = max(radius + (RING if depth else 0.4 * RING), needed)
        away_x = graph.x[ego.entities[ring]] - graph.x[middle].sum()
        away_y = graph.y[ego.entities[ring]] - graph.y[middle].sum()
        order = np.lexsort((ego.entities[ring], np.arctan2(away_y, away_x)))
        angle = 2 * np.pi * np.arange(len(ring)) / len(ring) + 0.5 * depth
        x[ring[order]] = radius * np.cos(angle)
        y[ring[order]] = radius * np.sin(angle)
    return x, y
