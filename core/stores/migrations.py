"""The schema, as numbered steps that are never edited once released.

TO CHANGE THE SCHEMA: append a function below with the next number, say why in its docstring, and
add its test to tests/core/stores/test_migrations.py (a test fails until you do).
"""

import sqlite3
from collections.abc import Callable

MIGRATIONS: list[Callable[[sqlite3.Connection], None]] = []


def migration(step: Callable[[sqlite3.Connection], None]) -> Callable[[sqlite3.Connection], None]:
    """Append a step to the list."""
    MIGRATIONS.append(step)
    return step


def version(connection: sqlite3.Connection) -> int:
    """Number of steps this file has been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> int:
    """Run the missing steps, each in a transaction; returns how many ran."""
    before = version(connection)
    for number, step in enumerate(MIGRATIONS[before:], start=before + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return len(MIGRATIONS) - before


def _run(connection: sqlite3.Connection, script: str) -> None:
    # Not executescript: that would commit the transaction under way.
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(statement)


@migration
def m001_documents_chunks_vectors(connection: sqlite3.Connection) -> None:
    """Documents with text and positions, chunks, vectors, the import queue, conversations.

    A text is kept in parts, so that showing a sentence does not read a book. `original` holds the
    bytes of a path (not every file name is Unicode). `unindexed` names the documents whose rows in
    the index may differ from the rows here: written with a change, cleared when the index has it;
    `known` is 0 when the index cannot have rows of that document yet.
    """
    _run(
        connection,
        """
        CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            original BLOB NOT NULL,
            linked INTEGER NOT NULL,
            format TEXT NOT NULL,
            language TEXT NOT NULL,
            pages INTEGER NOT NULL,
            characters INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            added REAL NOT NULL,
            prepare_seconds REAL NOT NULL,
            notices TEXT NOT NULL,
            parser_version INTEGER NOT NULL,
            chunker TEXT NOT NULL,
            chunks INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX documents_added ON documents (added DESC, id);
        CREATE TABLE texts (
            document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            text TEXT NOT NULL,
            marks BLOB NOT NULL,
            PRIMARY KEY (document, start)
        );
        CREATE TABLE geometry (
            document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
            page INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            width REAL NOT NULL,
            height REAL NOT NULL,
            rotation INTEGER NOT NULL,
            boxes BLOB NOT NULL,
            PRIMARY KEY (document, page)
        );
        CREATE INDEX geometry_place ON geometry (document, "end", start);
        CREATE TABLE tags (
            document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
            tag TEXT NOT NULL,
            PRIMARY KEY (document, tag)
        ) WITHOUT ROWID;
        CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            page INTEGER NOT NULL,
            heading TEXT NOT NULL,
            text TEXT NOT NULL,
            UNIQUE (document, ordinal)
        );
        CREATE TABLE vectors (
            chunk INTEGER NOT NULL REFERENCES chunks ON DELETE CASCADE,
            embedder TEXT NOT NULL,
            vector BLOB NOT NULL,
            PRIMARY KEY (chunk, embedder)
        ) WITHOUT ROWID;
        CREATE TABLE unindexed (
            change INTEGER PRIMARY KEY AUTOINCREMENT,
            document TEXT NOT NULL,
            known INTEGER NOT NULL
        );
        CREATE TABLE queue (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path BLOB NOT NULL UNIQUE,
            display TEXT NOT NULL,
            name TEXT NOT NULL,
            linked INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            state TEXT NOT NULL,
            error TEXT NOT NULL DEFAULT '',
            subject TEXT NOT NULL DEFAULT '{}',
            attempts INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX queue_state ON queue (state, id);
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            created REAL NOT NULL,
            updated REAL NOT NULL
        );
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
            role TEXT NOT NULL,
            text TEXT NOT NULL,
            created REAL NOT NULL,
            answer BLOB
        );
        CREATE INDEX messages_conversation ON messages (conversation, id);
        CREATE TABLE facts (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID
        """,
    )
