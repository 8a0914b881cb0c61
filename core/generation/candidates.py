"""What an answer may quote of passages: sentences, rows of tables, lists with their lead-in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.generation.citations import SliceOf
from core.text.sentences import sentences
from core.text.terms import terms
from core.types import Mark, MarkKind, Passage

LONGEST = 600
"""Characters of the longest quote; a list that is longer is quoted by its items."""
SHORTEST = 4
"""Characters of the shortest sentence worth quoting."""


class Shape(StrEnum):
    """What a candidate is."""

    SENTENCE = "sentence"
    ROW = "row"
    LIST = "list"


_NOT_QUOTED = frozenset({MarkKind.HEADING, MarkKind.TABLE_HEADER, MarkKind.BOILERPLATE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be quoted: `start` and `end` are positions in the document's text.

    `context` holds the terms of the title, the headings and the sentence before, or the header of
    the table: what a reader knows when reading it. `before` is where the sentence before starts,
    when the candidate opens with a pronoun that points there.
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
_BULLET = re.compile(r"[•·▪◦‣●○■□*–—-]\s+")
_LEAD_IN = re.compile(r"[:：]\s*$")
_PRONOUN = re.compile(
    r"\s*(?:(?:He|She|It|They|This|These|Those|That|His|Her|Its|Their|Such|Both)\b"
    r"|他|她|它|该|其|此|这|上述|两者)"
)
_QUESTION = re.compile(r"[?？]\s*[”\"’』」)）]*\s*$")
_CJK = re.compile(r"[\u3400-\u9fff]")


def candidates(passages: Sequence[Passage], slice_of: SliceOf | None = None) -> list[Candidate]:
    """Everything quotable in the passages, best passage first; each stretch once.

    With `slice_of`, headings and headers of tables are context and not quoted themselves.
    """
    found: dict[tuple[str, int, int], Candidate] = {}
    for rank, passage in enumerate(passages):
        marks: tuple[Mark, ...] = ()
        if slice_of is not None:
            marks = slice_of(passage.document, passage.start, passage.end).marks
        for candidate in _of_passage(passage, rank, marks):
            found.setdefault((passage.document, candidate.start, candidate.end), candidate)
    return list(found.values())


def known_terms(text: str) -> frozenset[str]:
    """The terms of a text and the single Chinese characters in it."""
    return frozenset(terms(text)) | frozenset(_CJK.findall(text))


def _of_passage(passage: Passage, rank: int, marks: Sequence[Mark]) -> Iterator[Candidate]:
    about = known_terms(f"{passage.title}\n{passage.heading}")
    silent = [mark for mark in marks if mark.kind in _NOT_QUOTED]
    spans = sentences(passage.text)
    before, heading, header = "", "", ""
    for index, (start, end) in enumerate(spans):
        text = passage.text[start:end]
        kind = _kind(silent, passage.start + start)
        if kind is not None:
            before = ""
            heading = text if kind is MarkKind.HEADING else heading
            header = text if kind is MarkKind.TABLE_HEADER else header
            continue
        shape = Shape.ROW if " | " in text else Shape.SENTENCE
        bullet = _BULLET.match(text)
        header = header if shape is Shape.ROW else ""
        if index and "\n" in passage.text[spans[index - 1][1] : start]:
            before = ""
        context = about | known_terms(f"{heading}\n{header or before}")
        leaning = bool(before) and _PRONOUN.match(text) is not None

        if _LEAD_IN.search(text) and (stop := _end_of_list(passage.text, spans, index)) > end:
            yield _candidate(passage, rank, start, stop, Shape.LIST, context)
        elif len(text) >= SHORTEST and not _QUESTION.search(text):
            one = _candidate(
                passage, rank, start + (bullet.end() if bullet else 0), end, shape, context
            )
            yield replace(one, before=passage.start + spans[index - 1][0]) if leaning else one
        before = text


def _candidate(
    passage: Passage, rank: int, start: int, end: int, shape: Shape, context: frozenset[str]
) -> Candidate:
    text = passage.text[start:end]
    at = passage.start
    return Candidate(passage, rank, at + start, at + end, text, shape, known_terms(text), context)


def _kind(marks: Sequence[Mark], position: int) -> MarkKind | None:
    return next((mark.kind for mark in marks if mark.start <= position < mark.end), None)


def _end_of_list(text: str, spans: Sequence[tuple[int, int]], lead: int) -> int:
    stop = spans[lead][1]
    for start, end in spans[lead + 1 :]:
        if not _ITEM.match(text, start) or end - spans[lead][0] > LONGEST:
            break
        stop = end
    return stop
