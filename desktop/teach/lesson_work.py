"""Long work on a lesson besides teaching it: keeping the best, judging, saving, comparing.

One place starts it, knows what runs for which lesson, and what went wrong.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import operations
from core.errors import LecternError
from core.operations import Verb
from core.types import LessonState
from desktop.session import RunningJob
from desktop.teach.lessons import Lessons

KEEP, JUDGE, EXPORT, COMPARE = "keep_lesson", "judge_lesson", "export_lesson", "compare_methods"
_VERBS: dict[str, Verb] = {
    KEEP: operations.keep_lesson,
    JUDGE: operations.judge_lesson,
    EXPORT: operations.export_lesson,
    COMPARE: operations.compare_methods,
}


class LessonWork(QObject):
    """What runs, by lesson and kind of work; only one of a kind runs for a lesson."""

    changed = Signal(str)
    """Id of a lesson: work on it began, ended or told how far it is."""
    done = Signal(str, str, object)
    """Id, kind of work, its result."""

    def __init__(self, lessons: Lessons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lessons = lessons
        self._jobs: dict[tuple[str, str], RunningJob] = {}
        self._errors: dict[tuple[str, str], LecternError] = {}
        self._kept: set[str] = set()
        self._stopped: set[str] = set()

    def job(self, id: str, kind: str) -> RunningJob | None:
        """The work of a kind that runs for a lesson."""
        return self._jobs.get((id, kind))

    def error(self, id: str, kind: str) -> LecternError | None:
        """Why it failed the last time."""
        return self._errors.get((id, kind))

    def start(self, id: str, kind: str, **arguments: Any) -> None:
        """Start work on a lesson, unless it runs already."""
        if (id, kind) in self._jobs:
            return
        session = self._lessons.session
        self._errors.pop((id, kind), None)
        request = session.track(session.link.start(_VERBS[kind], id=id, **arguments))
        job = next(each for each in session.jobs if each.request is request)
        self._jobs[id, kind] = job
        job.changed.connect(partial(self.changed.emit, id))
        request.failed.connect(partial(self._fail, id, kind))
        request.done.connect(partial(self.done.emit, id, kind))
        request.ended.connect(partial(self._end, id, kind))
        self.changed.emit(id)

    def keep_best(self, id: str) -> None:
        """End a lesson and keep its best.

        Whoever teaches it now stops and does so; one that waits for its turn gives way.
        """
        job, lesson = self._lessons.job(id), self._lessons.get(id)
        if job is None:
            self.start(id, KEEP)
        elif lesson is not None and lesson.state is LessonState.RUNNING:
            self._kept.add(id)
            job.request.ended.connect(partial(self._end_keeping, id))
            self.start(id, KEEP)
            if job.paused:
                job.resume()
        else:
            job.request.ended.connect(partial(self.start, id, KEEP))
            job.cancel()
        self.changed.emit(id)

    def stop_for_now(self, id: str) -> None:
        """Let a lesson save and end, to go on some other time."""
        job, lesson = self._lessons.job(id), self._lessons.get(id)
        if lesson is not None and lesson.state is LessonState.RUNNING:
            session = self._lessons.session
            session.link.start(operations.pause_lesson, id=id).failed.connect(session.error_shown)
            if job is not None:
                self._stopped.add(id)
                job.request.ended.connect(partial(self._end_stopping, id))
                if job.paused:
                    job.resume()
        elif job is not None:
            job.cancel()
        self.changed.emit(id)

    def is_stopped(self, id: str) -> bool:
        """Whether a lesson that was being taught has been asked to save and end."""
        return id in self._stopped

    def _end_stopping(self, id: str) -> None:
        self._stopped.discard(id)
        self.changed.emit(id)

    def is_kept(self, id: str) -> bool:
        """Whether a lesson that was being taught has been asked to end and keep its best."""
        return id in self._kept

    def _end_keeping(self, id: str) -> None:
        self._kept.discard(id)
        self.changed.emit(id)

    def _fail(self, id: str, kind: str, error: LecternError) -> None:
        self._errors[id, kind] = error

    def _end(self, id: str, kind: str) -> None:
        self._jobs.pop((id, kind), None)
        self.changed.emit(id)
