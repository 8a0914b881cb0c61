"""Search without an index, straight from SQLite: while the index is being made, or cannot be."""

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from core.chunking import contextual_text
from core.stores.chunks import IndexedChunk
from core.text.terms import fold, terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1, B = 1.2, 0.75
"""Of Okapi BM25 (Robertson and Zaragoza 2009), as the index has them."""

_UNUSUAL = re.compile(r"[^\x00-\x7f\u2000-\u206f\u3000-\u9fff\uff01-\uff5e]")
"""Characters that the analyser may change in other ways than `fold` (accents, ligatures)."""


def scan_matching(
    chunks: Iterable[IndexedChunk], words: Sequence[str], limit: int, only: Sequence[int] = ()
) -> list[tuple[int, float]]:
    """Chunks by falling BM25 of `words`, among all `chunks` that are given.

    Lengths are counted in characters, and only chunks that may hold a word are analysed: that is
    ten times as quick, and orders them as the index does, or nearly.
    """
    wanted = set(words)
    may_hold = re.compile("|".join(map(re.escape, map(_always_there, wanted))))
    held_by: Counter[str] = Counter()
    lengths = count = 0
    candidates: list[tuple[int, int, Counter[str]]] = []
    for chunk in chunks:
        text = contextual_text(chunk.title, chunk.heading, chunk.text)
        count += 1
        lengths += len(text)
        if not may_hold.search(fold(text).casefold()) and not _UNUSUAL.search(text):
            continue
        counts = Counter(term for term in terms(text) if term in wanted)
        held_by.update(counts.keys())
        if counts and (not only or chunk.chunk in only):
            candidates.append((chunk.chunk, len(text), counts))
    if not candidates:
        return []
    mean = lengths / count
    weight = {
        word: math.log(1 + (count - number + 0.5) / (number + 0.5))
        for word, number in held_by.items()
    }
    scored = (
        (
            id,
            sum(
                weight[word] * times * (K1 + 1) / (times + K1 * (1 - B + B * length / mean))
                for word, times in counts.items()
            ),
        )
        for id, length, counts in candidates
    )
    return heapq.nlargest(limit, scored, key=lambda each: each[1])


def _always_there(term: str) -> str:
    """What every text with this term holds."""
    if term.isascii() and term.isalpha() and len(term) > 3:
        # A stem may be a letter off: “happi” of “happy”.
        return term[:-1]
    if term.replace(".", "").isdigit() and len(term) > 3:
        # It may be written with commas between the thousands.
        return term[:1]
    return term


def scan_nearest(
    chunks: Iterable[IndexedChunk], vector: "NDArray[np.float32]", limit: int
) -> list[tuple[int, float]]:
    """Chunks by falling cosine, among all `chunks` that have a vector of the same length."""
    import numpy as np

    best: list[tuple[int, float]] = []
    ids: list[int] = []
    packed: list[bytes] = []

    def rank() -> None:
        nonlocal best
        matrix = np.frombuffer(b"".join(packed), dtype="<f2").reshape(len(ids), -1)
        cosines = (matrix.astype(np.float32) @ vector).tolist()
        best = heapq.nlargest(
            limit, [*best, *zip(ids, cosines, strict=True)], key=lambda each: each[1]
        )
        ids.clear()
        packed.clear()

    for chunk in chunks:
        if chunk.vector is not None and len(chunk.vector) == 2 * len(vector):
            ids.append(chunk.chunk)
            packed.append(chunk.vector)
            if len(ids) == 4096:
                rank()
    if ids:
        rank()
    return best
