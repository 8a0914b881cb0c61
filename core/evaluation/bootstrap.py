"""Whether a difference between two ways on the same questions is more than chance."""

from collections.abc import Sequence

from core.types import PairedDifference

DRAWS = 4000
MEASURES = ("recall@1", "recall@5", "ndcg@10")


def paired_interval(
    ours: Sequence[float], theirs: Sequence[float], draws: int = DRAWS, seed: int = 0
) -> tuple[float, float, float]:
    """Mean difference of two figures of the same questions, and the ends of its 95 % interval.

    Paired percentile bootstrap (Efron and Tibshirani 1993, ch. 13 and 16): questions are drawn with
    replacement, both figures of each together. Seeded: the same figures give the same interval.

    Raises:
        ValueError: the two are not of equal length, or empty.
    """
    import numpy as np

    if len(ours) != len(theirs) or not ours:
        raise ValueError("both need a figure for each question")
    differences = np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float)
    random = np.random.default_rng(seed)
    # In portions, so that ten thousand questions do not take a gigabyte.
    portion = max(1, 2_000_000 // len(differences))
    drawn = np.concatenate(
        [
            differences[
                random.integers(0, len(differences), (min(portion, draws - at), len(differences)))
            ].mean(axis=1)
            for at in range(0, draws, portion)
        ]
    )
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(differences.mean()), float(low), float(high)


def differences(
    ours: Sequence[dict[str, float]],
    theirs: Sequence[dict[str, float]],
    than: str,
    measures: Sequence[str] = MEASURES,
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
