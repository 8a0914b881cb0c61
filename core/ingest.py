"""The road of a document into the library.

known by its content? skip → read (parser workers) → cut → embed → one transaction → index. Files
are read ahead in worker processes while this road embeds; small ones are embedded and written
together. Closing the road at any yield loses nothing: what is in stays in, the rest stays on the
import list.
"""

import os
import stat
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.chunking import contextual_text
from core.errors import FileVanished, ReadingError
from core.events import Changes, Event, FilesChanged, Progress, Road, Stage
from core.knowledge_base import KnowledgeBase, PreparedDocument
from core.read_ahead import AlreadyIn, FileToRead, ReadFile, Reading
from core.stores.import_queue import display_path
from core.types import (
    AddResult,
    Document,
    FailedFile,
    FileState,
    ImportTally,
    QueuedFile,
    SkippedFile,
)

ENQUEUE_BATCH = 256
EMBED_BATCH = 256
"""Chunks embedded in one step: enough to sort by length, few enough to stop soon."""
TOGETHER_SECONDS = 1.0
"""Small documents wait at most this long for others to be embedded and written with them."""
ALREADY_IN = "already in the library"
IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})


def add(library: KnowledgeBase, paths: Iterable[Path], copy: bool = True) -> Road[AddResult]:
    """Put files on the import list and bring them in."""
    queued = yield from enqueue(library, paths, copy)
    missing = tuple(
        FailedFile(file.path, file.error, file.message, file.hint)
        for file in queued
        if file.state is FileState.FAILED
    )
    ids = [file.id for file in queued if file.state is FileState.WAITING]
    outcome = yield from _bring_in(library, ids) if ids else _nothing()
    return AddResult(tuple(outcome.added), tuple(outcome.skipped), (*missing, *outcome.failed))


def prepare(library: KnowledgeBase) -> Road[ImportTally]:
    """Bring in everything on the import list, also what is added to it meanwhile."""
    outcome = yield from _bring_in(library)
    return ImportTally(len(outcome.added), len(outcome.skipped), len(outcome.failed))


def enqueue(
    library: KnowledgeBase, paths: Iterable[Path], copy: bool = True
) -> Road[tuple[QueuedFile, ...]]:
    """Put files and the files in folders on the import list."""
    queued: list[QueuedFile] = []
    batch: list[tuple[Path, int]] = []

    def store() -> FilesChanged:
        rows = library.queue.add(batch, linked=not copy)
        batch.clear()
        queued.extend(rows)
        return FilesChanged(rows)

    for path in paths:
        if not path.exists():
            error = FileVanished(name=display_path(Path(path.name)))
            queued.append(
                QueuedFile(
                    0, display_path(path), display_path(Path(path.name)), FileState.FAILED,
                    error=error.kind, message=error.message, hint=error.hint,
                )
            )  # fmt: skip
            continue
        for file in files_in(path):
            batch.append(file)
            if len(batch) == ENQUEUE_BATCH:
                yield store()
    if batch:
        yield store()
    yield Changes(files=True)
    return tuple(queued)


def retry(
    library: KnowledgeBase, ids: Sequence[int], password: str = ""
) -> Road[tuple[QueuedFile, ...]]:
    """Put failed files back on the import list. A password is kept in memory only."""
    if password:
        library.queue.passwords.update(dict.fromkeys(ids, password))
    rows = library.queue.retry(ids)
    yield FilesChanged(rows)
    return rows


def reread(library: KnowledgeBase, ids: Sequence[str] = ()) -> Road[AddResult]:
    """Read and prepare documents anew from their originals, each replaced when it is ready."""
    wanted = list(ids) or library.catalog.ids()
    files = []
    for id in wanted:
        document = library.catalog.get(id)
        files.append(
            FileToRead(0, Path(document.original), document.name, document.bytes, replaces=document)
        )
    outcome = _Outcome()
    source = iter(files)
    with closing(Reading(library, lambda count: _take(source, count))) as reading:
        yield from _work(library, reading, outcome, lambda: (len(files), 0))
    return AddResult(tuple(outcome.added), (), tuple(outcome.failed))


def files_in(path: Path) -> Iterator[tuple[Path, int]]:
    """The regular files at or below `path` with their sizes, in name order.

    Hidden and system files are passed over; symbolic links inside a folder are not followed, so
    nothing outside what was dropped comes in.
    """
    if path.is_file():
        yield path.absolute(), path.stat().st_size
        return
    if not path.is_dir():
        return
    for folder, folders, names in os.walk(path.absolute(), followlinks=False):
        folders[:] = sorted(name for name in folders if not _ignored(name))
        for name in sorted(names):
            file = Path(folder, name)
            try:
                status = file.lstat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode) and not _ignored(name):
                yield file, status.st_size


def _ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in IGNORED_NAMES


# ---- the road ----------------------------------------------------------------------------------


@dataclass
class _Outcome:
    added: list[Document] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)
    bytes_done: int = 0

    @property
    def files_done(self) -> int:
        return len(self.added) + len(self.skipped) + len(self.failed)


def _nothing() -> Generator[Event, None, _Outcome]:
    yield from ()
    return _Outcome()


def _take(source: Iterator[FileToRead], count: int) -> list[FileToRead]:
    return [file for file, _ in zip(source, range(count), strict=False)]


def _bring_in(library: KnowledgeBase, only: Sequence[int] = ()) -> Generator[Event, None, _Outcome]:
    """Read, prepare and store what is on the import list; of those in `only` when given."""
    outcome = _Outcome()
    in_hand: set[int] = set()

    def next_files(count: int) -> list[FileToRead]:
        entries = library.queue.waiting(count, besides=in_hand, only=only)
        in_hand.update(entry.id for entry in entries)
        library.queue.started([entry.id for entry in entries])
        return [
            FileToRead(
                entry.id, entry.path, entry.name, entry.bytes, linked=entry.linked,
                attempts=entry.attempts, password=library.queue.passwords.pop(entry.id, ""),
            )
            for entry in entries
        ]  # fmt: skip

    with closing(Reading(library, next_files)) as reading:
        yield from _work(library, reading, outcome, library.queue.count_waiting)
    library.index.settle()
    yield Changes(documents=True, files=True, library=True)
    return outcome


def _work(
    library: KnowledgeBase,
    reading: Reading,
    outcome: _Outcome,
    count_left: Callable[[], tuple[int, int]],
) -> Generator[Event, None, None]:
    clock = _Clock()
    batch: list[ReadFile] = []
    oldest = 0.0
    while True:
        for file, result in reading.poll():
            if isinstance(result, ReadFile):
                oldest = oldest if batch else time.monotonic()
                batch.append(result)
                yield FilesChanged((_row(file, FileState.PREPARING, total=len(result.spans)),))
            elif isinstance(result, AlreadyIn):
                yield _skip(library, file, result, outcome)
            else:
                yield from _fail(library, file, result, outcome)
        enough = sum(len(read.spans) for read in batch) >= EMBED_BATCH
        waited = bool(batch) and time.monotonic() - oldest > TOGETHER_SECONDS
        if batch and (enough or waited or reading.idle):
            yield from _store(library, batch, outcome)
            reading.taken(batch)
            batch = []
        elif reading.finished:
            return
        else:
            yield from (FilesChanged((row,)) for row in reading.progress_rows())
            reading.wait()
        yield clock.progress(outcome, count_left())


def _store(
    library: KnowledgeBase, batch: list[ReadFile], outcome: _Outcome
) -> Generator[Event, None, None]:
    """Embed the chunks of several documents and write the documents in one transaction."""
    import numpy as np

    texts = [
        contextual_text(read.document.title, span.heading, read.parsed.text[span.start : span.end])
        for read in batch
        for span in read.spans
    ]
    readable = np.array(library.embedder.reads(texts), dtype=bool)
    vectors = np.zeros((len(texts), library.embedder.dimensions), dtype=np.float16)
    wanted = np.flatnonzero(readable)
    started = time.perf_counter()
    for at in range(0, len(wanted), EMBED_BATCH):
        some = wanted[at : at + EMBED_BATCH]
        vectors[some] = library.embedder.embed([texts[index] for index in some])
        if len(wanted) > EMBED_BATCH:
            done = min(at + EMBED_BATCH, len(wanted))
            yield FilesChanged(
                (_row(batch[-1].file, FileState.PREPARING, done=done, total=len(wanted)),)
            )
    seconds = (time.perf_counter() - started) / max(1, len(batch))
    prepared: list[PreparedDocument] = []
    at = 0
    for read in batch:
        until = at + len(read.spans)
        prepared.append(
            PreparedDocument(
                document=replace(
                    read.document, prepare_seconds=read.document.prepare_seconds + seconds
                ),
                parsed=read.parsed,
                spans=read.spans,
                vectors=vectors[at:until],
                has_vector=readable[at:until],
                queue_id=read.file.id or None,
            )
        )
        at = until
    documents = library.add(prepared)
    outcome.added.extend(documents)
    outcome.bytes_done += sum(read.file.bytes for read in batch)
    yield FilesChanged(
        tuple(
            _row(read.file, FileState.READY, document=document.id)
            for read, document in zip(batch, documents, strict=True)
            if read.file.id
        ),
        documents,
    )


def _skip(
    library: KnowledgeBase, file: FileToRead, known: AlreadyIn, outcome: _Outcome
) -> FilesChanged:
    library.queue.remove([file.id])
    outcome.skipped.append(SkippedFile(display_path(file.path), ALREADY_IN))
    outcome.bytes_done += file.bytes
    return FilesChanged((_row(file, FileState.SKIPPED, document=known.document),))


def _fail(
    library: KnowledgeBase, file: FileToRead, error: ReadingError, outcome: _Outcome
) -> Generator[Event, None, None]:
    outcome.failed.append(
        FailedFile(display_path(file.path), error.kind, error.message, error.hint)
    )
    outcome.bytes_done += file.bytes
    if row := library.queue.fail(file.id, error) if file.id else None:
        yield FilesChanged((row,))


def _row(
    file: FileToRead, state: FileState, done: int = 0, total: int = 0, document: str = ""
) -> QueuedFile:
    return QueuedFile(file.id, display_path(file.path), file.name, state, done, total, document)


class _Clock:
    """Time left, from the bytes and files done so far in this run."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def progress(self, outcome: _Outcome, left: tuple[int, int]) -> Progress:
        files_left, bytes_left = left
        elapsed = time.monotonic() - self._started
        seconds = -1.0
        if outcome.files_done >= 3 or elapsed > 10:
            # A file costs its bytes and a little of its own, so that many small ones count too.
            done = outcome.bytes_done + 20_000 * outcome.files_done
            if done:
                seconds = elapsed * (bytes_left + 20_000 * files_left) / done
        return Progress(
            Stage.PREPARING, outcome.files_done, outcome.files_done + files_left, seconds
        )
