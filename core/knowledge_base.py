"""An opened library: its folder, its stores and the recipes it is prepared in. Light to open."""

import contextlib
import copy
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core import registry
from core.errors import LibraryTooNew, ModelError, ReadOnlyLibrary
from core.made_once import MadeOnce
from core.opened_recipe import OpenedRecipe
from core.opened_recipes import OpenedRecipes
from core.protocols import ChunkingTools
from core.stores import opening
from core.stores.catalog import Catalog
from core.stores.chunks import ChunkStore, PreparedDocument
from core.stores.database import Database
from core.stores.library_folder import LibraryFolder
from core.stores.recipes import Recipes
from core.types import (
    Choice,
    Document,
    Hit,
    LibrarySummary,
    PageImage,
    Passage,
    Recipe,
)

if TYPE_CHECKING:
    from core.opened_graph import OpenedGraph
    from core.protocols import Chunker, Embedder, LanguageModel, Retriever
    from core.stores.conversations import Conversations
    from core.stores.exams import Exams
    from core.stores.import_queue import ImportQueue
    from core.stores.lance_index import LanceIndex
    from core.workers.parser_pool import ParserPool

EMBEDDER, CHUNKER = "minilm", "recursive"
"""What a new library is made with."""

_Served = TypeVar("_Served")


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
        self.catalog = Catalog(database, folder.originals)
        self._recovered = recovered
        self._given_model = model
        self._recipes = OpenedRecipes(folder, database, trusted, embedder, chunker)
        self._parts = MadeOnce()
        self._kept_to: OpenedRecipe | None = None

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

        A library made by a newer Lectern opens for reading only. `embedder` and `chunker` stand in
        for those that the current recipe names, also where other recipes name them; `model` for
        the one that the settings name.

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
        given = (embedder, chunker, model)
        if read_only:
            return cls(folder, opening.for_reading(folder), "", True, *given)
        folder.lock()
        try:
            opened = opening.for_writing(folder, EMBEDDER, chunker.name if chunker else CHUNKER)
        except LibraryTooNew as error:
            folder.unlock()
            database = Database(folder.database, read_only=True)
            mended = f"{error.message} {error.hint}"
            return cls(folder, database, mended, True, *given)
        except BaseException:
            folder.unlock()
            raise
        return cls(folder, opened.database, opened.recovered, opened.trusted, *given)

    def close(self) -> None:
        """Close in order; nothing needs to be mended at the next start."""
        if not self._parts.close():
            return
        try:
            for server in self._parts.there("server"):
                server.close()
            self._recipes.close()
            for graph in self._parts.there("graph"):
                graph.close()
            for parsers in self._parts.there("parsers"):
                parsers.close()
            for pictures in self._parts.there("pictures"):
                pictures.cleanup()
            if not self.read_only:
                opening.end(self.folder, self.database)
        finally:
            self.database.close()
            self.folder.unlock()

    def interrupt(self) -> None:
        """Let what takes long in other threads end soon, because `close` is about to be called.

        Nothing can be drawn, read or indexed any more.
        """
        for server in self._parts.there("server"):
            server.close()
        self._recipes.interrupt()
        for parsers in self._parts.there("parsers"):
            parsers.interrupt()

    # ---- recipes -------------------------------------------------------------------------------

    @property
    def recipes(self) -> Recipes:
        """The ways the documents are prepared in, as they stand in SQLite."""
        return self._recipes.stored

    def opened(self, recipe: int) -> OpenedRecipe:
        """The parts of a recipe; see OpenedRecipes.opened."""
        return self._recipes.opened(recipe)

    @property
    def current(self) -> OpenedRecipe:
        """The recipe that questions are answered from."""
        return self._kept_to or self._recipes.current

    def keeping_to_its_recipe(self, recipe: int = 0) -> "KnowledgeBase":
        """The same library, answering from one recipe to the end: that one, or the current one.

        A question embeds, searches and compares: a recipe taken up between two of these would mix
        what two embedders say.

        Raises:
            NotFound: no recipe with this id.
        """
        kept = copy.copy(self)
        kept._kept_to = self.opened(recipe) if recipe else self.current
        return kept

    def open_embedder(self, spec: str) -> "Embedder":
        """An embedder by its name; see OpenedRecipes.open_embedder."""
        return self._recipes.open_embedder(spec)

    def use_recipe(self, id: int) -> Recipe:
        """Answer from another recipe from now on; the one before becomes the former one.

        Documents that came in since the recipe was made are not searched until they are prepared
        in it too: `summary` counts them among those waiting, core/ingest.py prepares them.

        Raises:
            NotFound: no recipe with this id.
            BadRequest: it has not been made to the end.
            ReadOnlyLibrary: nothing was changed.
        """
        self.require_writable()
        return self._recipes.use(id)

    def remove_recipe(self, id: int) -> None:
        """Forget a recipe and its index; core/chunk_making.py deletes its chunks piece by piece.

        Raises:
            NotFound: no recipe with this id.
            BadRequest: it is the current one.
            ReadOnlyLibrary: nothing was changed.
        """
        self.require_writable()
        self._recipes.remove(id)

    # ---- parts ---------------------------------------------------------------------------------

    @property
    def embedder(self) -> "Embedder":
        """What reads questions; one that reads nothing where the current recipe's is gone."""
        return self.current.embedder

    @property
    def chunker(self) -> "Chunker":
        """The current recipe's."""
        return self.current.chunker

    @property
    def chunks(self) -> ChunkStore:
        """The current recipe's."""
        return self.current.chunks

    @property
    def index(self) -> "LanceIndex":
        """The current recipe's."""
        return self.current.index

    @property
    def language_model(self) -> "LanguageModel | None":
        """The writing model that the person has chosen; None where there is none."""
        if self._given_model is not None:
            return self._given_model
        from core.models.chosen import chosen

        return chosen()

    @property
    def chunking_tools(self) -> ChunkingTools:
        """What the current recipe's chunker may use.

        Raises:
            ModelError: its embedder cannot be had.
        """
        return self.current.tools(self.language_model)

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
        """The exam on its documents."""
        from core.stores.exams import Exams

        return Exams(self.database)

    @property
    def graph(self) -> "OpenedGraph":
        """The knowledge graph of its documents."""
        from core.opened_graph import OpenedGraph

        make = partial(OpenedGraph, self.folder, self.database)
        return self._parts.part("graph", make)

    @property
    def parsers(self) -> "ParserPool":
        """The processes that read and draw files."""
        from core.workers.parser_pool import ParserPool

        return self._parts.part("parsers", ParserPool)

    def served(self, make: Callable[[], _Served]) -> _Served:
        """What serves it to other programs; made at first use, its `close` is called first."""
        return self._parts.part("server", make)

    def retriever(self, name: str) -> "Retriever":
        """The retriever of that name ("auto" is resolved in core/retrieval/plan.py).

        Raises:
            BadRequest: no retriever of that name.
        """
        made: Retriever = registry.resolve("retrievers", name)(self.keeping_to_its_recipe())
        return made

    @property
    def preferred_retriever(self) -> str:
        """What “auto” uses for questions after single facts; "" for Lectern's own choice."""
        return opening.fact(self.database, "retriever")

    def prefer_retriever(self, name: str) -> None:
        """Set what “auto” uses.

        Raises:
            BadRequest: no retriever of that name.
            ReadOnlyLibrary: nothing was changed.
        """
        self.require_writable()
        if name:
            registry.resolve("retrievers", name)
        opening.set_fact(self.database, "retriever", name)

    def choices(self) -> tuple[Choice, ...]:
        """The techniques that can be chosen here, and what is missing for the others."""
        from core.choices import choices

        return choices(has_model=self.language_model is not None)

    @property
    def recovered(self) -> str:
        """What was mended since opening, in English; empty when nothing was."""
        return " ".join(part for part in (self._recovered, self._recipes.recovered) if part)

    # ---- documents -----------------------------------------------------------------------------

    def add(self, prepared: Sequence[PreparedDocument]) -> tuple[Document, ...]:
        """Store documents in one transaction, delete their rows of the import list, and index.

        When this returns they are searchable and survive a power cut. A document whose id is there
        already is replaced; its title, tags and date stay, what other recipes made of it goes.
        Where a recipe has gone meanwhile, its chunks are left out.

        Raises:
            ReadOnlyLibrary, DiskFull: nothing was changed.
        """
        self.require_writable()
        current = self.current
        changed = {current.id: current}
        with self.database.transaction() as connection:
            for each in prepared:
                self.catalog.put(each.document, each.parsed, each.parser_version)
                recipe = each.recipe or current.id
                if self.recipes.is_live(recipe):
                    changed[recipe] = self.opened(recipe)
                    changed[recipe].chunks.put(each.document.id, each.parsed, each.made)
                if each.queue_id is not None:
                    connection.execute("DELETE FROM queue WHERE id = ?", (each.queue_id,))
        for opened in changed.values():
            opened.index.refresh()
        return self.catalog.some([each.document.id for each in prepared])

    def remove(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Remove documents with everything made from them; returns the ids that were there.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        self.require_writable()
        with self.database.transaction():
            removed = self.catalog.remove(ids)
        # Of all recipes: what is removed shall be nowhere, also not in the files of an index.
        for recipe in self.recipes.all():
            self.opened(recipe.id).index.refresh()
        copies = [Path(document.original) for document in removed if not document.linked]
        if copies:
            for parsers in self._parts.there("parsers"):
                parsers.release_files()
        for original in copies:
            self.folder.remove_original(original)
        return tuple(document.id for document in removed)

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """What a reader needs of the chunks that were found."""
        return self.chunks.passages(hits)

    def summary(self) -> LibrarySummary:
        """What is in the library."""
        waiting, failed = self.queue.counts()
        return LibrarySummary(
            path=str(self.path),
            name=self.path.name,
            documents=self.catalog.count(),
            pages=self.catalog.pages(),
            waiting=waiting + self.recipes.count_missing(self.recipes.current_id),
            failed=failed,
            read_only=self.read_only,
            recovered=self.recovered,
            preferred_retriever=self.preferred_retriever,
        )

    def draw_page(self, id: str, page: int, scale: float) -> PageImage:
        """Draw a page at `scale` pixels a point, in a file that the caller may delete.

        Raises:
            NotFound: no document with this id.
            ReadingError: the original is gone or cannot be drawn.
        """
        document = self.catalog.get(id)
        make = partial(tempfile.TemporaryDirectory, prefix="lectern-")
        folder = self._parts.part("pictures", make)
        file, width, height, stride, rotation, page_width, page_height = self.parsers.draw(
            Path(document.original), page, scale, Path(folder.name)
        )
        sizes = (width, height, stride, rotation, page_width, page_height)
        return PageImage(id, page, scale, str(file), *sizes)

    def warm_up(self) -> None:
        """Load what a question needs."""
        self.index.matching(["warm"], 1)
        # Without its embedder a library is searched by words, and the question says so.
        with contextlib.suppress(ModelError):
            self.index.nearest(self.embedder.embed_query("warm up"), 1)

    def require_writable(self) -> None:
        """Refuse at once what would change the library.

        Raises:
            ReadOnlyLibrary: it is open for reading only.
        """
        if self.read_only:
            raise ReadOnlyLibrary(path=str(self.path))
