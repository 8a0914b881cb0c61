"""The door: the only place where the window and the engine process meet.

A pane starts a verb of core/operations/ and gets a Request whose signals bring its events, its
result or its named error. The engine is a child process behind two pipes; if it ends by itself it
is started again, the library is opened again, and whatever was running fails with EngineGone.
"""

import io
import os
import sys
import time
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from core import wire
from core.errors import EngineGone, error_named
from core.events import Changes
from core.operations import Verb
from core.types import LibrarySummary

TICK_SECONDS = 0.008
"""Decoding stops after this long and goes on at the next turn of the event loop."""
RESTARTS = 3
RESTART_WINDOW_SECONDS = 60.0


def engine_command() -> list[str]:
    """How to start the engine: this Python, or this program when it is a frozen one."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine"]
    return [sys.executable, "-m", "core.engine"]


def unpacked(packed: bytes) -> Any:
    """A value that came packed, because it may never be looked at; None where it is not one."""
    try:
        return wire.read(io.BytesIO(packed))
    except (wire.WireError, EOFError):
        return None


class Request(QObject):
    """One running verb. Deleted after it has ended."""

    told = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, link: "EngineLink", number: int, verb: Verb) -> None:
        super().__init__(link)
        self._link = link
        self.number = number
        self.verb_name = verb.name
        self.paused = False
        self.cancelled = False

    def cancel(self) -> None:
        """Stop it at the next safe point; `ended` follows, without `done` or `failed`."""
        self.cancelled = True
        self._link.send({"do": "cancel", "job": self.number})

    def pause(self) -> None:
        """Hold it at the next safe point."""
        self.paused = True
        self._link.send({"do": "pause", "job": self.number})

    def resume(self) -> None:
        """Let it go on."""
        self.paused = False
        self._link.send({"do": "resume", "job": self.number})


class EngineLink(QObject):
    """The window's end of the pipe."""

    ready = Signal()
    opened = Signal(object)
    open_failed = Signal(object)
    changed = Signal(object, object)
    gone = Signal()
    given_up = Signal()

    def __init__(self, parent: QObject | None = None, command: list[str] | None = None) -> None:
        super().__init__(parent)
        self._command = command or engine_command()
        self._requests: dict[int, Request] = {}
        self._next = 1
        self._reader = wire.FrameReader()
        self._library: tuple[str, bool] | None = None
        self._starts: list[float] = []
        self._closing = False
        self._unsent: list[dict[str, Any]] = []
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        environment.insert("PYTHONUTF8", "1")
        environment.insert("PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._on_bytes)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self._decode)
        self._process.started.connect(self._flush)
        self._start_soon()

    # ---- what panes use ------------------------------------------------------------------------

    def start(self, verb: Verb, **arguments: Any) -> Request:
        """Start a verb in the engine."""
        request = Request(self, self._next, verb)
        self._next += 1
        self._requests[request.number] = request
        self.send({"do": "start", "job": request.number, "verb": verb.name, "arguments": arguments})
        return request

    def open_library(self, path: str, create: bool = False) -> None:
        """Open a library in the engine, in place of the one that is open."""
        self._library = (path, create)
        self.send({"do": "open", "path": path, "create": create})

    def send(self, frame: dict[str, Any]) -> None:
        """Send a frame, now or as soon as the engine runs."""
        if self._process.state() == QProcess.ProcessState.Running:
            self._process.write(wire.encode(frame))
        else:
            self._unsent.append(frame)

    def process_id(self) -> int:
        """The engine's process id; 0 when it is not running."""
        return int(self._process.processId())

    def close(self, milliseconds: int = 5000) -> None:
        """Let the engine finish its step and end it."""
        self._closing = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self.send({"do": "quit"})
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(milliseconds):
            self._process.kill()
            self._process.waitForFinished(1000)

    # ---- the process ---------------------------------------------------------------------------

    def _start_soon(self) -> None:
        # From the event loop: a start that fails at once must find its listeners connected.
        QTimer.singleShot(0, self, self._start_process)

    @Slot()
    def _start_process(self) -> None:
        if self._closing:
            return
        self._starts.append(time.monotonic())
        self._process.start(self._command[0], self._command[1:])

    @Slot()
    def _flush(self) -> None:
        unsent, self._unsent = self._unsent, []
        for frame in unsent:
            self._process.write(wire.encode(frame))

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._on_finished()

    @Slot()
    def _on_finished(self) -> None:
        if self._closing:
            return
        self._reader = wire.FrameReader()
        self._unsent.clear()
        abandoned, self._requests = self._requests, {}
        recent = [at for at in self._starts if time.monotonic() - at < RESTART_WINDOW_SECONDS]
        if len(recent) > RESTARTS:
            self.given_up.emit()
        else:
            self._start_soon()
            if self._library is not None:
                self.open_library(*self._library)
        self.gone.emit()
        for request in abandoned.values():
            request.failed.emit(EngineGone())
            self._end(request)

    # ---- frames --------------------------------------------------------------------------------

    @Slot()
    def _on_bytes(self) -> None:
        self._reader.feed(bytes(self._process.readAllStandardOutput().data()))
        self._decode()

    @Slot()
    def _decode(self) -> None:
        until = time.perf_counter() + TICK_SECONDS
        for frame in self._reader.frames():
            self._take(frame)
            if time.perf_counter() > until:
                self._more.start()
                return

    def _take(self, frame: dict[str, Any]) -> None:
        match frame["say"]:
            case "ready":
                self.ready.emit()
            case "opened":
                summary: LibrarySummary = frame["summary"]
                if self._library is not None:
                    self._library = (summary.path, False)
                self.opened.emit(summary)
            case "open_failed":
                self._library = None
                self.open_failed.emit(error_named(frame["kind"], frame["subject"]))
            case "event":
                self._take_event(frame)
            case "done" | "failed":
                self._take_end(frame)

    def _take_event(self, frame: dict[str, Any]) -> None:
        request = self._requests.get(frame["job"])
        if request is None:
            return
        request.told.emit(frame["event"])
        if isinstance(frame["event"], Changes):
            self.changed.emit(frame["event"], request)

    def _take_end(self, frame: dict[str, Any]) -> None:
        request = self._requests.pop(frame["job"], None)
        if request is None:
            return
        if frame["say"] == "failed":
            request.failed.emit(error_named(frame["kind"], frame["subject"]))
        elif frame["state"] == "done":
            request.done.emit(frame["result"])
        self._end(request)

    def _end(self, request: Request) -> None:
        request.ended.emit()
        request.deleteLater()
