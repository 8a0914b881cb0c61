"""What an answer may quote of passages: sentences, rows of tables, lists with their lead-in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.generation.citations import SliceOf
from core.generation.lists import Outline, content_of, numbered, style_of
from core.text.numerals import with_digits
from core.text.sentences import sentences
from core.text.terms import terms
from core.types import Mark, MarkKind, Passage

REACH = 6000
"""Characters after a lead-in in which the items of its list are looked for."""
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
    header: str = ""
    """Header of the table that a row stands in."""
    heads: tuple[tuple[int, int, str], ...] = ()
    """Place and text of the items this leads to, where other text stands between them."""

    @property
    def meant(self) -> str:
        """What a reader sees: a row says little without its header."""
        return f"{self.header}\n{self.text}" if self.header else self.text


_LINE = re.compile(r"[^\s][^\n]*")
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
        for candidate in _of_passage(passage, rank, marks, slice_of):
            found.setdefault((passage.document, candidate.start, candidate.end), candidate)
    return list(found.values())


def known_terms(text: str) -> frozenset[str]:
    """The terms of a text, its numerals in digits, and the single Chinese characters in it."""
    text = with_digits(text)
    return frozenset(terms(text)) | frozenset(_CJK.findall(text))


def _of_passage(
    passage: Passage, rank: int, marks: Sequence[Mark], slice_of: SliceOf | None
) -> Iterator[Candidate]:
    about = known_terms(f"{passage.title}\n{passage.heading}")
    silent = [mark for mark in marks if mark.kind in _NOT_QUOTED]
    spans = sentences(passage.text)
    outline = Outline()
    depths = {mark.start: mark.level for mark in marks if mark.kind is MarkKind.LIST_ITEM}
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
        mark = len(text) - len(content_of(text))
        header = header if shape is Shape.ROW else ""
        if index and "\n" in passage.text[spans[index - 1][1] : start]:
            before = ""
        over = ""
        if not index or "\n" in passage.text[spans[index - 1][1] : start]:
            over = outline.read(text, depths.get(passage.start + start, 0))
        context = about | known_terms(f"{heading}\n{header or before}\n{over}")
        leaning = bool(before) and _PRONOUN.match(text) is not None

        leads = _LEAD_IN.search(text) is not None
        if leads and (heads := _heads(passage, start, end, slice_of)):
            one = _candidate(passage, rank, start, end, Shape.LIST, context)
            listed = known_terms("\n".join(content_of(quote) for _, _, quote in heads))
            yield replace(one, heads=heads, terms=one.terms | listed)
        elif leads and (stop := _end_of_list(passage.text, spans, index)) > end:
            yield _candidate(passage, rank, start, stop, Shape.LIST, context)
        elif len(content_of(text)) >= SHORTEST and not _QUESTION.search(text):
            one = _candidate(passage, rank, start + mark, end, shape, context)
            if leaning:
                one = replace(one, before=passage.start + spans[index - 1][0])
            yield replace(one, header=header) if header else one
        before = text


def _candidate(
    passage: Passage, rank: int, start: int, end: int, shape: Shape, context: frozenset[str]
) -> Candidate:
    text = passage.text[start:end]
    at = passage.start
    own = known_terms("\n".join(map(content_of, text.splitlines())))
    return Candidate(passage, rank, at + start, at + end, text, shape, own, context)


def _kind(marks: Sequence[Mark], position: int) -> MarkKind | None:
    return next((mark.kind for mark in marks if mark.start <= position < mark.end), None)


def _end_of_list(text: str, spans: Sequence[tuple[int, int]], lead: int) -> int:
    stop = spans[lead][1]
    for start, end in spans[lead + 1 :]:
        if not style_of(text[start:end]) or end - spans[lead][0] > LONGEST:
            break
        stop = end
    return stop


def _heads(
    passage: Passage, lead: int, at: int, slice_of: SliceOf | None
) -> tuple[tuple[int, int, str], ...]:
    """The numbered items after a lead-in, where other text stands between them."""
    text, first, depths = passage.text, passage.start, dict[int, int]()
    if slice_of is not None:
        after = slice_of(passage.document, first + lead, first + lead + REACH)
        text, first, at = after.text, after.start, first + at - after.start
        depths = {m.start - first: m.level for m in after.marks if m.kind is MarkKind.LIST_ITEM}
    lines = [line.span() for line in _LINE.finditer(text, at)]
    heads = numbered(text, lines, depths)
    if len(heads) < 2 or heads == lines[: len(heads)]:
        return ()
    return tuple((first + start, first + end, text[start:end]) for start, end in heads)
