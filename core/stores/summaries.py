"""Summaries of what a conversation began with, for prompts that have no room for all of it."""

import time

from core.stores.database import Database
from core.stores.texts import storable


class Summaries:
    """The summaries of a library's conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, digest: str) -> str:
        """The summary of the turns with that digest; "" when there is none."""
        row = self._database.connection.execute(
            "SELECT text FROM summaries WHERE digest = ?", (digest,)
        ).fetchone()
        return "" if row is None else str(row["text"])

    def put(self, digest: str, conversation: int, text: str, model: str) -> None:
        """Keep a summary that a model wrote; it goes with its conversation.

        Raises:
            ReadOnlyLibrary: the library is open for reading only.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO summaries (digest, conversation, text, model, written)"
                " SELECT ?, id, ?, ?, ? FROM conversations WHERE id = ?",
                (digest, storable(text), model, time.time(), conversation),
            )
