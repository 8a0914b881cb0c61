"""From passages that the plain search finds to those that say what is still missing.

A question of several hops is half answered by a passage that names what the other half is about:
“the association which published the Journal of Psychotherapy Integration” stands in a passage that
names the American Psychological Association, whose first president another one tells. No model
takes the question apart here: what of its words the first passage lacks is looked for in passages
about what the first one names (after the paths of Asai et al. 2020, "Learning to Retrieve Reasoning
Paths over Wikipedia Graph", with words in place of their trained reader).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.passages import Passages

if TYPE_CHECKING:
    from numpy.typing import NDArray

MERELY_JOINED = 0.3
"""Share of the score that a passage gets for being joined alone, without any missing word (from
0.1 to 0.5 it matters little)."""
ASKED_ALREADY = 0.5
"""What the question itself names has been searched for: it leads on half as well."""
MOST_ROWS = 1000
"""What more rows name leads everywhere."""


@dataclass(frozen=True)
class Bridges:
    """Rows that others lead to, ascending."""

    row: "NDArray[np.int64]"
    score: "NDArray[np.float64]"
    """Above 0, at most 1."""
    start: "NDArray[np.int64]"
    """The row that leads there."""
    via: "NDArray[np.int64]"
    """The entity that both name."""


_NO_PLACES = np.zeros(0, dtype=np.int64)
NONE = Bridges(_NO_PLACES, np.zeros(0), _NO_PLACES, _NO_PLACES)


def bridges(
    passages: Passages,
    starts: Sequence[tuple[int, float]],
    asked: Sequence[int],
    named: Sequence[int],
    usable: "NDArray[np.bool_] | None" = None,
) -> Bridges:
    """Where the rows `starts`, with how good each is (0 to 1), lead to.

    `asked` are the question's terms and `named` its entities; `usable` (N,) leaves rows out. The
    score of a row is how good the start is, times how much the row is about what joins them, which
    counts the less the more rows name it, times how much of what the start does not say the row
    says.
    """
    words = _Words(passages, asked)
    found: list[Bridges] = []
    for start, good in starts:
        rows, joined, via = _joined(passages, start, named)
        if usable is not None:
            there = usable[rows]
            rows, joined, via = rows[there], joined[there], via[there]
        if not len(rows):
            continue
        said = words.missing_in(start, rows)
        score = good * joined * (MERELY_JOINED + (1 - MERELY_JOINED) * said)
        found.append(Bridges(rows, score, np.full(len(rows), start, dtype=np.int64), via))
    if not found:
        return NONE
    row = np.concatenate([each.row for each in found])
    reached = np.concatenate([each.score for each in found])
    order = np.lexsort((-reached, row))
    best = order[np.flatnonzero(np.diff(row[order], prepend=-1))]
    return Bridges(
        row[best],
        reached[best],
        np.concatenate([each.start for each in found])[best],
        np.concatenate([each.via for each in found])[best],
    )


def _joined(
    passages: Passages, start: int, named: Sequence[int]
) -> tuple["NDArray[np.int64]", "NDArray[np.float64]", "NDArray[np.int64]"]:
    """Rows that name what a row names, how well the best of it joins them, and which that is."""
    entities = passages.entity[passages.pairs_of_row(start)].astype(np.int64)
    spread = np.diff(passages.first_of_entity)[entities] if len(entities) else entities
    entities, spread = entities[spread <= MOST_ROWS], spread[spread <= MOST_ROWS]
    if not len(entities):
        return entities, entities.astype(np.float64), entities
    weight = 1 / np.log2(1 + spread)
    weight[np.isin(entities, list(named))] *= ASKED_ALREADY
    pairs = np.concatenate([passages.pairs_of_entity(int(each)) for each in entities])
    rows = passages.pair_row[pairs].astype(np.int64)
    joined = passages.about[pairs] * np.repeat(weight, spread)
    via = np.repeat(entities, spread)
    order = np.lexsort((via, -joined, rows))
    best = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    best = best[rows[best] != start]
    return rows[best], joined[best], via[best]


class _Words:
    """The terms of a question and which rows hold them."""

    def __init__(self, passages: Passages, asked: Sequence[int]) -> None:
        self._holding = [passages.holding(term) for term in asked]
        count = len(passages)
        self._weights = [
            float(np.log(1 + (count - len(rows) + 0.5) / (len(rows) + 0.5)))
            for rows in self._holding
        ]

    def missing_in(self, start: int, rows: "NDArray[np.int64]") -> "NDArray[np.float64]":
        """(len(rows),) share of what `start` lacks of the question that each row has, by idf."""
        said, whole = np.zeros(len(rows)), 0.0
        for holding, weight in zip(self._holding, self._weights, strict=True):
            if _has(holding, np.array([start]))[0]:
                continue
            whole += weight
            said += weight * _has(holding, rows)
        return said / whole if whole else said


def _has(ascending: "NDArray[np.int32]", wanted: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    if not len(ascending):
        return np.zeros(len(wanted), dtype=bool)
    places = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    found: NDArray[np.bool_] = ascending[places] == wanted
    return found
