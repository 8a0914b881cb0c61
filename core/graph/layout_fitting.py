"""New entities fitted into a drawing that stays as it is."""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.layout_packing import SPACING

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELL = 0.75 * SPACING
"""One entity stands in each cell of this size."""
_ROUNDS = 8
_FARTHEST = 60
"""Cells from where it belongs that an entity looks for a free one."""


def fitted(
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    old: "NDArray[np.float64]",
    is_old: "NDArray[np.bool_]",
) -> "NDArray[np.float64]":
    """(E, 2) places: old entities where they are, new ones in free cells beside their neighbours.

    What is connected with nothing old comes to the rim.
    """
    places = old.copy()
    known = is_old.copy()
    ends = np.concatenate([source, target]).astype(np.int64)
    others = np.concatenate([target, source]).astype(np.int64)
    pull = np.concatenate([weight, weight]).astype(np.float64) + 1e-6
    for _ in range(_ROUNDS):
        use = known[others] & ~known[ends]
        if not use.any():
            break
        total = np.bincount(ends[use], pull[use], len(places))
        fresh = total > 0
        for axis in (0, 1):
            sums = np.bincount(ends[use], pull[use] * places[others[use], axis], len(places))
            places[fresh, axis] = sums[fresh] / total[fresh]
        known |= fresh
    stray = np.flatnonzero(~known)
    if len(stray):
        middle = places[known].mean(axis=0)
        reach = float(np.percentile(np.hypot(*(places[known] - middle).T), 98)) + 2 * SPACING
        # What belongs together comes out together: neighbours have a number in common.
        number = _components(len(places), source, target, ~known)[stray]
        angle = number * (np.pi * (3 - 5**0.5))
        places[stray] = middle + reach * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _in_free_cells(places, is_old, np.bincount(ends, pull, len(places)).astype(np.float64))


def aligned(
    places: "NDArray[np.float64]", old: "NDArray[np.float64]", is_old: "NDArray[np.bool_]"
) -> "NDArray[np.float64]":
    """A drawing moved and turned, or mirrored, so that old entities are nearest to where they were
    (orthogonal Procrustes, Schönemann 1966)."""
    here, there = places[is_old], old[is_old]
    mean_here, mean_there = here.mean(axis=0), there.mean(axis=0)
    left, _, right = np.linalg.svd((here - mean_here).T @ (there - mean_there))
    turned: NDArray[np.float64] = (places - mean_here) @ (left @ right) + mean_there
    return turned


def _components(
    count: int,
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    among: "NDArray[np.bool_]",
) -> "NDArray[np.int32]":
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    use = among[source] & among[target]
    ones = np.ones(int(use.sum()), np.int8)
    joined = coo_matrix((ones, (source[use], target[use])), shape=(count, count))
    numbers: NDArray[np.int32] = connected_components(joined, directed=False)[1]
    return numbers


def _in_free_cells(
    places: "NDArray[np.float64]", is_old: "NDArray[np.bool_]", importance: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """New entities moved to the nearest cell where nothing stands, the most connected first."""
    cells = np.floor(places / CELL).astype(np.int64)
    taken = set(map(tuple, cells[is_old].tolist()))
    spiral = _spiral()
    fresh = np.flatnonzero(~is_old)
    for at in fresh[np.lexsort((fresh, -importance[fresh]))].tolist():
        x, y = (int(each) for each in cells[at])
        cell = next(
            (found for dx, dy in spiral if (found := (x + dx, y + dy)) not in taken), (x, y)
        )
        taken.add(cell)
        if cell != (x, y):
            places[at] = (np.array(cell) + 0.5) * CELL
    return places


def _spiral() -> list[tuple[int, int]]:
    """Steps to the cells around one, the nearest first."""
    side = range(-_FARTHEST, _FARTHEST + 1)
    steps = [(x, y) for x in side for y in side]
    return sorted(steps, key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
