"""A text cut into words with what kind of word each is, by the dictionary of jieba."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Protocol


class _Tagger(Protocol):
    def tag(self, text: str) -> list[tuple[str, str]]: ...

    def has_word(self, word: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Segmented:
    """W words of a text; together they are the whole of it, punctuation and spaces too."""

    text: str
    """With width and traditional characters folded: as long as the original."""
    word: list[str]
    tag: list[str]
    """jieba's part of speech: nr person, ns place, nt organisation, n noun, v verb, eng, x …"""
    start: list[int]
    """W + 1 character offsets."""
    times: Counter[str]
    """How often each word stands in the text."""

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The first word of `text[start:end]`, and the one after the last."""
        return bisect_left(self.start, start), bisect_left(self.start, end)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has a word; others were guessed at."""
        return _tagger().has_word(word)


def segmented(plain: str) -> Segmented:
    """The words of a text that `core.text.terms.fold` has folded."""
    word: list[str] = []
    tag: list[str] = []
    start = [0]
    at = 0
    for each, kind in _tagger().tag(plain):
        word.append(each)
        tag.append(kind)
        at += len(each)
        start.append(at)
    return Segmented(plain, word, tag, start, Counter(word))


@cache
def _tagger() -> _Tagger:
    import rjieba

    tagger: _Tagger = rjieba.Jieba()
    return tagger
