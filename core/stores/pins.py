"""The documents that are kept before the model's eyes, as a fact about the library."""

import json
from collections.abc import Sequence

from core.stores.database import Database

_NAME = "pinned"


def pinned(database: Database) -> list[str]:
    """Ids in the order they were chosen; some of the documents may have been removed since."""
    row = database.connection.execute("SELECT value FROM facts WHERE name = ?", (_NAME,)).fetchone()
    return [str(id) for id in json.loads(row[0])] if row else []


def pin(database: Database, ids: Sequence[str]) -> None:
    """Keep these and no others.

    Raises:
        ReadOnlyLibrary: the library is open for reading only.
    """
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO facts VALUES (?, ?)",
            (_NAME, json.dumps(list(dict.fromkeys(ids)))),
        )
