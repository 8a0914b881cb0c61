"""Whether a difference between two ways on the same questions is more than chance."""

from collections.abc import Sequence

from core.types import PairedDifference

DRAWS = 4000
MEASURES = ("recall@1", "recall@5", "ndcg@10")
COMPARED = ("recall@1", "recall@2", "recall@5", "all@5", "ndcg@10")
"""Figures whose differences are told: of questions of several hops the second place and all of the
gold passages tell most."""


Figures = Sequence[float]
"""A figure of each question, in the order of the questions."""


def paired_interval(
    ours: Figures, theirs: Figures, draws: int = DRAWS, seed: int = 0
) -> tuple[float, float, float]:
    """Mean difference of two figures of the same questions, and the ends of its 95 % interval.

    Paired percentile bootstrap (Efron and Tibshirani 1993, ch. 13 and 16): questions are drawn with
    replacement, both figures of each together. Seeded: the same figures give the same interval.

    Raises:
        ValueError: the two are not of equal length, or empty.
    """
    return paired_interval_of_sets([(ours, theirs)], draws, seed)


def paired_interval_of_sets(
    sets: Sequence[tuple[Figures, Figures]], draws: int = DRAWS, seed: int = 0
) -> tuple[float, float, float]:
    """The same for the mean over several sets, each of which counts as one and is drawn by itself.

    Raises:
        ValueError: no set, or the figures of one are not of equal length, or empty.
    """
    import numpy as np

    if not sets or any(len(ours) != len(theirs) or not ours for ours, theirs in sets):
        raise ValueError("both need a figure for each question")
    random = np.random.default_rng(seed)
    mean, drawn = 0.0, np.zeros(draws)
    for ours, theirs in sets:
        apart = np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float)
        mean += float(apart.mean()) / len(sets)
        # In portions, so that ten thousand questions do not take a gigabyte.
        portion = max(1, 2_000_000 // len(apart))
        for at in range(0, draws, portion):
            some = slice(at, min(at + portion, draws))
            chosen = random.integers(0, len(apart), (some.stop - some.start, len(apart)))
            drawn[some] += apart[chosen].mean(axis=1) / len(sets)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return mean, float(low), float(high)


def differences(
    ours: Sequence[dict[str, float]],
    theirs: Sequence[dict[str, float]],
    than: str,
    measures: Sequence[str] = COMPARED,
) -> tuple[PairedDifference, ...]:
    """By how much figures of each question differ from those of `than`."""
    return tuple(
        PairedDifference(
            measure,
            than,
            *paired_interval([one[measure] for one in ours], [one[measure] for one in theirs]),
        )
        for measure in measures
    )
