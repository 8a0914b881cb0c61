"""The library's SQLite file: connections, transactions, and nothing about what is in it.

WAL with synchronous FULL: what a transaction has committed survives a power cut. Each thread has a
connection of its own; writers wait for each other up to BUSY_SECONDS.
"""

import errno
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import DiskFull, LecternError, LibraryDamaged, ReadOnlyLibrary

BUSY_SECONDS = 30.0
_INCREMENTAL = 2


class Database:
    """A SQLite file shared by the threads of one process."""

    def __init__(self, path: Path, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._connect()
            self._local.connection = found
        return found

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rwc"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        if not self.read_only:
            # Counts for a new file alone: in older ones free pages are used again, not given back.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA secure_delete = ON")
        with self._guard:
            if self._closed:
                # The lock is let go: a thread that lags behind may not write any more.
                connection.close()
                raise sqlite3.ProgrammingError("the library is closed")
            self._all.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; nests as part of the outer transaction.

        Raises:
            ReadOnlyLibrary: it is open for reading only.
            DiskFull: no room; nothing was changed.
        """
        if self.read_only:
            raise ReadOnlyLibrary(path=str(self.path.parent))
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            named = named_error(error, self.path)
            if named is not None:
                raise named from error
            raise

    def give_back(self, pages: int) -> bool:
        """Give some free pages back to the disk; whether there are more to give."""
        connection = self.connection
        kind = connection.execute("PRAGMA auto_vacuum").fetchone()[0]
        if kind != _INCREMENTAL or not connection.execute("PRAGMA freelist_count").fetchone()[0]:
            return False
        connection.execute(f"PRAGMA incremental_vacuum({int(pages)})").fetchall()
        return int(connection.execute("PRAGMA freelist_count").fetchone()[0]) > 0

    def close(self) -> None:
        """Close every thread's connection; the write-ahead log is folded in."""
        with self._guard:
            self._closed = True
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


def named_error(error: BaseException, database: Path) -> LecternError | None:
    """What a person can be told of an error of SQLite or the disk; None when it is our mistake."""
    folder = str(database.parent)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DiskFull(path=folder)
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    if "full" in str(error):
        return DiskFull(path=folder)
    if "readonly" in str(error):
        return ReadOnlyLibrary(path=folder)
    damaged = ("malformed", "not a database", "disk I/O error")
    return LibraryDamaged(path=folder) if any(word in str(error) for word in damaged) else None
