"""Lets each candidate of the lab answer each question, by the same road as a person's question."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from core.answer import composed
from core.errors import BadRequest, LecternError
from core.evaluation.answer_metrics import f1
from core.events import LabProgress, Progress, Road, Stage, Thought, Token
from core.types import Answer, LabCandidate, LabCell, LabResult, Support

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

MOST_ANSWERS = 400
"""More would take a local model hours without anyone having meant that."""
_TELL_SECONDS = 0.05
"""The text of an answer is told no oftener than anyone can read it."""


def run(
    library: "KnowledgeBase", questions: Sequence[str], candidates: Sequence[LabCandidate]
) -> Road[LabResult]:
    """All answers; cells are told as they grow. Nothing is kept in a conversation.

    Candidate by candidate, so that a local model is loaded once. An error of one candidate stands
    in its cell and the others go on; after three in a row that candidate is not asked any more.

    Raises:
        BadRequest: no question, no candidate, or more answers than anyone would wait for.
    """
    asked = tuple(" ".join(each.split()) for each in questions if each.strip())
    if not asked or not candidates:
        raise BadRequest(reason="Write a question and choose what shall answer it.")
    total = len(asked) * len(candidates)
    if total > MOST_ANSWERS:
        raise BadRequest(reason=f"That would be {total} answers; {MOST_ANSWERS} are the most.")
    right = _right_answers(library, asked)
    cells: list[LabCell] = []
    began = time.monotonic()
    for column, candidate in enumerate(candidates):
        failed: LecternError | None = None
        in_a_row = 0
        for row, question in enumerate(asked):
            yield _progress(len(cells), total, began)
            empty = LabCell(row, column, "")
            if failed is not None and in_a_row >= 3:
                cell = _failed(empty, failed)
            else:
                try:
                    cell = yield from _answered(library, question, candidate, empty, right[row])
                    in_a_row = 0
                except LecternError as error:
                    failed, in_a_row = error, in_a_row + 1
                    cell = _failed(empty, error)
            cells.append(cell)
            yield LabProgress(cell)
    yield _progress(total, total, began)
    return LabResult(asked, tuple(candidates), tuple(cells))


def _answered(
    library: "KnowledgeBase",
    question: str,
    candidate: LabCandidate,
    cell: LabCell,
    right: str,
) -> Road[LabCell]:
    """The cell when its answer is complete; what there is of it is told now and then."""
    road = composed(
        library,
        question,
        retriever=candidate.retriever,
        model=candidate.model,
        prompt=candidate.prompt,
        temperature=candidate.temperature,
        max_tokens=candidate.max_tokens,
    )
    words: list[str] = []
    began = time.monotonic()
    first = told = 0.0
    with closing(road):
        while True:
            try:
                event = next(road)
            except StopIteration as end:
                given: Answer = end.value
                break
            now = time.monotonic()
            if isinstance(event, Token) and event.text:
                words.append(event.text)
                first = first or now - began
            if words and now - told > _TELL_SECONDS and isinstance(event, Token):
                told = now
                yield LabProgress(replace(cell, text="".join(words), first_word_seconds=first))
            elif not isinstance(event, Token | Thought):
                yield event
            else:
                # Whoever wants to stop it must be able to.
                yield Token("")
    return _finished(cell, given, first, time.monotonic() - began, right)


def _finished(cell: LabCell, given: Answer, first: float, seconds: float, right: str) -> LabCell:
    usage = given.usage
    said = " ".join(each.text for each in given.sentences)
    return replace(
        cell,
        text=given.text,
        sentences=len(given.sentences),
        supported=sum(each.support is Support.SUPPORTED for each in given.sentences),
        first_word_seconds=first,
        seconds=seconds,
        prompt_tokens=usage.prompt_tokens if usage else 0,
        answer_tokens=usage.answer_tokens if usage else 0,
        score=f1(said, (right,)) if right else -1.0,
    )


def _failed(cell: LabCell, error: LecternError) -> LabCell:
    return replace(cell, error=error.kind, error_message=error.message)


def _right_answers(library: "KnowledgeBase", questions: Sequence[str]) -> list[str]:
    """What the exam holds to be right for each question; "" where it does not ask it."""
    known = {" ".join(each.text.split()): each.answer for each in library.exam.questions()}
    return [known.get(question, "") for question in questions]


def _progress(done: int, total: int, began: float) -> Progress:
    passed = time.monotonic() - began
    left = passed / done * (total - done) if done else -1.0
    return Progress(Stage.COMPARING, done, total, left)
