"""The stretches of passages that an answer may quote: sentences, rows of tables, lists with their lead-in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.text.sentences import sentences
from core.text.terms import terms
from core.types import Passage

LONGEST = 600
"""Characters of the longest quote; a list that is longer is quoted by its items."""
SHORTEST = 4
"""Characters of the shortest sentence worth quoting."""


class Shape(StrEnum):
    """What a candidate is."""

    SENTENCE = "sentence"
    ROW = "row"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be quoted: `start` and `end` are positions in the document's text.

    `context` holds the terms of the title, the headings and the sentence before: what a reader
    knows when reading it. `before` is where the sentence before starts, when the candidate opens
    with a pronoun that points there.
    """

    passage: Passage
    rank: int
    start: int
    end: int
    text: str
    shape: Shape
    terms: frozenset[str]
    context: frozenset[str]
    before: int | None = None


_ITEM = re.compile(
    r"\s*(?:[•·▪◦‣●○■□*–—-]\s|\(?\d{1,3}[.)、]\s?|[（(]?[一二三四五六七八九十]{1,3}[)）、])"
)
_LEAD_IN = re.compile(r"[:：]\s*$")
_PRONOUN = re.compile(
    r"\s*(?:(?:He|She|It|They|This|These|Those|That|His|Her|Its|Their|Such|Both)\b|他|她|它|该|其|此|这|上述|两者)"
)
_QUESTION = re.compile(r"[?？]\s*[”\"’』」)）]*\s*$")
_CJK = re.compile(r"[\u3400-\u9fff]")


def candidates(passages: Sequence[Passage]) -> list[Candidate]:
    """Everything quotable in the passages, best passage first; a stretch in two of them comes once."""
    found: list[Candidate] = []
    seen: set[tuple[str, int, int]] = set()
    for rank, passage in enumerate(passages):
        for candidate in _of_passage(passage, rank):
            key = (candidate.passage.document, candidate.start, candidate.end)
            if key not in seen:
                seen.add(key)
                found.append(candidate)
    return found


def known_terms(text: str) -> frozenset[str]:
    """The terms of a text and the single Chinese characters in it."""
    return frozenset(terms(text)) | frozenset(_CJK.findall(text))


def _of_passage(passage: Passage, rank: int) -> Iterator[Candidate]:
    about = known_terms(f"{passage.title}\n{passage.heading}")
    spans = sentences(passage.text)
    before = ""
    for index, (start, end) in enumerate(spans):
        text = passage.text[start:end]
        words = known_terms(text)
        leaning = bool(before) and _PRONOUN.match(text) is not None
        if len(text) >= SHORTEST and not _QUESTION.search(text):
            shape = Shape.ROW if " | " in text else Shape.SENTENCE
            yield Candidate(
                passage,
                rank,
                passage.start + start,
                passage.start + end,
                text,
                shape,
                words,
                about | known_terms(before),
                passage.start + spans[index - 1][0] if leaning else None,
            )
        if _LEAD_IN.search(text):
            stop = _end_of_list(passage.text, spans, index)
            if stop > end:
                whole = passage.text[start:stop]
                yield Candidate(
                    passage,
                    rank,
                    passage.start + start,
                    passage.start + stop,
                    whole,
                    Shape.LIST,
                    known_terms(whole),
                    about | known_terms(before),
                )
        before = text


def _end_of_list(text: str, spans: Sequence[tuple[int, int]], lead: int) -> int:
    stop = spans[lead][1]
    for start, end in spans[lead + 1 :]:
        if not _ITEM.match(text, start) or end - spans[lead][0] > LONGEST:
            break
        stop = end
    return stop
