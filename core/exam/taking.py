"""The road that takes the exam: its questions are asked of the library as it is.

A passage answers when it covers half of a place that answers, so that the same gold serves every
way of cutting (recall over spans, as in SQuAD-style open retrieval).
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import BadRequest
from core.evaluation.bootstrap import paired_interval
from core.evaluation.omissions import Omissions, notices
from core.events import Changes, Progress, Road, Stage
from core.exam.telling import told_as
from core.types import (
    ExamOutcome,
    ExamQuestion,
    ExamSitting,
    GoldSpan,
    PairedDifference,
    Passage,
)

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

PASSAGES = 10
"""Passages looked at for each question."""
COVERED = 0.5
"""Share of a gold place that a passage must cover."""
MEASURES = ("found@1", "found@3", "found@10", "mrr@10")
BEFORE = "before"
"""`PairedDifference.than` of a sitting: the one before, on the questions of both."""
_OPENING = 120


def take(library: "KnowledgeBase", retriever: str = "auto") -> Road[ExamSitting]:
    """Ask the questions that are accepted and have a place; keep how it went.

    Raises:
        BadRequest: no question can be asked, or no retriever of that name.
        ReadOnlyLibrary: nothing may be kept.
    """
    library.require_writable()
    questions = library.exam.asked()
    if not questions:
        raise BadRequest(reason="There is no question to ask yet: make some or write one.")
    earlier = next(iter(library.exam.sittings()), None)
    sitting = yield from sit(library, questions, retriever)
    if earlier:
        sitting = compared(sitting, earlier, BEFORE)
    kept = library.exam.keep_sitting(sitting)
    yield Changes(exam=True)
    return kept


def before_and_after(
    library: "KnowledgeBase", recipe: int, retriever: str = "auto"
) -> Road[tuple[ExamSitting, ExamSitting]]:
    """Take the exam as the library is now and as it would be with another of its recipes.

    The second sitting has its differences from the first. Nothing is kept and nothing changed.

    Raises:
        BadRequest: no question can be asked, or no retriever of that name.
        NotFound: no recipe with this id.
    """
    other = library.keeping_to_its_recipe(recipe)
    questions = library.exam.asked()
    if not questions:
        raise BadRequest(reason="There is no question to ask yet: make some or write one.")
    before = yield from sit(library.keeping_to_its_recipe(), questions, retriever)
    after = yield from sit(other, questions, retriever)
    return before, compared(after, before, BEFORE)


def sit(
    library: "KnowledgeBase", questions: Sequence[ExamQuestion], retriever: str
) -> Road[ExamSitting]:
    """Ask the questions of a library through its own search; nothing is kept.

    Raises:
        BadRequest: no retriever of that name.
    """
    from core.retrieval.plan import find

    outcomes: list[ExamOutcome] = []
    spent, omissions = 0.0, Omissions()
    for number, question in enumerate(questions):
        left = spent / number * (len(questions) - number) if number else -1.0
        progress = Progress(Stage.EXAMINING, number, len(questions), left, retriever)
        yield progress
        if number == 0:
            # The first search loads models and opens the index: that is nobody's time.
            yield from told_as(progress, find(library, question.text, retriever, 1))
        began = time.perf_counter()
        result = yield from told_as(progress, find(library, question.text, retriever, PASSAGES))
        spent += time.perf_counter() - began
        omissions.update({(each.technique, each.hindrance) for each in result.report.notices})
        opening = " ".join(result.passages[0].text[:_OPENING].split()) if result.passages else ""
        rank = rank_of(result.passages, question.gold)
        outcomes.append(ExamOutcome(question.id, rank, opening))
    return ExamSitting(
        id=0,
        taken=time.time(),
        retriever=retriever,
        chunker=library.current.chunker_name,
        embedder=library.current.embedder_name,
        questions=len(questions),
        scores=scores(outcomes),
        seconds_per_question=spent / len(questions) if questions else 0.0,
        chunks=library.chunks.count(),
        outcomes=tuple(outcomes),
        notices=notices(omissions, len(questions)),
    )


def rank_of(passages: Sequence[Passage], gold: Sequence[GoldSpan]) -> int:
    """Rank from 1 of the first passage that answers, 0 for none."""
    for rank, passage in enumerate(passages, start=1):
        if any(answers(passage, place) for place in gold):
            return rank
    return 0


def answers(passage: Passage, gold: GoldSpan) -> bool:
    """Whether a passage covers enough of a gold place."""
    if passage.document != gold.document:
        return False
    common = min(passage.end, gold.end) - max(passage.start, gold.start)
    return common >= COVERED * (gold.end - gold.start) > 0


def figure(outcome: ExamOutcome, measure: str) -> float:
    """What one question gives to a measure, from 0 to 1."""
    name, _, depth = measure.partition("@")
    if not 0 < outcome.rank <= int(depth):
        return 0.0
    return 1.0 / outcome.rank if name == "mrr" else 1.0


def scores(outcomes: Sequence[ExamOutcome]) -> dict[str, float]:
    """Means over the questions."""
    return {
        measure: sum(figure(each, measure) for each in outcomes) / len(outcomes)
        for measure in MEASURES
        if outcomes
    }


def compared(sitting: ExamSitting, other: ExamSitting, than: str) -> ExamSitting:
    """The sitting with its differences from another on the questions of both."""
    from dataclasses import replace

    theirs = {outcome.question: outcome for outcome in other.outcomes}
    both = [(each, theirs[each.question]) for each in sitting.outcomes if each.question in theirs]
    if not both:
        return sitting
    found = tuple(
        PairedDifference(
            measure,
            than,
            *paired_interval(
                [figure(ours, measure) for ours, _ in both],
                [figure(theirs, measure) for _, theirs in both],
            ),
        )
        for measure in MEASURES
    )
    return replace(sitting, differences=found)
