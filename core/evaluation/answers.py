"""Answers to the questions of a set, by the same road as a person's, and how good they are."""

import time
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from core.answer import answer
from core.evaluation import answer_metrics, judging
from core.evaluation.answer_metrics import Place
from core.evaluation.datasets import Question
from core.evaluation.documents import document_id
from core.events import Progress, Road, Stage
from core.knowledge_base import KnowledgeBase
from core.types import Answer, AnswerScores

if TYPE_CHECKING:
    from core.protocols import LanguageModel

WRITER = "quoting"


def measure_answers(
    library: KnowledgeBase,
    retriever: str,
    questions: Sequence[Question],
    unanswerable: Sequence[Question] = (),
    model: "LanguageModel | None" = None,
) -> Road[AnswerScores]:
    """Scores of the answers that a trial library gives.

    A refusal counts as wrong wording and cites nothing; how the others cite is measured on them
    alone. Where a language model is there it judges some of the answers too.

    Raises:
        ModelError: the embedder cannot be used.
    """
    # What is open for reading only keeps no conversations.
    reading = KnowledgeBase.open(
        library.path,
        read_only=True,
        embedder=library.embedder,
        chunker=library.chunker,
        model=model,
    )
    with closing(reading) as asked:
        yield from _asked(asked, questions[0].text, retriever)
        started = time.perf_counter()
        total = len(questions) + len(unanswerable)
        given: list[Answer] = []
        for number, question in enumerate([*questions, *unanswerable]):
            given.append((yield from _asked(asked, question.text, retriever)))
            yield Progress(Stage.EXAMINING, number + 1, total)
        seconds = (time.perf_counter() - started) / total
        answered = given[: len(questions)]
        scores = answer_metrics.means(
            [_figures(asked, *pair) for pair in zip(questions, answered, strict=True)]
        )
        scores |= answer_metrics.refusals(
            [answer_metrics.is_refusal(each) for each in answered],
            [answer_metrics.is_refusal(each) for each in given[len(questions) :]],
        )
        judged = yield from judging.judged(asked, questions, answered)
    return AnswerScores(
        retriever=retriever,
        chunker=library.chunker.name,
        model=WRITER,
        scores=scores | judged.scores,
        questions=len(questions),
        unanswerable=len(unanswerable),
        seconds_per_question=seconds,
        notices=judged.notices,
    )


def _asked(library: KnowledgeBase, question: str, retriever: str) -> Road[Answer]:
    """The answer, without the words as they come."""
    road = answer(library, question, retriever=retriever, model=WRITER)
    try:
        while True:
            event = next(road)
            if isinstance(event, Progress):
                yield event
    except StopIteration as end:
        given: Answer = end.value
        return given
    finally:
        road.close()


def _figures(library: KnowledgeBase, question: Question, given: Answer) -> dict[str, float]:
    figures = answer_metrics.wording(given, question.answers)
    gold = {document_id(each) for each in question.gold}
    if answer_metrics.is_refusal(given):
        return figures
    places: list[Place] = [
        (document_id(passage), start, end) for passage, start, end in question.places
    ]
    text_at = library.catalog.texts.stretch
    return figures | answer_metrics.citing(given, gold, question.answers, places, text_at)
