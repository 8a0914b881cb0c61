"""The import list: files on their way into the library, kept across quit and crash.

A row lives from the moment a file is dropped until its document is in (the row goes in the same
transaction) or the person dismisses it. Paths are kept as bytes, because a file name need not be
valid text.
"""

import json
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from core.errors import LecternError, error_named
from core.stores.database import Database
from core.types import FileState, QueuedFile


def display_path(path: Path) -> str:
    """A path as text that can always be shown and stored."""
    return os.fsencode(path).decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A file whose turn it is."""

    id: int
    path: Path
    name: str
    linked: bool
    bytes: int
    attempts: int


class ImportQueue:
    """Rows of the table `queue`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.passwords: dict[int, str] = {}
        """For locked files, by row; in memory only, never written."""

    def add(self, files: Iterable[tuple[Path, int]], linked: bool) -> tuple[QueuedFile, ...]:
        """Put files (path, size in bytes) on the list; one that had failed is tried again."""
        added: list[QueuedFile] = []
        with self._database.transaction() as connection:
            for path, size in files:
                shown = display_path(path)
                name = display_path(Path(path.name))
                row = connection.execute(
                    "INSERT INTO queue (path, display, name, linked, bytes, state)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
                    " state = excluded.state, linked = excluded.linked, bytes = excluded.bytes,"
                    " error = '', subject = '{}', attempts = 0 RETURNING id",
                    (os.fsencode(path), shown, name, linked, size, FileState.WAITING),
                ).fetchone()
                added.append(QueuedFile(row["id"], shown, name, FileState.WAITING))
        return tuple(added)

    def waiting(
        self, limit: int, besides: Collection[int] = (), only: Collection[int] = ()
    ) -> list[QueueEntry]:
        """The next files to read, without those in hand: in the order they were dropped, but files
        that were in hand when the engine ended after those that were not."""
        wanted = frozenset(only)
        rows = self._database.connection.execute(
            "SELECT * FROM queue WHERE state = ? ORDER BY attempts, id", (FileState.WAITING,)
        )
        found: list[QueueEntry] = []
        for row in rows:
            if len(found) == limit:
                break
            if row["id"] not in besides and (not wanted or row["id"] in wanted):
                found.append(_entry(row))
        return found

    def count_waiting(self) -> tuple[int, int]:
        """Number of files waiting, and their bytes."""
        row = self._database.connection.execute(
            "SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM queue WHERE state = ?",
            (FileState.WAITING,),
        ).fetchone()
        return int(row[0]), int(row[1])

    def counts(self) -> tuple[int, int]:
        """Number of files under way, and of files that could not be read."""
        rows = self._database.connection.execute("SELECT state, count(*) FROM queue GROUP BY state")
        states = {row[0]: int(row[1]) for row in rows}
        failed = states.pop(FileState.FAILED, 0)
        return sum(states.values()), failed

    def holds(self, id: int) -> bool:
        """Whether a file is still on the list."""
        row = self._database.connection.execute("SELECT 1 FROM queue WHERE id = ?", (id,))
        return row.fetchone() is not None

    def started(self, ids: Sequence[int]) -> None:
        """Count one more attempt, so that a file that ends the engine each time is found out."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE queue SET attempts = attempts + 1 WHERE id = ?", [(id,) for id in ids]
            )

    def put_back(self, ids: Sequence[int]) -> None:
        """Take an attempt back: it was stopped in order, so the file is not to blame."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE queue SET attempts = max(0, attempts - 1) WHERE id = ?",
                [(id,) for id in ids],
            )

    def fail(self, id: int, error: LecternError) -> QueuedFile | None:
        """Keep why a file could not be read; None when it was dismissed meanwhile."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE queue SET state = ?, error = ?, subject = ? WHERE id = ?",
                (FileState.FAILED, error.kind, json.dumps(error.subject), id),
            )
            row = connection.execute("SELECT * FROM queue WHERE id = ?", (id,)).fetchone()
        return _shown(row) if row else None

    def retry(self, ids: Sequence[int]) -> tuple[QueuedFile, ...]:
        """Put failed files back among those waiting."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE queue SET state = ?, error = '', subject = '{}', attempts = 0 WHERE id = ?",
                [(FileState.WAITING, id) for id in ids],
            )
        wanted = set(ids)
        return tuple(file for file in self.all() if file.id in wanted)

    def remove(self, ids: Sequence[int]) -> None:
        """Take files off the list."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM queue WHERE id = ?", [(id,) for id in ids])

    def all(self) -> tuple[QueuedFile, ...]:
        """The whole list in the order files were dropped."""
        rows = self._database.connection.execute("SELECT * FROM queue ORDER BY id")
        return tuple(_shown(row) for row in rows)


def _entry(row: Row) -> QueueEntry:
    return QueueEntry(
        id=row["id"],
        path=Path(os.fsdecode(row["path"])),
        name=row["name"],
        linked=bool(row["linked"]),
        bytes=row["bytes"],
        attempts=row["attempts"],
    )


def _shown(row: Row) -> QueuedFile:
    error = error_named(row["error"], json.loads(row["subject"])) if row["error"] else None
    return QueuedFile(
        id=row["id"],
        path=row["display"],
        name=row["name"],
        state=FileState(row["state"]),
        error=row["error"],
        subject=tuple(error.subject.items()) if error else (),
        message=error.message if error else "",
        hint=error.hint if error else "",
    )
