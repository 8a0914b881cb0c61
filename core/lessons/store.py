"""Lessons on the disk: a folder each, written so that a crash leaves the old or the new, whole.

<lessons>/<id>/plan.toml        how it is taught
               examples.jsonl   what it is taught, a line each
               state.json       where it stands
               course.jsonl     points and sample answers, appended
               checkpoints/     of the trainer
               export/          what chat uses
"""

import contextlib
import dataclasses
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from core import paths, wire
from core.errors import BadRequest, NotFound
from core.lessons import plan_file
from core.lessons.splitting import completed, split
from core.types import (
    Example,
    ExamplesFound,
    ExamplesReport,
    Lesson,
    LessonDetail,
    LessonPlan,
    LessonPoint,
    LessonState,
    LessonVerdict,
    SampleAnswer,
)
from core.whole_files import write_whole

_ID = re.compile(r"[a-z0-9]{12}")
_GONE = ".gone-"
"""Begins the names of folders that are being removed."""
_CHANGEABLE = (LessonState.DRAFT, LessonState.FAILED)
MOST_EXAMPLES = 200_000


class Lessons:
    """All lessons of the person. Reading needs no lock; a lesson is changed by one process."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or paths.lessons_folder()

    # ---- lessons -------------------------------------------------------------------------------

    def all(self) -> tuple[Lesson, ...]:
        """All lessons, latest first; a folder that cannot be read as one is passed over."""
        found = []
        if self.folder.is_dir():
            for place in self.folder.iterdir():
                if _ID.fullmatch(place.name):
                    with contextlib.suppress(NotFound):
                        found.append(self.get(place.name))
        return tuple(sorted(found, key=lambda each: (-each.created, each.id)))

    def get(self, id: str) -> Lesson:
        """A lesson.

        Raises:
            NotFound: there is none with this id, or its folder is damaged.
        """
        try:
            state = json.loads((self.place(id) / "state.json").read_text(encoding="utf-8"))
            plan = plan_file.read(self.place(id) / "plan.toml")
            known = {each.name for each in dataclasses.fields(Lesson)}
            values = {name: value for name, value in state.items() if name in known}
            values["state"] = LessonState(values["state"])
            values["error_subject"] = tuple(
                (str(name), str(text)) for name, text in values.get("error_subject", ())
            )
            return Lesson(**(values | {"id": id, "plan": plan}))
        except (OSError, ValueError, TypeError, KeyError, BadRequest) as error:
            raise NotFound(what="lesson", id=id) from error

    def new(self, plan: LessonPlan, examples: Sequence[Example] = ()) -> Lesson:
        """Keep a lesson as a draft.

        Raises:
            BadRequest: the plan makes no sense, or there are more examples than can be kept.
        """
        plan_file.checked(plan)
        if not any(each.held_out for each in examples):
            examples = split(examples, plan.hold_out, plan.seed)
        id = secrets.token_hex(6)
        place = self.place(id)
        place.mkdir(parents=True)
        lesson = Lesson(id, plan, LessonState.DRAFT, time.time())
        try:
            _put(place / "plan.toml", plan_file.written(plan))
            self._put_examples(id, examples)
            self.put(dataclasses.replace(lesson, examples=len(examples)))
        except BaseException:
            # Half a lesson is in no list, and nobody could remove it.
            shutil.rmtree(place, ignore_errors=True)
            raise
        return self.get(id)

    def copy(self, id: str, title: str) -> Lesson:
        """Keep a draft with the plan and the examples of a lesson.

        Raises:
            NotFound: no such lesson.
            BadRequest: the title is empty.
        """
        return self.new(dataclasses.replace(self.get(id).plan, title=title), self.examples(id))

    def put(self, lesson: Lesson) -> None:
        """Write down where a lesson stands."""
        values = dataclasses.asdict(lesson)
        del values["plan"], values["id"]
        values["state"] = lesson.state.value
        _put(self.place(lesson.id) / "state.json", json.dumps(values, ensure_ascii=False))

    def change_plan(self, id: str, plan: LessonPlan) -> Lesson:
        """Give a lesson that has not been started another plan.

        Raises:
            NotFound: no such lesson.
            BadRequest: it has been started, or the plan makes no sense.
        """
        before = self._require_changeable(id).plan
        _put(self.place(id) / "plan.toml", plan_file.written(plan_file.checked(plan)))
        if dataclasses.replace(before, title=plan.title) != plan:
            self._forget_computed(id)
        if (before.hold_out, before.seed) != (plan.hold_out, plan.seed):
            self._put_examples(id, split(self.examples(id), plan.hold_out, plan.seed))
        return self.get(id)

    def remove(self, id: str) -> None:
        """Remove a lesson with everything that came of it; one already gone is no matter.

        Raises:
            BadRequest: it is being taught.
        """
        with self.held(id):
            # Out of sight first: a removal that is interrupted leaves no half lesson in the list.
            gone = self.place(id).with_name(f"{_GONE}{id}")
            with contextlib.suppress(FileNotFoundError):
                os.replace(self.place(id), gone)
            shutil.rmtree(gone, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what is left of removals that were interrupted."""
        for gone in self.folder.glob(f"{_GONE}*"):
            shutil.rmtree(gone, ignore_errors=True)

    @contextlib.contextmanager
    def held(self, id: str, patience: float = 0.0) -> Iterator[None]:
        """Keep a lesson from being taught or removed by another program meanwhile.

        Another one that only looks whether it is held does so for a moment: `patience` seconds.

        Raises:
            BadRequest: another one holds it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / f".{id}.lock", timeout=patience)
        try:
            lock.acquire()
        except Timeout as error:
            raise BadRequest(reason="This lesson is being taught in another Lectern.") from error
        try:
            yield
        finally:
            lock.release()

    def is_held(self, id: str) -> bool:
        """Whether a program is at work on a lesson."""
        try:
            with self.held(id):
                return False
        except BadRequest:
            return True

    def place(self, id: str) -> Path:
        """The folder of a lesson.

        Raises:
            NotFound: this cannot be the id of one.
        """
        if not _ID.fullmatch(id):
            raise NotFound(what="lesson", id=id)
        return self.folder / id

    def _require_changeable(self, id: str) -> Lesson:
        lesson = self.get(id)
        if lesson.state not in _CHANGEABLE or lesson.step:
            raise BadRequest(reason="This lesson has been started; begin a new one from it.")
        return lesson

    def _forget_computed(self, id: str) -> None:
        """Remove what a measurement, or a start that failed, computed for the plan and the examples
        as they were: another plan could not go on with it."""
        shutil.rmtree(self.place(id) / "checkpoints", ignore_errors=True)
        lesson = self.get(id)
        if lesson.saved:
            self.put(dataclasses.replace(lesson, saved=0.0, best_step=0))

    # ---- examples ------------------------------------------------------------------------------

    def examples(self, id: str, offset: int = 0, limit: int | None = None) -> tuple[Example, ...]:
        """Examples in order.

        Raises:
            NotFound: no such lesson.
        """
        self.get(id)
        end = None if limit is None else offset + limit
        found = []
        with contextlib.suppress(FileNotFoundError), self._lines(id) as lines:
            for place, line in enumerate(lines):
                if end is not None and place >= end:
                    break
                if place >= offset:
                    found.append(_value(line, Example))
        return tuple(found)

    def example(self, id: str, number: int) -> Example:
        """The example of that number.

        Raises:
            NotFound: no such lesson, or no such example in it.
        """
        self.get(id)
        sign = f'"id": {number},'
        with contextlib.suppress(FileNotFoundError), self._lines(id) as lines:
            # Of a large set only the lines that may be it are made into values.
            for each in (_value(line, Example) for line in lines if sign in line):
                if each.id == number:
                    found: Example = each
                    return found
        raise NotFound(what="example", id=number)

    def add_examples(self, id: str, found: ExamplesFound) -> ExamplesFound:
        """Put what was found after a lesson's examples; what it has already is a duplicate.

        Returns what was found without the examples, `added` of which are new.

        Raises:
            NotFound: no such lesson.
            BadRequest: it has been started, or would have more examples than can be kept.
        """
        plan = self._require_changeable(id).plan
        present = self.examples(id)
        there = {_sameness(each) for each in present}
        new = [
            dataclasses.replace(each, id=0)
            for each in found.examples
            if _sameness(each) not in there
        ]
        if new:
            self._keep(id, [*present, *completed(present, new, plan.hold_out, plan.seed)])
        return dataclasses.replace(
            found,
            examples=(),
            added=len(new),
            duplicates=found.duplicates + len(found.examples) - len(new),
        )

    def save_examples(self, id: str, examples: Sequence[Example]) -> ExamplesReport:
        """Keep changed examples and, with id 0, new ones; removed ones return to their place.

        Raises:
            NotFound: no such lesson.
            BadRequest: it has been started.
        """
        plan = self._require_changeable(id).plan
        changed = {each.id: each for each in examples if each.id}
        kept = [changed.pop(each.id, each) for each in self.examples(id)]
        if changed:
            # Numbers rise from the top, so that a removal taken back knows where it was.
            kept = sorted([*kept, *changed.values()], key=lambda each: each.id)
        new = [each for each in examples if not each.id]
        kept += completed(kept, new, plan.hold_out, plan.seed)
        return self._keep(id, kept)

    def remove_examples(self, id: str, examples: Sequence[int]) -> ExamplesReport:
        """Remove examples; those already gone are no matter.

        Raises:
            NotFound: no such lesson.
            BadRequest: it has been started.
        """
        self._require_changeable(id)
        gone = frozenset(examples)
        return self._keep(id, [each for each in self.examples(id) if each.id not in gone])

    def _keep(self, id: str, examples: Sequence[Example]) -> ExamplesReport:
        self._put_examples(id, examples)
        self._forget_computed(id)
        self.put(dataclasses.replace(self.get(id), examples=len(examples)))
        return counted(self.examples(id))

    def _put_examples(self, id: str, examples: Sequence[Example]) -> None:
        if len(examples) > MOST_EXAMPLES:
            raise BadRequest(reason=f"{len(examples)} examples; {MOST_EXAMPLES} are the most.")
        last = max((each.id for each in examples), default=0)
        numbered = []
        for each in examples:
            if not each.id:
                last += 1
            numbered.append(each if each.id else dataclasses.replace(each, id=last))
        _put(self.place(id) / "examples.jsonl", _lines_of(numbered))

    @contextlib.contextmanager
    def _lines(self, id: str) -> Iterator[Iterable[str]]:
        with (self.place(id) / "examples.jsonl").open(encoding="utf-8") as file:
            yield file

    # ---- course --------------------------------------------------------------------------------

    def add_to_course(
        self, id: str, points: Sequence[LessonPoint], samples: Sequence[SampleAnswer] = ()
    ) -> None:
        """Append to the course of a lesson; a line that a crash cut short is passed over later."""
        lines = [
            json.dumps(wire.to_plain(each), ensure_ascii=False) for each in (*points, *samples)
        ]
        if lines:
            with (self.place(id) / "course.jsonl").open("a", encoding="utf-8") as file:
                file.write("".join(f"{line}\n" for line in lines))

    def cut_course(self, id: str, step: int) -> None:
        """Forget what came after a step: a lesson that goes on from a checkpoint does it again."""
        detail = self.detail(id)
        points = [each for each in detail.points if each.step <= step]
        samples = [each for each in detail.samples if each.step <= step]
        lines = [
            json.dumps(wire.to_plain(each), ensure_ascii=False) for each in (*points, *samples)
        ]
        _put(self.place(id) / "course.jsonl", "".join(f"{line}\n" for line in lines))

    def detail(self, id: str) -> LessonDetail:
        """A lesson with its course: of a step told twice the later telling.

        Raises:
            NotFound: no such lesson.
        """
        points: dict[int, LessonPoint] = {}
        samples: dict[tuple[int, str], SampleAnswer] = {}
        with contextlib.suppress(FileNotFoundError):
            text = (self.place(id) / "course.jsonl").read_text(encoding="utf-8", errors="replace")
            for line in text.split("\n"):
                with contextlib.suppress(ValueError, wire.WireError, TypeError):
                    value = wire.from_plain(json.loads(line))
                    if isinstance(value, LessonPoint):
                        points[value.step] = value
                    elif isinstance(value, SampleAnswer):
                        samples[value.step, value.question] = value
        return LessonDetail(
            self.get(id),
            tuple(points[step] for step in sorted(points)),
            tuple(samples[key] for key in sorted(samples)),
            self.verdict(id),
        )

    # ---- verdict -------------------------------------------------------------------------------

    def verdict(self, id: str) -> LessonVerdict | None:
        """What the exam said of a lesson; None where none was taken."""
        try:
            line = (self.place(id) / "verdict.json").read_text(encoding="utf-8")
            verdict: LessonVerdict = _value(line, LessonVerdict)
            return verdict
        except (OSError, ValueError, NotFound):
            return None

    def put_verdict(self, id: str, verdict: LessonVerdict) -> None:
        """Keep what the exam said of a lesson."""
        plain = wire.to_plain(verdict)
        _put(self.place(id) / "verdict.json", json.dumps(plain, ensure_ascii=False))


def _sameness(example: Example) -> tuple[object, ...]:
    """What two examples have in common that teach the same."""
    return (example.system, example.turns, example.question, example.answer, example.rejected)


def counted(examples: Sequence[Example]) -> ExamplesReport:
    """What can be said of examples without a model: no tokens."""
    accepted = [each for each in examples if each.accepted]
    return ExamplesReport(
        total=len(examples),
        accepted=len(accepted),
        held_out=sum(each.held_out for each in accepted),
        pairs=sum(bool(each.rejected) for each in accepted),
        languages=_tally(each.language for each in accepted),
        tokens=0,
        longest=0,
        cut=0,
        origins=_tally(each.origin.value for each in accepted),
    )


def _tally(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _lines_of(values: Iterable[Any]) -> str:
    return "".join(f"{json.dumps(wire.to_plain(each), ensure_ascii=False)}\n" for each in values)


def _value(line: str, kind: type[Any]) -> Any:
    try:
        value = wire.from_plain(json.loads(line))
    except (ValueError, wire.WireError) as error:
        raise NotFound(what="example", id=line[:40]) from error
    if not isinstance(value, kind):
        raise NotFound(what="example", id=line[:40])
    return value


def _put(target: Path, text: str) -> None:
    write_whole(target, text.encode())
