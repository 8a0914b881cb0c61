"""Where a lesson that is being taught stands: what the trainer tells, kept on the disk and told on.

What comes quickly is gathered: the course is appended and told some times a second, the state is
written every few seconds and at each checkpoint.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import LecternError
from core.events import Event, LessonTold, Progress, Stage
from core.lessons.store import Lessons
from core.training.told import Ended, MicroStepped, Sampled, Saved, Stepped, Told, Working
from core.types import Lesson, LessonDetail, LessonPoint, LessonState, SampleAnswer

_TELL_SECONDS = 0.25
_KEEP_SECONDS = 5.0
_STAGES = {
    "loading": Stage.LOADING,
    "measuring": Stage.MEASURING,
    "general": Stage.PREPARING,
    "exporting": Stage.EXPORTING,
    "testing": Stage.EXPORTING,
}


class Standing:
    """A lesson with what came of it since it was last told. For the one who holds the lesson."""

    def __init__(self, lessons: Lessons, lesson: Lesson) -> None:
        self.lessons, self.lesson = lessons, lesson
        self._points: list[LessonPoint] = []
        self._samples: list[SampleAnswer] = []
        self._written = (0, 0)
        """Points and samples of these that are on the disk."""
        self._working: Working | None = None
        self._fresh = False
        self._begun = False
        self._told_at = self._kept_at = 0.0

    @property
    def place(self) -> Path:
        """The lesson's folder."""
        return self.lessons.place(self.lesson.id)

    def begin(self) -> None:
        """A trainer begins, or goes on at a checkpoint, which it tells first."""
        self._flush()
        self._begun = True

    def take(self, told: Told) -> None:
        """Note what the trainer said."""
        if self._begun and isinstance(told, Saved | MicroStepped | Stepped):
            self._begun = False
            self._go_back(told.step if isinstance(told, Saved) else -1)
        self._fresh = True
        self._working = told if isinstance(told, Working) else None
        now = self.lesson
        match told:
            case MicroStepped():
                self.lesson = replace(
                    now,
                    steps=told.steps,
                    tokens_a_second=told.tokens_a_second,
                    seconds_left=told.seconds_left,
                    memory_bytes=told.memory_bytes,
                    device_bytes=told.device_bytes,
                )
            case Stepped(point):
                self._points.append(point)
                self.lesson = replace(
                    now,
                    step=point.step,
                    seconds=max(now.seconds, point.seconds),
                    loss=point.loss if point.loss >= 0 else now.loss,
                    held_out=point.held_out if point.held_out >= 0 else now.held_out,
                )
            case Sampled(sample):
                self._samples.append(sample)
            case Saved():
                # What a checkpoint has behind it must never be missing from the course.
                self._flush()
                self.put(best_step=told.best_step, saved=time.time())
            case Ended():
                self.lesson = replace(
                    now,
                    trainable=told.trainable or now.trainable,
                    parameters=told.parameters or now.parameters,
                )
                self._flush()

    def news(self, stage: Stage = Stage.TEACHING) -> Iterator[Event]:
        """What there is to tell, if it is time to."""
        now = time.monotonic()
        if now - self._told_at < _TELL_SECONDS:
            return
        self._told_at = now
        if now - self._kept_at > _KEEP_SECONDS and self._fresh:
            self.put()
        if self._points or self._samples:
            yield from self._course_told()
        elif self._fresh:
            yield LessonTold(LessonDetail(self.lesson, ()))
        self._fresh = False
        working = self._working
        if working is not None:
            yield Progress(_STAGES.get(working.what, stage), working.done, working.total)
        elif stage is Stage.TEACHING:
            lesson = self.lesson
            yield Progress(stage, lesson.step, lesson.steps, lesson.seconds_left, _loss(lesson))
        else:
            yield Progress(stage, 0, 0)

    def all_news(self) -> Iterator[Event]:
        """What there is to tell, now."""
        yield from self._course_told()
        self._fresh = False

    def put(self, **changes: Any) -> None:
        """Change the lesson and write it down."""
        self.lesson = replace(self.lesson, **changes)
        self.lessons.put(self.lesson)
        self._kept_at = time.monotonic()
        self._fresh = True

    def interrupt(self) -> None:
        """Nobody asked it to end, but its program does; it is offered to go on."""
        self.fail(None, LessonState.PAUSED, interrupted=True)

    def fail(
        self,
        error: LecternError | None,
        state: LessonState = LessonState.FAILED,
        interrupted: bool = False,
    ) -> None:
        """It ended otherwise; where that cannot be written down it is found out later."""
        with contextlib.suppress(OSError):
            self._flush()
        named = () if error is None else tuple(error.subject.items())
        with contextlib.suppress(OSError):
            self.put(
                state=state,
                seconds_left=-1.0,
                interrupted=interrupted,
                error="" if error is None else error.kind,
                error_subject=named,
            )

    def _course_told(self) -> Iterator[Event]:
        self._flush()
        points, samples = tuple(self._points), tuple(self._samples)
        self._points, self._samples, self._written = [], [], (0, 0)
        yield LessonTold(LessonDetail(self.lesson, points, samples))

    def _flush(self) -> None:
        points, samples = self._written
        self.lessons.add_to_course(self.lesson.id, self._points[points:], self._samples[samples:])
        self._written = len(self._points), len(self._samples)

    def _go_back(self, step: int) -> None:
        """Stand where a checkpoint does; -1: at the very beginning."""
        self.lessons.cut_course(self.lesson.id, step)
        kept = self.lessons.detail(self.lesson.id).points
        last = kept[-1] if kept else LessonPoint(0, -1.0)
        self.lesson = replace(
            self.lesson, step=max(0, step), loss=last.loss, seconds=last.seconds, interrupted=False
        )


def _loss(lesson: Lesson) -> str:
    return f"loss {lesson.loss:.3f}" if lesson.loss >= 0 else ""
