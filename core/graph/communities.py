"""Communities of entities in levels: Leiden on the whole graph, then within each large community.

Traag, Waltman and van Eck, “From Louvain to Leiden: guaranteeing well-connected communities”, 2019.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_LEVELS = 4
MOST_COARSE = 40
"""Communities of the coarsest level that a person can take in at a glance."""
SEED = 20_190_326
_RESOLUTIONS = (1.0, 0.7, 0.5)
_ITERATIONS = 2
_WORTH_PARTING = 0.1


def communities(
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    entities: int,
) -> tuple["NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]"]:
    """The communities of a graph of C connections between `entities` entities.

    Returns the (L, E) id of each entity's community at each level, the coarsest first and at least
    one, then the parent and the level of each community by id. Ids count through level after level,
    the largest first. -1 for entities without connections and for groups that hang together with
    nothing else and are too small to be called a community. Equal input, equal output.
    """
    rows = _symmetric(source, target, weight, entities)
    connected = int(np.count_nonzero(np.diff(rows.indptr)))
    if not connected:
        nothing = np.zeros(0, np.int32)
        return np.full((1, entities), -1, np.int32), nothing, nothing.copy()
    large, small = max(40, connected // 200), max(3, round(connected**0.5 / 10))
    levels = [_coarsest(rows, small)]
    while len(levels) < MOST_LEVELS:
        finer = _refined(levels[-1], rows, large)
        if finer is None:
            break
        levels.append(finer)
    return _numbered(levels)


def _symmetric(
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    entities: int,
) -> Any:
    from scipy.sparse import csr_matrix

    counts = weight > 0
    a, b, w = source[counts], target[counts], weight[counts].astype(np.float64)
    ends = (np.concatenate([a, b]), np.concatenate([b, a]))
    rows = csr_matrix((np.concatenate([w, w]), ends), shape=(entities, entities))
    rows.sort_indices()
    return rows


def _coarsest(rows: Any, small: int) -> "NDArray[np.int64]":
    """Each row's community, those too small joined to a neighbour; -1 where there is none."""
    found = np.full(rows.shape[0], -1, np.int64)
    for resolution in _RESOLUTIONS:
        found = _joined(_parted(rows, resolution), rows, small)
        found[np.diff(rows.indptr) == 0] = -1
        if found.max(initial=-1) < MOST_COARSE:
            break
    return found


def _refined(labels: "NDArray[np.int64]", rows: Any, large: int) -> "NDArray[np.int64] | None":
    """The communities with the large ones parted; None where too little would change."""
    sizes = np.bincount(labels[labels >= 0])
    wide = np.flatnonzero(sizes > large)
    if sizes[wide].sum() < _WORTH_PARTING * sizes.sum():
        return None
    order = np.argsort(labels, kind="stable")
    first = np.searchsorted(labels[order], np.arange(len(sizes) + 1))
    finer, used, parted = labels.copy(), len(sizes), 0
    for community in wide:
        members = order[first[community] : first[community + 1]]
        inside = rows[members][:, members]
        pieces = _joined(_parted(inside, 1.0), inside, max(3, large // 12))
        # A lone rest that hangs on nothing inside stays with the largest piece.
        pieces[pieces < 0] = 0
        if pieces.max() > 0:
            finer[members] = pieces + used
            used += int(pieces.max()) + 1
            parted += len(members)
    return finer if parted >= _WORTH_PARTING * sizes.sum() else None


def _parted(rows: Any, resolution: float) -> "NDArray[np.int64]":
    """Leiden over a symmetric matrix: a community for each row."""
    from graspologic_native import leiden_csr

    _, found = leiden_csr(
        rows.indptr.astype(np.int64),
        rows.indices.astype(np.int32),
        rows.data,
        rows.shape[0],
        resolution=resolution,
        iterations=_ITERATIONS,
        seed=SEED,
    )
    return np.fromiter((found[row] for row in range(rows.shape[0])), np.int64, rows.shape[0])


def _joined(labels: "NDArray[np.int64]", rows: Any, small: int) -> "NDArray[np.int64]":
    """Communities of fewer than `small` rows joined to the neighbour they weigh most with.

    Those that have none become -1. Counts from 0, the largest first.
    """
    from scipy.sparse import csr_matrix

    many = int(labels.max()) + 1
    member = csr_matrix(
        (np.ones(len(labels)), (np.arange(len(labels)), labels)), (len(labels), many)
    )
    between = (member.T @ rows @ member).tocsr()
    between.setdiag(0)
    between.eliminate_zeros()
    sizes = np.bincount(labels, minlength=many)
    into = np.arange(many)

    def whole(community: int) -> int:
        while into[community] != community:
            community = int(into[community])
        return community

    for community in np.lexsort((np.arange(many), sizes)):
        start, end = between.indptr[community], between.indptr[community + 1]
        if sizes[community] >= small or start == end:
            continue
        beside: dict[int, float] = {}
        for other, weight in zip(between.indices[start:end], between.data[start:end], strict=True):
            root = whole(int(other))
            if root != community:
                beside[root] = beside.get(root, 0.0) + float(weight)
        if beside:
            best = max(beside, key=lambda root: (beside[root], -root))
            into[community] = best
            sizes[best] += sizes[community]
    joined = np.array([whole(community) for community in range(many)])[labels]
    return _ranked(np.where(sizes[joined] >= small, joined, -1))


def _ranked(labels: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Labels numbered by falling size, then by first member; -1 stays."""
    known = labels >= 0
    _, first, inverse, sizes = np.unique(
        labels[known], return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(sizes), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    ranked = np.full(len(labels), -1, np.int64)
    ranked[known] = rank[inverse]
    return ranked


def _numbered(
    levels: "list[NDArray[np.int64]]",
) -> tuple["NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]"]:
    grouped = np.full((len(levels), len(levels[0])), -1, np.int32)
    parents: list[NDArray[np.int32]] = []
    depths: list[NDArray[np.int32]] = []
    used = 0
    for depth, labels in enumerate(levels):
        ranked = _ranked(labels)
        known = ranked >= 0
        many = int(ranked.max(initial=-1)) + 1
        parent = np.full(many, -1, np.int32)
        if depth:
            parent[ranked[known]] = grouped[depth - 1][known]
        grouped[depth, known] = ranked[known] + used
        parents.append(parent)
        depths.append(np.full(many, depth, np.int32))
        used += many
    return grouped, np.concatenate(parents), np.concatenate(depths)
