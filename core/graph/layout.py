"""Where each entity of the whole graph is drawn: communities as islands, old places kept.

Communities are packed as discs from the inside out (those within a coarser one into its disc),
then springs and a near repulsion arrange the members (Fruchterman & Reingold 1991, the repulsion
cut off at a few spacings, its pairs found by a k-d tree). Nothing is random: the same graph gives
the same drawing.
"""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.layout_fitting import aligned, fitted
from core.graph.layout_packing import SPACING, islands

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 70
REACH = 2.2 * SPACING
"""How far entities push each other apart."""
PULL = 0.09
"""Of a spring's length, at the first step, along a connection within a community."""
ACROSS = 0.06
"""Of that, what connections between communities pull: enough to turn members towards each other."""
HOME = 0.05
"""How much of the way back to its place in the island an entity is pulled."""
FRESH_BELOW = 0.5
"""With a smaller share of old entities all is drawn anew, turned so that the old ones fit best."""


def positions(
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    community: "NDArray[np.int32]",
    old_x: "NDArray[np.float32]",
    old_y: "NDArray[np.float32]",
    is_old: "NDArray[np.bool_]",
) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    """(E,) places of E entities with C connections ((C,) each), communities (L, E) coarsest first.

    Entities that are `is_old` stay at `old_x`, `old_y` to the point; new ones come beside their
    neighbours. Entities lie about `SPACING` units apart.
    """
    count = community.shape[1]
    old = np.stack([old_x, old_y], axis=1).astype(np.float64)
    if count and is_old.mean() >= FRESH_BELOW:
        places = fitted(source, target, weight, old, is_old)
        return places[:, 0].astype(np.float32), places[:, 1].astype(np.float32)
    places = islands(source, target, weight, community)
    finest = community[-1] if len(community) else np.full(count, -1)
    places = _refined(places, source, target, weight, finest)
    if is_old.any():
        places = aligned(places, old, is_old)
    return places[:, 0].astype(np.float32), places[:, 1].astype(np.float32)


def _refined(
    places: "NDArray[np.float64]",
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    community: "NDArray[np.int32]",
) -> "NDArray[np.float64]":
    """Members arranged by what connects them, near where the packing put them."""
    count = len(places)
    if count < 2:
        return places
    degree = np.maximum(1, np.bincount(np.concatenate([source, target]), minlength=count))
    inside = (community[source] == community[target]) & (community[source] >= 0)
    # A hub's springs are weak, else its neighbours end in a heap.
    force = (
        PULL * np.where(inside, 1.0, ACROSS) / np.sqrt(np.minimum(degree[source], degree[target]))
    )
    force *= 0.5 + np.asarray(weight, np.float64) / max(float(np.max(weight, initial=0)), 1e-9)
    home = places.copy()
    pairs = _near(places)
    for step in range(STEPS):
        cooled = 1.0 - step / STEPS
        if step % 4 == 0:
            pairs = _near(places)
        moved = (home - places) * HOME
        between = places[target] - places[source]
        pull = between * force[:, None]
        _add(moved, source, pull)
        _add(moved, target, -pull)
        apart = places[pairs[:, 1]] - places[pairs[:, 0]]
        away = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-3)
        push = apart * (0.5 * SPACING * np.maximum(0.0, 1 - away / REACH) / away)[:, None]
        _add(moved, pairs[:, 0], -push)
        _add(moved, pairs[:, 1], push)
        length = np.maximum(np.hypot(moved[:, 0], moved[:, 1]), 1e-9)
        limit = SPACING * (0.1 + 0.9 * cooled)
        places = places + moved * np.minimum(1.0, limit / length)[:, None]
    return places


def _near(places: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """(P, 2) pairs of entities that push each other apart."""
    from scipy.spatial import cKDTree

    found: NDArray[np.int64] = cKDTree(places).query_pairs(REACH, output_type="ndarray")
    return found


def _add(
    total: "NDArray[np.float64]", at: "NDArray[np.integer]", what: "NDArray[np.float64]"
) -> None:
    for axis in (0, 1):
        total[:, axis] += np.bincount(at, what[:, axis], len(total))
