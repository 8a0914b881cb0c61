"""The trainer's process, seen from the engine: orders in, what it says out. Light."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from core import errors
from core.errors import LecternError, LessonFailed
from core.processes.worker_process import WorkerGone, WorkerProcess
from core.training import told
from core.training.told import Ended, Refused, Told
from core.types import LessonPlan, TeachingMethod

BEAT = 0.1
"""Seconds between two signs of life while nothing comes."""
_MODULE = "core.training.worker"
_ENVIRONMENT = {
    # No code of the process may look for models elsewhere.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    # The number of threads must not change by itself: sums would come out differently.
    "MKL_DYNAMIC": "FALSE",
    "OMP_DYNAMIC": "FALSE",
    # Large pages for what is allocated: tensors come and go, and each is faulted in anew.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
_CLASSES = {
    each.__name__: each
    for each in (
        told.MicroStepped,
        told.Stepped,
        told.Sampled,
        told.Saved,
        told.Measured,
        told.Exported,
        told.Wrote,
        told.Working,
        told.Ended,
        told.Refused,
    )
}


class Trainer:
    """Teaches one lesson on one base. Give one order at a time; close it to end the process."""

    def __init__(self, place: Path, base: Path, plan: LessonPlan, row: TeachingMethod) -> None:
        """`place`: the lesson's folder, as core/lessons/store.py keeps it; `row`: of its method."""
        self._place, self._base, self._plan, self._row = place, base, plan, row
        self._process = WorkerProcess(_MODULE, background=True, environment=_ENVIRONMENT)
        self._number = 0

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def __enter__(self) -> "Trainer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def estimate(self) -> Iterator[Told | None]:
        """Measure memory and time: ends after Measured.

        All orders give None at each beat without news.

        Raises:
            LessonFailed: the process died.
            LecternError: what the process refused, by its own name.
        """
        return self._order("estimate")

    def train(self) -> Iterator[Told | None]:
        """Teach, or go on at the last checkpoint; it needs leave (`go`). Raises as `estimate`."""
        return self._order("train")

    def export(self, form: str = "", path: str = "") -> Iterator[Told | None]:
        """Put what was learnt into the form that chat takes, or into another one at a path.

        Raises as `estimate`, and LessonUntrue.
        """
        return self._order("export", form=form, path=path)

    def answer(
        self, messages: Sequence[tuple[str, str]], most: int = 512, taught: bool = True
    ) -> Iterator[Told | None]:
        """What the taught model says, in pieces; without `taught`, what it says with nothing
        learnt yet. Raises as `estimate`."""
        said = [[role, text] for role, text in messages]
        return self._order("answer", messages=said, max_tokens=most, taught=taught)

    def go(self, count: int = 1) -> None:
        """Leave to do so many more micro-steps, and no hold any longer. Returns at once."""
        self._tell("go", count=count)

    def hold(self) -> None:
        """Let it stand still where it is, until the next `go` or `stop`. Returns at once."""
        self._tell("hold")

    def stop(self) -> None:
        """Let it save and end the order. Returns at once; the order's iterator says when."""
        self._tell("stop")

    def close(self) -> None:
        """End the process at once."""
        self._process.end()

    def _tell(self, do: str, **what: Any) -> None:
        # Where it has died, the order's iterator says so.
        with contextlib.suppress(WorkerGone):
            self._process.send({"do": do, "n": self._number, **what})

    def _order(self, do: str, **what: Any) -> Iterator[Told | None]:
        self._number += 1
        number = self._number
        order = {
            "do": do,
            "n": number,
            "lesson": os.fsencode(self._place),
            "base": os.fsencode(self._base),
            "plan": self._plan,
            "row": self._row,
            **what,
        }
        try:
            self._process.send(order)
            while True:
                came = self._process.receive(BEAT)
                if came is None:
                    yield None
                    continue
                if came.pop("n") != number:
                    continue  # the last words of an order that nobody waits for any more
                value = read(came)
                if isinstance(value, Refused):
                    raise error_of(value)
                yield value
                if isinstance(value, Ended):
                    return
        except WorkerGone as gone:
            reason = "the process that teaches ended."
            raise LessonFailed(name=self._plan.title, reason=reason) from gone


def plain(value: Told) -> dict[str, Any]:
    """What the trainer says as it crosses the pipe."""
    names = type(value).__dataclass_fields__
    return {"is": type(value).__name__, **{name: getattr(value, name) for name in names}}


def read(came: dict[str, Any]) -> Told:
    """What the trainer said."""
    kind = _CLASSES[str(came["is"])]
    values = {name: value for name, value in came.items() if name != "is"}
    if kind is told.Refused:
        values["subject"] = tuple((str(name), str(text)) for name, text in values["subject"])
    made: Told = kind(**values)
    return made


def error_of(refused: Refused) -> LecternError:
    """The error that it named."""
    kind = getattr(errors, refused.error, errors.LessonFailed)
    made: LecternError = kind(**dict(refused.subject))
    return made
