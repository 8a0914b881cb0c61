"""Methods side by side: each is taught the same examples on this computer, for as many steps.

The trials live in a folder of their own and are thrown away; the table stays, with the course of
each run, since what all had to reach is known only when there are several.
"""

import contextlib
import dataclasses
import hashlib
import json
import shutil
import statistics
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from core import paths
from core.errors import BadRequest, LecternError
from core.events import Changes, Event, LessonTold, Progress, Road, Stage
from core.lessons import running
from core.lessons.bases import place_of
from core.lessons.methods import method
from core.lessons.store import Lessons
from core.training.opened_base import kind_of
from core.types import Example, Lesson, LessonPlan, LessonPoint, LessonState, MethodFigures

STEPS = 40
"""Each method takes as many, or the plan's where those are fewer."""
BATCH = 8
MOST_EXAMPLES = STEPS * BATCH
HELD_OUT = 8
Marker = Callable[[Lessons, Lesson], Generator[Event, None, tuple[float, float]]]
"""Says of a trial that has ended its score and what it forgot; below 0 for what it cannot say."""
_AVERAGED = 3
_FILE = "methods.json"


@dataclass(frozen=True)
class _Run:
    """What was measured of one method; losses a step are kept for the target."""

    figures: MethodFigures
    losses: tuple[float, ...] = ()


@dataclass
class _Table:
    """Runs on one base and the same examples."""

    about: str
    runs: dict[str, _Run] = field(default_factory=dict)


def compare(id: str, methods: Sequence[str], marker: Marker) -> Road[tuple[MethodFigures, ...]]:
    """Teach the examples of a lesson by each method in turn; all rows of the table so far.

    A method that fails has a row with loss -1; those that this base cannot be taught by, or that
    need pairs where there are none, have none. Rows of earlier runs on the same base and examples
    stay.

    Raises:
        NotFound: no such lesson or method.
        BadRequest: it has no examples, or none of the methods is possible.
        ModelMissing, UnsuitableModel: its base cannot be taught.
    """
    lesson = Lessons().get(id)
    examples = _some(Lessons().examples(id))
    possible = [each for each in methods if _possible(each, lesson.plan, examples)]
    if not possible:
        raise BadRequest(reason="None of these ways can be used with this model and its examples.")
    table = _read(_about(lesson.plan, examples))
    began = time.monotonic()
    with _trial_folder() as folder:
        for place, each in enumerate(possible):
            trials = Lessons(folder / each)
            trial = trials.new(_plan(lesson.plan, each, examples), examples)
            told = _Told(each, place, len(possible), began)
            table.runs[each] = yield from _tried(trials, trial, told, marker)
            _write(table)
            yield Changes(lessons=True)
            # A trial of a large model takes gigabytes.
            shutil.rmtree(trials.folder, ignore_errors=True)
    return _rows(table)


def kept() -> tuple[MethodFigures, ...]:
    """The table as it was last measured."""
    return _rows(_read(None))


def _tried(trials: Lessons, trial: Lesson, told: "_Told", marker: Marker) -> Road[_Run]:
    """Teach one trial to its end and measure it."""
    failed = _Run(MethodFigures(trial.plan.method, 0.0, 0, 0.0, 0, 0, -1.0))
    try:
        with trials.held(trial.id):
            done = yield from told.over(running.brought_on(trials, trial, offer=False))
            if done.state is not LessonState.DONE:
                return failed
            score, forgot = yield from told.over(marker(trials, done))
    except LecternError:
        return failed
    detail = trials.detail(trial.id)
    losses = tuple(each.loss for each in detail.points if each.loss >= 0)
    held = [each.held_out for each in detail.points if each.held_out >= 0]
    return _Run(
        MethodFigures(
            method=done.plan.method,
            trainable_share=done.trainable / max(1, done.parameters),
            memory_bytes=told.memory,
            seconds_a_step=_seconds_a_step(detail.points),
            steps_to_target=0,
            file_bytes=done.file_bytes,
            loss=min(held) if held else _smooth(losses)[-1] if losses else -1.0,
            score=score,
            forgot=forgot,
        ),
        losses,
    )


@dataclass
class _Told:
    """What a trial tells, as progress of the whole comparison."""

    method: str
    place: int
    count: int
    began: float
    memory: int = 0
    part: float = 0.0
    """Of this trial."""

    def over(self, road: Generator[Event, None, Any]) -> Generator[Event, None, Any]:
        """Run a road; its progress is told as a part of all, and its lesson is nobody's."""
        try:
            while True:
                try:
                    event = next(road)
                except StopIteration as end:
                    return end.value
                if isinstance(event, LessonTold):
                    now = event.detail.lesson
                    self.memory = max(self.memory, now.memory_bytes)
                    self.part = now.step / now.steps if now.steps else self.part
                elif not isinstance(event, Progress):
                    continue
                done = self.place + 0.95 * self.part
                passed = time.monotonic() - self.began
                left = passed / done * (self.count - done) if done > 0.02 else -1.0
                yield Progress(
                    Stage.COMPARING, round(100 * done), 100 * self.count, left, self.method
                )
        finally:
            road.close()


# ---- what is taught ------------------------------------------------------------------------------


def _some(examples: Sequence[Example]) -> tuple[Example, ...]:
    """Enough for the steps of a trial; those held out are few, as they are answered in the end."""
    accepted = [each for each in examples if each.accepted]
    held = [each for each in accepted if each.held_out][:HELD_OUT]
    learn = [each for each in accepted if not each.held_out][:MOST_EXAMPLES]
    if not learn:
        raise BadRequest(reason="This lesson has no examples to learn from.")
    return (*learn, *held)


def _possible(id: str, plan: LessonPlan, examples: Sequence[Example]) -> bool:
    row = method(id)
    if row.pairs and not any(each.rejected for each in examples):
        return False
    return kind_of(place_of(plan.base)) in row.bases


def _plan(plan: LessonPlan, id: str, examples: Sequence[Example]) -> LessonPlan:
    """The lesson's plan by another method, at the rate that suits it, for the same few steps."""
    learn = sum(not each.held_out for each in examples)
    epochs = min(plan.epochs, STEPS * BATCH / learn)
    return replace(
        plan,
        title=id,
        method=id,
        rate=0.0,
        batch=min(BATCH, learn),
        epochs=max(0.01, epochs),
        hold_out=0.0,
        fast=False,
        stop_early=0,
        options=(),
    )


# ---- figures -------------------------------------------------------------------------------------


def _seconds_a_step(points: Sequence[LessonPoint]) -> float:
    """Median of the times between steps, looks at what is held out among them not."""
    taken = [each for each in points if each.loss >= 0]
    if len(taken) < 2:
        return taken[0].seconds if taken else 0.0
    return statistics.median(later.seconds - earlier.seconds for earlier, later in pairwise(taken))


def _smooth(losses: Sequence[float]) -> list[float]:
    """Means of some losses in a row: a batch is easier than another."""
    return [
        statistics.fmean(losses[max(0, at - _AVERAGED + 1) : at + 1]) for at in range(len(losses))
    ]


def _rows(table: _Table) -> tuple[MethodFigures, ...]:
    """All rows; the target is half of the way that the best run came, from where all begin."""
    courses = {name: _smooth(run.losses) for name, run in table.runs.items() if run.losses}
    target = 0.0
    if courses:
        begin = max(course[0] for course in courses.values())
        best = min(min(course) for course in courses.values())
        target = (begin + best) / 2
    rows = []
    for name, run in table.runs.items():
        steps = next((at for at, loss in enumerate(courses.get(name, ()), 1) if loss <= target), 0)
        rows.append(replace(run.figures, steps_to_target=steps))
    return tuple(rows)


# ---- on the disk ---------------------------------------------------------------------------------


def _about(plan: LessonPlan, examples: Sequence[Example]) -> str:
    """Tells one base with its examples from another: rows of the two say nothing of each other."""
    found = hashlib.sha256(f"{plan.base}\0{plan.max_tokens}\0{plan.rank}\0{plan.seed}".encode())
    for each in examples:
        found.update(
            f"\0{each.question}\0{each.answer}\0{each.rejected}".encode("utf-8", "replace")
        )
    return found.hexdigest()[:16]


@contextlib.contextmanager
def _trial_folder() -> Iterator[Path]:
    """A folder for trials, empty; what a program that was killed left there is gone.

    Not in the system's folder for temporary files, which may be memory: trials take gigabytes.

    Raises:
        BadRequest: another program is comparing.
    """
    folder = paths.cache_folder() / "methods"
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_suffix(".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BadRequest(reason="Another Lectern is comparing methods; wait for it.") from error
    try:
        shutil.rmtree(folder, ignore_errors=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _place() -> Path:
    return paths.lessons_folder() / _FILE


def _read(about: str | None) -> _Table:
    """The table that is kept; an empty one where that is about something else."""
    try:
        held = json.loads(_place().read_text(encoding="utf-8"))
        table = _Table(str(held["about"]))
        for row in held["runs"]:
            figures = MethodFigures(**row["figures"])
            table.runs[figures.method] = _Run(figures, tuple(float(one) for one in row["losses"]))
    except (OSError, ValueError, TypeError, KeyError):
        table = _Table("")
    return table if about is None or table.about == about else _Table(about)


def _write(table: _Table) -> None:
    from core.whole_files import write_whole

    runs = [
        {"figures": dataclasses.asdict(run.figures), "losses": run.losses}
        for run in table.runs.values()
    ]
    _place().parent.mkdir(parents=True, exist_ok=True)
    write_whole(_place(), json.dumps({"about": table.about, "runs": runs}).encode())
