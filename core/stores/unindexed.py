"""What the indexes do not have yet: documents whose rows there may differ from SQLite's.

Written with the change, for each recipe that it concerns; cleared when that recipe's index has it.
"""

import sqlite3
from dataclasses import dataclass

from core.stores.database import Database


@dataclass(frozen=True, slots=True)
class Pending:
    """Documents to look at again; of `known` ones the index may have rows."""

    documents: tuple[str, ...]
    known: frozenset[str]
    until: int
    """The last change that is among these."""


class Unindexed:
    """Those rows of the table `unindexed` that one recipe's index must see to."""

    def __init__(self, database: Database, recipe: int) -> None:
        self._database = database
        self._recipe = recipe

    def pending(self) -> Pending | None:
        """What has changed; None when nothing has."""
        changes = self._database.connection.execute(
            "SELECT change, document, known FROM unindexed WHERE recipe = ? ORDER BY change",
            (self._recipe,),
        ).fetchall()
        if not changes:
            return None
        return Pending(
            tuple(dict.fromkeys(row["document"] for row in changes)),
            frozenset(row["document"] for row in changes if row["known"]),
            changes[-1]["change"],
        )

    def last(self) -> int:
        """The last change, 0 when there is none."""
        row = self._database.connection.execute(
            "SELECT max(change) FROM unindexed WHERE recipe = ?", (self._recipe,)
        ).fetchone()
        return int(row[0] or 0)

    def indexed(self, until: int) -> None:
        """The index has all changes up to this one."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM unindexed WHERE recipe = ? AND change <= ?", (self._recipe, until)
            )


def note_change(connection: sqlite3.Connection, document: str, recipe: int, known: bool) -> None:
    """The index of a recipe must look at a document again; part of the caller's transaction.

    `known`: it may have rows of that document.
    """
    connection.execute(
        "INSERT INTO unindexed (document, recipe, known) VALUES (?, ?, ?)",
        (document, recipe, known),
    )


def note_change_for_all(connection: sqlite3.Connection, document: str) -> None:
    """The indexes of all recipes that have been through a document must look at it again."""
    connection.execute(
        "INSERT INTO unindexed (document, recipe, known)"
        " SELECT document, recipe, 1 FROM prepared WHERE document = ?",
        (document,),
    )
