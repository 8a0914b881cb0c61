"""The passages of a question set as documents of a trial library."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.evaluation.datasets import CorpusPassage, QuestionSet
from core.evaluation.trial import ReadDocument, Trial, trial
from core.events import Road
from core.types import Document, Mark, MarkKind, ParsedDocument

if TYPE_CHECKING:
    from core.protocols import Chunker, Embedder, LanguageModel


def of_set(
    questions: QuestionSet,
    chunker: "Chunker",
    embedder: "Embedder",
    fresh: bool = False,
    model: "LanguageModel | None" = None,
) -> Road[Trial]:
    """The trial library of a question set, each passage a document.

    Raises:
        BadRequest: a passage makes no sense.
        ModelError: the embedder cannot be used.
    """
    return (
        yield from trial(
            str(questions.source.resolve()),
            _documents(questions.passages()),
            questions.content(),
            chunker,
            embedder,
            model,
            fresh,
            sum(1 for _ in questions.passages()),
        )
    )


def document_id(passage: str) -> str:
    """Id of the document that a passage is in the trial library."""
    return hashlib.sha256(passage.encode("utf-8", "replace")).hexdigest()[:32]


def _documents(passages: Iterator[CorpusPassage]) -> Iterator[ReadDocument]:
    for passage in passages:
        yield (
            Document(
                id=document_id(passage.id),
                title=passage.title,
                name=passage.id,
                path="",
                original="",
                format="text",
                language="",
                pages=1,
                characters=len(passage.text),
                chunks=0,
                bytes=0,
                added=0.0,
            ),
            ParsedDocument("text", passage.title, passage.text, _paragraphs(passage.text)),
        )


def _paragraphs(text: str) -> tuple[Mark, ...]:
    marks, at = [], 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip())
        if end > at:
            marks.append(Mark(MarkKind.PARAGRAPH, at, end))
        at += len(line)
    return tuple(marks)
