"""The roads that teach: measure a lesson, teach it or go on with it, end it and keep its best.

The work is done by the trainer's process (core/training/trainer.py). A road gives it leave for each
micro-step, keeps what it tells on the disk, and may be ended anywhere: by closing it, by a word
left in the lesson's folder (core/lessons/asked.py), by a crash. What was saved then goes on to the
last bit.
"""

import shutil
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

from core.catalogue.durable import told_when_full
from core.errors import BadRequest, LecternError, LessonFailed, LessonUntrue, Unexpected
from core.events import Event, Progress, Road, Stage
from core.lessons import asked
from core.lessons.bases import place_of
from core.lessons.methods import method
from core.lessons.offering import offered
from core.lessons.standing import Standing
from core.lessons.store import Lessons
from core.models import chosen
from core.processes.worker_process import WorkerGone
from core.training.export import MAKING
from core.training.told import Ended, Exported, Measured, MicroStepped, Told
from core.training.trainer import Trainer
from core.types import Lesson, LessonEstimate, LessonState

AHEAD = 2
"""Micro-steps that the trainer has leave for: it never waits for the road, and soon for nothing."""
PATIENCE = 0.5
"""Seconds for one that only looks whether a lesson is held."""
IMPORTED = "imported"
"""Folder in a lesson's, with what was brought back from elsewhere (core/lessons/exporting.py)."""
_SAVING_SECONDS = 60.0
"""A road that is closed waits so long for the trainer to save."""
_GOES_ON = (LessonState.PAUSED, LessonState.CANCELLED, LessonState.FAILED, LessonState.RUNNING)
_ENDS = {asked.PAUSE: LessonState.PAUSED, asked.CANCEL: LessonState.CANCELLED}


def estimate(id: str) -> Road[LessonEstimate]:
    """Measure what a lesson takes, on its longest example and three steps.

    Raises:
        NotFound: no such lesson.
        BadRequest: it is being taught, or has no examples.
        ModelMissing, ModelBroken, UnsuitableModel: of its base.
        LessonFailed: the trainer ended.
    """
    lessons = Lessons()
    with lessons.held(id, PATIENCE):
        lesson = lessons.get(id)
        yield Progress(Stage.LOADING, 0, 0)
        found: LessonEstimate | None = None
        with trainer_of(lessons, lesson) as trainer:
            for told in trainer.estimate():
                if isinstance(told, Measured):
                    found = told.estimate
                yield Progress(Stage.MEASURING, 0, 0)
        if found is None:
            raise LessonFailed(name=lesson.plan.title, reason="nothing could be measured.")
        lessons.put(
            replace(
                lessons.get(id),
                available_bytes=found.available_bytes,
                device=found.device,
                trainable=found.trainable,
                parameters=found.parameters,
            )
        )
    return found


def run(id: str) -> Road[Lesson]:
    """Teach a lesson, or go on exactly where it was; then put what it learnt into a form for chat.

    Asked to pause, it saves and leaves the lesson PAUSED; closed, the same, as interrupted; asked
    to end, CANCELLED; all go on by `run`. A trainer that dies is started anew where it had got on;
    otherwise the lesson is FAILED and keeps the error's name. One whose export fails its self-test
    is DONE, keeps the name of that error, and has nothing for chat.

    Raises:
        NotFound, BadRequest: no such lesson; it is done, or another program teaches it.
        DiskFull, LessonTooLarge, LessonFailed, ModelError: as they are kept in the lesson.
    """
    lessons = Lessons()
    with lessons.held(id, PATIENCE):
        lesson = lessons.get(id)
        if lesson.state is LessonState.DONE:
            raise BadRequest(reason="This lesson is done; begin a new one from it.")
        # What was brought back has been taught elsewhere; only its export was not ended.
        train = not (lessons.place(id) / IMPORTED).is_dir()
        return (yield from brought_on(lessons, lesson, train=train))


def keep_best(id: str) -> Road[Lesson]:
    """End a lesson and put its best state so far into a form for chat.

    One that is being taught is only asked to: the road that teaches it does the rest.

    Raises:
        NotFound, BadRequest: no such lesson; it has not got so far that anything could be kept.
        LessonFailed, DiskFull, ModelError: as they are kept in the lesson.
    """
    lessons = Lessons()
    if asked.ask(lessons, id, asked.KEEP):
        return lessons.get(id)
    with lessons.held(id, PATIENCE):
        lesson = lessons.get(id)
        if lesson.state not in _GOES_ON or not (lesson.saved or lesson.step):
            raise BadRequest(reason="This lesson has learnt nothing yet that could be kept.")
        return (yield from brought_on(lessons, lesson, train=False))


def pause(id: str) -> Lesson:
    """Ask whoever teaches a lesson to save and stop; the lesson as it stands now."""
    return _asked_to(id, asked.PAUSE)


def cancel(id: str) -> Lesson:
    """As `pause`, for good; a lesson that is paused is marked at once. It can still go on."""
    return _asked_to(id, asked.CANCEL)


def _asked_to(id: str, word: str) -> Lesson:
    lessons = Lessons()
    if not asked.ask(lessons, id, word):
        with lessons.held(id, PATIENCE):
            lesson = lessons.get(id)
            if lesson.state in _GOES_ON:
                Standing(lessons, lesson).put(state=_ENDS[word])
    return lessons.get(id)


def brought_on(
    lessons: Lessons, lesson: Lesson, *, train: bool = True, offer: bool = True
) -> Road[Lesson]:
    """Bring a lesson, held by who calls this, to its end or to where it is stopped; see `run`.

    Without `train` what it has learnt is only exported; without `offer` a merged model is not put
    among the person's.
    """
    asked.taken(lessons.place(lesson.id))
    standing = Standing(lessons, lesson)
    try:
        with told_when_full(lessons.folder):
            standing.put(state=LessonState.RUNNING, interrupted=False, error="", error_subject=())
            yield from standing.all_news()
            end = yield from _with_trainers(standing, train, offer)
            standing.put(state=_ENDS.get(end, LessonState.DONE), seconds_left=-1.0)
    except LessonUntrue as error:
        standing.fail(error, LessonState.DONE)
    except LecternError as error:
        standing.fail(error)
        raise
    except (GeneratorExit, KeyboardInterrupt):
        standing.interrupt()
        raise
    except Exception as error:
        standing.fail(Unexpected(report=f"{type(error).__name__}: {error}"))
        raise
    finally:
        # An export that was stopped with its process may have written gigabytes.
        shutil.rmtree(standing.place / "export" / MAKING, ignore_errors=True)
    yield from standing.all_news()
    return standing.lesson


def _with_trainers(standing: Standing, train: bool, offer: bool) -> Generator[Event, None, str]:
    """Train and export; how it ended: PAUSE, CANCEL, or "done".

    One trainer does both. One that dies is followed by another while there is gain in it: a step
    more than when it was started.
    """
    while True:
        before = standing.lesson.step
        with trainer_of(standing.lessons, standing.lesson) as trainer:
            try:
                if train:
                    end = yield from _trained(trainer, standing)
                    if end in _ENDS:
                        return end
                    train = False
                return (yield from _exported(trainer, standing, offer))
            except LessonFailed as error:
                died = isinstance(error.__cause__, WorkerGone)
                if not died or standing.lesson.step <= before:
                    raise


def _trained(trainer: Trainer, standing: Standing) -> Generator[Event, None, str]:
    """Train to the end, or to where it is asked to stop: what was asked, or why it ended."""
    leave = _Leave(trainer)
    wish = ""
    standing.begin()
    order = trainer.train()
    try:
        for told in order:
            if not wish and (wish := asked.taken(standing.place)):
                trainer.stop()
            if told is not None:
                standing.take(told)
            if isinstance(told, MicroStepped):
                leave.spent += 1
            if isinstance(told, Ended):
                return wish or (asked.PAUSE if told.why == "stopped" else told.why)
            leave.renew()
            yield from standing.news()
    except GeneratorExit:
        _save(trainer, order, standing)
        raise
    raise LessonFailed(name=standing.lesson.plan.title, reason="the trainer fell silent.")


def _save(trainer: Trainer, order: Iterator[Told | None], standing: Standing) -> None:
    """Let the trainer save and end its order; a while at most."""
    # Said first: a program that is being closed may have no time for what follows.
    standing.interrupt()
    trainer.stop()
    until = time.monotonic() + _SAVING_SECONDS
    for told in order:
        if told is not None:
            standing.take(told)
        if time.monotonic() > until:
            return


def _exported(trainer: Trainer, standing: Standing, offer: bool) -> Generator[Event, None, str]:
    """Put what was learnt into a form for chat; "done", or what was asked meanwhile."""
    yield Progress(Stage.EXPORTING, 0, 0)
    leave = _Leave(trainer)
    for told in trainer.export():
        leave.give_way()
        wish = asked.taken(standing.place)
        if wish in _ENDS:
            return wish
        if isinstance(told, Exported):
            path = Path(told.path)
            path = offered(standing.lesson, told.route, path) if offer else path
            standing.put(route=told.route, exported=str(path), file_bytes=told.file_bytes)
        elif told is not None:
            standing.take(told)
        yield from standing.news(Stage.EXPORTING)
    return "done"


def trainer_of(lessons: Lessons, lesson: Lesson) -> Trainer:
    """A process for a lesson, which whoever calls this holds.

    Raises:
        ModelMissing, UnsuitableModel: its base is gone.
    """
    plan = lesson.plan
    return Trainer(lessons.place(lesson.id), place_of(plan.base), plan, method(plan.method))


class _Leave:
    """Leave for micro-steps: two ahead, none while a chat's model is at work.

    Then it is held where it is, too: a step may take longer than an answer.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._given = 0
        self._held = False
        self.spent = 0

    def give_way(self) -> bool:
        """Hold it while a chat's model is at work; whether it is held."""
        busy = chosen.busy()
        if busy and not self._held:
            self._trainer.hold()
        elif self._held and not busy:
            self._trainer.go(0)
        self._held = busy
        return busy

    def renew(self) -> None:
        """Give as much leave as there should be."""
        wanted = self.spent + AHEAD - self._given
        if not self.give_way() and wanted > 0:
            self._trainer.go(wanted)
            self._given += wanted
