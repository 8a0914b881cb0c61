"""Where a lesson stands as its page shows it: from its state on the disk and the work that runs."""

from enum import StrEnum

from PySide6.QtCore import QObject

from core.errors import LecternError, error_named
from core.events import Stage
from core.types import Lesson, LessonState
from desktop import translations
from desktop.session import RunningJob
from desktop.teach.lesson_words import filled, lesson_words
from desktop.teach.lesson_work import KEEP, LessonWork
from desktop.teach.lessons import Lessons


class Stand(StrEnum):
    """What can be done with a lesson now."""

    WAITING = "waiting"
    READYING = "readying"
    """Its model is read and measured, or general questions are answered to be mixed in."""
    LEARNING = "learning"
    HELD = "held"
    """Paused in this window: it keeps its memory and goes on at once."""
    STOPPING = "stopping"
    KEEPING = "keeping"
    """Its best is written and tested."""
    ELSEWHERE = "elsewhere"
    """Another program teaches it: the command line, or a second window."""
    LEFT = "left"
    """Nothing runs; it goes on where it was saved."""
    DONE = "done"
    UNTRUE = "untrue"
    """Taught, but its self-test failed: nothing is offered to chat."""
    FAILED = "failed"


RUNS = (Stand.WAITING, Stand.READYING, Stand.LEARNING, Stand.HELD, Stand.STOPPING, Stand.KEEPING)
_BEFORE = (Stage.LOADING, Stage.MEASURING, Stage.PREPARING)
FINISHED = (Stand.DONE, Stand.UNTRUE)


def stand_of(lesson: Lesson, lessons: Lessons, work: LessonWork) -> Stand:
    """Where a lesson stands."""
    job = lessons.job(lesson.id)
    if work.job(lesson.id, KEEP) is not None or work.is_kept(lesson.id):
        return Stand.KEEPING
    if job is not None:
        return Stand.STOPPING if work.is_stopped(lesson.id) else _running(lesson, job)
    match lesson.state:
        case LessonState.DONE:
            return Stand.DONE if lesson.exported else Stand.UNTRUE
        case LessonState.FAILED:
            return Stand.FAILED
        case LessonState.RUNNING:
            return Stand.ELSEWHERE
    return Stand.LEFT


def _running(lesson: Lesson, job: RunningJob) -> Stand:
    if job.cancelling:
        return Stand.STOPPING
    if job.paused:
        return Stand.HELD
    if job.progress is not None and job.progress.stage is Stage.EXPORTING:
        return Stand.KEEPING
    if job.progress is not None and job.progress.stage in _BEFORE:
        return Stand.READYING
    waits = lesson.state is LessonState.WAITING and job.progress is None
    return Stand.WAITING if waits else Stand.LEARNING


def error_of(lesson: Lesson, lessons: Lessons, work: LessonWork) -> LecternError | None:
    """What went wrong the last time, be it in another window; None where nothing did."""
    error = lessons.error(lesson.id) or work.error(lesson.id, KEEP)
    if error is None and lesson.error:
        error = error_named(lesson.error, dict(lesson.error_subject))
    return error


class StandWords(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def sentence(self, lesson: Lesson, stand: Stand) -> str:
        """Where it stands, on one line."""
        progress = lesson_words.progress(lesson)
        words = {
            Stand.WAITING: self.tr("Waits for its turn: another lesson is being taught"),
            Stand.READYING: self.tr("Getting ready: the model is read and tried"),
            Stand.LEARNING: self.tr("Learning"),
            Stand.HELD: self.tr("Paused"),
            Stand.STOPPING: self.tr("Being saved…"),
            Stand.KEEPING: self.tr("What it learnt is written, opened in chat and tested…"),
            Stand.ELSEWHERE: self.tr("Another program teaches it now"),
            Stand.LEFT: self.tr("Not being taught now"),
            Stand.DONE: self.tr("Done"),
            Stand.UNTRUE: self.tr("Done, but not to be used"),
            Stand.FAILED: self.tr("Stopped by an error"),
        }[stand]
        counted = stand in (Stand.LEARNING, Stand.HELD, Stand.ELSEWHERE, Stand.LEFT, Stand.FAILED)
        return f"{words} · {progress}" if progress and counted else words

    def still(self, stand: Stand) -> str:
        """Why no time is left to tell; "" while it learns."""
        return {
            Stand.LEARNING: "",
            Stand.WAITING: self.tr("waits for its turn"),
            Stand.READYING: self.tr("measured after a few steps"),
            Stand.HELD: self.tr("paused"),
            Stand.KEEPING: self.tr("nearly done"),
        }.get(stand, self.tr("stands still"))

    def promise(self, lesson: Lesson, stand: Stand) -> str:
        """What happens when the person or the computer leaves."""
        if stand in (Stand.LEARNING, Stand.READYING, Stand.WAITING):
            return self.tr(
                "You can go on working, let the computer sleep or close Lectern: it goes on where"
                " it was."
            )
        if stand is Stand.HELD:
            return self.tr(
                "It keeps its memory, so that it goes on at once. “Stop for now” frees the memory;"
                " it goes on where it was all the same."
            )
        if stand is not Stand.LEFT:
            return ""
        where = (
            filled(
                self.tr("It goes on exactly where it was saved, at step {step}."),
                step=translations.number(lesson.step),
            )
            if lesson.step
            else self.tr("It begins at the beginning: nothing had been saved yet.")
        )
        if lesson.interrupted:
            return self.tr("It was interrupted while it was being taught.") + "\n" + where
        return where


stand_words = StandWords()
