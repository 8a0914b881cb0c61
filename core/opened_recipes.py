"""The recipes of an opened library, each opened at first use; taking one up, letting one go."""

import contextlib
from typing import TYPE_CHECKING

from core.made_once import MadeOnce
from core.opened_recipe import OpenedRecipe
from core.stores import opening
from core.stores.database import Database
from core.stores.library_folder import LibraryFolder
from core.stores.recipes import Recipes
from core.types import Recipe

if TYPE_CHECKING:
    from core.protocols import Chunker, Embedder


class OpenedRecipes:
    """May be used from any thread; which one is current stands in SQLite alone."""

    def __init__(
        self,
        folder: LibraryFolder,
        database: Database,
        trusted: bool,
        embedder: "Embedder | None" = None,
        chunker: "Chunker | None" = None,
    ) -> None:
        """`embedder` and `chunker` stand in for those the current recipe names, wherever named."""
        self.stored = Recipes(database)
        self._folder = folder
        self._database = database
        self._trusted = trusted
        self._given_embedder = embedder
        self._given_chunker = chunker
        given = embedder is not None or chunker is not None
        self._given_for = self.stored.names(self.stored.current_id) if given else ("", "")
        self._parts = MadeOnce()

    def opened(self, id: int) -> OpenedRecipe:
        """The parts of a recipe.

        Raises:
            NotFound: no recipe with this id.
        """
        return self._parts.part(str(id), lambda: self._open(id))

    def _open(self, id: int) -> OpenedRecipe:
        chunker = self._given_chunker
        if self.stored.names(id)[0] != self._given_for[0]:
            chunker = None
        return OpenedRecipe(
            id,
            self._database,
            self._folder.index_of(id),
            self._trusted,
            self.open_embedder,
            chunker,
        )

    @property
    def current(self) -> OpenedRecipe:
        """The one that questions are answered from."""
        return self.opened(self.stored.current_id)

    def open_embedder(self, spec: str) -> "Embedder":
        """An embedder by its name, with ":" and its source where it has one.

        Raises:
            ModelError: it cannot be had.
            BadRequest: no embedder is called that.
        """
        from core.embedding.opening import open_embedder

        if self._given_embedder is not None and spec == self._given_for[1]:
            return self._given_embedder
        return open_embedder(spec)

    def use(self, id: int) -> Recipe:
        """See KnowledgeBase.use_recipe."""
        recipe = self.stored.use(id)
        opening.write_card(self._folder, self._database)
        self._discard_indexes()
        return recipe

    def remove(self, id: int) -> None:
        """See KnowledgeBase.remove_recipe."""
        self.stored.forget(id)
        self._discard_indexes()

    def _discard_indexes(self) -> None:
        for id in self.stored.gone():
            # Windows keeps files that are being read; the next start deletes them.
            with contextlib.suppress(OSError):
                for opened in self._parts.there(str(id)):
                    opened.index.discard()
                self._folder.remove_index(id)

    @property
    def recovered(self) -> str:
        """What was mended of their indexes, in English; empty when nothing was."""
        sentences = [each.recovered for each in self._parts.there()]
        return " ".join(sentence for sentence in dict.fromkeys(sentences) if sentence)

    def interrupt(self) -> None:
        """Let what takes long in other threads end soon."""
        for each in self._parts.there():
            each.interrupt()

    def close(self) -> None:
        """Let go of the indexes."""
        self._parts.close()
        for each in self._parts.there():
            each.close()
