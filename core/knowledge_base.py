"""An opened library: its folder, its stores and the plugs it was made with. Light to open."""

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core import registry
from core.errors import LibraryTooNew, ReadOnlyLibrary
from core.protocols import ChunkingTools
from core.stores import opening
from core.stores.catalog import Catalog
from core.stores.chunks import ChunkStore
from core.stores.database import Database
from core.stores.library_folder import LibraryFolder
from core.types import (
    ChunkSpan,
    Document,
    FileState,
    Hit,
    LibrarySummary,
    PageImage,
    ParsedDocument,
    Passage,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.protocols import Chunker, Embedder, LanguageModel, Retriever
    from core.stores.conversations import Conversations
    from core.stores.exams import Exams
    from core.stores.import_queue import ImportQueue
    from core.stores.lance_index import LanceIndex
    from core.workers.parser_pool import ParserPool

EMBEDDER, CHUNKER = "minilm", "recursive"
"""What a new library is made with."""


@dataclass(frozen=True)
class PreparedDocument:
    """A document that is ready to be stored."""

    document: Document
    parsed: ParsedDocument
    spans: tuple[ChunkSpan, ...]
    vectors: "NDArray[np.float16]"
    """Shape (len(spans), dimensions)."""
    has_vector: "NDArray[np.bool_]"
    """Shape (len(spans),); False where the embedder cannot read the text: no vector, no vote."""
    queue_id: int | None = None
    parser_version: int = 1


class KnowledgeBase:
    """An opened library; its methods may be called from any thread, one writer at a time."""

    def __init__(
        self,
        folder: LibraryFolder,
        database: Database,
        recovered: str = "",
        trusted: bool = True,
        embedder: "Embedder | None" = None,
        chunker: "Chunker | None" = None,
        model: "LanguageModel | None" = None,
    ) -> None:
        """Use `open`."""
        self.folder = folder
        self.path = folder.path
        self.database = database
        self.read_only = database.read_only
        self._recovered = recovered
        self._trusted = trusted
        self._given_embedder = embedder
        self._given_chunker = chunker
        self._given_model = model
        self._guard = threading.RLock()
        self._made: dict[str, object] = {}
        self._closed = False
        self.catalog = Catalog(database, folder.originals)
        self.chunks = ChunkStore(database)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        read_only: bool = False,
        embedder: "Embedder | None" = None,
        chunker: "Chunker | None" = None,
        model: "LanguageModel | None" = None,
    ) -> "KnowledgeBase":
        """Open the library in a folder; with `create` make one where there is none.

        A library made by a newer Lectern opens for reading only. `embedder`, `chunker` and `model`
        stand in for those that library.toml and the settings name.

        Raises:
            LibraryNotFound: no library there.
            LibraryBusy: another program writes to it.
            ReadOnlyLibrary: nothing may be written to its folder.
            LibraryDamaged: SQLite's own check fails.
            DiskFull: no room for what opening writes.
        """
        folder = LibraryFolder(path)
        if not folder.database.exists():
            opening.refuse_unless_new(folder, create and not read_only)
            folder.make()
        if read_only:
            return cls(folder, opening.for_reading(folder), "", True, embedder, chunker, model)
        folder.lock()
        try:
            opened = opening.for_writing(folder, EMBEDDER, CHUNKER)
        except LibraryTooNew as error:
            folder.unlock()
            database = Database(folder.database, read_only=True)
            mended = f"{error.message} {error.hint}"
            return cls(folder, database, mended, True, embedder, chunker, model)
        except BaseException:
            folder.unlock()
            raise
        return cls(
            folder, opened.database, opened.recovered, opened.trusted, embedder, chunker, model
        )

    def close(self) -> None:
        """Close in order; nothing needs to be mended at the next start."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            try:
                if index := self._made.pop("index", None):
                    index.close()  # type: ignore[attr-defined]
                if parsers := self._made.pop("parsers", None):
                    parsers.close()  # type: ignore[attr-defined]
                if pictures := self._made.pop("pictures", None):
                    pictures.cleanup()  # type: ignore[attr-defined]
                if not self.read_only:
                    opening.end(self.folder, self.database)
            finally:
                self.database.close()
                self.folder.unlock()

    def interrupt(self) -> None:
        """Let what takes long in other threads end soon, because `close` is about to be called.

        Nothing can be drawn, read or indexed any more.
        """
        if index := self._made.get("index"):
            index.interrupt()  # type: ignore[attr-defined]
        if parsers := self._made.get("parsers"):
            parsers.interrupt()  # type: ignore[attr-defined]

    # ---- parts ---------------------------------------------------------------------------------

    @property
    def embedder(self) -> "Embedder":
        """The embedder the library was made with."""
        if self._given_embedder is not None:
            return self._given_embedder
        return self._once("embedder", self._make_embedder)

    def _make_embedder(self) -> "Embedder":
        made: Embedder = registry.resolve("embedders", self.embedder_name)()
        return made

    @property
    def chunker(self) -> "Chunker":
        """The chunker the library was made with."""
        if self._given_chunker is not None:
            return self._given_chunker
        return self._once("chunker", self._make_chunker)

    def _make_chunker(self) -> "Chunker":
        made: Chunker = registry.resolve("chunkers", self.chunker_name)()
        return made

    @property
    def language_model(self) -> "LanguageModel | None":
        """The writing model that the person has chosen; None where there is none."""
        if self._given_model is not None:
            return self._given_model
        from core.models.chosen import chosen

        return chosen()

    @property
    def chunking_tools(self) -> ChunkingTools:
        """What the chunker may use."""
        return ChunkingTools(self.embedder, self.language_model)

    @property
    def embedder_name(self) -> str:
        """Name of the embedder among the plugs."""
        return opening.fact(self.database, "embedder") or EMBEDDER

    @property
    def chunker_name(self) -> str:
        """Name of the chunker among the plugs."""
        if self._given_chunker is not None:
            return self._given_chunker.name
        return opening.fact(self.database, "chunker") or CHUNKER

    @property
    def index(self) -> "LanceIndex":
        """The search index, opened at first use and mended when it needs it."""
        return self._once("index", self._open_index)

    def _open_index(self) -> "LanceIndex":
        from core.stores.lance_index import LanceIndex

        return LanceIndex(
            self.folder.index,
            self.database,
            self.chunks,
            self.embedder.id,
            self.embedder.dimensions,
            self._trusted,
        )

    @cached_property
    def queue(self) -> "ImportQueue":
        """Files on their way in."""
        from core.stores.import_queue import ImportQueue

        return ImportQueue(self.database)

    @cached_property
    def conversations(self) -> "Conversations":
        """Questions and answers."""
        from core.stores.conversations import Conversations

        return Conversations(self.database)

    @cached_property
    def exam(self) -> "Exams":
        """Questions made from the documents, and how they went."""
        from core.stores.exams import Exams

        return Exams(self.database, self.catalog)

    @property
    def parsers(self) -> "ParserPool":
        """The processes that read and draw files."""
        return self._once("parsers", self._start_parsers)

    def _start_parsers(self) -> "ParserPool":
        from core.workers.parser_pool import ParserPool

        return ParserPool()

    def retriever(self, name: str) -> "Retriever":
        """The retriever of that name ("auto" is resolved in core/retrieval/plan.py).

        Raises:
            BadRequest: no retriever of that name.
        """
        made: Retriever = registry.resolve("retrievers", name)(self)
        return made

    @property
    def recovered(self) -> str:
        """What was mended since opening, in English; empty when nothing was."""
        index = self._made.get("index")
        parts = [self._recovered, getattr(index, "recovered", "")]
        return " ".join(part for part in parts if part)

    _Part = TypeVar("_Part")

    def _once(self, name: str, make: "Callable[[], _Part]") -> "_Part":
        with self._guard:
            if self._closed:
                # A thread that lags behind must not start what nobody would end.
                raise RuntimeError("the library is closed")
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]  # type: ignore[return-value]

    # ---- documents -----------------------------------------------------------------------------

    def add(self, prepared: Sequence[PreparedDocument]) -> tuple[Document, ...]:
        """Store documents in one transaction, delete their rows of the import list, and index.

        When this returns they are searchable and survive a power cut. A document whose id is there
        already is replaced; its title, tags and date stay.

        Raises:
            ReadOnlyLibrary, DiskFull: nothing was changed.
        """
        self.require_writable()
        with self.database.transaction() as connection:
            for each in prepared:
                document = replace(each.document, chunks=len(each.spans))
                self.catalog.put(document, each.parsed, each.parser_version, self.chunker_name)
                self.chunks.put(
                    document.id,
                    each.parsed,
                    each.spans,
                    each.vectors,
                    each.has_vector,
                    self.embedder.id,
                )
                if each.queue_id is not None:
                    connection.execute("DELETE FROM queue WHERE id = ?", (each.queue_id,))
        self.index.refresh()
        return self.catalog.some([each.document.id for each in prepared])

    def remove(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Remove documents with everything made from them; returns the ids that were there.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        self.require_writable()
        with self.database.transaction():
            removed = self.catalog.remove(ids)
        self.index.refresh()
        copies = [Path(document.original) for document in removed if not document.linked]
        if copies and (parsers := self._made.get("parsers")):
            parsers.release_files()  # type: ignore[attr-defined]
        for copy in copies:
            self.folder.remove_original(copy)
        return tuple(document.id for document in removed)

    def store_original(self, path: Path, id: str, extension: str) -> Path:
        """Copy a file into the library; see LibraryFolder.store_original."""
        self.require_writable()
        return self.folder.store_original(path, id, extension)

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """What a reader needs of the chunks that were found."""
        return self.chunks.passages(hits)

    def summary(self) -> LibrarySummary:
        """What is in the library."""
        connection = self.database.connection
        documents, pages = connection.execute(
            "SELECT count(*), coalesce(sum(pages), 0) FROM documents"
        ).fetchone()
        states = dict(
            connection.execute("SELECT state, count(*) FROM queue GROUP BY state").fetchall()
        )
        under_way = (FileState.WAITING, FileState.READING, FileState.PREPARING)
        return LibrarySummary(
            path=str(self.path),
            name=self.path.name,
            documents=documents,
            pages=pages,
            waiting=sum(states.get(state, 0) for state in under_way),
            failed=states.get(FileState.FAILED, 0),
            read_only=self.read_only,
            recovered=self.recovered,
        )

    def draw_page(self, id: str, page: int, scale: float) -> PageImage:
        """Draw a page at `scale` pixels a point, in a file that the caller may delete.

        Raises:
            NotFound: no document with this id.
            ReadingError: the original is gone or cannot be drawn.
        """
        document = self.catalog.get(id)
        folder = self._once("pictures", lambda: tempfile.TemporaryDirectory(prefix="lectern-"))
        file, width, height, stride, rotation, page_width, page_height = self.parsers.draw(
            Path(document.original), page, scale, Path(folder.name)
        )
        return PageImage(
            document=id,
            page=page,
            scale=scale,
            path=str(file),
            width=width,
            height=height,
            stride=stride,
            rotation=rotation,
            page_width=page_width,
            page_height=page_height,
        )

    def warm_up(self) -> None:
        """Load what a question needs."""
        self.index.nearest(self.embedder.embed_query("warm up"), 1)
        self.index.matching(["warm"], 1)

    def require_writable(self) -> None:
        """Refuse at once what would change the library.

        Raises:
            ReadOnlyLibrary: it is open for reading only.
        """
        if self.read_only:
            raise ReadOnlyLibrary(path=str(self.path))
