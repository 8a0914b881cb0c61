"""What the exam's pages show: questions, sittings, comparison, recipes, choices; kept up to date.

Nothing is asked of the engine before the pane is first seen. Long verbs are started here, so that
one place knows what runs, what went wrong and how to do it again.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from core import operations
from core.errors import EngineGone, LecternError
from core.events import Changes
from core.operations import Verb
from core.types import Choice, Document, ExamComparison, ExamQuestion, ExamSitting, Recipe
from desktop.engine_link import Request
from desktop.session import RunningJob, Session

EXAM_JOBS = ("make_exam", "take_exam", "compare_exam", "estimate_recipe", "prepare_recipe")
PAGE = 500
_PARTS: dict[str, Verb] = {
    "questions": operations.exam_questions,
    "sittings": operations.exam_sittings,
    "comparison": operations.exam_comparison,
    "recipes": operations.list_recipes,
    "choices": operations.choices,
}
_OF_EXAM = ("questions", "sittings", "comparison")
_OF_RECIPES = ("recipes", "choices")


class ExamContents(QObject):
    """The exam of the library that is open."""

    changed = Signal()
    documents_changed = Signal()
    """`documents` is complete, after `ask_documents`."""
    started = Signal()
    """A long verb was started here."""
    finished = Signal(str)
    """A long verb that was started here came to its end; its name."""
    work_changed = Signal()
    """A job of the exam began or ended, or something went wrong."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.trouble: LecternError | None = None
        self._again: Callable[[], object] | None = None
        self._asking: dict[str, Request] = {}
        self._awake = False
        self._path = session.summary.path if session.summary is not None else ""
        self._forget()
        session.library_opened.connect(self._on_library)
        session.changed.connect(self._on_changes)
        session.jobs_changed.connect(self.work_changed)
        session.summary_changed.connect(self.changed)
        session.settings_changed.connect(self._on_settings)

    def _forget(self) -> None:
        self.questions: tuple[ExamQuestion, ...] = ()
        self.sittings: tuple[ExamSitting, ...] = ()
        self.comparison: ExamComparison | None = None
        self.recipes: tuple[Recipe, ...] = ()
        self.choices: tuple[Choice, ...] = ()
        self.documents: tuple[Document, ...] = ()
        self.known: set[str] = set()
        self._documents_asked = False
        self._asking.clear()

    # ---- what is known -------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether the questions are known."""
        return "questions" in self.known

    @property
    def accepted(self) -> int:
        """How many questions are asked in the exam."""
        return sum(question.accepted for question in self.questions)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed in this library."""
        summary = self.session.summary
        return summary is not None and summary.read_only

    @property
    def empty_library(self) -> bool:
        """Whether there is no document to ask about."""
        summary = self.session.summary
        return summary is None or summary.documents == 0

    @property
    def has_writing_model(self) -> bool:
        """Whether a writing model is there to write questions."""
        return any(
            choice.table == "chunkers" and choice.name == "model" and not choice.needs
            for choice in self.choices
        )

    def question(self, id: int) -> ExamQuestion | None:
        """A question by its id."""
        return next((each for each in self.questions if each.id == id), None)

    def job(self, *verbs: str) -> RunningJob | None:
        """The latest running job of the exam, or of the verbs named."""
        wanted = verbs or EXAM_JOBS
        jobs = [job for job in self.session.jobs if job.verb_name in wanted]
        return jobs[-1] if jobs else None

    # ---- asking --------------------------------------------------------------------------------

    def wake(self) -> None:
        """The pane is seen: ask for everything once."""
        if not self._awake and self.session.summary is not None:
            self._awake = True
            self._ask(*_PARTS)

    def ask_documents(self) -> None:
        """Ask for the list of documents, for choosing some of them."""
        if not self._documents_asked:
            self._documents_asked = True
            self._ask_page(())

    def _ask(self, *parts: str) -> None:
        for part in parts:
            request = self.session.link.start(_PARTS[part])
            self._asking[part] = request
            request.done.connect(partial(self._take, part, request))
            request.failed.connect(partial(self._fail, lambda: self._ask(*_PARTS)))

    def _take(self, part: str, request: Request, value: object) -> None:
        if self._asking.get(part) is not request:
            return
        setattr(self, part, value)
        self.known.add(part)
        self.changed.emit()

    def _ask_page(self, before: tuple[Document, ...]) -> None:
        request = self.session.link.start(operations.list_documents, offset=len(before), limit=PAGE)
        self._asking["documents"] = request
        request.done.connect(partial(self._take_page, request, before))

    def _take_page(
        self, request: Request, before: tuple[Document, ...], found: tuple[Document, ...]
    ) -> None:
        if self._asking.get("documents") is not request:
            return
        if len(found) == PAGE:
            self._ask_page(before + found)
            return
        self.documents = tuple(
            sorted(before + found, key=lambda document: document.title.casefold())
        )
        self.documents_changed.emit()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, by: object) -> None:
        if changes.documents:
            self._documents_asked = False
        if self._awake:
            if changes.exam:
                self._ask(*_OF_EXAM)
            if changes.recipes:
                self._ask(*_OF_RECIPES)

    @Slot()
    def _on_settings(self) -> None:
        """Another writing model makes other ways possible."""
        if self._awake and self.session.summary is not None:
            self._ask("choices")

    @Slot()
    def _on_library(self) -> None:
        summary = self.session.summary
        path = summary.path if summary is not None else ""
        # The same library again, after the engine was restarted: what is shown is still true.
        if path != self._path:
            self._path = path
            self._forget()
            self.settle_trouble()
        self._documents_asked = False
        was_awake, self._awake = self._awake, False
        if was_awake:
            self.wake()
        self.changed.emit()
        self.work_changed.emit()

    # ---- doing ---------------------------------------------------------------------------------

    def start(
        self, verb: Verb, then: Callable[[Any], object] | None = None, **arguments: Any
    ) -> Request:
        """Start a long verb of the exam; `then` gets its result.

        A failure shows in the pane, to be tried again with the same `then`.
        """
        self.settle_trouble()
        request = self.session.track(self.session.link.start(verb, **arguments))
        request.failed.connect(partial(self._fail, lambda: self.start(verb, then, **arguments)))
        if then is not None:
            request.done.connect(then)
        request.done.connect(lambda _: self.finished.emit(verb.name))
        request.ended.connect(lambda: self._ask(*_OF_EXAM, *_OF_RECIPES))
        self.started.emit()
        return request

    def save(self, question: ExamQuestion) -> Request:
        """Keep a question; it shows at once, before the engine has it."""
        self.questions = tuple(
            question if each.id == question.id and question.id else each for each in self.questions
        )
        request = self._change(operations.save_exam_question, question=question)
        self.changed.emit()
        return request

    def remove(self, questions: list[ExamQuestion]) -> Request:
        """Remove questions; they go at once."""
        ids = [question.id for question in questions]
        self.questions = tuple(each for each in self.questions if each.id not in ids)
        request = self._change(operations.remove_exam_questions, ids=ids)
        self.changed.emit()
        return request

    def run(self, verb: Verb, **arguments: Any) -> Request:
        """Start a quick verb whose failure the pane shows."""
        return self._change(verb, **arguments)

    def _change(self, verb: Verb, **arguments: Any) -> Request:
        self.settle_trouble()
        request = self.session.link.start(verb, **arguments)
        request.failed.connect(partial(self._fail, None))
        # What was shown ahead of the engine is put right when it would not do it.
        request.failed.connect(lambda _: self._ask(*_OF_EXAM))
        return request

    def try_again(self) -> None:
        """Do once more what failed."""
        again, self._again = self._again, None
        self.settle_trouble()
        if again is not None:
            again()

    @property
    def can_try_again(self) -> bool:
        """Whether there is something to do once more."""
        return self._again is not None

    def settle_trouble(self) -> None:
        """The person has seen what went wrong."""
        if self.trouble is not None:
            self.trouble = None
            self.work_changed.emit()

    def _fail(self, again: Callable[[], object] | None, error: LecternError) -> None:
        if isinstance(error, EngineGone) and again is None:
            return
        self.trouble, self._again = error, again
        self.work_changed.emit()
