"""The lessons of the person: which there are, which are being taught now, and what went wrong.

Nothing is asked of the engine before somebody needs it. Teaching is started here, so that one
place knows what runs and tells whoever shows it.
"""

import dataclasses
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import LecternError
from core.events import Changes, LessonTold
from core.types import Lesson, LessonState
from desktop.engine_link import Request
from desktop.session import RunningJob, Session
from desktop.theme import NOTICE_MILLISECONDS


class Lessons(QObject):
    """All lessons, latest first, as far as they are known."""

    changed = Signal()
    """A lesson came, went or stands otherwise; the list is known."""
    told = Signal(str, object)
    """Id of a lesson that is being taught, LessonDetail with what came since the last one."""
    ended = Signal(str)
    """Teaching a lesson came to an end, to a stop or to an error."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.known = False
        """Whether the list has come."""
        self.trouble: LecternError | None = None
        """Why the list could not be had."""
        self._all: tuple[Lesson, ...] = ()
        self._runs: dict[str, RunningJob] = {}
        self._errors: dict[str, LecternError] = {}
        self._leaving: dict[str, QTimer] = {}
        self._asking: Request | None = None
        self._awake = False
        session.changed.connect(self._on_changes)
        session.library_opened.connect(self._reload_if_awake)
        session.leaving.connect(self.finish_removals)

    # ---- what is known -------------------------------------------------------------------------

    @property
    def all(self) -> tuple[Lesson, ...]:
        """Those that are not on their way out."""
        return tuple(each for each in self._all if each.id not in self._leaving)

    def get(self, id: str) -> Lesson | None:
        """A lesson by its id."""
        return next((each for each in self._all if each.id == id), None)

    def job(self, id: str) -> RunningJob | None:
        """The work on a lesson that is being taught, or waits for its turn."""
        return self._runs.get(id)

    def error(self, id: str) -> LecternError | None:
        """What went wrong when it was last taught, in this window."""
        return self._errors.get(id)

    # ---- asking --------------------------------------------------------------------------------

    def wake(self) -> None:
        """Somebody looks: ask for the list, and follow it from now on."""
        if not self._awake:
            self._awake = True
            self._reload_if_awake()

    @Slot()
    def reload(self) -> None:
        """Ask for the list anew."""
        request = self.session.link.start(operations.list_lessons)
        self._asking = request
        request.done.connect(partial(self._take, request))
        request.failed.connect(partial(self._miss, request))

    def _take(self, request: Request, lessons: tuple[Lesson, ...]) -> None:
        if request is self._asking:
            self._all, self.known, self.trouble = lessons, True, None
            self.changed.emit()

    def _miss(self, request: Request, error: LecternError) -> None:
        if request is self._asking:
            self.trouble = error
            self.changed.emit()

    @Slot()
    def _reload_if_awake(self) -> None:
        if self._awake and self.session.summary is not None:
            self.reload()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.lessons:
            self._reload_if_awake()

    def put(self, lesson: Lesson) -> None:
        """A lesson as the engine has just told it: it shows at once, without asking."""
        if self.get(lesson.id) is None:
            self._all = (lesson, *self._all)
        else:
            self._all = tuple(lesson if each.id == lesson.id else each for each in self._all)
        self.changed.emit()

    # ---- teaching ------------------------------------------------------------------------------

    def run(self, id: str) -> RunningJob:
        """Teach a lesson, or go on where it was; the job that does it already, if one does."""
        if id in self._runs:
            return self._runs[id]
        self._errors.pop(id, None)
        request = self.session.track(self.session.link.start(operations.run_lesson, id=id))
        job = next(each for each in self.session.jobs if each.request is request)
        self._runs[id] = job
        request.told.connect(partial(self._hear, id))
        request.done.connect(self.put)
        request.failed.connect(partial(self._fail, id))
        request.ended.connect(partial(self._end, id))
        lesson = self.get(id)
        if lesson is not None:
            self.put(dataclasses.replace(lesson, state=LessonState.WAITING, error=""))
        return job

    def _hear(self, id: str, event: object) -> None:
        if isinstance(event, LessonTold):
            self.put(event.detail.lesson)
            self.told.emit(id, event.detail)

    def _fail(self, id: str, error: LecternError) -> None:
        self._errors[id] = error

    def _end(self, id: str) -> None:
        self._runs.pop(id, None)
        self.ended.emit(id)
        self._reload_if_awake()

    # ---- removing ------------------------------------------------------------------------------

    def remove(self, id: str) -> None:
        """Take a lesson off the list now, and from the disk when Undo has passed."""
        lesson = self.get(id)
        if lesson is None or id in self._leaving:
            return
        if id in self._runs:
            self._runs[id].cancel()
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(NOTICE_MILLISECONDS)
        timer.timeout.connect(partial(self._remove_now, id))
        self._leaving[id] = timer
        timer.start()
        self.changed.emit()
        self.session.say(
            self.tr("“{title}” was removed.").replace("{title}", lesson.plan.title),
            self.tr("Undo"),
            partial(self.restore, id),
        )

    def restore(self, id: str) -> None:
        """Bring a lesson back whose removal has not been carried out."""
        timer = self._leaving.pop(id, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
            self.changed.emit()

    @Slot()
    def finish_removals(self) -> None:
        """Carry out now what waits for Undo to pass."""
        for id in list(self._leaving):
            self._remove_now(id)

    def _remove_now(self, id: str) -> None:
        timer = self._leaving.get(id)
        if timer is None:
            return
        timer.stop()
        job = self._runs.get(id)
        if job is not None:
            # It saves itself first; a lesson that is held cannot be removed.
            job.request.ended.connect(partial(self._remove_now, id))
            return
        request = self.session.link.start(operations.remove_lesson, id=id)
        request.failed.connect(self.session.error_shown)
        # Kept off the list until the engine has said so: a reload in between must not show it.
        request.ended.connect(partial(self._forget, id))

    def _forget(self, id: str) -> None:
        self._leaving.pop(id, None)
        self._errors.pop(id, None)
        self._reload_if_awake()
