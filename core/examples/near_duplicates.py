"""Examples that say the same: to the letter, or nearly (MinHash, Broder 1997), in linear time.

Two examples are nearly the same when most runs of three characters are, most words are, and all
numbers, in question and answer together: “What does A12 cost?” and “What does A13 cost?” teach
different things, as do two cities in otherwise equal sentences.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from core.text.terms import question_terms
from core.types import Example

ALIKE = 0.82
"""Share of shingles in common (Jaccard) from which on two are nearly the same."""
SHINGLE = 3
"""Characters."""
HASHES, BAND = 64, 4
"""Two of 0.82 are found with a chance above 0.9999: 1 − (1 − 0.82⁴)¹⁶."""
ALIKE_WORDS = 0.75
"""Likewise of their words of substance."""
MOST_COMPARED = 8
"""Others in a bucket that an example is compared with, so that time stays linear."""
LONGEST = 4000
"""Characters that are looked at."""
_NOISE = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def folded(text: str) -> str:
    """The text without what does not matter: case, width, spaces, punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


class Seen:
    """What has been seen so far."""

    def __init__(self) -> None:
        draw = np.random.default_rng(61)
        self._times = draw.integers(1, 1 << 31, (HASHES, 1), dtype=np.uint64) * np.uint64(2) + (
            np.uint64(1)
        )
        self._plus = draw.integers(0, 1 << 62, (HASHES, 1), dtype=np.uint64)
        self._exact: set[bytes] = set()
        self._buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
        self._shingles: list[NDArray[np.uint64]] = []
        self._numbers: list[tuple[str, ...]] = []
        self._texts: list[str] = []

    def is_exact(self, example: Example) -> bool:
        """Whether it was seen to the letter; if not, it is remembered."""
        parts = (example.system, *(text for turn in example.turns for text in turn))
        said = (*parts, example.question, example.answer, example.rejected)
        whole = "\0".join(" ".join(text.split()).casefold() for text in said)
        digest = hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=16).digest()
        if digest in self._exact:
            return True
        self._exact.add(digest)
        return False

    def is_near(self, example: Example) -> bool:
        """Whether nearly the same was seen; if not, it is remembered."""
        said = "\0".join((*(text for turn in example.turns for text in turn), example.question))
        text = f"{said}\0{example.answer}\0{example.rejected}"[:LONGEST]
        numbers = tuple(_NUMBER.findall(text))
        own = _shingles(folded(text))
        if not len(own):
            return False
        keys = list(self._keys(own))
        compared: set[int] = set()
        for key in keys:
            for other in self._buckets[key][:MOST_COMPARED]:
                if other not in compared:
                    compared.add(other)
                    same_numbers = numbers == self._numbers[other]
                    if (
                        same_numbers
                        and _alike(own, self._shingles[other])
                        and _same_words(text, self._texts[other])
                    ):
                        return True
        place = len(self._shingles)
        self._shingles.append(own)
        self._numbers.append(numbers)
        self._texts.append(text)
        for key in keys:
            self._buckets[key].append(place)
        return False

    def _keys(self, shingles: NDArray[np.uint64]) -> Iterator[tuple[int, bytes]]:
        least = (self._times * shingles + self._plus).min(axis=1)
        for band in range(HASHES // BAND):
            yield band, least[band * BAND : (band + 1) * BAND].tobytes()


def without_duplicates(examples: Sequence[Example]) -> Iterator[tuple[Example | None, bool]]:
    """Each example, None in place of a duplicate, with whether that is a near one."""
    seen = Seen()
    for example in examples:
        if seen.is_exact(example):
            yield None, False
        elif seen.is_near(example):
            yield None, True
        else:
            yield example, False


def _shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the runs of three characters, each once, sorted."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        return codes[:1]
    runs = codes[:-2] * np.uint64(0x9E3779B1) ^ codes[1:-1] * np.uint64(0x85EBCA77)
    runs = (runs ^ codes[2:] * np.uint64(0xC2B2AE3D)) * np.uint64(0x9E3779B97F4A7C15)
    found: NDArray[np.uint64] = np.unique(runs ^ (runs >> np.uint64(29)))
    return found


def _alike(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both >= ALIKE * (len(one) + len(other) - both)


def _same_words(one: str, other: str) -> bool:
    words, others = set(question_terms(one)), set(question_terms(other))
    return len(words & others) >= ALIKE_WORDS * len(words | others)
