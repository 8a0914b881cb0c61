"""Evaluations on question sets, and the exam on a person's own documents."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import Evaluation, ExamComparison, ExamQuestion, ExamSitting
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.LIBRARY, Urgency.PATIENT)
def evaluate(
    library: "KnowledgeBase | None",
    source: str,
    retrievers: Sequence[str] = (),
    chunkers: Sequence[str] = (),
    limit: int = 0,
    top: int = 20,
    fresh: bool = False,
    baseline: str = "",
    answers: bool = False,
    titles: bool = True,
) -> Road[Evaluation]:
    """Measure retrievers, chunkers and answers on a question set; the library is not touched.

    `source` is a folder in BEIR layout or a JSON file as SQuAD and CMRC have them. Without `titles`
    the passages' titles are not given to anything.
    """
    from core.evaluation.report import report

    return (
        yield from report(
            Path(source),
            retrievers,
            chunkers,
            limit,
            top,
            fresh,
            baseline=baseline,
            answers=answers,
            titles=titles,
        )
    )


@verb(Lane.VIEW)
def exam_questions(library: "KnowledgeBase") -> Road[tuple[ExamQuestion, ...]]:
    """The questions of the library's exam, those put aside included."""
    yield from ()
    return library.exam.questions()


@verb(Lane.MODEL, Urgency.PATIENT)
def make_exam(
    library: "KnowledgeBase",
    count: int = 40,
    documents: Sequence[str] = (),
    with_model: bool = False,
) -> Road[tuple[ExamQuestion, ...]]:
    """Make questions from the documents and keep them; returns the new ones."""
    from core.exam.making import make

    return (yield from make(library, count, documents, with_model))


@verb(Lane.VIEW)
def save_exam_question(library: "KnowledgeBase", question: ExamQuestion) -> Road[ExamQuestion]:
    """Keep a question as it is given: a new one (id 0), a changed one, or one taken back."""
    saved = library.exam.save(question)
    yield Changes(exam=True)
    return saved


@verb(Lane.VIEW)
def remove_exam_questions(
    library: "KnowledgeBase", ids: Sequence[int]
) -> Road[tuple[ExamQuestion, ...]]:
    """Remove questions; returns them as they were, to be saved again if that was a mistake."""
    removed = library.exam.remove(ids)
    yield Changes(exam=True)
    return removed


@verb(Lane.MODEL, Urgency.PATIENT)
def take_exam(library: "KnowledgeBase", retriever: str = "auto") -> Road[ExamSitting]:
    """Ask the exam's questions of the library as it is now and keep how it went."""
    from core.exam.taking import take

    return (yield from take(library, retriever))


@verb(Lane.MODEL, Urgency.PATIENT)
def before_and_after(
    library: "KnowledgeBase", recipe: int, retriever: str = "auto"
) -> Road[tuple[ExamSitting, ExamSitting]]:
    """Take the exam as the library is now and with another of its recipes; nothing is kept."""
    from core.exam import taking

    return (yield from taking.before_and_after(library, recipe, retriever))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def compare_exam(
    library: "KnowledgeBase",
    chunkers: Sequence[str] = (),
    retrievers: Sequence[str] = (),
    embedders: Sequence[str] = (),
) -> Road[ExamComparison]:
    """Take the exam with each way of preparing and searching, and keep what came out.

    The library itself is not changed. By default every way that needs nothing that is missing.
    """
    from core.exam.comparing import compare

    return (yield from compare(library, chunkers, retrievers, embedders))


@verb(Lane.VIEW)
def exam_sittings(library: "KnowledgeBase") -> Road[tuple[ExamSitting, ...]]:
    """How the exam went each time, latest first; their outcomes included."""
    yield from ()
    return library.exam.sittings()


@verb(Lane.VIEW)
def exam_comparison(library: "KnowledgeBase") -> Road[ExamComparison | None]:
    """The latest comparison, None where there is none."""
    yield from ()
    return library.exam.comparison()
