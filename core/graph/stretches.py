"""Stretches of an array that belong to several owners, taken together (`first[i]:first[i + 1]`)."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def stretches(
    first: "NDArray[np.integer]", owners: "NDArray[np.integer]", most: int = 0
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """All places of the owners' stretches, one after the other, and whose each is.

    The second array holds places in `owners`. With `most`, at most so many of each stretch.
    """
    start = first[owners].astype(np.int64)
    length = first[owners + 1] - start
    if most:
        length = np.minimum(length, most)
    whose = np.repeat(np.arange(len(owners)), length)
    before = np.concatenate([[0], np.cumsum(length)[:-1]]) if len(owners) else start
    return np.arange(len(whose)) + (start - before)[whose], whose


def summed(
    places: "NDArray[np.integer]", values: "NDArray[np.generic]", many: int
) -> "NDArray[np.float64]":
    """(many,) the sum of the values at each place."""
    return np.bincount(places, values, many).astype(np.float64)
