"""Where the entities of a small view stand: laid out around its centre (layout_around)."""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.ego import Ego
from core.graph.layout_around import around, label_widths

if TYPE_CHECKING:
    from numpy.typing import NDArray


def placed(graph: Graph, ego: Ego) -> tuple["NDArray[np.float32]", "NDArray[np.float32]"]:
    """(N,) x and y of the entities of a view, each about where it is seen in the whole graph."""
    at = np.full(len(graph.ids), -1, np.int64)
    at[ego.entities] = np.arange(len(ego.entities))
    return around(
        at[graph.source[ego.connections]],
        at[graph.target[ego.connections]],
        graph.weight[ego.connections],
        ego.depth,
        graph.x[ego.entities],
        graph.y[ego.entities],
        label_widths([graph.names[place] for place in ego.entities.tolist()]),
    )
