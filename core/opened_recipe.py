"""One recipe of an opened library: its chunker, its embedder, its chunks and its index."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core import registry
from core.errors import BadRequest, ModelError, ModelMissing
from core.protocols import ChunkingTools
from core.stores.chunks import ChunkStore
from core.stores.database import Database
from core.stores.recipes import Recipes

if TYPE_CHECKING:
    from core.protocols import Chunker, Embedder, LanguageModel
    from core.stores.lance_index import LanceIndex

OpenEmbedder = Callable[[str], "Embedder"]


class OpenedRecipe:
    """Parts of one recipe, each made at first use; may be used from any thread.

    A question keeps to one of these from its beginning to its end, also while another recipe is
    taken up.
    """

    def __init__(
        self,
        id: int,
        database: Database,
        folder: Path,
        trusted: bool,
        open_embedder: OpenEmbedder,
        chunker: "Chunker | None" = None,
    ) -> None:
        """`folder` is its index's; `chunker` stands in for the one it names.

        Raises:
            NotFound: no recipe with this id.
        """
        self.id = id
        self.chunker_name, self.embedder_name = Recipes(database).names(id)
        self.chunks = ChunkStore(database, id)
        self._database = database
        self._folder = folder
        self._trusted = trusted
        self._open_embedder = open_embedder
        self._chunker = chunker
        self._embedder: Embedder | None = None
        self._index: LanceIndex | None = None
        self._guard = threading.RLock()
        self._closed = False

    @property
    def chunker(self) -> "Chunker":
        """What cuts documents.

        Raises:
            BadRequest: no chunker has its name.
        """
        if self._chunker is None:
            self._chunker = registry.resolve("chunkers", self.chunker_name)()
        return self._chunker

    @property
    def embedder(self) -> "Embedder":
        """What reads questions; where it cannot be had, one that can read nothing stands in."""
        from core.embedding.missing import MissingEmbedder

        try:
            return self._found_embedder()
        except ModelError as error:
            space = Recipes(self._database).space(self.id)
            return MissingEmbedder(space.id or self.embedder_name, space.dimensions, error)

    def tools(self, model: "LanguageModel | None") -> ChunkingTools:
        """What its chunker may use, and documents are embedded with.

        Raises:
            ModelError: its embedder cannot be had, or is another than its vectors were made with.
        """
        return ChunkingTools(self._found_embedder(), model)

    def _found_embedder(self) -> "Embedder":
        with self._guard:
            if self._embedder is None:
                try:
                    made = self._open_embedder(self.embedder_name)
                except BadRequest as error:
                    raise ModelMissing(name=self.embedder_name) from error
                space = Recipes(self._database).space(self.id).id
                if space and made.id != space:
                    # Another model stands where the one was: its vectors mean something else.
                    raise ModelMissing(name=space)
                self._embedder = made
            return self._embedder

    @property
    def index(self) -> "LanceIndex":
        """The search index, opened at first use and mended when it needs it."""
        with self._guard:
            if self._closed:
                # A thread that lags behind must not start what nobody would end.
                raise RuntimeError("the library is closed")
            if self._index is None:
                from core.stores.lance_index import LanceIndex

                self._index = LanceIndex(
                    self._folder, self._database, self.chunks, self.id, self._trusted
                )
            return self._index

    @property
    def recovered(self) -> str:
        """What was mended of its index, in English; empty when nothing was."""
        return self._index.recovered if self._index is not None else ""

    def interrupt(self) -> None:
        """Let what takes long in other threads end soon."""
        if self._index is not None:
            self._index.interrupt()

    def close(self) -> None:
        """Let go of the index."""
        with self._guard:
            self._closed = True
            if self._index is not None:
                self._index.close()
                self._index = None
