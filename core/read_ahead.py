"""Reading files in worker processes ahead of the road that embeds them.

For each file: its content's hash; known already? the library's own copy; the parser worker; the
cuts. What comes out is ready to be embedded.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import EmptyDocument, FileVanished, ParserCrashed, ReadingError
from core.knowledge_base import KnowledgeBase
from core.stores.import_queue import display_path
from core.text.language import language_of
from core.types import ChunkSpan, Document, FileState, ParsedDocument, QueuedFile

if TYPE_CHECKING:
    from core.workers.parser_pool import ParseTask

READ_AHEAD = 3
"""Files being read, or read and not yet taken."""
WAIT_SECONDS = 0.05
MAX_ATTEMPTS = 20
"""A file in hand each time the engine ended is given up at last; until then it goes last."""
ID_DIGITS = 32


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
    """A file that was read and cut."""

    file: FileToRead
    document: Document
    parsed: ParsedDocument
    spans: tuple[ChunkSpan, ...]


@dataclass
class _Running:
    file: FileToRead
    id: str
    original: Path
    task: "ParseTask"
    started: float


Result = ReadFile | AlreadyIn | ReadingError


class Reading:
    """Keeps the parser workers busy with the files that `next_files` gives."""

    def __init__(
        self, library: KnowledgeBase, next_files: Callable[[int], list[FileToRead]]
    ) -> None:
        self._library = library
        self._next_files = next_files
        self._running: list[_Running] = []
        self._in_hand: set[str] = set()
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
            files = self._next_files(1)
            if not files:
                self._exhausted = True
                break
            result = self._start(files[0])
            if result is not None:
                yield files[0], result
                break
        for running in [each for each in self._running if each.task.ready()]:
            self._running.remove(running)
            yield running.file, self._finish(running)

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

    def taken(self, batch: Sequence[ReadFile]) -> None:
        """These are in the library now, which knows them by itself."""
        self._in_hand.difference_update(read.document.id for read in batch)

    def close(self) -> None:
        """Stop reading; the files stay on the import list."""
        for running in self._running:
            running.task.cancel()
            self._forget_copy(running)
        self._running.clear()

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
        except OSError:
            return FileVanished(name=file.name)
        except ReadingError as error:
            return error

    def _start_from(self, file: FileToRead, source: Path) -> AlreadyIn | None:
        if file.replaces is not None:
            id, original = file.replaces.id, source
        else:
            id = _content_id(source)
            if id in self._in_hand or self._library.catalog.some([id]):
                return AlreadyIn(id)
            linked = file.linked and source == file.path
            original = source if linked else self._copy(source, id, file.name)
        self._in_hand.add(id)
        task = self._library.parsers.submit(original, file.name)
        self._running.append(_Running(file, id, original, task, time.monotonic()))
        return None

    def _copy(self, source: Path, id: str, name: str) -> Path:
        return self._library.store_original(source, id, Path(name).suffix)

    def _finish(self, running: _Running) -> Result:
        try:
            parsed = running.task.result()
            return self._cut(running, parsed)
        except ReadingError as error:
            self._in_hand.discard(running.id)
            self._forget_copy(running)
            return error

    def _cut(self, running: _Running, parsed: ParsedDocument) -> ReadFile:
        file = running.file
        spans = tuple(self._library.chunker.chunk(parsed, self._library.embedder.count_tokens))
        if not spans:
            raise EmptyDocument(name=file.name)
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
            chunks=len(spans),
            bytes=file.bytes,
            added=time.time(),
            linked=running.original == file.path,
            notices=parsed.notices,
            prepare_seconds=seconds,
        )
        if file.replaces is not None:
            kept = file.replaces
            fresh = replace(
                fresh, title=kept.title, path=kept.path, added=kept.added, linked=kept.linked,
                tags=kept.tags,
            )  # fmt: skip
        return ReadFile(file, fresh, parsed, spans)

    def _forget_copy(self, running: _Running) -> None:
        if running.file.replaces is None and running.original != running.file.path:
            running.original.unlink(missing_ok=True)


def _content_id(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:ID_DIGITS]
