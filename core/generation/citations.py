"""What a sentence of an answer rests on: spans of documents, their pages and their rectangles."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence

from core.types import (
    AnswerSentence,
    Citation,
    MarkKind,
    Passage,
    Rectangle,
    Support,
    TextSlice,
)

SliceOf = Callable[[str, int, int], TextSlice]
"""Part of a document with its marks: `slice_of(document, start, end)`."""
RectanglesOf = Callable[[str, int, int], tuple[Rectangle, ...]]
"""Rectangles of a stretch of a document: `rectangles_of(document, start, end)`."""

_CJK = r"\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SPACE = re.compile(r"\s+")


def cite(passage: Passage, start: int, end: int) -> Citation:
    """Cite `text[start:end]` of the passage's document, which lies inside the passage."""
    quote = passage.text[start - passage.start : end - passage.start]
    return Citation(passage.document, passage.title, passage.page, start, end, quote)


def header_of(row: Citation, slice_of: SliceOf) -> Citation | None:
    """The header of the table that a row stands in; None when it has none or is it itself."""
    around = slice_of(row.document, row.start, row.end)
    table = next((mark for mark in around.marks if mark.kind is MarkKind.TABLE), None)
    if table is None:
        return None
    top = slice_of(row.document, table.start, table.start + 1)
    for mark in top.marks:
        if mark.kind is MarkKind.TABLE_HEADER and table.start <= mark.start < row.start:
            quote = top.text[mark.start - top.start : mark.end - top.start]
            return Citation(row.document, row.title, row.page, mark.start, mark.end, quote)
    return None


def readable(quote: str) -> str:
    """A quote on one line: line breaks of the page removed, between Chinese characters entirely."""
    return _SPACE.sub(" ", _BETWEEN_CJK.sub("", quote)).strip()


def placed(
    sentences: Iterable[AnswerSentence],
    passages: Sequence[Passage],
    slice_of: SliceOf,
    rectangles_of: RectanglesOf,
) -> tuple[AnswerSentence, ...]:
    """The sentences with the page and the rectangles of each citation filled in."""

    def place(citation: Citation) -> Citation:
        rectangles = rectangles_of(citation.document, citation.start, citation.end)
        page = rectangles[0].page if rectangles else _page(citation, passages, slice_of)
        return dataclasses.replace(citation, page=page, rectangles=rectangles)

    return tuple(
        dataclasses.replace(sentence, citations=tuple(place(one) for one in sentence.citations))
        for sentence in sentences
    )


def _page(citation: Citation, passages: Sequence[Passage], slice_of: SliceOf) -> int:
    """Page of a citation in a format without rectangles: its passage may begin a page earlier."""
    for passage in passages:
        if passage.document == citation.document and passage.start <= citation.start < passage.end:
            before = slice_of(citation.document, passage.start, citation.start + 1)
            return passage.page + sum(
                mark.kind is MarkKind.PAGE and passage.start < mark.start <= citation.start
                for mark in before.marks
            )
    return citation.page


def recovered(pieces: Iterable[str], passages: Sequence[Passage]) -> tuple[AnswerSentence, ...]:
    """Sentences of an answer that was stopped, from the text that had been written.

    A line that stands word for word in a passage is cited from there; another has no citation.
    """
    found = []
    for piece in pieces:
        lines = [line.strip() for line in piece.splitlines() if line.strip()]
        citations = [citation for line in lines if (citation := _found(line, passages))]
        if lines:
            found.append(
                AnswerSentence("\n".join(lines), Support.UNCHECKED, tuple(reversed(citations)))
            )
    return tuple(found)


def _found(line: str, passages: Sequence[Passage]) -> Citation | None:
    # Spaces may stand anywhere a line of the page ended, so they are optional on both sides.
    pattern = r"\s*".join(re.escape(character) for character in line if not character.isspace())
    for passage in passages:
        if match := re.search(pattern, passage.text):
            return cite(passage, passage.start + match.start(), passage.start + match.end())
    return None
