"""Whether a lesson helped: one exam, answered four ways, and what was forgotten.

The model as it was and as it was taught, each from memory and with the passages that the search
finds. Fine-tuning is not always better than giving a model the documents (Ovadia et al. 2024,
arXiv:2312.05934); this says how it is here.
"""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from core.answer import PASSAGES
from core.errors import BadRequest, ModelNonsense, PromptTooLong
from core.evaluation.bootstrap import paired_interval
from core.events import Event, Progress, Road, Stage
from core.generation.by_model import Asked as AskedOfWriter
from core.generation.by_model import Draft, ModelWriter
from core.judging import general
from core.judging.asked import Asked, asked_of
from core.judging.marking import mark
from core.lessons.chat_names import chat_names
from core.lessons.store import Lessons
from core.models.chosen import open_model
from core.protocols import ChatMessage, LanguageModel
from core.retrieval.plan import find
from core.types import LessonVerdict, Passage, WayScore

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

BASE, RAG, TUNED, BOTH = "base", "rag", "tuned", "tuned_rag"
FEWEST = 8
"""With fewer questions nothing is said for or against."""
ANSWER_TOKENS = 160

Result = TypeVar("Result")


def judge(library: "KnowledgeBase", id: str) -> Road[LessonVerdict]:
    """Take the exam in four ways and the general set before and after; the verdict is kept.

    Each model is loaded once. Without documents in the library the two ways with passages are left
    out.

    Raises:
        NotFound: no such lesson.
        BadRequest: nothing of it can be used in chat, or there is nothing to ask.
        ModelError: a model is not to be had, or failed.
    """
    lessons = Lessons()
    lesson = lessons.get(id)
    names = chat_names(lesson)
    if not names.base:
        raise BadRequest(
            reason="The model that this lesson began from cannot answer in chat, so there is"
            " nothing to compare with. Export the lesson as a model first."
        )
    questions = asked_of(library, lessons.examples(id), lesson.plan.seed)
    known = general.general_questions()
    with_documents = library.summary().documents > 0
    count = 2 * (len(questions) * (2 if with_documents else 1) + len(known))
    marking = _Marking(count + (len(questions) if with_documents else 0))
    found: list[tuple[Passage, ...]] = []
    if with_documents:
        for question in questions:
            result = yield from find(library, question.text, limit=PASSAGES)
            found.append(result.passages)
            yield from marking.done()
    marks: dict[str, list[float]] = {}
    kept: dict[str, list[float]] = {}
    for way, way_with, name, taught in (
        (BASE, RAG, names.base, ()),
        (TUNED, BOTH, names.tuned, names.lessons),
    ):
        model = open_model(name, lessons=taught)
        marks[way] = yield from marking.from_memory(model, questions, ANSWER_TOKENS)
        if with_documents:
            writer = ModelWriter.of(library, model)
            marks[way_with] = yield from marking.from_passages(writer, questions, found)
        kept[way] = yield from marking.from_memory(model, known, general.MOST_TOKENS)
    verdict = verdict_of(marks, general.forgotten(kept[BASE], kept[TUNED]), time.time())
    lessons.put_verdict(id, verdict)
    return verdict


def verdict_of(marks: dict[str, list[float]], forgot: float, taken: float) -> LessonVerdict:
    """What marks of the same questions by way say, each from 0 to 1.

    It helped where the best way with the taught model is better than the best way without it, and
    chance does not explain it (paired bootstrap, 95 %); it did not where it is the other way round.
    """
    ways = []
    for way, figures in marks.items():
        mean, low, high = paired_interval(figures, [0.0] * len(figures))
        ways.append(WayScore(way, mean, low, high, len(figures)))
    scores = {each.way: each.score for each in ways}
    # Where two are equal the simpler one is named: it comes first.
    best = max(scores, key=lambda way: scores[way])
    untaught = max((way for way in (BASE, RAG) if way in scores), key=lambda way: scores[way])
    taught = max((way for way in (TUNED, BOTH) if way in scores), key=lambda way: scores[way])
    _, low, high = paired_interval(marks[taught], marks[untaught])
    helped = "unclear"
    if len(marks[BASE]) >= FEWEST:
        helped = "yes" if low > 0 else "no" if high < 0 else "unclear"
    return LessonVerdict(tuple(ways), best, helped, forgot, taken)


@dataclass
class _Marking:
    """Answers that are being marked, and how far that is."""

    total: int
    answered: int = 0
    began: float = field(default_factory=time.monotonic)

    def from_memory(
        self, model: LanguageModel, questions: Sequence[Asked], most: int
    ) -> Generator[Event, None, list[float]]:
        """Marks of what a model says when it is only asked."""
        marks = []
        for question in questions:
            try:
                writing = model.write([ChatMessage("user", question.text)], most)
                marks.append(mark((yield from self._said(writing)), question.right))
            except ModelNonsense:
                marks.append(0.0)
            yield from self.done()
        return marks

    def from_passages(
        self,
        writer: ModelWriter,
        questions: Sequence[Asked],
        found: Sequence[Sequence[Passage]],
    ) -> Generator[Event, None, list[float]]:
        """Marks of what a model says when it is given passages, as chat gives them."""
        marks = []
        for question, passages in zip(questions, found, strict=True):
            draft = Draft()
            request = AskedOfWriter(question.text, passages, max_tokens=ANSWER_TOKENS)
            try:
                written = yield from self._said(writer.compose(request, draft))
                marks.append(mark(written.written, question.right))
            except (PromptTooLong, ModelNonsense):
                marks.append(0.0)
            yield from self.done()
        return marks

    def done(self) -> Generator[Event, None, None]:
        """One more is done."""
        self.answered += 1
        yield from self._telling()

    def _said(self, writing: Generator[Any, None, Result]) -> Generator[Event, None, Result]:
        """What comes of some writing; how far it is is told now and then."""
        with closing(writing):
            while True:
                try:
                    next(writing)
                except StopIteration as end:
                    result: Result = end.value
                    return result
                yield from self._telling()

    def _telling(self) -> Generator[Event, None, None]:
        """How far it is; at each call, so that whoever wants to stop it can."""
        passed = time.monotonic() - self.began
        left = passed / self.answered * (self.total - self.answered) if self.answered else -1.0
        yield Progress(Stage.EXAMINING, self.answered, self.total, left)
