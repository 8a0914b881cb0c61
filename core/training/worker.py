"""The process that teaches: orders on stdin, answers on stdout (core/training/told.py).

It runs below everything else on the computer, has no network, and ends when stdin does.
"""

import contextlib
import errno
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core import wire
from core.errors import DiskFull, LecternError, LessonFailed, LessonTooLarge
from core.processes.spawning import die_with_parent
from core.processes.worker_side import listen, own_stdout, refuse_network
from core.training.told import Ended, Measured, Refused, Told, Working, Wrote
from core.training.trainer import plain
from core.types import LessonEstimate

_PATIENCE = 1.0
"""Seconds of waiting for leave after which a lesson is saved."""
_NICEST = 19
"""Tests, which wait for it while others compute, say less in the environment."""


def main() -> None:
    """Serve until stdin ends."""
    answers = own_stdout()
    die_with_parent()
    _give_way()
    refuse_network()
    desk = Desk()
    threading.Thread(target=listen, args=(desk.take,), name="orders", daemon=True).start()
    opened = Opened()
    while True:
        order = desk.next()
        for said in served(order, desk, opened):
            try:
                wire.write(answers, {**plain(said), "n": order["n"]})
            except OSError:
                os._exit(0)  # nobody listens any more


class Desk:
    """Where orders wait; leave to go on and the wish to stop are heard meanwhile."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._leave = 0
        self._stopped = False
        self._held = False
        self._number = -1

    def take(self, order: dict[str, Any]) -> None:
        """Hear what stdin brings."""
        if order["do"] not in ("go", "hold", "stop"):
            with self._changed:
                self._number = int(order["n"])
                self._leave, self._stopped, self._held = 0, False, False
            self._orders.put(order)
            return
        with self._changed:
            if int(order["n"]) == self._number:
                self._leave += int(order.get("count", 0))
                self._stopped = self._stopped or order["do"] == "stop"
                self._held = order["do"] == "hold" and not self._stopped
                self._changed.notify_all()

    def next(self) -> dict[str, Any]:
        """The next order."""
        return self._orders.get()

    def stopped(self) -> bool:
        """Whether the order under way is to end."""
        return self._stopped

    def held(self) -> bool:
        """Whether it is to stand still where it is."""
        return self._held

    def until_free(self) -> None:
        """Stand still as long as that lasts."""
        with self._changed:
            self._changed.wait_for(lambda: not self._held)

    def wait(self, held_up: Callable[[], None]) -> bool:
        """See core.training.loop.Leave."""
        with self._changed:
            come = self._changed.wait_for(self._may_return, _PATIENCE)
        if not come:
            held_up()
            with self._changed:
                self._changed.wait_for(self._may_return)
        with self._changed:
            if self._stopped:
                return False
            self._leave -= 1
            return True

    def _may_return(self) -> bool:
        return self._stopped or (self._leave > 0 and not self._held)


class Opened:
    """The lesson that answers, kept open for the next question: opening its base takes seconds."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._lesson: Any = None

    def lesson(self, order: dict[str, Any]) -> Any:
        """The lesson of an order; only those that answer find it as another left it."""
        from core.training.lesson import opened

        place, base = (Path(os.fsdecode(order[each])) for each in ("lesson", "base"))
        key = (order["do"], place, base, order["plan"], order.get("taught"))
        if order["do"] != "answer" or key != self._key:
            # What is open goes first: there may be no room for two.
            self._key, self._lesson = (), None
            self._lesson = opened(place, base, order["plan"], order["row"])
            self._key = key
        return self._lesson


def served(order: dict[str, Any], desk: Desk, opened: Opened) -> Iterator[Told]:
    """Do what an order says; the last thing said is Ended or Refused."""
    name = "lesson"
    try:
        yield Working("loading")
        from core.training import breath

        name = order["plan"].title
        breath.heed(desk.held, desk.until_free)
        if order["do"] == "estimate" and (found := _unopened(order)) is not None:
            yield from (Measured(found), Ended("done"))
            return
        yield from _DO[order["do"]](opened.lesson(order), order, desk)
    except LecternError as error:
        yield Refused(type(error).__name__, tuple(error.subject.items()))
    except Exception as error:
        traceback.print_exc()
        sys.stderr.flush()
        yield _refused(name, error, os.fsdecode(order.get("path") or order["lesson"]))


def _unopened(order: dict[str, Any]) -> LessonEstimate | None:
    """An estimate of a lesson whose weights alone are too much for this computer."""
    from core.training.method import made
    from core.training.probe import too_large

    dense = bool(getattr(made(order["plan"].method), "dense", False))
    return too_large(Path(os.fsdecode(order["base"])), order["plan"], dense)


def _refused(name: str, error: Exception, place: str) -> Refused:
    """`place`: the lesson's folder."""
    if _disk_is_full(error):
        return Refused(DiskFull.__name__, (("path", place),))
    on_card = type(error).__name__ == "OutOfMemoryError"
    if on_card or isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        from core.training.memory import available, of_card, sized

        found = of_card() if on_card else available()
        subject = {"name": name, "needed": f"> {sized(found)}", "available": sized(found)}
        return Refused(LessonTooLarge.__name__, tuple(subject.items()))
    said = str(error).strip().splitlines()
    reason = f"{type(error).__name__}: {said[0] if said else ''}"
    return Refused(LessonFailed.__name__, (("name", name), ("reason", reason[:300])))


def _disk_is_full(error: BaseException | None) -> bool:
    # PyTorch's writer, told of a full disk, complains of its own place in the file.
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        error = error.__cause__ or error.__context__
    return False


def _estimate(lesson: Any, order: dict[str, Any], desk: Desk) -> Iterator[Told]:
    from core.training.probe import measured

    yield from measured(lesson, desk.stopped)


def _train(lesson: Any, order: dict[str, Any], desk: Desk) -> Iterator[Told]:
    yield from lesson.train(desk, desk.stopped)


def _export(lesson: Any, order: dict[str, Any], desk: Desk) -> Iterator[Told]:
    yield from lesson.export(str(order.get("form", "")), str(order.get("path", "")))
    yield Ended("done")


def _answer(lesson: Any, order: dict[str, Any], desk: Desk) -> Iterator[Told]:
    said = lesson.answer(order["messages"], int(order["max_tokens"]), bool(order["taught"]))
    for piece in said:
        if desk.stopped():
            yield Ended("stopped")
            return
        yield Wrote(piece)
    yield Ended("done")


_DO: dict[str, Callable[[Any, dict[str, Any], Desk], Iterator[Told]]] = {
    "estimate": _estimate,
    "train": _train,
    "export": _export,
    "answer": _answer,
}


def _give_way() -> None:
    """Below everything else; the spawner has seen to it on Windows."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(int(os.environ.get("LECTERN_TRAINER_NICE", _NICEST)))
    from core.training.memory import first_to_go

    with contextlib.suppress(OSError):
        first_to_go()


if __name__ == "__main__":
    main()
