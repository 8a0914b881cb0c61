"""Communities packed as discs: members in a sunflower, discs beside those they belong to.

Discs never overlap. The largest lies in the middle, each further one as near as it can be to what
it is connected with; the many small ones that come last make rings around the rest.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACING = 36.0
"""Units between two entities of a disc."""
GAP = 1.1
"""Spacings between two discs; smaller ones keep less."""
GREEDY = 160
"""Discs that look for the best place; more of them, and loners, are laid in rings."""
_GOLDEN = np.pi * (3 - 5**0.5)
_TRIES = 1600


def islands(
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    community: "NDArray[np.int32]",
) -> "NDArray[np.float64]":
    """(E, 2) first places of all entities; `community` is (L, E), coarsest first, -1 for none."""
    count = community.shape[1]
    links = _Links(source.astype(np.int64), target.astype(np.int64), weight.astype(np.float64))
    importance = _summed(links.source, links.weight, count)
    importance += _summed(links.target, links.weight, count)
    # Entities without a community at a level are islands of their own there.
    levels = [_own(each) for each in community] or [np.arange(count)]
    group = levels[-1]
    places, radius = _sunflowers(group, importance)
    for level in [*reversed(levels[:-1]), np.zeros(count, np.int64)]:
        outer = np.zeros(len(radius), np.int64)
        outer[group] = level
        centres, radius = _packed(outer, radius, links.between(group))
        places += centres[group]
        group = level
    return places


@dataclass(frozen=True)
class _Links:
    source: "NDArray[np.int64]"
    target: "NDArray[np.int64]"
    weight: "NDArray[np.float64]"

    def between(self, group: "NDArray[np.int64]") -> "_Links":
        """The same between groups, summed."""
        source, target = group[self.source], group[self.target]
        low, high = np.minimum(source, target), np.maximum(source, target)
        apart = low != high
        many = int(group.max(initial=0)) + 1
        key, at = np.unique(low[apart] * many + high[apart], return_inverse=True)
        return _Links(key // many, key % many, _summed(at, self.weight[apart], len(key)))


def _summed(
    at: "NDArray[np.integer]", what: "NDArray[np.float64]", count: int
) -> "NDArray[np.float64]":
    return np.bincount(at, what, count).astype(np.float64)


def _own(community: "NDArray[np.int32]") -> "NDArray[np.int64]":
    """Groups numbered from 0 without gaps; who has none is a group alone."""
    alone = community < 0
    named = community.astype(np.int64)
    named[alone] = int(community.max(initial=-1)) + 1 + np.arange(int(alone.sum()))
    return np.unique(named, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _sunflowers(
    group: "NDArray[np.int64]", importance: "NDArray[np.float64]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Places of entities about the middle of their group, the most connected inside; radii."""
    order = np.lexsort((np.arange(len(group)), -importance, group))
    sizes = np.bincount(group)
    rank = np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    places = np.zeros((len(group), 2))
    reach = SPACING * 0.62 * np.sqrt(rank) * np.where(rank > 0, 1.05, 0)
    # Each group begins at another angle, so that equal ones do not look stamped.
    angle = rank * _GOLDEN + group[order] * 1.7
    places[order, 0] = reach * np.cos(angle)
    places[order, 1] = reach * np.sin(angle)
    return places, SPACING * np.where(sizes > 1, 0.65 * np.sqrt(sizes) + 0.35, 0.5)


def _packed(
    outer: "NDArray[np.int64]", radius: "NDArray[np.float64]", links: _Links
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Centres of discs about the middle of the disc they lie in, and the radii of those."""
    centres = np.zeros((len(radius), 2))
    around = np.zeros(int(outer.max(initial=-1)) + 1)
    order = np.lexsort((np.arange(len(outer)), -radius, outer))
    firsts = np.searchsorted(outer[order], np.arange(len(around) + 1))
    inside = outer[links.source] == outer[links.target]
    beside: dict[int, list[tuple[int, float]]] = {}
    for a, b, w in zip(
        links.source[inside].tolist(),
        links.target[inside].tolist(),
        links.weight[inside].tolist(),
        strict=True,
    ):
        beside.setdefault(a, []).append((b, w))
        beside.setdefault(b, []).append((a, w))
    for which in range(len(around)):
        members = order[firsts[which] : firsts[which + 1]]
        if len(members) == 1:
            around[which] = radius[members[0]]
            continue
        _pack(members, radius, beside, centres)
        centres[members] -= _middle(centres[members], radius[members])
        reach = np.hypot(*centres[members].T) + radius[members]
        around[which] = float(reach.max())
    return centres, around


def _middle(centres: "NDArray[np.float64]", radius: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """About the middle of the smallest disc around discs (Bădoiu & Clarkson 2003)."""
    middle = np.zeros(2)
    for step in range(1, 60):
        away = centres - middle
        reach = np.hypot(*away.T) + radius
        farthest = int(np.argmax(reach))
        length = max(float(np.hypot(*away[farthest])), 1e-9)
        rim = away[farthest] * (reach[farthest] / length)
        middle = middle + rim / (step + 1)
    return middle


def _pack(
    members: "NDArray[np.int64]",
    radius: "NDArray[np.float64]",
    beside: "dict[int, list[tuple[int, float]]]",
    centres: "NDArray[np.float64]",
) -> None:
    """Set the centres of discs that lie in one disc; `members` by falling radius."""
    gap = GAP * SPACING
    chooses = np.array([radius[each] > SPACING or each in beside for each in members.tolist()])
    chooses &= np.cumsum(chooses) <= GREEDY
    chooses[0] = True
    greedy, rest = members[chooses], members[~chooses]
    turn = np.arange(_TRIES)
    spiral = np.stack([np.cos(turn * _GOLDEN), np.sin(turn * _GOLDEN)], axis=1)
    spiral *= np.sqrt(turn)[:, None]
    placed: list[int] = []
    for member in greedy.tolist():
        near = [(other, w) for other, w in beside.get(member, ()) if other in placed]
        middle = np.zeros(2)
        if near:
            share = np.array([w for _, w in near])
            middle = (centres[[other for other, _ in near]] * share[:, None]).sum(0) / share.sum()
        if placed:
            reach = float((np.hypot(*centres[placed].T) + radius[placed]).max()) + radius[member]
            # Fine enough for a small disc, wide enough to get past all that is there.
            step = (np.hypot(*middle) + reach + 2 * gap) / np.sqrt(_TRIES - 1)
            tries = middle + spiral * step
            apart = np.hypot(
                tries[:, None, 0] - centres[None, placed, 0],
                tries[:, None, 1] - centres[None, placed, 1],
            )
            free = (apart >= radius[placed] + radius[member] + gap).all(axis=1)
            # Towards the middle of all when equally near: the whole stays round.
            cost = np.hypot(*(tries - middle).T) + 0.35 * np.hypot(*tries.T)
            middle = tries[np.flatnonzero(free)[np.argmin(cost[free])]]
        centres[member] = middle
        placed.append(member)
    _ring(rest, radius, centres, float((np.hypot(*centres[greedy].T) + radius[greedy]).max()), gap)


def _ring(
    members: "NDArray[np.int64]",
    radius: "NDArray[np.float64]",
    centres: "NDArray[np.float64]",
    inner: float,
    gap: float,
) -> None:
    """Set the centres of discs in rings about what reaches to `inner`, the largest first."""
    at = 0
    while at < len(members):
        widest = float(radius[members[at]])
        away = inner + min(gap, widest) + widest
        many = max(1, int(2 * np.pi * away / (2 * widest + min(gap, widest))))
        ring = members[at : at + many]
        angle = 2 * np.pi * np.arange(len(ring)) / max(len(ring), many)
        centres[ring, 0] = away * np.cos(angle)
        centres[ring, 1] = away * np.sin(angle)
        inner = away + widest
        at += many
