"""Personalised PageRank over passages and entities, on matrices that are made once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.passages import Passages
from core.graph.walking import Walk

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

DAMPING = 0.5
ROUNDS = 12
"""After so many 2 in 10,000 of the flow are still to be moved."""
PRIOR = 0.05
"""Weight of passages beside entities where the walk begins anew (W_p of LinearRAG)."""
SIGNAL = 0.05
"""Weight of the plain search in a passage's prior (λ of LinearRAG)."""
BESIDE = 0.5
"""What flows to the chunks before and after, beside all that flows to a chunk's entities."""


@dataclass(frozen=True)
class Flow:
    """What flows from rows to the entities they name and back; columns sum to 1."""

    down: "csr_matrix"
    """(E, N): from rows to entities."""
    up: "csr_matrix"
    """(N, E): from entities to rows."""
    before: "NDArray[np.float32]"
    """(N,) what of a row flows to the row before it; 0 where that is another document's."""
    after: "NDArray[np.float32]"


def flow_of(passages: Passages, entities: int) -> Flow:
    """The matrices of personalised PageRank, made once for a graph and a recipe.

    A row and an entity are joined by the entity's share of all that the row names (LinearRAG);
    chunks that follow each other are joined too.
    """
    from scipy.sparse import csr_matrix

    rows = len(passages)
    joined = csr_matrix(
        (passages.share, passages.entity, passages.first_pair), shape=(rows, entities)
    )
    same = np.zeros(rows + 1, dtype=np.float32)
    if rows:
        same[1:-1] = passages.document[1:] == passages.document[:-1]
    before, after = same[:-1], same[1:]
    neighbours = before + after
    beside = np.where(neighbours > 0, BESIDE / np.maximum(neighbours, 1), 0).astype(np.float32)
    leaving = np.diff(passages.first_pair) > 0
    whole = (leaving + beside * neighbours).astype(np.float32)
    whole[whole == 0] = 1
    down = joined.T.tocsr()
    reached = np.asarray(down.sum(axis=1)).ravel()
    reached[reached == 0] = 1
    down.data /= whole[down.indices]
    up = joined
    up.data = passages.share / reached.astype(np.float32)[up.indices]
    return Flow(down, up, beside * before / whole, beside * after / whole)


def ranked(
    passages: Passages,
    flow: Flow,
    walk: Walk,
    signal: "NDArray[np.float32]",
    usable: "NDArray[np.bool_] | None" = None,
) -> "NDArray[np.float32]":
    """(N,) how much of the flow is at each row in the end (Haveliwala 2002).

    The flow begins anew at the entities of the walk and at the rows that the plain search finds
    (`signal`, 0 to 1) or that name them. `usable` (N,) leaves rows out, also on the way.
    """
    prior = SIGNAL * signal + np.log1p(_named(passages, walk))
    rows = (PRIOR * prior).astype(np.float32)
    if usable is not None:
        rows *= usable
    entities = np.zeros(flow.down.shape[0], dtype=np.float32)
    entities[walk.entity] = walk.active
    whole = float(rows.sum() + entities.sum())
    if whole <= 0:
        return rows
    rows /= whole
    entities /= whole
    at_rows, at_entities = rows.copy(), entities.copy()
    for _round in range(ROUNDS):
        moved = flow.up @ at_entities
        moved[:-1] += (flow.before * at_rows)[1:]
        moved[1:] += (flow.after * at_rows)[:-1]
        if usable is not None:
            moved *= usable
        at_entities = DAMPING * (flow.down @ at_rows) + (1 - DAMPING) * entities
        at_rows = DAMPING * moved + (1 - DAMPING) * rows
    return at_rows.astype(np.float32)


def _named(passages: Passages, walk: Walk) -> "NDArray[np.float64]":
    """(N,) how much each row names the entities of a walk."""
    named = np.zeros(len(passages))
    for entity, active, step in zip(walk.entity, walk.active, walk.step, strict=True):
        pairs = passages.pairs_of_entity(int(entity))
        named[passages.pair_row[pairs]] += active * np.log1p(passages.count[pairs]) / step
    return named
