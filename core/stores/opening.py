"""Opening a library's database: is it there, whole, of this version; and closing it in order."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from core.errors import LibraryBusy, LibraryDamaged, LibraryNotFound, LibraryTooNew
from core.stores.database import Database, named_error
from core.stores.library_folder import LibraryFolder, raise_if_full
from core.stores.migrations import MIGRATIONS, migrate, version
from core.stores.recipes import Recipes

_SESSION = "session"


@dataclass(frozen=True)
class Opened:
    """A database that is ready for writing."""

    database: Database
    recovered: str
    trusted: bool
    """The library was closed in order the last time."""


def refuse_unless_new(folder: LibraryFolder, create: bool) -> None:
    """There is no database in the folder: may one be made?

    Raises:
        LibraryDamaged: there was one, or there are originals; an empty one would hide that.
        LibraryNotFound: it is not wanted.
    """
    originals = folder.originals.is_dir() and any(folder.originals.iterdir())
    if folder.card.exists() or originals:
        raise LibraryDamaged(path=str(folder.path))
    if not create:
        raise LibraryNotFound(path=str(folder.path))


def for_reading(folder: LibraryFolder) -> Database:
    """The database for a second program that only reads.

    Raises:
        LibraryDamaged: it cannot be read.
        LibraryBusy: it waits for the program that writes to bring it to this version.
    """
    database = Database(folder.database, read_only=True)
    try:
        number = version(database.connection)
        database.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        database.close()
        raise LibraryDamaged(path=str(folder.path)) from error
    if number < len(MIGRATIONS):
        database.close()
        raise LibraryBusy(path=str(folder.path))
    return database


def for_writing(folder: LibraryFolder, embedder: str, chunker: str) -> Opened:
    """The database for the writer, checked after a stop without closing, and migrated.

    Raises:
        LibraryDamaged: SQLite's check fails.
        LibraryTooNew: its schema is from the future; nothing was changed.
        DiskFull: no room.
    """
    folder.make()
    new = not folder.database.exists()
    database = Database(folder.database)
    recovered = ""
    try:
        try:
            number = version(database.connection)
            if number > len(MIGRATIONS):
                raise LibraryTooNew(path=str(folder.path))
            last = fact(database, _SESSION) if number else ""
            if last and database.connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise LibraryDamaged(path=str(folder.path))
            _bring_up_to_date(folder, database, number)
        except sqlite3.DatabaseError as error:
            named = named_error(error, folder.database)
            raise named or LibraryDamaged(path=str(folder.path)) from error
        card = folder.read_card()
        recipes = Recipes(database)
        recipes.begin_first(card.get("chunker", chunker), card.get("embedder", embedder))
        if write_card(folder, database) and not new:
            recovered = "The file library.toml was written anew."
        # Copies without a document are left from a stop in the middle of adding them; unless the
        # database is another one than then (a restored backup): what it does not know is precious.
        same = bool(last) and last == folder.session()
        folder.sweep(_owned(database) if same else None)
        folder.sweep_indexes(recipe.id for recipe in recipes.all())
        set_fact(database, _SESSION, folder.begin_session())
    except BaseException as error:
        database.close()
        if isinstance(error, OSError):
            raise_if_full(error, folder.path)
        raise
    return Opened(database, recovered, trusted=not last)


def end(folder: LibraryFolder, database: Database) -> None:
    """Close in order."""
    with database.transaction() as connection:
        connection.execute("DELETE FROM facts WHERE name = ?", (_SESSION,))
    folder.end_session()


def fact(database: Database, name: str) -> str:
    """A fact about the library, or ""."""
    row = database.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def set_fact(database: Database, name: str, value: str) -> None:
    """Keep a fact about the library."""
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def _owned(database: Database) -> list[str]:
    import os

    rows = database.connection.execute("SELECT original FROM documents WHERE NOT linked")
    return [os.fsdecode(row[0]) for row in rows]


def write_card(folder: LibraryFolder, database: Database) -> bool:
    """Say in library.toml what the library is made with now; whether the file had been lost."""
    recipe = Recipes(database).current
    wanted: dict[str, str | int] = {
        "schema": len(MIGRATIONS),
        "embedder": recipe.embedder,
        "chunker": recipe.chunker,
    }
    if folder.read_card() == {key: str(value) for key, value in wanted.items()}:
        return False
    missing = not folder.read_card()
    folder.write_card(wanted)
    return missing


def _bring_up_to_date(folder: LibraryFolder, database: Database, number: int) -> None:
    if number == len(MIGRATIONS):
        return
    if number == 0:
        migrate(database.connection)
        return
    snapshot = folder.backups / f"before-schema-{len(MIGRATIONS)}-{int(time.time())}.sqlite"
    copy(database.connection, snapshot)
    try:
        migrate(database.connection)
    except BaseException:
        put_back(snapshot, database.connection)
        raise


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database, also one in use, to a file."""
    with_target = sqlite3.connect(target)
    try:
        source.backup(with_target)
    finally:
        with_target.close()


def put_back(snapshot: Path, target: sqlite3.Connection) -> None:
    """Make an open database what its snapshot was."""
    source = sqlite3.connect(snapshot)
    try:
        source.backup(target)
    finally:
        source.close()
