"""Where the names of the lexicon stand in the tokens of all documents: longest match, from left.

The tokens of a name are one hash, as are those of each stretch of text; stretches are looked up in
the sorted hashes, one length after the other. A text is not read again for it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.corpus import Corpus
from core.graph.lexicon import BASE, Lexicon
from core.graph.reading import TokenFlag

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDEST_GAP = 3
"""Characters between two words of one name at most."""
HEAD_BITS = 20
HEAD = np.uint64(64 - HEAD_BITS)
SHORT_CJK = 2
"""A Chinese name of so many characters must be whole words; of a longer one, one end must be."""


@dataclass(frozen=True)
class Matches:
    """M places of names, ascending by first token; longer before shorter."""

    name: "NDArray[np.int32]"
    """(M,) place in the lexicon."""
    first: "NDArray[np.int64]"
    """(M,) first token."""
    length: "NDArray[np.int32]"
    """(M,) tokens."""

    def only(self, which: "NDArray[np.bool_]") -> "Matches":
        """Those that are marked."""
        return Matches(self.name[which], self.first[which], self.length[which])


def candidates(corpus: Corpus, names: Lexicon) -> Matches:
    """Every place where a name may stand, also within longer names."""
    if not len(names.keys) or not len(corpus.hash):
        return _none()
    sentence = corpus.token_sentence
    broken = np.concatenate(([0], np.cumsum(_breaks(corpus, sentence))))
    edge = _edges(corpus, sentence)
    is_cjk = (corpus.flags & TokenFlag.CJK) != 0
    found: list[Matches] = []
    rolling = corpus.hash.copy()
    for length in range(1, int(names.tokens.max()) + 1):
        if length > len(corpus.hash):
            break
        if length > 1:
            rolling = rolling[:-1] * np.uint64(BASE) + corpus.hash[length - 1 :]
        of_length = np.flatnonzero(names.tokens == length)
        if not len(of_length):
            continue
        order = of_length[np.argsort(names.hash[of_length], kind="stable")]
        hashes = names.hash[order]
        # Nearly all stretches fall out by the head of their hash, before they are looked up.
        heads = np.zeros(1 << HEAD_BITS, dtype=bool)
        heads[hashes >> HEAD] = True
        likely = np.flatnonzero(heads[rolling >> HEAD])
        at = np.searchsorted(hashes, rolling[likely])
        at[at == len(hashes)] = 0
        same = hashes[at] == rolling[likely]
        first = likely[same]
        last = first + length - 1
        name = order[at[same]]
        good = broken[last] == broken[first]
        if length == 1:
            case = names.case[name]
            good &= (corpus.flags[first] & case) == case
        starts, ends = edge[first] | ~is_cjk[first], edge[last + 1] | ~is_cjk[last]
        good &= starts & ends if length <= SHORT_CJK else starts | ends
        found.append(
            Matches(
                name[good].astype(np.int32),
                first[good].astype(np.int64),
                np.full(int(good.sum()), length, dtype=np.int32),
            )
        )
    return _sorted(found)


def sentences_with(corpus: Corpus, found: Matches, names: Lexicon) -> "NDArray[np.int64]":
    """(K,) in how many sentences each name stands."""
    if not len(found.name):
        return np.zeros(len(names.keys), dtype=np.int64)
    sentence = corpus.token_sentence[found.first]
    pairs = np.unique(found.name.astype(np.int64) * len(corpus.sentence_start) + sentence)
    return np.bincount(pairs // len(corpus.sentence_start), minlength=len(names.keys))


def longest(found: Matches) -> Matches:
    """The matches that remain when of two that overlap the one further left, then longer, wins."""
    kept = np.zeros(len(found.name), dtype=bool)
    end = 0
    for number, (first, length) in enumerate(
        zip(found.first.tolist(), found.length.tolist(), strict=True)
    ):
        if first >= end:
            kept[number] = True
            end = first + length
    return found.only(kept)


def _breaks(corpus: Corpus, sentence: "NDArray[np.int32]") -> "NDArray[np.bool_]":
    """(T - 1,) no name goes on from this token to the next."""
    gap = corpus.start[1:] - corpus.end[:-1]
    cjk = (corpus.flags & TokenFlag.CJK) != 0
    broken: NDArray[np.bool_] = (
        (sentence[1:] != sentence[:-1])
        | (gap > WIDEST_GAP)
        | (cjk[1:] & cjk[:-1] & (gap > 0))
        | ((corpus.flags[1:] & TokenFlag.APART) != 0)
    )
    return broken


def _edges(corpus: Corpus, sentence: "NDArray[np.int32]") -> "NDArray[np.bool_]":
    """(T + 1,) a word begins at this token, or nothing follows the one before."""
    edge = np.ones(len(corpus.hash) + 1, dtype=bool)
    edge[:-1] = (corpus.flags & TokenFlag.BOUNDARY) != 0
    edge[1:-1] |= sentence[1:] != sentence[:-1]
    edge[1:-1] |= corpus.start[1:] > corpus.end[:-1]
    return edge


def _sorted(found: list[Matches]) -> Matches:
    if not found:
        return _none()
    name = np.concatenate([each.name for each in found])
    first = np.concatenate([each.first for each in found])
    length = np.concatenate([each.length for each in found])
    order = np.lexsort((-length, first))
    return Matches(name[order], first[order], length[order])


def _none() -> Matches:
    return Matches(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int32))
