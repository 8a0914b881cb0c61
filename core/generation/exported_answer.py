"""A written answer for an export: its Markdown with footnotes, or its blocks as plain paragraphs.

An answer by a language model is more than its sentences: headings, lists, tables and code stand
between them, and all of it is kept. Pictures become links, so that no file that is opened somewhere
fetches anything by itself.
"""

import re
from collections.abc import Callable, Iterator

from core.text.markdown import Block, Cell, Kind, Run, blocks
from core.types import Answer, AnswerSentence

Pieces = tuple[tuple[str, AnswerSentence | None], ...]
"""Text in order, each piece with the sentence that ends at its end."""

_PICTURE = re.compile(r"!(?=\[)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def is_written(answer: Answer) -> bool:
    """Whether the sentences of an answer are places in a longer text."""
    return any(sentence.start >= 0 for sentence in answer.sentences)


def as_markdown(answer: Answer, notes: Callable[[AnswerSentence], str]) -> str:
    """The text as it was written, `notes` of each sentence after it."""
    parts, at = [], 0
    for sentence in sorted(answer.sentences, key=lambda one: one.end):
        if at <= sentence.end <= len(answer.text):
            parts += [_harmless(answer.text[at : sentence.end]), notes(sentence)]
            at = sentence.end
    return "".join([*parts, _harmless(answer.text[at:])]).strip()


def as_paragraphs(answer: Answer) -> Iterator[Pieces]:
    """The blocks of the text, one after another, without signs of Markdown."""
    for block in blocks(answer.text):
        if block.kind is Kind.TABLE:
            for row in block.rows:
                yield _row(answer, row)
        elif block.kind is Kind.PARAGRAPH or block.kind is Kind.HEADING:
            yield _pieces(answer, block)
        elif block.text:
            yield ((block.text, None),)


def _pieces(answer: Answer, block: Block) -> Pieces:
    sign = ""
    if block.containers and block.containers[-1].first:
        number = block.containers[-1].number
        sign = f"{number}. " if number else "• "
    ends = [one for one in answer.sentences if block.start < one.end <= block.end]
    pieces: list[tuple[str, AnswerSentence | None]] = []
    text, waiting = sign, list(ends)
    for run in block.runs:
        at = run.start
        while waiting and waiting[0].end <= run.end and run.exact:
            cut = max(at, min(waiting[0].end, run.end))
            pieces.append((text + answer.text[at:cut], waiting.pop(0)))
            text, at = "", cut
        text += answer.text[at : run.end] if run.exact else run.text
    for sentence in waiting:
        pieces.append((text, sentence))
        text = ""
    return (*pieces, (text, None)) if text else tuple(pieces)


def _row(answer: Answer, row: tuple[Cell, ...]) -> Pieces:
    text = " | ".join(_plain(cell.runs) for cell in row)
    end = row[-1].end if row else -1
    return ((text, next((one for one in answer.sentences if one.end == end), None)),)


def _plain(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs).strip()


def _harmless(text: str) -> str:
    return _TAG.sub("&lt;", _PICTURE.sub("", text))
