"""Starts worker processes and speaks with them over plain pipes (core/wire.py)."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from core import paths, wire

LARGEST_ANSWER = 384 * 1024 * 1024
"""Largest frame taken from a worker, in bytes."""
_LARGEST_LOG = 1024 * 1024


class WorkerGone(Exception):
    """The worker's process has ended, or said something that is no answer."""


class WorkerProcess:
    """A running worker. Its answers are gathered by a thread, so that waiting for them can end.

    Linux kills the worker when the thread that started it ends: start it from one that stays.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        background: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start the process that runs `module`; its log is called like the module's last part."""
        root = str(Path(__file__).resolve().parents[2])
        variables = dict(os.environ)
        variables["PYTHONPATH"] = os.pathsep.join(
            part for part in (root, variables.get("PYTHONPATH", "")) if part
        )
        variables.update({"PYTHONUTF8": "1", "OMP_WAIT_POLICY": "PASSIVE", **(environment or {})})
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
            flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS if background else 0
        with _log(module.rpartition(".")[2].replace("_", "-")) as log:
            self._process = subprocess.Popen(
                worker_command(module, *arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=variables,
                creationflags=flags,
            )
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.documents = 0
        """Files it was given so far."""
        self._first_memory = 0
        threading.Thread(target=self._listen, name="worker-answers", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def send(self, value: Any) -> None:
        """Give it an order.

        Raises:
            WorkerGone: it has ended.
        """
        stdin = self._process.stdin
        assert stdin is not None
        try:
            wire.write(cast(BinaryIO, stdin), value)
        except (OSError, ValueError) as error:
            raise WorkerGone from error

    def receive(self, seconds: float) -> Any:
        """Its next answer; None when none came in time.

        Raises:
            WorkerGone: it has ended.
        """
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(answer, WorkerGone):
            raise answer
        return answer

    def memory(self) -> int:
        """Bytes it holds now; 0 when it has ended."""
        import psutil

        try:
            held = int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0
        self._first_memory = self._first_memory or held
        return held

    def growth(self) -> int:
        """Bytes it holds more than when it was first asked."""
        held = self.memory()
        return held - self._first_memory

    def end(self) -> None:
        """End it at once and wait until it is gone."""
        with contextlib.suppress(OSError):
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is self._process.stdin and stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()

    def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        try:
            while True:
                self._answers.put(wire.read(cast(BinaryIO, stdout), LARGEST_ANSWER))
        except (EOFError, OSError, ValueError, MemoryError, wire.WireError) as error:
            self._answers.put(WorkerGone(str(error)))
        finally:
            stdout.close()


def worker_command(module: str, *arguments: str) -> list[str]:
    """The command line of a worker; a frozen program starts itself in that role."""
    start = [sys.executable]
    start += ["--worker"] if getattr(sys, "frozen", False) else ["-m"]
    return [*start, module, *arguments]


def _log(name: str) -> IO[bytes]:
    """Where a kind of worker says what went wrong: one file, started anew when it has grown."""
    try:
        folder = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}.log"
        grown = file.exists() and file.stat().st_size > _LARGEST_LOG
        return file.open("wb" if grown else "ab")
    except OSError:
        return open(os.devnull, "wb")
