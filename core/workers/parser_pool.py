"""Owns the parser workers: hands them files, watches time and memory, replaces those that fail."""

import os
import sys
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import LecternError, ParserCrashed, TooLarge, TooSlow, error_named
from core.events import Progress, Stage
from core.processes.worker_process import WorkerGone, WorkerProcess
from core.types import Mark, PageGeometry, ParsedDocument
from core.workers.limits import MEMORY, MEMORY_RECOGNISING

DOCUMENTS_A_WORKER = 50
MOST_GROWTH = 400 * 1024 * 1024
"""Bytes a worker may have grown by when it is given its next file."""
_WORKER = "core.workers.parser_worker"
_LOOK_EVERY = 0.25
_HARMLESS = frozenset(
    {"PasswordNeeded", "WrongPassword", "UnsupportedFormat", "EmptyDocument"}
    | {"FileVanished", "ConverterMissing", "NotFound", "BadRequest"}
)


class Patience(NamedTuple):
    """How long reading may take, in seconds."""

    floor: float = 60.0
    """For any file, and between two signs of progress."""
    megabyte: float = 5.0
    page: float = 2.0
    recognised_page: float = 30.0
    drawing: float = 30.0


class DrawnPage(NamedTuple):
    """A page drawn as raw RGB888 rows in `file`, in pixels; the unrotated page's size in points."""

    file: Path
    width: int
    height: int
    stride: int
    rotation: int
    page_width: float
    page_height: float


class ParseTask:
    """A file handed to the pool."""

    def __init__(self, path: Path, name: str, password: str) -> None:
        self.path, self.name, self.password = path, name, password
        self._future: Future[ParsedDocument] = Future()
        self._latest: Progress | None = None
        self._cancelled = threading.Event()

    def ready(self) -> bool:
        """Whether `result` would return or raise at once."""
        return self._future.done()

    def wait(self, seconds: float) -> bool:
        """Wait until ready, at most so long."""
        from concurrent.futures import wait

        return bool(wait([self._future], seconds).done)

    def progress(self) -> Progress | None:
        """How far it is; None before it has started."""
        return self._latest

    def result(self) -> ParsedDocument:
        """The document; blocks until it is read.

        Raises:
            ReadingError: one of its named children.
            concurrent.futures.CancelledError: it was cancelled.
        """
        return self._future.result()

    def cancel(self) -> None:
        """Give it up; a worker that is reading it is ended."""
        self._cancelled.set()

    def run(self, read: "Callable[[ParseTask], ParsedDocument]") -> None:
        """Fulfil the task by `read`; for the pool."""
        try:
            if self._cancelled.is_set():
                raise CancelledError
            self._future.set_result(read(self))
        except BaseException as error:
            self._future.set_exception(error)

    def note(self, progress: Progress) -> None:
        """Remember how far it is; for the pool."""
        self._latest = progress

    @property
    def cancelled(self) -> bool:
        """Whether it was given up."""
        return self._cancelled.is_set()


class ParserPool:
    """Up to `size` reading workers and one for drawing, each started when first needed."""

    def __init__(self, size: int = 1, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._readers = ThreadPoolExecutor(size, thread_name_prefix="parser-pool")
        self._drawers = ThreadPoolExecutor(1, thread_name_prefix="page-drawing")
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self._tasks: set[ParseTask] = set()
        self._lock = threading.Lock()
        self._drawing: WorkerProcess | None = None
        self._closed = False

    def submit(self, path: Path, name: str, password: str = "") -> ParseTask:
        """Hand over a file; it is read as soon as a worker is free."""
        task = ParseTask(path, name, password)
        with self._lock:
            self._tasks.add(task)
        self._readers.submit(self._serve, task)
        return task

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a file; closing the generator gives it up.

        Raises:
            ReadingError: one of its named children.
        """
        task = self.submit(path, name, password)
        told: Progress | None = None
        try:
            while not task.wait(0.05):
                latest = task.progress()
                if latest is not None and latest != told:
                    told = latest
                    yield latest
            return task.result()
        finally:
            task.cancel()

    def draw(
        self, path: Path, page: int, scale: float, folder: Path, password: str = ""
    ) -> DrawnPage:
        """Draw a page at `scale` pixels a point into a new file of `folder`; blocks.

        Raises:
            ReadingError: the file cannot be opened or drawn.
            NotFound: no such page.
            concurrent.futures.CancelledError: the pool is being closed.
        """
        order = {
            "do": "draw",
            "path": os.fsencode(path),
            "name": printable(path.name),
            "page": page,
            "scale": scale,
            "folder": os.fsencode(folder),
            "password": password,
        }
        return self._drawers.submit(self._draw, order).result()

    def unlock(self, path: Path, name: str, password: str, target: Path) -> None:
        """Write an unlocked copy of a locked file to `target`; blocks.

        Raises:
            ReadingError: the password is wrong, or the file cannot be opened.
        """
        order = {
            "do": "unlock",
            "path": os.fsencode(path),
            "name": printable(name),
            "password": password,
            "target": os.fsencode(target),
        }
        self._drawers.submit(self._answer, order, "unlocked").result()

    def release_files(self) -> None:
        """Let go of the file whose pages were drawn last; Windows deletes no file that is open."""
        self._drawers.submit(self._end_drawing).result()

    def worker_ids(self) -> list[int]:
        """Process ids of the workers that run now."""
        with self._lock:
            return [worker.pid for worker in self._all]

    def interrupt(self) -> None:
        """End the workers, so that whoever waits for one need not wait much longer."""
        self._closed = True
        with self._lock:
            for task in self._tasks:
                task.cancel()
            workers = list(self._all)
        for worker in workers:
            worker.end()

    def close(self) -> None:
        """Give up what is being read and end every worker."""
        self.interrupt()
        self._readers.shutdown(wait=True)
        self._drawers.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            workers = list(self._all)
        for worker in workers:
            self._end(worker)

    # ---- reading -------------------------------------------------------------------------------

    def _serve(self, task: ParseTask) -> None:
        try:
            task.run(self._read)
        finally:
            with self._lock:
                self._tasks.discard(task)

    def _read(self, task: ParseTask) -> ParsedDocument:
        worker = self._worker()
        sound = False
        try:
            document = self._converse(worker, task)
            sound = True
            return document
        except WorkerGone as error:
            if task.cancelled or self._closed:
                raise CancelledError from error
            raise ParserCrashed(name=task.name) from error
        except LecternError as error:
            sound = error.kind in _HARMLESS
            raise
        finally:
            if sound and worker.documents < DOCUMENTS_A_WORKER and worker.growth() < MOST_GROWTH:
                with self._lock:
                    self._idle.append(worker)
            else:
                self._end(worker)

    def _worker(self) -> WorkerProcess:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._started(background=True)

    def _started(self, background: bool) -> WorkerProcess:
        with self._lock:
            if self._closed:
                raise CancelledError
            role = "parse" if background else "draw"
            worker = WorkerProcess(_WORKER, role, background=background)
            self._all.add(worker)
        return worker

    def _end(self, worker: WorkerProcess) -> None:
        worker.end()
        with self._lock:
            self._all.discard(worker)
            if worker in self._idle:
                self._idle.remove(worker)

    def _converse(self, worker: WorkerProcess, task: ParseTask) -> ParsedDocument:
        worker.documents += 1
        worker.memory()
        worker.send(
            {
                "do": "parse",
                "path": os.fsencode(task.path),
                "name": printable(task.name),
                "password": printable(task.password),
            }
        )
        clock = _Clock(self._patience, _megabytes(task.path))
        while True:
            answer = worker.receive(_LOOK_EVERY)
            if task.cancelled or self._closed:
                raise CancelledError
            if isinstance(answer, Progress):
                clock.progressed(answer)
                task.note(answer)
            elif isinstance(answer, dict):
                return _document(answer, task.name)
            elif answer is not None:
                raise WorkerGone("no answer")
            if clock.is_over():
                raise TooSlow(name=task.name, seconds=round(clock.elapsed()))
            if sys.platform != "linux" and worker.memory() > clock.most_memory:
                raise TooLarge(name=task.name, limit="memory")

    # ---- drawing -------------------------------------------------------------------------------

    def _draw(self, order: dict[str, Any]) -> DrawnPage:
        drawn = self._answer(order, "drawn")
        try:
            return DrawnPage(
                Path(os.fsdecode(drawn["file"])),
                int(drawn["width"]),
                int(drawn["height"]),
                int(drawn["stride"]),
                int(drawn["rotation"]),
                float(drawn["page_width"]),
                float(drawn["page_height"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ParserCrashed(name=order["name"]) from error

    def _answer(self, order: dict[str, Any], key: str) -> dict[str, Any]:
        """What the drawing worker answers; it is replaced when it did not do well."""
        if self._drawing is None:
            self._drawing = self._started(background=False)
        worker, sound = self._drawing, False
        try:
            worker.send(order)
            answer = worker.receive(self._patience.drawing)
            if answer is None:
                raise TooSlow(name=order["name"], seconds=round(self._patience.drawing))
            found: dict[str, Any] = _answered(answer, key)
            sound = True
            return found
        except WorkerGone as error:
            if self._closed:
                raise CancelledError from error
            raise ParserCrashed(name=order["name"]) from error
        except LecternError as error:
            sound = error.kind in _HARMLESS
            raise
        finally:
            if not sound or worker.growth() > MOST_GROWTH:
                self._end_drawing()

    def _end_drawing(self) -> None:
        if self._drawing is not None:
            self._end(self._drawing)
            self._drawing = None


class _Clock:
    """Counts the time a file has and has used."""

    def __init__(self, patience: Patience, megabytes: float) -> None:
        self._patience = patience
        self._start = self._moved = time.monotonic()
        self._stall = patience.floor + patience.megabyte * megabytes
        self._total = self._stall
        self._pages = 0
        self._recognised = 0
        self.most_memory = MEMORY

    def progressed(self, progress: Progress) -> None:
        self._moved = time.monotonic()
        self._pages = max(self._pages, min(progress.total, 100_000))
        if progress.stage is Stage.RECOGNISING:
            self._recognised = min(self._recognised + 1, self._pages)
            self._stall = max(self._stall, self._patience.floor + self._patience.recognised_page)
            self.most_memory = MEMORY_RECOGNISING

    def elapsed(self) -> float:
        return time.monotonic() - self._start

    def is_over(self) -> bool:
        allowed = self._total + self._patience.page * self._pages
        allowed += self._patience.recognised_page * self._recognised
        stalled = time.monotonic() - self._moved > self._stall
        return stalled or self.elapsed() > allowed


def printable(text: str) -> str:
    """Text that can travel: lone surrogates of undecodable file names become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _megabytes(path: Path) -> float:
    try:
        return path.stat().st_size / 1e6
    except OSError:
        return 0.0


def _answered(answer: Any, key: str) -> Any:
    """The answer under `key`; raises the error the worker names."""
    if not isinstance(answer, dict):
        raise WorkerGone("no answer")
    if "error" in answer:
        subject = answer.get("subject") or {}
        raise error_named(str(answer["error"]), {str(k): str(v) for k, v in subject.items()})
    if key not in answer:
        raise WorkerGone("no answer")
    return answer[key]


def _document(answer: dict[str, Any], name: str) -> ParsedDocument:
    """The document of an answer, checked: the worker may have been taken over by its file."""
    document = _answered(answer, "document")
    if not isinstance(document, ParsedDocument) or not isinstance(document.text, str):
        raise WorkerGone("no document")
    if not document.text.strip():
        raise WorkerGone("an empty document")
    length = len(document.text)
    for spans, kind in ((document.marks, Mark), (document.geometry, PageGeometry)):
        for span in spans:
            if not isinstance(span, kind) or not 0 <= span.start <= span.end <= length:
                raise WorkerGone(f"a malformed document: {name}")
    return document
