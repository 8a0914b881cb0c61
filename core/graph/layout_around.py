"""Where the entities of a small view are drawn: rings about the centre, names side by side.

Rings are laid one after the other and stay, so that a deeper view has all of a shallower one where
it was. Within a ring entities come in the order of their directions on the whole map, beside what
leads to them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.graph.keys import is_cjk

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDE = 1.35
"""Times as wide as high: so are windows, and names lie flat."""
HEIGHT = 46.0
"""Of an entity with its name below it, in units (pixels at 100 %)."""
NARROWEST, WIDEST = 44.0, 150.0
"""Of a name."""
FIRST = 120.0
"""The least radius of the first ring."""
BAND = 96.0
"""The least width of a further one."""
ROOMY = 2.3
"""Times the area of the names that a ring has."""
STEPS = 16
"""By connections and away from each other, before what still overlaps looks for a free place."""
_TRIES = 420
_STEP = 11.0


def label_widths(names: Sequence[str]) -> "NDArray[np.float32]":
    """(n,) about how wide names are drawn, in units; the engine knows no typeface."""
    widths = [sum(13.0 if is_cjk(letter) else 7.2 for letter in name[:24]) + 10 for name in names]
    return np.clip(np.array(widths, np.float32), NARROWEST, WIDEST)


def around(
    source: "NDArray[np.integer]",
    target: "NDArray[np.integer]",
    weight: "NDArray[np.floating]",
    depth: "NDArray[np.integer]",
    hint_x: "NDArray[np.floating]",
    hint_y: "NDArray[np.floating]",
    widths: "NDArray[np.floating]",
    old_x: "NDArray[np.floating] | None" = None,
    old_y: "NDArray[np.floating] | None" = None,
    is_old: "NDArray[np.bool_] | None" = None,
) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    """(n,) places for n entities; `source`, `target` are places among them, `depth` steps from the
    centre, the hints their places on the whole map. Old ones stay where they were."""
    count = len(depth)
    places = np.zeros((count, 2))
    fixed = np.zeros(count, bool)
    if is_old is not None and old_x is not None and old_y is not None:
        places[is_old] = np.stack([old_x, old_y], axis=1)[is_old]
        fixed |= is_old
    boxes = np.stack([np.asarray(widths, np.float64) + 12, np.full(count, HEIGHT)], axis=1)
    hint = np.stack([hint_x, hint_y], axis=1).astype(np.float64)
    inner = 0.0
    for step in range(int(depth.max(initial=-1)) + 1):
        ring = np.flatnonzero((depth == step) & ~fixed)
        area = float(boxes[depth == step].prod(axis=1).sum()) / WIDE
        reach = float(np.sqrt(inner**2 + ROOMY * area / np.pi))
        if step:
            reach = max(reach, inner + (FIRST if step == 1 else BAND))
        elif int((depth == 0).sum()) < 2:
            reach = 0.0
        if len(ring):
            angles = _angles(ring, source, target, weight, depth, places, hint, step)
            _lay(ring, angles, inner, reach, places)
            _settle(ring, fixed, depth <= step, source, target, boxes, inner, reach, places)
        fixed |= depth == step
        inner = reach
    return places[:, 0].astype(np.float32), places[:, 1].astype(np.float32)


def _angles(
    ring: "NDArray[np.int64]",
    source: "NDArray[np.integer]",
    target: "NDArray[np.integer]",
    weight: "NDArray[np.floating]",
    depth: "NDArray[np.integer]",
    places: "NDArray[np.float64]",
    hint: "NDArray[np.float64]",
    step: int,
) -> "NDArray[np.float64]":
    """(r,) the direction each of a ring would like: of the inner ones that it is connected with,
    and a little of where it lies on the whole map."""
    centre = hint[depth == 0].mean(axis=0)
    away = hint[ring] - centre
    wanted = away / np.maximum(np.hypot(*away.T), 1e-9)[:, None]
    if step > 1:
        ends = np.concatenate([source, target])
        others = np.concatenate([target, source])
        pull = np.concatenate([weight, weight]).astype(np.float64)
        use = (depth[ends] == step) & (depth[others] == step - 1)
        flat = places / (WIDE, 1.0)
        towards = flat[others[use]]
        towards = towards / np.maximum(np.hypot(*towards.T), 1e-9)[:, None]
        for axis in (0, 1):
            pulled = np.bincount(ends[use], pull[use] * towards[:, axis], len(depth))
            total = np.maximum(np.bincount(ends[use], pull[use], len(depth)), 1e-9)
            wanted[:, axis] = 0.15 * wanted[:, axis] + (pulled / total)[ring]
    found: NDArray[np.float64] = np.arctan2(wanted[:, 1], wanted[:, 0])
    return found


def _lay(
    ring: "NDArray[np.int64]",
    angles: "NDArray[np.float64]",
    inner: float,
    reach: float,
    places: "NDArray[np.float64]",
) -> None:
    """Put a ring in the order of its directions, half way to standing at even distances; every
    second one a little farther out."""
    count = len(ring)
    order = np.lexsort((ring, angles))
    even = np.empty(count)
    even[order] = 2 * np.pi * np.arange(count) / count
    # Turned as a whole to where its members would like to be.
    turn = float(np.angle(np.exp(1j * (angles - even)).sum() + 1e-9))
    even += turn
    off = np.angle(np.exp(1j * (angles - even)))
    dense = min(1.0, count / 12)
    angle = even + off * (1 - dense) * 0.5
    place = np.empty(count)
    place[order] = np.arange(count)
    band = reach - inner
    away = inner + band * np.where(count > 6, 0.55 + 0.4 * (place % 2), 0.85)
    if inner == 0:
        away = np.full(count, max(reach, 0.0)) if count > 1 else np.zeros(count)
        if reach >= FIRST and count > 6:
            away = reach * (0.62 + 0.19 * (place * 2 % 5 % 3))
    places[ring, 0] = away * np.cos(angle) * WIDE
    places[ring, 1] = away * np.sin(angle)


def _settle(
    ring: "NDArray[np.int64]",
    fixed: "NDArray[np.bool_]",
    there: "NDArray[np.bool_]",
    source: "NDArray[np.integer]",
    target: "NDArray[np.integer]",
    boxes: "NDArray[np.float64]",
    inner: float,
    reach: float,
    places: "NDArray[np.float64]",
) -> None:
    """Move a ring by its connections, then apart until no two boxes overlap; the rest stays."""
    near = np.flatnonzero(there)
    at = np.full(len(there), -1)
    at[near] = np.arange(len(near))
    mine = at[ring]
    use = there[source] & there[target]
    ends = np.concatenate([at[source[use]], at[target[use]]])
    others = np.concatenate([at[target[use]], at[source[use]]])
    degree = np.maximum(1, np.bincount(ends, minlength=len(near)))[:, None]
    spot, size = places[near], boxes[near]
    wide = (size[mine, None, 0] + size[None, :, 0]) / 2
    high = (size[mine, None, 1] + size[None, :, 1]) / 2
    myself = (np.arange(len(mine)), mine)
    share = np.where(fixed[near], 0.7, 0.35)[None, :]
    later = mine[:, None] > np.arange(len(near))[None]
    for _ in range(STEPS):
        pull = np.zeros_like(spot)
        for axis in (0, 1):
            pull[:, axis] = np.bincount(ends, (spot[others] - spot[ends])[:, axis], len(near))
        spot[mine] = _in_band(spot[mine] + 0.04 * (pull / degree)[mine], inner, reach)
        apart_x = spot[mine, 0][:, None] - spot[None, :, 0]
        apart_y = spot[mine, 1][:, None] - spot[None, :, 1]
        over_x, over_y = wide - np.abs(apart_x), high - np.abs(apart_y)
        over_x[myself] = 0
        hit = (over_x > 0) & (over_y > 0)
        # Along the way that is shorter; of two at one height the later goes down.
        sideways = hit & (over_x < over_y * WIDE)
        down = np.where(apart_y == 0, later, apart_y > 0) * 2.0 - 1
        push_x = np.where(sideways, over_x, 0) * np.where(apart_x >= 0, share, -share)
        spot[mine, 0] += push_x.sum(axis=1)
        spot[mine, 1] += (np.where(hit & ~sideways, over_y, 0) * down * share).sum(axis=1)
    _free(mine, spot, size, fixed[near])
    places[ring] = spot[mine]


def _free(
    mine: "NDArray[np.int64]",
    spot: "NDArray[np.float64]",
    size: "NDArray[np.float64]",
    fixed: "NDArray[np.bool_]",
) -> None:
    """Move what still overlaps to the nearest free place, the inner ones first."""
    placed = np.flatnonzero(fixed)
    turn = np.arange(_TRIES)
    spiral = np.stack([np.cos(turn * 2.399963) * WIDE, np.sin(turn * 2.399963)], axis=1)
    spiral *= _STEP * np.sqrt(turn)[:, None]
    away = np.hypot(spot[mine, 0] / WIDE, spot[mine, 1])
    for each in mine[np.lexsort((mine, away))].tolist():
        wide, high = ((size[placed] + size[each]) / 2).T
        at_x, at_y = spot[placed].T
        for tries in (spot[each][None], spot[each] + spiral):
            hit = np.abs(tries[:, 0, None] - at_x) < wide
            hit &= np.abs(tries[:, 1, None] - at_y) < high
            free = np.flatnonzero(~hit.any(axis=1))
            if len(free):
                spot[each] = tries[free[0]]
                break
        placed = np.append(placed, each)


def _in_band(spot: "NDArray[np.float64]", inner: float, reach: float) -> "NDArray[np.float64]":
    """Drawn gently back between the radii of a ring."""
    away = np.maximum(np.hypot(spot[:, 0] / WIDE, spot[:, 1]), 1e-9)
    low = inner + 0.45 * (reach - inner)
    kept: NDArray[np.float64] = spot * (1 + 0.3 * (np.clip(away, low, reach) / away - 1))[:, None]
    return kept
