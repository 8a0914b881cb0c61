"""A lesson in the making: its plan, where its examples come from, what it would cost.

It is kept by the engine from the moment when the first examples are wanted; from then on every
change is kept soon after it was made, so that leaving the room or the program loses nothing.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import EngineGone, LecternError, error_named
from core.types import (
    Example,
    ExampleOrigin,
    ExamplesFound,
    ExamplesReport,
    Lesson,
    LessonEstimate,
    LessonPlan,
)
from desktop.engine_link import Request
from desktop.session import RunningJob, Session
from desktop.teach import suggesting
from desktop.teach.bases import Bases
from desktop.teach.example_set import ExampleSet
from desktop.teach.lessons import Lessons

SAVE_MILLISECONDS = 500
REPORT_MILLISECONDS = 700


@dataclass(frozen=True, slots=True)
class Sources:
    """What examples are to be made from."""

    origins: tuple[ExampleOrigin, ...]
    documents: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    count: int = 200
    notes: str = ""


class Draft(QObject):
    """One at a time: the one that the making page shows."""

    changed = Signal()
    """Plan, report, what runs or what went wrong: show it anew."""
    estimate_changed = Signal()
    written = Signal()
    """An empty example stands at the end, to be filled."""

    def __init__(
        self, session: Session, lessons: Lessons, bases: Bases, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.lessons = lessons
        self.bases = bases
        self.examples = ExampleSet(session, self)
        self._gathers: dict[str, RunningJob] = {}
        """Work that makes examples, by the id of the lesson, also of one that is not shown."""
        self._save = self._timer(SAVE_MILLISECONDS, self.save_plan)
        self._report = self._timer(REPORT_MILLISECONDS, self._ask_report)
        self._forget(LessonPlan("", ""))
        self.examples.changed.connect(self._on_examples)
        self.examples.loaded.connect(self._report.start)
        self.examples.kept.connect(self._report.start)
        self.examples.failed.connect(self._on_failure)
        bases.changed.connect(self._on_bases)
        session.leaving.connect(self.save_plan)

    def _timer(self, milliseconds: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _forget(self, plan: LessonPlan, id: str = "") -> None:
        self.id = id
        self.plan = plan
        self._kept = plan
        """As the engine has it."""
        self.documents: tuple[str, ...] = ()
        """Ids of documents to begin with."""
        self.origins: tuple[ExampleOrigin, ...] = ()
        """What was gathered from last."""
        self.found: ExamplesFound | None = None
        """What gathering told last."""
        self.report: ExamplesReport | None = None
        self.trouble: LecternError | None = None
        self.gathering: RunningJob | None = None
        self.making = False
        """It is being kept for the first time."""
        self.by_hand = False
        """The person has chosen settings: what suits is not put in their place any more."""
        self.estimate: LessonEstimate | None = None
        self.estimated: LessonPlan | None = None
        """The plan that was measured, or is being measured."""
        self.estimating: RunningJob | None = None
        self.estimate_trouble: LecternError | None = None
        self._asking: Request | None = None

    # ---- which one -----------------------------------------------------------------------------

    def begin(self, title: str, documents: Sequence[str] = ()) -> None:
        """Begin a new one; nothing is kept before there are examples to make."""
        self.leave()
        self._forget(LessonPlan(title, self.bases.first))
        self.documents = tuple(documents)
        self.examples.open("")
        self.changed.emit()
        self.estimate_changed.emit()

    def open(self, lesson: Lesson) -> None:
        """Go on with one that was kept."""
        if lesson.id == self.id:
            return
        self.leave()
        self._forget(lesson.plan, lesson.id)
        self.by_hand = True
        self.gathering = self._gathers.get(lesson.id)
        self.trouble = self.lessons.error(lesson.id) or _kept_error(lesson)
        self.examples.open(lesson.id)
        self.changed.emit()
        self.estimate_changed.emit()

    def leave(self) -> None:
        """Keep what was changed; what is being made goes on by itself."""
        self.save_plan()
        self.examples.flush()
        if self.estimating is not None:
            self.estimating.cancel()

    @property
    def accepted(self) -> int:
        """Examples that are learnt from, as far as they are here."""
        return self.examples.accepted

    # ---- the plan ------------------------------------------------------------------------------

    def change(self, **values: Any) -> None:
        """Change the plan as the person wants it."""
        if any(name not in ("title", "base") for name in values):
            self.by_hand = True
        self.put(dataclasses.replace(self.plan, **values))

    def put(self, plan: LessonPlan) -> None:
        """Take another plan; it is kept soon after."""
        if plan == self.plan:
            return
        counts_anew = (plan.base, plan.max_tokens) != (self.plan.base, self.plan.max_tokens)
        self.plan = plan
        self._save.start()
        if counts_anew:
            self._report.start()
        self.changed.emit()
        if self.is_stale:
            self.estimate_changed.emit()

    def suggest(self) -> None:
        """Put the settings that suit model, examples and computer in place of those there are."""
        self.by_hand = False
        self._suggest()

    def _suggest(self) -> None:
        if self.by_hand or self.report is None:
            return
        base = self.bases.get(self.plan.base)
        self.put(suggesting.suited(self.plan, self.report, base))

    @Slot()
    def save_plan(self) -> None:
        """Keep the plan now, if it was changed."""
        self._save.stop()
        if self.id and self.plan != self._kept:
            self._kept = self.plan
            request = self.session.link.start(operations.change_plan, id=self.id, plan=self.plan)
            request.done.connect(self.lessons.put)
            request.failed.connect(self._on_failure)

    @Slot()
    def _on_bases(self) -> None:
        if not self.plan.base and self.bases.first:
            self.put(dataclasses.replace(self.plan, base=self.bases.first))
        self.changed.emit()

    # ---- examples ------------------------------------------------------------------------------

    def gather(self, sources: Sources) -> None:
        """Make examples, after those that are there."""
        self._keep_then(partial(self._gather, sources))

    def write_one(self) -> None:
        """Put an empty example for the person to fill."""
        self._keep_then(self._write)

    def _write(self) -> None:
        self.examples.add()
        self.written.emit()

    def _keep_then(self, step: Any) -> None:
        self.trouble = None
        if self.id:
            step()
            return
        if self.making:
            return
        self.making = True
        request = self.session.link.start(operations.new_lesson, plan=self.plan, examples=())
        request.done.connect(partial(self._on_kept, self.plan, step))
        request.failed.connect(self._on_failure)
        request.ended.connect(self._on_made)
        self.changed.emit()

    def _on_kept(self, plan: LessonPlan, step: Any, lesson: Lesson) -> None:
        if self.id or not self.making:
            return
        self.id = lesson.id
        self.examples.open(lesson.id, is_new=True)
        self.lessons.put(lesson)
        self._kept = plan
        self._save.start()
        step()

    @Slot()
    def _on_made(self) -> None:
        self.making = False
        self.changed.emit()

    def _gather(self, sources: Sources) -> None:
        self.origins = sources.origins
        self.examples.flush()
        link = self.session.link
        request = link.start(
            operations.gather_examples,
            id=self.id,
            origins=sources.origins,
            documents=sources.documents,
            files=sources.files,
            count=sources.count,
            notes=sources.notes,
        )
        self.session.track(request)
        self.gathering = next(each for each in self.session.jobs if each.request is request)
        self._gathers[self.id] = self.gathering
        self.found = None
        request.done.connect(partial(self._on_found, self.id))
        request.failed.connect(partial(self._on_not_found, self.id))
        request.ended.connect(partial(self._on_gathered, self.id))
        self.changed.emit()

    def _on_found(self, id: str, found: ExamplesFound) -> None:
        if id == self.id:
            self.found = found
            self.examples.fetch_more()

    def _on_not_found(self, id: str, error: LecternError) -> None:
        if id == self.id:
            self._on_failure(error)

    def _on_gathered(self, id: str) -> None:
        self._gathers.pop(id, None)
        if id == self.id:
            self.gathering = None
            # What was cancelled may have been kept in the same moment.
            self.examples.fetch_more()
            self.changed.emit()

    @Slot()
    def _on_examples(self) -> None:
        self.changed.emit()
        self.estimate_changed.emit()

    @Slot()
    def _ask_report(self) -> None:
        if not self.id or not self.examples.complete:
            return
        if not self.examples.rows:
            self.report = None
            self.changed.emit()
            return
        if not self.examples.is_kept:
            return  # it comes again when they are
        self.save_plan()
        request = self.session.link.start(operations.examples_report, id=self.id)
        self._asking = request
        request.done.connect(partial(self._take_report, request))

    def _take_report(self, request: Request, report: ExamplesReport) -> None:
        if request is self._asking:
            self.report = report
            self._suggest()
            self.changed.emit()

    def settle(self) -> None:
        """The person has seen what went wrong."""
        self.trouble = None
        self.changed.emit()

    def forget_found(self) -> None:
        """The person has seen what was found and what could not be used."""
        self.found = None
        self.changed.emit()

    @Slot(object)
    def _on_failure(self, error: LecternError) -> None:
        self.trouble = error
        self.changed.emit()

    # ---- what it costs -------------------------------------------------------------------------

    @property
    def is_stale(self) -> bool:
        """Whether what was measured, if anything, was another plan."""
        return self.estimated is None or _costs(self.estimated) != _costs(self.plan)

    def measure(self) -> None:
        """Find out what it costs, by trying; what is being measured otherwise is given up."""
        if not self.id:
            return
        if self.estimating is not None:
            self.estimating.cancel()
        self.examples.flush()
        self.save_plan()
        self.estimated, self.estimate, self.estimate_trouble = self.plan, None, None
        request = self.session.track(
            self.session.link.start(operations.estimate_lesson, id=self.id)
        )
        self.estimating = next(each for each in self.session.jobs if each.request is request)
        request.done.connect(partial(self._on_estimate, request))
        request.failed.connect(partial(self._on_no_estimate, request))
        request.ended.connect(partial(self._on_estimated, request))
        self.estimate_changed.emit()

    def stop_measuring(self) -> None:
        """Give the measuring up."""
        if self.estimating is not None:
            self.estimating.cancel()

    def _is_asked(self, request: Request) -> bool:
        return self.estimating is not None and self.estimating.request is request

    def _on_estimate(self, request: Request, estimate: LessonEstimate) -> None:
        if self._is_asked(request):
            self.estimate = estimate

    def _on_no_estimate(self, request: Request, error: LecternError) -> None:
        if self._is_asked(request) and not isinstance(error, EngineGone):
            self.estimate_trouble = error

    def _on_estimated(self, request: Request) -> None:
        if self._is_asked(request):
            # One that was stopped is not begun anew by itself: nothing is known, nothing is stale.
            self.estimating = None
            self.estimate_changed.emit()

    def tokens_of(self, example: Example) -> Request:
        """Ask how the model sees an example."""
        self.examples.flush()
        self.save_plan()
        return self.session.link.start(operations.example_tokens, id=self.id, example=example.id)


def _kept_error(lesson: Lesson) -> LecternError | None:
    """Why a lesson stopped before it had begun, as it was kept."""
    return error_named(lesson.error, dict(lesson.error_subject)) if lesson.error else None


def _costs(plan: LessonPlan) -> LessonPlan:
    """What of a plan decides memory and time."""
    return dataclasses.replace(plan, title="", seed=0, rate=0.0, warm_up=0.0, weight_decay=0.0)
