"""Personalised PageRank over passages and entities, by pushing what there is to where it flows.

After Andersen, Chung and Lang 2006 ("Local Graph Partitioning using PageRank Vectors"): only what
is more than a little is moved on, so that a question pays for its surroundings and not for the
whole graph (57 ms at 100,000 passages with sparse matrices over everything, 13 this way).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.passages import Passages
from core.graph.stretches import stretches
from core.graph.walking import Walk

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAMPING = 0.5
ROUNDS = 12
"""After so many 2 in 10,000 of the flow are still to be moved."""
LITTLE = 1e-5
"""Share of the flow that is left where it is."""
PRIOR = 0.05
"""Weight of passages beside entities where the walk begins anew (W_p of LinearRAG)."""
SIGNAL = 0.05
"""Weight of the plain search in a passage's prior (λ of LinearRAG)."""
BESIDE = 0.5
"""What flows to the chunks before and after, beside all that flows to a chunk's entities."""


@dataclass(frozen=True)
class Flow:
    """What flows from rows to the entities they name and back, made once for a graph and a recipe.

    What leaves a row, or an entity, sums to 1.
    """

    down: "NDArray[np.float32]"
    """(P,) from the pair's row to its entity."""
    up: "NDArray[np.float32]"
    """(P,) from the pair's entity to its row."""
    before: "NDArray[np.float32]"
    """(N,) what of a row flows to the row before it; 0 where that is another document's."""
    after: "NDArray[np.float32]"


def flow_of(passages: Passages, entities: int) -> Flow:
    """How it flows: a row and an entity are joined by the entity's share of all that the row names
    (LinearRAG); chunks that follow each other are joined too."""
    rows = len(passages)
    same = np.zeros(rows + 1, dtype=np.float32)
    if rows:
        same[1:-1] = passages.document[1:] == passages.document[:-1]
    before, after = same[:-1], same[1:]
    neighbours = before + after
    beside = np.where(neighbours > 0, BESIDE / np.maximum(neighbours, 1), 0).astype(np.float32)
    leaving = np.diff(passages.first_pair) > 0
    whole = (leaving + beside * neighbours).astype(np.float32)
    whole[whole == 0] = 1
    reached = np.bincount(passages.entity, passages.share, entities).astype(np.float32)
    return Flow(
        passages.share / whole[passages.pair_row],
        passages.share / reached[passages.entity],
        beside * before / whole,
        beside * after / whole,
    )


def ranked(
    passages: Passages,
    flow: Flow,
    walk: Walk,
    signal: "NDArray[np.float32]",
    usable: "NDArray[np.bool_] | None" = None,
) -> "NDArray[np.float64]":
    """(N,) how much of the flow is at each row in the end (Haveliwala 2002), as far as it counts.

    The flow begins anew at the entities of the walk and at the rows that the plain search finds
    (`signal`, 0 to 1) or that name them. `usable` (N,) leaves rows out, also on the way.
    """
    rows = PRIOR * (SIGNAL * signal + np.log1p(_named(passages, walk)))
    if usable is not None:
        rows *= usable
    entities = np.zeros(len(passages.first_of_entity) - 1)
    entities[walk.entity] = walk.active
    whole = float(rows.sum() + entities.sum())
    settled = np.zeros(len(rows))
    if whole <= 0:
        return settled
    rows /= whole
    entities /= whole
    for _round in range(ROUNDS):
        moving, from_entities = np.flatnonzero(rows > LITTLE), np.flatnonzero(entities > LITTLE)
        if not len(moving) and not len(from_entities):
            break
        settled[moving] += (1 - DAMPING) * rows[moving]
        down = DAMPING * rows[moving]
        up = DAMPING * entities[from_entities]
        rows[moving] = 0
        entities[from_entities] = 0
        leaving, whose = stretches(passages.first_pair, moving)
        np.add.at(entities, passages.entity[leaving], down[whose] * flow.down[leaving])
        places, whose = stretches(passages.first_of_entity, from_entities)
        pairs = passages.by_entity[places]
        np.add.at(rows, passages.pair_row[pairs], up[whose] * flow.up[pairs])
        # Where there is none before or after, nothing flows: the index that wraps gets 0.
        rows[moving - 1] += down * flow.before[moving]
        rows[(moving + 1) % len(rows)] += down * flow.after[moving]
        if usable is not None:
            rows *= usable
    return settled + (1 - DAMPING) * rows


def _named(passages: Passages, walk: Walk) -> "NDArray[np.float64]":
    """(N,) how much each row names the entities of a walk."""
    named = np.zeros(len(passages))
    for entity, active, step in zip(walk.entity, walk.active, walk.step, strict=True):
        pairs = passages.pairs_of_entity(int(entity))
        named[passages.pair_row[pairs]] += active * np.log1p(passages.count[pairs]) / step
    return named
