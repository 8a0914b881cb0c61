"""Pairs of entities that their places make alike: side by side in two scripts, in like company."""

from collections.abc import Iterator

import numpy as np

from core.graph.arrays import Graph
from core.graph.company import Company
from core.graph.likeness import distinguishing, has_cjk

_GAP = 2
"""Characters between a name and its translation: a bracket, or a space and one."""
_BESIDE = 0.8
"""Share of the mentions of the rarer name that stand beside the other."""
_NEIGHBOURS, _MOST_NEIGHBOURS, _ALIKE = 6, 200, 0.9
"""Neighbours that make a company, those of one who is everybody's, cosine of two companies."""


def standing_side_by_side(graph: Graph, company: Company) -> Iterator[tuple[int, int, float]]:
    """A Chinese and a Latin name of which one hardly stands without the other beside it."""
    chinese = np.array([has_cjk(name) for name in graph.names], bool)
    left, right = graph.mention_entity[:-1], graph.mention_entity[1:]
    gap = graph.mention_start[1:] - graph.mention_end[:-1]
    beside = (
        (graph.mention_sentence[1:] == graph.mention_sentence[:-1])
        & (chinese[left] != chinese[right])
        # “LoRA 微调” has a space and says what is done; a translation has a bracket, or comes last.
        & (gap >= np.where(chinese[left], 1, 2))
        & (gap <= _GAP)
    )
    ends = np.stack([np.minimum(left, right)[beside], np.maximum(left, right)[beside]], axis=1)
    pairs, counts = np.unique(ends.reshape(-1, 2), axis=0, return_counts=True)
    mentions = np.minimum(graph.mention_count[pairs[:, 0]], graph.mention_count[pairs[:, 1]])
    surely = (counts >= 2) & (counts >= _BESIDE * mentions)
    for (a, b), count in zip(pairs[surely].tolist(), counts[surely].tolist(), strict=True):
        yield a, b, min(0.9, 0.5 + 0.1 * count)


def keeping_the_same_company(graph: Graph, company: Company) -> Iterator[tuple[int, int, float]]:
    """Entities that are never named together and nearly always with the same others."""
    from scipy.sparse import csr_matrix

    many = len(graph.ids)
    degree = np.diff(graph.neighbours_first)
    rows = np.repeat(np.arange(many), degree)
    # Everybody's neighbours tell nobody from anybody, and would make the product large.
    kept = (degree[rows] >= _NEIGHBOURS) & (degree[graph.neighbours] <= _MOST_NEIGHBOURS)
    weight = np.sqrt(graph.weight[graph.neighbours_connection[kept]].astype(np.float64))
    matrix = csr_matrix((weight, (rows[kept], graph.neighbours[kept])), shape=(many, many))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = csr_matrix(
        (matrix.data / np.repeat(length, np.diff(matrix.indptr)), matrix.indices, matrix.indptr),
        shape=(many, many),
    )
    for start in range(0, many, 4000):
        alike = (matrix[start : start + 4000] @ matrix.T).tocoo()
        for a, b, cosine in zip(
            (alike.row + start)[alike.data >= _ALIKE].tolist(),
            alike.col[alike.data >= _ALIKE].tolist(),
            alike.data[alike.data >= _ALIKE].tolist(),
            strict=True,
        ):
            if a < b and not company.together(a, b) and _called_alike(graph, a, b):
                yield a, b, 0.4 + 0.5 * cosine


def _called_alike(graph: Graph, a: int, b: int) -> bool:
    """Whether names do not speak against it: in different scripts, or with a word in common."""
    names = (graph.names[a], graph.names[b])
    if distinguishing(names[0]) != distinguishing(names[1]):
        return False
    if has_cjk(names[0]) != has_cjk(names[1]):
        return True
    return bool(set(names[0].lower().split()) & set(names[1].lower().split()))
