"""Files of examples, each read in a process of its own that can be ended at any time."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.errors import BadExamples, error_named
from core.events import Progress, Road, Stage
from core.examples.file_reading import TOLD_PROBLEMS
from core.examples.problems import Problem, trouble
from core.processes.worker_process import WorkerGone, WorkerProcess
from core.types import Example, ExampleProblem, ExamplesFound

PATIENCE_SECONDS = 60.0
"""Without a sign of life."""
LONGEST_SECONDS = 900.0
"""For one file."""
_BEAT = 0.05


def read_files(paths: Sequence[str]) -> Road[ExamplesFound]:
    """The examples of all files, in order; a file that cannot be used is told among the problems.

    Raises:
        BadExamples: none of them can be used; the first one's error.
    """
    found: list[ExamplesFound] = []
    failed: list[BadExamples] = []
    for place, path in enumerate(paths):
        try:
            found.append((yield from read_file(Path(path), place, len(paths))))
        except BadExamples as error:
            failed.append(error)
    if failed and not found:
        raise failed[0]
    problems = [*map(_told, failed), *(each for one in found for each in one.problems)]
    return ExamplesFound(
        examples=tuple(each for one in found for each in one.examples),
        problems=tuple(problems[:TOLD_PROBLEMS]),
        problem_count=len(failed) + sum(one.problem_count for one in found),
        format=found[0].format if found else "",
    )


def read_file(path: Path, place: int = 0, files: int = 1) -> Road[ExamplesFound]:
    """The examples of a file; `place` of `files` is told as progress.

    Raises:
        BadExamples: nothing of it can be used.
    """
    name = path.name.encode("utf-8", "replace").decode()
    yield _progress(0.0, place, files, -1.0, name)
    examples: list[Example] = []
    problems: list[ExampleProblem] = []
    began = heard = time.monotonic()
    with _worker() as worker:
        try:
            worker.send({"path": os.fsencode(path.absolute()), "name": name})
            while True:
                answer = worker.receive(_BEAT)
                now = time.monotonic()
                if answer is None:
                    if now - heard > PATIENCE_SECONDS or now - began > LONGEST_SECONDS:
                        raise trouble(Problem.TOO_SLOW).raised(name)
                    yield _progress(0.0, place, files, -1.0, name)
                    continue
                heard = now
                if "error" in answer:
                    raise _named(answer, name)
                if "format" in answer:
                    break
                examples += _sound(answer["examples"], Example)
                problems += _sound(answer["problems"], ExampleProblem)
                share = float(answer["share"])
                left = (now - began) / share * (1 - share) if share > 0.01 else -1.0
                yield _progress(share, place, files, left, name)
        except (WorkerGone, KeyError, TypeError) as error:
            raise trouble(Problem.DAMAGED).raised(name) from error
    count = int(answer["problem_count"])
    return ExamplesFound(tuple(examples), tuple(problems), count, str(answer["format"]))


def _progress(share: float, place: int, files: int, left: float, name: str) -> Progress:
    done = round((place + share) * 100)
    return Progress(Stage.READING, done, 100 * files, left if files == place + 1 else -1.0, name)


@contextmanager
def _worker() -> Iterator[WorkerProcess]:
    worker = WorkerProcess("core.examples.file_worker", background=True)
    try:
        yield worker
    finally:
        worker.end()


def _named(answer: dict[str, Any], name: str) -> BadExamples:
    subject = {str(key): str(value) for key, value in (answer.get("subject") or {}).items()}
    error = error_named(str(answer["error"]), subject)
    return error if isinstance(error, BadExamples) else trouble(Problem.DAMAGED).raised(name)


def _sound(values: Any, kind: type[Any]) -> list[Any]:
    """Values of a worker that its file may have taken over.

    Raises:
        WorkerGone: they are not what they should be.
    """
    if not all(isinstance(value, kind) for value in values):
        raise WorkerGone("no examples")
    return list(values)


def _told(error: BadExamples) -> ExampleProblem:
    subject = error.subject
    kind = str(subject.get("problem", Problem.DAMAGED.value))
    name, details = str(subject.get("name", "")), tuple(subject.items())
    return ExampleProblem(0, kind, error.message, error.hint, name, details)
