"""The process that reads files of examples, which are strangers': one order, batches as answers.

Order:   {"path": bytes, "name": str}
Answers: {"examples", "problems", "rows", "share"} …, then {"format", "rows", "problem_count"} or
         {"error": kind, "subject": {...}}.
It ends when stdin does.
"""

import os
import queue
import threading
import time
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from core import wire
from core.errors import LecternError
from core.examples.file_reading import Batch, Reading, problem_of, read
from core.examples.problems import Problem, trouble
from core.processes.worker_side import listen, own_stdout
from core.workers import limits

_TELL_EVERY = 0.2
"""Seconds between two signs of life."""


def main() -> None:
    """Serve until stdin ends."""
    answers = own_stdout()
    limits.confine(background=True)
    orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(orders.put,), daemon=True).start()
    while True:
        order = orders.get()
        name = str(order["name"])
        try:
            _serve(Path(os.fsdecode(order["path"])), name, answers)
        except LecternError as error:
            _refuse(answers, error)
        except MemoryError:
            _refuse(answers, trouble(Problem.TOO_LARGE).raised(name))
        except Exception:
            # A library's own error over a malformed file; the log keeps which.
            traceback.print_exc()
            _refuse(answers, trouble(Problem.DAMAGED).raised(name))


def _serve(path: Path, name: str, answers: BinaryIO) -> None:
    reading = Reading()
    told = time.monotonic()
    for batch in read(path, name, reading):
        if batch.examples or batch.problems or time.monotonic() - told > _TELL_EVERY:
            told = time.monotonic()
            wire.write(answers, _plain(batch, name))
    count = reading.problem_count
    done = {"format": reading.shape, "rows": reading.rows, "problem_count": count}
    wire.write(answers, done)


def _plain(batch: Batch, name: str) -> dict[str, Any]:
    return {
        "examples": batch.examples,
        "problems": problem_of(name, batch.problems),
        "rows": batch.rows,
        "share": batch.share,
    }


def _refuse(answers: BinaryIO, error: LecternError) -> None:
    wire.write(answers, {"error": error.kind, "subject": error.subject})


if __name__ == "__main__":
    main()
