"""Words that are one letter apart, found in one sort instead of comparing all with all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15
_MOST = 12
"""Words that may meet under one hash: where more do, it says nothing of any."""


def near_spellings(words: Sequence[str]) -> "NDArray[np.int64]":
    """(P, 2) places of words that may be equal when up to one letter is taken out of each.

    First letters stay. As in SymSpell each word leaves its deletions in a table; here a deletion is
    a hash, a sum of letters times powers of an odd number, which is made without making the word.
    A pair of hashes that are equal by chance is to be refused by whoever asks.
    """
    if not words:
        return np.zeros((0, 2), np.int64)
    length = np.array([len(word) for word in words])
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    first = np.concatenate([[0], np.cumsum(length)])
    whose = np.repeat(np.arange(len(words)), length)
    at = np.arange(len(letters)) - first[whose]
    power = np.ones(int(length.max(initial=0)) + 1, np.uint64)
    power[1:] = _BASE
    # Wrapping around at 64 bits is meant; the inverse is that of modulus 2 ** 64.
    power = np.multiply.accumulate(power)
    value = (letters.astype(np.uint64) + np.uint64(1)) * power[at]
    before = np.concatenate([np.zeros(1, np.uint64), np.cumsum(value, dtype=np.uint64)])
    whole = before[first[1:]] - before[first[:-1]]
    left = before[:-1] - before[first[whose]]
    right = before[first[whose + 1]] - before[1:]
    without = left + right * np.uint64(pow(_BASE, -1, 1 << 64))
    inner = at > 0
    hashes = np.concatenate([whole, without[inner]])
    owner = np.concatenate([np.arange(len(words)), whose[inner]])
    order = np.lexsort((owner, hashes))
    hashes, owner = hashes[order], owner[order]
    fresh = np.concatenate([[True], (hashes[1:] != hashes[:-1]) | (owner[1:] != owner[:-1])])
    hashes, owner = hashes[fresh], owner[fresh]
    begins = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    many = np.diff(np.append(begins, len(hashes)))
    group = np.repeat(np.arange(len(begins)), many)
    pairs = []
    for apart in range(1, _MOST):
        same = (group[apart:] == group[:-apart]) & (many[group[apart:]] <= _MOST)
        pairs.append(np.stack([owner[:-apart][same], owner[apart:][same]], axis=1))
    return np.unique(np.concatenate(pairs), axis=0)
