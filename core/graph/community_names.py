"""What a community is called: the names of its most central entities (“LoRA · QLoRA · 微调”)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.graph.keys import tokens_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

IN_A_NAME = 3
_LONGEST = 32
"""Characters of an entity's name that is good for a heading."""


def names_of(
    community: "NDArray[np.int32]",
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    names: Sequence[str],
) -> tuple[str, ...]:
    """A name for each community, by id; `community` is (L, E) as `communities` gives it.

    An entity speaks for its community as far as its connections stay inside: what is connected with
    everything tells it from no other. Names that say the same twice (“Curie”, “Marie Curie”) stand
    once.
    """
    top = central(community, source, target, weight, IN_A_NAME * 4)
    return tuple(" · ".join(_telling([names[entity] for entity in entities])) for entities in top)


def central(
    community: "NDArray[np.int32]",
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
    limit: int,
) -> list["NDArray[np.int64]"]:
    """The most central entities of each community, by id, the most central first."""
    found: list[NDArray[np.int64]] = []
    for row in community:
        score = centrality(row, source, target, weight)
        known = np.flatnonzero(row >= 0)
        order = known[np.lexsort((known, -score[known], row[known]))]
        ids = np.unique(row[known])
        first = np.searchsorted(row[order], np.append(ids, ids[-1:] + 1))
        found += [order[first[at] : first[at + 1]][:limit] for at in range(len(ids))]
    return found


def centrality(
    row: "NDArray[np.int32]",
    source: "NDArray[np.int32]",
    target: "NDArray[np.int32]",
    weight: "NDArray[np.float32]",
) -> "NDArray[np.float64]":
    """(E,) weight of an entity's connections inside its community, times their share of all."""
    ends = np.concatenate([source, target])
    both = np.concatenate([weight, weight]).astype(np.float64)
    within = np.tile((row[source] == row[target]) & (row[source] >= 0), 2)
    every = np.bincount(ends, both, len(row))
    inside = np.bincount(ends[within], both[within], len(row))
    return np.divide(inside**2, every, out=np.zeros(len(row)), where=every > 0)


def _telling(names: Sequence[str]) -> list[str]:
    chosen: list[str] = []
    said: list[set[str]] = []
    short = [name for name in names if len(name) <= _LONGEST]
    for name in short or names[:1]:
        tokens = set(tokens_of(name))
        if tokens and not any(tokens <= other or other <= tokens for other in said):
            chosen.append(name)
            said.append(tokens)
        if len(chosen) == IN_A_NAME:
            break
    return chosen or list(names[:1])
