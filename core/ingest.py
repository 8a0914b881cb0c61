"""The road of a document into the library.

known by its content? skip → read (parser workers) → cut → embed → one transaction → index, in the
current recipe; other recipes take documents in when they are gone on with or taken up. Files are
read ahead in worker processes while this road embeds; small ones are embedded and written
together. Closing the road at any yield loses nothing: what is in stays in, the rest stays on the
import list.
"""

import os
import time
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.chunk_making import EMBED_BATCH, CutDocument, clear_away, complete, embedded
from core.dropped_files import files_in
from core.errors import EmptyDocument, FileVanished, NotFound, ReadingError
from core.events import Changes, Event, FilesChanged, Progress, Road, Stage
from core.knowledge_base import KnowledgeBase
from core.opened_recipe import OpenedRecipe
from core.read_ahead import AlreadyIn, FileToRead, NextFile, ReadFile, Reading
from core.stores.chunks import DocumentChunks, PreparedDocument
from core.stores.import_queue import display_path
from core.types import (
    AddResult,
    Cut,
    Document,
    FailedFile,
    FileState,
    ImportTally,
    QueuedFile,
    SkippedFile,
)

ENQUEUE_BATCH = 256
TOGETHER_SECONDS = 1.0
"""Small documents wait at most this long for others to be embedded and written with them."""
FILE_COST = 20_000
"""Bytes that a file stands for besides its own, where the time left is estimated."""
READING_SHARE = 0.5
"""Of the work on a file, what reading it is; the rest is embedding."""
ALREADY_IN = "already in the library"


def add(library: KnowledgeBase, paths: Iterable[Path], copy: bool = True) -> Road[AddResult]:
    """Put files on the import list and bring them in."""
    queued = yield from enqueue(library, paths, copy)
    missing = tuple(
        FailedFile(file.path, file.error, file.message, file.hint)
        for file in queued
        if file.state is FileState.FAILED
    )
    ids = [file.id for file in queued if file.state is FileState.WAITING]
    outcome = _Outcome()
    if ids:
        yield from _bring_in(library, outcome, ids)
    return AddResult(tuple(outcome.added), tuple(outcome.skipped), (*missing, *outcome.failed))


def prepare(library: KnowledgeBase) -> Road[ImportTally]:
    """Bring in everything on the import list, also what is added to it meanwhile.

    Documents that the current recipe lacks, since another was taken up, are prepared in it too.

    Raises:
        ModelError: the embedder cannot be had; the list stays as it is.
    """
    outcome = _Outcome()
    yield from _bring_in(library, outcome)
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
        # Not Path.exists(), which raises for a folder that may not be looked into.
        if not os.path.exists(path):
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
    """Read and prepare documents anew from their originals, each replaced when it is ready.

    Those that are removed meanwhile are left out.

    Raises:
        NotFound: none of the documents is there.
        ReadOnlyLibrary: nothing was read.
    """
    library.require_writable()
    documents = library.catalog.some(ids or library.catalog.ids())
    if ids and not documents:
        raise NotFound(what="document", id=ids[0])
    outcome = _Outcome()
    source = iter(documents)
    total = sum(document.bytes for document in documents)

    def next_file(in_hand: Collection[int]) -> FileToRead | None:
        for each in source:
            if library.catalog.some([each.id]):
                original = Path(each.original)
                return FileToRead(0, original, each.name, each.bytes, replaces=each)
        return None

    def count_left() -> tuple[int, int]:
        return len(documents) - outcome.files_done, total - outcome.bytes_done

    yield from _run(library, next_file, outcome, count_left)
    return AddResult(tuple(outcome.added), (), tuple(outcome.failed))


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


def _bring_in(
    library: KnowledgeBase, outcome: _Outcome, only: Sequence[int] = ()
) -> Generator[Event, None, None]:
    """Read, prepare and store what is on the import list; of those in `only` when given."""
    queue = library.queue

    def next_file(in_hand: Collection[int]) -> FileToRead | None:
        for entry in queue.waiting(1, besides=in_hand, only=only):
            queue.started([entry.id])
            return FileToRead(
                entry.id, entry.path, entry.name, entry.bytes, linked=entry.linked,
                attempts=entry.attempts, password=queue.passwords.pop(entry.id, ""),
            )  # fmt: skip
        return None

    while True:
        yield from _run(library, next_file, outcome, queue.count_waiting)
        # A file dropped while this tidied up would otherwise wait for the next one.
        if not queue.waiting(1, only=only):
            return


def _run(
    library: KnowledgeBase,
    next_file: NextFile,
    outcome: _Outcome,
    count_left: Callable[[], tuple[int, int]],
) -> Generator[Event, None, None]:
    # Before any file is read: what cannot be prepared need not be.
    library.current.tools(None)
    with closing(Reading(library, next_file)) as reading:
        yield from _Import(library, reading, outcome, count_left).work()
    # Also what a recipe lacks that was taken up meanwhile.
    while library.recipes.count_missing(library.recipes.current_id):
        yield from complete(library, library.current)
    library.index.settle(at_rest=True)
    yield from clear_away(library)
    yield Changes(documents=True, files=True, library=True)


@dataclass(frozen=True)
class _Ready:
    """A file that was read and cut."""

    read: ReadFile
    cut: Cut
    seconds: float
    """What cutting took."""


class _Import:
    """Takes what was read, cuts, embeds and stores it."""

    def __init__(
        self,
        library: KnowledgeBase,
        reading: Reading,
        outcome: _Outcome,
        count_left: Callable[[], tuple[int, int]],
    ) -> None:
        self._library = library
        self._reading = reading
        self._outcome = outcome
        self._count_left = count_left
        self._started = time.monotonic()

    def work(self) -> Generator[Event, None, None]:
        """Until there is nothing left to read."""
        batch: list[_Ready] = []
        oldest = 0.0
        recipe = self._library.current
        while True:
            for file, result in self._reading.poll():
                if isinstance(result, ReadFile):
                    ready = yield from self._cut(result, recipe)
                    if ready is not None:
                        oldest = oldest if batch else time.monotonic()
                        batch.append(ready)
                elif isinstance(result, AlreadyIn):
                    yield self._skip(file, result)
                else:
                    yield from self._fail(file, result)
            enough = sum(len(ready.cut.spans) for ready in batch) >= EMBED_BATCH
            waited = bool(batch) and time.monotonic() - oldest > TOGETHER_SECONDS
            if batch and (enough or waited or self._reading.idle):
                yield from self._store(batch, recipe)
                batch = []
            elif self._reading.finished:
                return
            elif not batch:
                # Only between batches: what is embedded together is cut by one recipe.
                recipe = self._library.current
                yield from (FilesChanged((row,)) for row in self._reading.progress_rows())
                self._reading.wait()
            else:
                yield from (FilesChanged((row,)) for row in self._reading.progress_rows())
                self._reading.wait()
            yield self._progress(READING_SHARE * self._reading.bytes_read())

    def _cut(self, read: ReadFile, recipe: OpenedRecipe) -> Road[_Ready | None]:
        """The file cut by the recipe's chunker; None, and told, when there is nothing in it."""
        began = time.perf_counter()
        tools = recipe.tools(self._library.language_model)
        with closing(recipe.chunker.chunk(read.parsed, tools)) as cutting:
            while True:
                try:
                    at = next(cutting)
                except StopIteration as end:
                    cut: Cut = end.value
                    break
                yield from _told(read.file, FileState.PREPARING, at.done, at.total)
                yield self._progress(READING_SHARE * self._reading.bytes_read())
        if not cut.spans:
            self._reading.release([read])
            yield from self._fail(read.file, EmptyDocument(name=read.file.name))
            return None
        yield from _told(read.file, FileState.PREPARING, total=len(cut.spans))
        return _Ready(read, cut, time.perf_counter() - began)

    def _store(self, batch: Sequence[_Ready], recipe: OpenedRecipe) -> Road[None]:
        """Embed the chunks of several documents and write the documents in one transaction."""
        started = time.perf_counter()
        cuts = [CutDocument(each.read.document.title, each.read.parsed, each.cut) for each in batch]
        made = yield from self._embedded(batch, cuts, recipe)
        seconds = (time.perf_counter() - started) / max(1, len(batch))
        wanted = [
            (each, chunks)
            for each, chunks in zip(batch, made, strict=True)
            if self._is_wanted(each.read)
        ]
        prepared = [
            PreparedDocument(
                document=replace(
                    each.read.document,
                    prepare_seconds=each.read.document.prepare_seconds + each.seconds + seconds,
                ),
                parsed=each.read.parsed,
                made=chunks,
                queue_id=each.read.file.id or None,
                recipe=recipe.id,
            )
            for each, chunks in wanted
        ]
        documents = self._library.add(prepared) if prepared else ()
        self._reading.release([each.read for each in batch])
        self._outcome.added.extend(documents)
        self._outcome.bytes_done += sum(each.read.file.bytes for each in batch)
        rows = [
            _row(each.read.file, FileState.READY, document=document.id)
            for (each, _), document in zip(wanted, documents, strict=True)
            if each.read.file.id
        ]
        yield FilesChanged(tuple(rows), documents)

    def _is_wanted(self, read: ReadFile) -> bool:
        """Whether nobody has taken it off the list, or removed the document, while it was read."""
        if read.file.replaces is not None:
            return bool(self._library.catalog.some([read.document.id]))
        return self._library.queue.holds(read.file.id)

    def _embedded(
        self, batch: Sequence[_Ready], cuts: Sequence[CutDocument], recipe: OpenedRecipe
    ) -> Road[list[DocumentChunks]]:
        """How far a large batch is is shown at the file that most of it comes from."""
        largest = max(batch, key=lambda each: len(each.cut.spans)).read.file
        size = sum(each.read.file.bytes for each in batch)
        with closing(embedded(cuts, recipe.tools(None).embedder)) as embedding:
            while True:
                try:
                    at = next(embedding)
                except StopIteration as end:
                    made: list[DocumentChunks] = end.value
                    return made
                yield from _told(largest, FileState.PREPARING, at.done, at.total)
                share = READING_SHARE + (1 - READING_SHARE) * at.done / at.total
                yield self._progress(share * size + READING_SHARE * self._reading.bytes_read())

    def _skip(self, file: FileToRead, known: AlreadyIn) -> FilesChanged:
        self._library.queue.remove([file.id])
        self._outcome.skipped.append(SkippedFile(display_path(file.path), ALREADY_IN))
        self._outcome.bytes_done += file.bytes
        return FilesChanged((_row(file, FileState.SKIPPED, document=known.document),))

    def _fail(self, file: FileToRead, error: ReadingError) -> Generator[Event, None, None]:
        self._outcome.failed.append(
            FailedFile(display_path(file.path), error.kind, error.message, error.hint)
        )
        self._outcome.bytes_done += file.bytes
        if row := self._library.queue.fail(file.id, error) if file.id else None:
            yield FilesChanged((row,))

    def _progress(self, under_way: float) -> Progress:
        """Files done, and the time left as their bytes went; `under_way` bytes are half done."""
        files_left, bytes_left = self._count_left()
        files_done = self._outcome.files_done
        elapsed = time.monotonic() - self._started
        seconds = -1.0
        if files_done >= 3 or elapsed > 10:
            # A file costs its bytes and a little of its own, so that many small ones count too.
            done = self._outcome.bytes_done + under_way + FILE_COST * files_done
            left = max(0.0, bytes_left - under_way) + FILE_COST * files_left
            if done:
                seconds = elapsed * left / done
        return Progress(Stage.PREPARING, files_done, files_done + files_left, seconds)


def _told(
    file: FileToRead, state: FileState, done: int = 0, total: int = 0
) -> Generator[Event, None, None]:
    """A row of the import list changed; a document that is read anew has none."""
    if file.id:
        yield FilesChanged((_row(file, state, done, total),))


def _row(
    file: FileToRead, state: FileState, done: int = 0, total: int = 0, document: str = ""
) -> QueuedFile:
    return QueuedFile(file.id, display_path(file.path), file.name, state, done, total, document)
