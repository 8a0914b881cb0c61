"""Reading files in worker processes ahead of the road that embeds them.

For each file: its content's hash; known already? the library's own copy; the parser worker. What
comes out is ready to be cut and embedded.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FileVanished, ParserCrashed, ReadingError
from core.knowledge_base import KnowledgeBase
from core.stores.database import named_error
from core.stores.import_queue import display_path
from core.stores.library_folder import ID_DIGITS
from core.text.language import language_of
from core.types import Document, FileState, ParsedDocument, QueuedFile

if TYPE_CHECKING:
    from core.workers.parser_pool import ParseTask

READ_AHEAD = 3
"""Files being read at a time."""
WAIT_SECONDS = 0.05
MAX_ATTEMPTS = 20
"""A file in hand each time the engine ended is given up at last; until then it goes last."""


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file whose turn it is; `id` 0 is not on the import list, `replaces` is read anew."""

    id: int
    path: Path
    name: str
    bytes: int
    linked: bool = False
    attempts: int = 0
    password: str = ""
    replaces: Document | None = None


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """The same content is in the library, or was dropped under another name."""

    document: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read."""

    file: FileToRead
    document: Document
    parsed: ParsedDocument


@dataclass
class _Running:
    file: FileToRead
    id: str
    original: Path
    task: "ParseTask"
    started: float


Result = ReadFile | AlreadyIn | ReadingError
NextFile = Callable[[Collection[int]], FileToRead | None]
"""The next file to read, given the rows of the import list that are in hand."""


class Reading:
    """Keeps the parser workers busy with the files that `next_file` gives.

    A file is in hand until it is released, or nothing came of it.
    """

    def __init__(self, library: KnowledgeBase, next_file: NextFile) -> None:
        self._library = library
        self._next_file = next_file
        self._running: list[_Running] = []
        self._rows: set[int] = set()
        self._copies: dict[str, Path | None] = {}
        """Of each document in hand, the copy that was made for it."""
        self._exhausted = False

    @property
    def idle(self) -> bool:
        """Whether no file is being read."""
        return not self._running

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to read."""
        return self.idle and self._exhausted

    def poll(self) -> Iterator[tuple[FileToRead, Result]]:
        """Start what can be started; the files that are done since the last time."""
        self._exhausted = False
        while len(self._running) < READ_AHEAD:
            file = self._next_file(self._rows)
            if file is None:
                self._exhausted = True
                break
            self._rows.add(file.id)
            result = self._start(file)
            if result is not None:
                yield file, result
                self._rows.discard(file.id)
                break
        for running in [each for each in self._running if each.task.ready()]:
            self._running.remove(running)
            finished = self._finish(running)
            yield running.file, finished
            if not isinstance(finished, ReadFile):
                self._rows.discard(running.file.id)

    def wait(self) -> None:
        """Wait a moment for a worker."""
        if self._running:
            self._running[0].task.wait(WAIT_SECONDS)

    def progress_rows(self) -> Iterator[QueuedFile]:
        """How far each file that is being read has come."""
        for running in self._running:
            progress = running.task.progress()
            if progress is not None and running.file.id:
                yield QueuedFile(
                    running.file.id,
                    display_path(running.file.path),
                    running.file.name,
                    FileState.READING,
                    progress.done,
                    progress.total,
                )

    def bytes_read(self) -> float:
        """Bytes of the files being read, as far as they have come."""
        shares = ((each.file.bytes, each.task.progress()) for each in self._running)
        return sum(size * at.done / at.total for size, at in shares if at is not None and at.total)

    def release(self, batch: Sequence[ReadFile]) -> None:
        """These are in the library now, which knows them by itself, or nobody wants them."""
        for read in batch:
            self._let_go(read.document.id)
            self._rows.discard(read.file.id)

    def close(self) -> None:
        """Stop reading; the files stay on the import list, none the worse for having been begun."""
        self._library.queue.put_back([row for row in self._rows if row])
        for running in self._running:
            running.task.cancel()
        self._running.clear()
        for id in list(self._copies):
            self._let_go(id)

    def _start(self, file: FileToRead) -> Result | None:
        if file.attempts >= MAX_ATTEMPTS:
            return ParserCrashed(name=file.name)
        try:
            if not file.password:
                return self._start_from(file, file.path)
            # Nobody can give the password when its pages are drawn: an unlocked copy goes in.
            with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
                unlocked = Path(folder) / "unlocked"
                self._library.parsers.unlock(file.path, file.name, file.password, unlocked)
                return self._start_from(file, unlocked)
        except (OSError, FileVanished) as error:
            if full := named_error(error, self._library.database.path):
                raise full from error
            return FileVanished(name=file.name)
        except ReadingError as error:
            return error

    def _start_from(self, file: FileToRead, source: Path) -> AlreadyIn | None:
        if file.replaces is not None:
            id, original, copy = file.replaces.id, source, None
        else:
            id = _content_id(source)
            if id in self._copies or self._library.catalog.some([id]):
                return AlreadyIn(id)
            linked = file.linked and source == file.path
            suffix = Path(file.name).suffix
            copy = None if linked else self._library.folder.store_original(source, id, suffix)
            original = copy or source
        self._copies[id] = copy
        task = self._library.parsers.submit(original, file.name)
        self._running.append(_Running(file, id, original, task, time.monotonic()))
        return None

    def _finish(self, running: _Running) -> Result:
        try:
            parsed = running.task.result()
            return self._read(running, parsed)
        except ReadingError as error:
            self._let_go(running.id)
            return error

    def _read(self, running: _Running, parsed: ParsedDocument) -> ReadFile:
        file = running.file
        seconds = time.monotonic() - running.started
        fresh = Document(
            id=running.id,
            title=parsed.title or Path(file.name).stem,
            name=file.name,
            path=display_path(file.path),
            original=str(running.original),
            format=parsed.format,
            language=language_of(parsed.text),
            pages=parsed.pages,
            characters=len(parsed.text),
            chunks=0,
            bytes=file.bytes,
            added=time.time(),
            linked=running.original == file.path,
            notices=parsed.notices,
            prepare_seconds=seconds,
        )
        if file.replaces is not None:
            kept = file.replaces
            fresh = replace(fresh, title=kept.title, path=kept.path, linked=kept.linked)
        return ReadFile(file, fresh, parsed)

    def _let_go(self, id: str) -> None:
        """No longer in hand; a copy that no document owns goes."""
        copy = self._copies.pop(id)
        if copy is not None and not self._library.catalog.some([id]):
            self._library.folder.remove_original(copy)


def _content_id(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:ID_DIGITS]
