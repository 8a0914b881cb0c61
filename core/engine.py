"""The engine process: serves the verbs of core/operations/ to the window over two pipes.

Frames in:  {"do": "open" | "start" | "cancel" | "pause" | "resume" | "quit", …}
Frames out: {"say": "ready" | "opened" | "open_failed" | "event" | "done" | "failed", …}

It ends by itself when its standard input closes, that is when the window has gone.
"""

import contextlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from core import wire
from core.errors import BadRequest, LecternError, Unexpected
from core.events import Event, FilesChanged, Progress, Thought, Token
from core.jobs.job import Job
from core.jobs.lanes import Lane
from core.knowledge_base import KnowledgeBase
from core.operations import VERBS
from core.operations import Lane as LaneName
from core.processes.spawning import die_with_parent, yield_to_the_window
from core.stores.database import named_error

FLUSH_SECONDS = 0.025
"""Events wait this long to be merged: some 40 messages a second look smooth and cost little."""


class Outbox:
    """Sends frames from a thread of its own, merging what a busy window need not see singly."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pending: list[dict[str, Any]] = []
        self._wake = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._thread.start()

    def put(self, frame: dict[str, Any]) -> None:
        """Send a frame, after those put before."""
        with self._wake:
            if not _merge(self._pending, frame):
                self._pending.append(frame)
            self._wake.notify()

    def close(self) -> None:
        """Send what is left and stop."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self._thread.join(2.0)

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._pending and not self._closed:
                    self._wake.wait()
                if not self._pending:
                    return
                urgent = any(frame["say"] != "event" for frame in self._pending)
            if not urgent:
                time.sleep(FLUSH_SECONDS)
            with self._wake:
                frames, self._pending = self._pending, []
            try:
                for frame in frames:
                    self._stream.write(_encoded(frame))
                self._stream.flush()
            except (BrokenPipeError, ValueError, OSError):
                return


def _encoded(frame: dict[str, Any]) -> bytes:
    try:
        return wire.encode(frame)
    except wire.WireError as error:
        report = f"{frame.get('say')}: {error}"
        return wire.encode(
            {"say": "failed", "job": frame.get("job", 0), "kind": "Unexpected",
             "subject": {"report": report}}
        )  # fmt: skip


def _merge(pending: list[dict[str, Any]], frame: dict[str, Any]) -> bool:
    """Fold an event into the job's latest pending one of the same kind, order kept."""
    if frame["say"] != "event":
        return False
    event = frame["event"]
    if not isinstance(event, Progress | Token | Thought | FilesChanged):
        return False
    for earlier in reversed(pending):
        if earlier.get("job") != frame["job"]:
            continue
        before = earlier.get("event")
        if type(before) is not type(event):
            return False
        if isinstance(event, Token) and isinstance(before, Token):
            earlier["event"] = Token(before.text + event.text)
        elif isinstance(event, Thought) and isinstance(before, Thought):
            earlier["event"] = Thought(before.text + event.text)
        elif isinstance(event, FilesChanged) and isinstance(before, FilesChanged):
            if len(before.files) + len(event.files) > 200:
                return False
            files = {file.id: file for file in (*before.files, *event.files)}
            documents = {each.id: each for each in (*before.documents, *event.documents)}
            earlier["event"] = FilesChanged(tuple(files.values()), tuple(documents.values()))
        else:
            earlier["event"] = event
        return True
    return False


class Engine:
    """An opened library, its lanes, and the jobs in them."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._library: KnowledgeBase | None = None
        self._lanes: dict[str, Lane] = {}
        self._jobs: dict[int, tuple[Job, Lane]] = {}

    def handle(self, frame: dict[str, Any]) -> bool:
        """Do what a frame asks; False when it was the last."""
        match frame.get("do"):
            case "open":
                self._open(frame)
            case "start":
                self._start(frame)
            case "cancel" | "pause" | "resume" as action:
                if found := self._jobs.get(frame["job"]):
                    job, lane = found
                    getattr(lane, action)(job)
            case "quit":
                return False
        return True

    def _open(self, frame: dict[str, Any]) -> None:
        self.close()
        try:
            self._library = KnowledgeBase.open(
                Path(frame["path"]), create=bool(frame.get("create"))
            )
            summary = self._library.summary()
        except BaseException as error:
            self._outbox.put({"say": "open_failed", **_described(error)})
            return
        self._lanes = {name: Lane(name) for name in LaneName}
        self._outbox.put({"say": "opened", "summary": summary})

    def _start(self, frame: dict[str, Any]) -> None:
        number = int(frame["job"])
        try:
            if self._library is None:
                raise BadRequest(reason="No library is open.")
            verb = VERBS[frame["verb"]]
            road = verb(self._library, **frame.get("arguments", {}))
        except Exception as error:
            self._outbox.put({"say": "failed", "job": number, **_described(error)})
            return
        job = Job(number, verb.name, verb.urgency, road, self._on_event, self._on_end)
        lane = self._lanes[verb.lane]
        self._jobs[number] = (job, lane)
        lane.add(job)

    def _on_event(self, job: Job, event: Event) -> None:
        self._outbox.put({"say": "event", "job": job.id, "event": event})

    def _on_end(self, job: Job, result: object, error: BaseException | None) -> None:
        self._jobs.pop(job.id, None)
        if error is not None and self._library is not None:
            error = named_error(error, self._library.database.path) or error
        if error is not None:
            self._outbox.put({"say": "failed", "job": job.id, **_described(error)})
        else:
            self._outbox.put(
                {"say": "done", "job": job.id, "result": result, "state": job.state.value}
            )

    def close(self) -> None:
        """End the lanes, then the library."""
        for lane in self._lanes.values():
            lane.end()
        if self._library is not None:
            self._library.interrupt()
        for lane in self._lanes.values():
            lane.close()
        self._lanes = {}
        if self._library is not None:
            self._library.close()
            self._library = None


def _described(error: BaseException) -> dict[str, Any]:
    if isinstance(error, LecternError):
        return {"kind": error.kind, "subject": error.subject}
    report = "".join(traceback.format_exception(error))
    print(report, file=sys.stderr, flush=True)  # noqa: T201 - the engine's log
    return {"kind": Unexpected.__name__, "subject": {"report": report}}


def serve(inbound: BinaryIO, outbound: BinaryIO) -> None:
    """Serve until the window says quit or goes away."""
    outbox = Outbox(outbound)
    engine = Engine(outbox)
    outbox.put({"say": "ready"})
    with contextlib.suppress(EOFError, wire.WireError, OSError):
        while engine.handle(wire.read(inbound)):
            pass
    _exit_soon()
    engine.close()
    outbox.close()


def _exit_soon(seconds: float = 4.0, exit_now: Callable[[int], None] = os._exit) -> None:
    """End the process even if a lane hangs in a library call."""
    timer = threading.Timer(seconds, exit_now, (1,))
    timer.daemon = True
    timer.start()


def main() -> None:
    """Serve on this process's own pipes; whatever a library prints goes to the log instead."""
    die_with_parent()
    yield_to_the_window()
    outbound = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    inbound = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    serve(inbound, outbound)
    os._exit(0)


if __name__ == "__main__":
    main()
