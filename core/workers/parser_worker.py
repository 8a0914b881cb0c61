"""The process that reads and draws hostile files: orders on stdin, answers on stdout.

Orders:  {"do": "parse", "path": bytes, "name": str, "password": str}
         {"do": "draw", "path": bytes, "page": int, "scale": float, "folder": bytes,
          "password": str}
         {"do": "unlock", "path": bytes, "name": str, "password": str, "target": bytes}
Answers: Progress …, then {"document": ParsedDocument}, {"drawn": {...}}, {"unlocked": {}} or
         {"error": kind, "subject": {...}}.
It ends when stdin does.
"""

import os
import queue
import sys
import threading
import traceback
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO

from core import wire
from core.errors import DamagedFile, LecternError, TooLarge
from core.events import Progress, Stage
from core.processes.worker_side import listen, own_stdout
from core.types import ParsedDocument
from core.workers import limits


def main(arguments: list[str]) -> None:
    """Serve until stdin ends; the argument is the role, "parse" or "draw"."""
    answers = own_stdout()
    limits.confine(background=arguments == ["parse"])
    orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(orders.put,), daemon=True).start()
    drawer: Any = None
    while True:
        order = orders.get()
        name = str(order.get("name", ""))
        try:
            if order["do"] == "parse":
                _parse(order, answers)
            elif order["do"] == "draw":
                if drawer is None:
                    from core.workers.page_drawing import PageDrawer

                    drawer = PageDrawer()
                wire.write(answers, {"drawn": drawer.draw(order)})
            elif order["do"] == "unlock":
                _unlock(order, answers)
        except LecternError as error:
            _refuse(answers, error)
        except MemoryError:
            _refuse(answers, TooLarge(name=name, limit="memory"))
        except RecursionError:
            _refuse(answers, TooLarge(name=name, limit="nesting"))
        except wire.WireError:
            traceback.print_exc()
            _refuse(answers, TooLarge(name=name, limit="text"))
        except Exception:
            # A library's own error over a malformed file; the log keeps which.
            traceback.print_exc()
            _refuse(answers, DamagedFile(name=name))


def _parse(order: dict[str, Any], answers: BinaryIO) -> None:
    path = Path(os.fsdecode(order["path"]))
    reading = _reading(path, order["name"], order["password"])
    try:
        while True:
            progress = next(reading)
            if progress.stage is Stage.RECOGNISING:
                limits.allow_recognition()
            wire.write(answers, progress)
    except StopIteration as finished:
        wire.write(answers, {"document": finished.value})


def _unlock(order: dict[str, Any], answers: BinaryIO) -> None:
    from core.parsing.unlocking import unlock

    path, target = Path(os.fsdecode(order["path"])), Path(os.fsdecode(order["target"]))
    unlock(path, order["name"], order["password"], target)
    wire.write(answers, {"unlocked": {}})


def _reading(path: Path, name: str, password: str) -> Generator[Progress, None, ParsedDocument]:
    from core.parsing.parse import parse

    return parse(path, name, password)


def _refuse(answers: BinaryIO, error: LecternError) -> None:
    wire.write(answers, {"error": error.kind, "subject": error.subject})


if __name__ == "__main__":
    main(sys.argv[1:])
