"""A text cut into words with what kind of word each is, by the dictionary of jieba."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Protocol


class _Tagger(Protocol):
    def tag(self, text: str) -> list[tuple[str, str]]: ...


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

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The first word of `text[start:end]`, and the one after the last."""
        return bisect_left(self.start, start), bisect_left(self.start, end)


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
    return Segmented(plain, word, tag, start)


@cache
def _tagger() -> _Tagger:
    import rjieba

    tagger: _Tagger = rjieba.Jieba()
    return tagger
