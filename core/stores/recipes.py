"""The recipes of a library: the ways its documents are prepared in, and how far each has come."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Row

from core.errors import BadRequest, NotFound
from core.stores.database import Database
from core.types import Recipe, RecipeState

GONE = "gone"
"""State of a recipe that nobody sees any more and whose chunks are being deleted."""
_DELETED_AT_ONCE = 4000
"""Chunks deleted in one transaction: others wait for it."""


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """The space that a recipe's vectors are in; `id` "" and 0 dimensions before the first one."""

    id: str
    dimensions: int


class Recipes:
    """The tables `recipes` and `prepared`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- looking -------------------------------------------------------------------------------

    def all(self) -> tuple[Recipe, ...]:
        """Every recipe: the current one, the former one, then the others as they were begun."""
        rows = self._database.connection.execute(
            "SELECT *, (SELECT count(*) FROM documents) AS documents FROM recipes LEFT JOIN"
            " (SELECT recipe, count(*) AS done, sum(chunks) AS chunks, sum(bytes) AS bytes"
            " FROM prepared GROUP BY recipe) ON recipe = id WHERE state <> ?"
            " ORDER BY CASE state WHEN 'current' THEN 0 WHEN 'former' THEN 1 ELSE 2 END, id",
            (GONE,),
        )
        return tuple(_recipe(row) for row in rows)

    def get(self, id: int) -> Recipe:
        """One recipe.

        Raises:
            NotFound: no recipe with this id.
        """
        for recipe in self.all():
            if recipe.id == id:
                return recipe
        raise NotFound(what="recipe", id=id)

    @property
    def current(self) -> Recipe:
        """The one that questions are answered from."""
        return self.get(self.current_id)

    @property
    def current_id(self) -> int:
        """Id of the current one, quickly."""
        row = self._database.connection.execute(
            "SELECT id FROM recipes WHERE state = ?", (RecipeState.CURRENT,)
        ).fetchone()
        return int(row[0])

    def is_live(self, id: int) -> bool:
        """Whether it is there and not being deleted."""
        row = self._database.connection.execute(
            "SELECT 1 FROM recipes WHERE id = ? AND state <> ?", (id, GONE)
        )
        return row.fetchone() is not None

    def names(self, id: int) -> tuple[str, str]:
        """Chunker and embedder of a recipe.

        Raises:
            NotFound: no recipe with this id.
        """
        row = self._database.connection.execute(
            "SELECT chunker, embedder FROM recipes WHERE id = ? AND state <> ?", (id, GONE)
        ).fetchone()
        if row is None:
            raise NotFound(what="recipe", id=id)
        return str(row["chunker"]), str(row["embedder"])

    def space(self, id: int) -> VectorSpace:
        """The space of its vectors."""
        row = self._database.connection.execute(
            "SELECT space, dimensions FROM recipes WHERE id = ?", (id,)
        ).fetchone()
        return VectorSpace(row["space"], row["dimensions"]) if row else VectorSpace("", 0)

    def missing(self, id: int) -> list[tuple[str, int]]:
        """Documents it has not been through: id and characters, newest first."""
        rows = self._database.connection.execute(
            "SELECT id, characters FROM documents WHERE NOT EXISTS (SELECT 1 FROM prepared"
            " WHERE document = documents.id AND recipe = ?) ORDER BY added DESC, id",
            (id,),
        )
        return [(row["id"], row["characters"]) for row in rows]

    def count_missing(self, id: int) -> int:
        """Number of documents it has not been through."""
        row = self._database.connection.execute(
            "SELECT (SELECT count(*) FROM documents)"
            " - (SELECT count(*) FROM prepared WHERE recipe = ?)",
            (id,),
        ).fetchone()
        return int(row[0])

    # ---- changing ------------------------------------------------------------------------------

    def begin(self, chunker: str, embedder: str, space: VectorSpace) -> Recipe:
        """The recipe of these, to be made or gone on with; the current one when it is that."""
        for recipe in self.all():
            known = self.space(recipe.id)
            if (recipe.chunker, recipe.embedder) == (chunker, embedder) and known in (
                space,
                VectorSpace("", 0),
            ):
                return recipe
        with self._database.transaction() as connection:
            row = connection.execute(
                "INSERT INTO recipes (chunker, embedder, space, dimensions, state, created)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (chunker, embedder, space.id, space.dimensions, RecipeState.PREPARING, time.time()),
            ).fetchone()
        return self.get(int(row["id"]))

    def begin_first(self, chunker: str, embedder: str) -> None:
        """Give a new library its recipe, without loading the embedder."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO recipes (chunker, embedder, state, created) SELECT ?, ?, ?, ?"
                " WHERE NOT EXISTS (SELECT 1 FROM recipes WHERE state = ?)",
                (chunker, embedder, RecipeState.CURRENT, time.time(), RecipeState.CURRENT),
            )

    def settle_space(self, id: int, space: VectorSpace) -> None:
        """Its first vectors are in this space; part of the caller's transaction.

        Raises:
            ValueError: they are in another one.
        """
        self._database.connection.execute(
            "UPDATE recipes SET space = ?, dimensions = ? WHERE id = ? AND space = ''",
            (space.id, space.dimensions, id),
        )
        if self.space(id) != space:
            raise ValueError(f"{space} is not the vector space of recipe {id}")

    def made(self, id: int) -> Recipe:
        """It has been through all documents: from now on it can be taken up."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE recipes SET state = ? WHERE id = ? AND state = ?",
                (RecipeState.READY, id, RecipeState.PREPARING),
            )
        return self.get(id)

    def use(self, id: int) -> Recipe:
        """Make it the current one, and the current one the former; the former one before goes.

        Raises:
            NotFound: no recipe with this id.
            BadRequest: it has not been made to the end.
        """
        with self._database.transaction() as connection:
            recipe = self.get(id)
            if recipe.state is RecipeState.CURRENT:
                return recipe
            if recipe.state is RecipeState.PREPARING:
                raise BadRequest(
                    reason="The documents are not prepared in this way yet. Prepare them first."
                )
            connection.execute(
                "UPDATE recipes SET state = ? WHERE state = ? AND id <> ?",
                (GONE, RecipeState.FORMER, id),
            )
            for state, before in (
                (RecipeState.READY, RecipeState.FORMER),
                (RecipeState.FORMER, RecipeState.CURRENT),
            ):
                connection.execute("UPDATE recipes SET state = ? WHERE state = ?", (state, before))
            connection.execute(
                "UPDATE recipes SET state = ? WHERE id = ?", (RecipeState.CURRENT, id)
            )
        return self.get(id)

    def forget(self, id: int) -> None:
        """Let nobody see it any more; `delete_some` deletes what it made.

        Raises:
            NotFound: no recipe with this id.
            BadRequest: it is the current one.
        """
        with self._database.transaction() as connection:
            if self.get(id).state is RecipeState.CURRENT:
                raise BadRequest(reason="The documents are prepared in this way now.")
            connection.execute("UPDATE recipes SET state = ? WHERE id = ?", (GONE, id))

    def gone(self) -> Sequence[int]:
        """Recipes that are being deleted."""
        rows = self._database.connection.execute("SELECT id FROM recipes WHERE state = ?", (GONE,))
        return [row["id"] for row in rows]

    def delete_some(self) -> int:
        """Delete some of what forgotten recipes made; chunks that are still left, about."""
        for id in self.gone():
            with self._database.transaction() as connection:
                rows = connection.execute(
                    "SELECT id FROM chunks WHERE recipe = ? LIMIT ?", (id, _DELETED_AT_ONCE)
                ).fetchall()
                chunks = [(row["id"],) for row in rows]
                connection.executemany("DELETE FROM vectors WHERE chunk = ?", chunks)
                connection.executemany("DELETE FROM chunks WHERE id = ?", chunks)
                if len(chunks) < _DELETED_AT_ONCE:
                    connection.execute("DELETE FROM prepared WHERE recipe = ?", (id,))
                    connection.execute("DELETE FROM unindexed WHERE recipe = ?", (id,))
                    connection.execute("DELETE FROM recipes WHERE id = ?", (id,))
            break
        row = self._database.connection.execute(
            "SELECT count(*) FROM chunks WHERE recipe IN (SELECT id FROM recipes WHERE state = ?)",
            (GONE,),
        ).fetchone()
        return int(row[0]) or len(self.gone())

    # ---- what its index was made with ----------------------------------------------------------

    def indexed(self, id: int) -> str:
        """What its index was made with; "" when there is none."""
        row = self._database.connection.execute(
            "SELECT indexed FROM recipes WHERE id = ?", (id,)
        ).fetchone()
        return str(row["indexed"]) if row else ""

    def set_indexed(self, id: int, identity: str) -> None:
        """Its index has been made."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE recipes SET indexed = ? WHERE id = ?", (identity, id))


def _recipe(row: Row) -> Recipe:
    return Recipe(
        id=row["id"],
        chunker=row["chunker"],
        embedder=row["embedder"],
        state=RecipeState(row["state"]),
        done=row["done"] or 0,
        documents=row["documents"],
        chunks=row["chunks"] or 0,
        created=row["created"],
        # The index holds the vectors once more, and the terms of the texts.
        bytes=2 * (row["bytes"] or 0),
    )
