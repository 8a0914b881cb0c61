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


@migration
def m002_recipes(connection: sqlite3.Connection) -> None:
    """Documents can be prepared in several ways beside each other, each with an index of its own.

    A recipe is a chunker and an embedder; `space` names the vector space that its vectors are in
    and `indexed` what its index was made with. At most one is current and one former; one in the
    state "gone" is being deleted. `prepared` says which documents a recipe has been through, into
    how many chunks, and what a person should know of it, so that taking up another recipe changes
    nothing but the states. Chunks, and rows of `unindexed`, belong to a recipe; chunks say in which
    section they stand.
    """
    _run(
        connection,
        """
        CREATE TABLE recipes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chunker TEXT NOT NULL,
            embedder TEXT NOT NULL,
            space TEXT NOT NULL DEFAULT '',
            dimensions INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL,
            created REAL NOT NULL,
            indexed TEXT NOT NULL DEFAULT ''
        );
        CREATE UNIQUE INDEX recipes_state ON recipes (state) WHERE state IN ('current', 'former');
        INSERT INTO recipes (id, chunker, embedder, state, created)
            SELECT 1, chunker.value, embedder.value, 'current',
                CAST(strftime('%s', 'now') AS REAL)
            FROM facts AS chunker, facts AS embedder
            WHERE chunker.name = 'chunker' AND embedder.name = 'embedder';
        UPDATE recipes SET (space, dimensions) =
            (SELECT embedder, length(vector) / 2 FROM vectors LIMIT 1)
            WHERE EXISTS (SELECT 1 FROM vectors);
        UPDATE recipes SET (space, dimensions) =
            (SELECT json_extract(value, '$[2]'), json_extract(value, '$[3]')
             FROM facts WHERE name = 'index')
            WHERE space = '' AND EXISTS (SELECT 1 FROM facts WHERE name = 'index');
        CREATE TABLE prepared (
            document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
            recipe INTEGER NOT NULL REFERENCES recipes,
            chunks INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            notices TEXT NOT NULL DEFAULT '[]',
            PRIMARY KEY (document, recipe)
        ) WITHOUT ROWID;
        INSERT INTO prepared (document, recipe, chunks, bytes)
            SELECT document, 1, count(*), sum(length(CAST(text AS BLOB)))
                + coalesce(sum((SELECT length(vector) FROM vectors WHERE chunk = chunks.id)), 0)
            FROM chunks GROUP BY document;
        CREATE TABLE kept_chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            recipe INTEGER NOT NULL REFERENCES recipes,
            document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            section_start INTEGER NOT NULL DEFAULT -1,
            section_end INTEGER NOT NULL DEFAULT -1,
            page INTEGER NOT NULL,
            heading TEXT NOT NULL,
            text TEXT NOT NULL,
            UNIQUE (document, recipe, ordinal)
        );
        INSERT INTO kept_chunks (id, recipe, document, ordinal, start, "end", page, heading, text)
            SELECT id, 1, document, ordinal, start, "end", page, heading, text FROM chunks;
        DELETE FROM sqlite_sequence WHERE name = 'kept_chunks';
        INSERT INTO sqlite_sequence (name, seq)
            SELECT 'kept_chunks', seq FROM sqlite_sequence WHERE name = 'chunks';
        CREATE TABLE kept_vectors (
            chunk INTEGER PRIMARY KEY REFERENCES kept_chunks ON DELETE CASCADE,
            vector BLOB NOT NULL
        );
        INSERT INTO kept_vectors (chunk, vector)
            SELECT chunk, vector FROM vectors
            WHERE embedder = (SELECT space FROM recipes) ORDER BY chunk;
        DROP TABLE vectors;
        DROP TABLE chunks;
        ALTER TABLE kept_chunks RENAME TO chunks;
        ALTER TABLE kept_vectors RENAME TO vectors;
        CREATE INDEX chunks_recipe ON chunks (recipe);
        DROP TABLE unindexed;
        CREATE TABLE unindexed (
            change INTEGER PRIMARY KEY AUTOINCREMENT,
            document TEXT NOT NULL,
            recipe INTEGER NOT NULL,
            known INTEGER NOT NULL
        );
        CREATE INDEX unindexed_recipe ON unindexed (recipe);
        ALTER TABLE documents DROP COLUMN chunker;
        ALTER TABLE documents DROP COLUMN chunks;
        DELETE FROM facts WHERE name IN ('chunker', 'embedder', 'index')
        """,
    )


@migration
def m003_exam(connection: sqlite3.Connection) -> None:
    """The exam is kept with the library: questions, where their answers stand, how it went.

    Gold names documents without referring to them, so that a question outlives the removal of its
    document and is complete again when that returns. `exam_used` holds fingerprints of sentences
    that questions were made of, so that making more of them gives others. Sittings and comparisons
    are values as core/wire.py packs them: they are shown as they were, never searched.
    """
    _run(
        connection,
        """
        CREATE TABLE exam_questions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            answer TEXT NOT NULL,
            language TEXT NOT NULL,
            accepted INTEGER NOT NULL
        );
        CREATE TABLE exam_gold (
            question INTEGER NOT NULL REFERENCES exam_questions ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            document TEXT NOT NULL,
            title TEXT NOT NULL,
            page INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            quote TEXT NOT NULL,
            PRIMARY KEY (question, ordinal)
        ) WITHOUT ROWID;
        CREATE TABLE exam_used (
            quote TEXT PRIMARY KEY
        ) WITHOUT ROWID;
        CREATE TABLE exam_sittings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            taken REAL NOT NULL,
            sitting BLOB NOT NULL
        );
        CREATE TABLE exam_comparisons (
            comparison BLOB NOT NULL
        )
        """,
    )


@migration
def m004_graph(connection: sqlite3.Connection) -> None:
    """What the knowledge graph rests on: what a document says by itself, and what people put right.

    Readings go with their document. `number` grows with every reading, so that a saved graph can
    tell which readings it was made of; `version` and `title` tell one that must be made anew. Links
    are what sentences say of their names, valid while `digest` is that of the names found in them.
    Corrections refer to entities by id, never to documents: they outlive everything. Readings of
    writing models go with their document too; summaries belong to the sentences with that digest.
    """
    _run(
        connection,
        """
        CREATE TABLE graph_readings (
            document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
            number INTEGER NOT NULL,
            version INTEGER NOT NULL,
            title TEXT NOT NULL,
            reading BLOB NOT NULL
        );
        CREATE INDEX graph_readings_number ON graph_readings (document, number, version, title);
        CREATE TABLE graph_links (
            document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
            digest BLOB NOT NULL,
            links BLOB NOT NULL
        );
        CREATE TABLE graph_corrections (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            entities TEXT NOT NULL,
            text TEXT NOT NULL,
            label TEXT NOT NULL,
            made REAL NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE graph_places (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            places BLOB NOT NULL
        );
        CREATE TABLE graph_model_readings (
            document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
            model TEXT NOT NULL,
            reading BLOB NOT NULL,
            read REAL NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE graph_summaries (
            digest TEXT PRIMARY KEY,
            summary TEXT NOT NULL,
            model TEXT NOT NULL,
            sentences BLOB NOT NULL,
            written REAL NOT NULL
        ) WITHOUT ROWID
        """,
    )


@migration
def m005_conversation_trees(connection: sqlite3.Connection) -> None:
    """Messages form a tree, so that a question can be changed and an answer had anew.

    `parent` is the message before, NULL for a first one; `next` the message after that was last
    gone on with, `root` of a conversation the first one of its open branch. What was there becomes
    one branch. Answers move out of the messages, which are looked through word by word, and stand
    there twice: whole, and without what is only seen unfolded, so that a long conversation opens at
    once. Both are frames as core/wire.py packs them. A parent is no foreign key: its cascade would
    go as deep as a conversation is long, which SQLite refuses. A summary stands for the turns with
    that digest, so that branches share what they share.
    """
    _run(
        connection,
        """
        ALTER TABLE conversations ADD COLUMN root INTEGER;
        CREATE TABLE kept_messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
            parent INTEGER,
            next INTEGER,
            role TEXT NOT NULL,
            text TEXT NOT NULL,
            created REAL NOT NULL,
            rating INTEGER NOT NULL DEFAULT 0,
            corrected TEXT NOT NULL DEFAULT ''
        );
        INSERT INTO kept_messages (id, conversation, parent, next, role, text, created)
            SELECT id, conversation, lag(id) OVER branch, lead(id) OVER branch, role, text, created
            FROM messages WINDOW branch AS (PARTITION BY conversation ORDER BY id);
        DELETE FROM sqlite_sequence WHERE name = 'kept_messages';
        INSERT INTO sqlite_sequence (name, seq)
            SELECT 'kept_messages', seq FROM sqlite_sequence WHERE name = 'messages';
        CREATE TABLE kept_answers (
            message INTEGER PRIMARY KEY,
            light BLOB NOT NULL,
            whole BLOB NOT NULL
        )
        """,
    )
    rows = connection.execute("SELECT id, answer FROM messages WHERE answer NOT NULL")
    connection.executemany(
        "INSERT INTO kept_answers VALUES (?, ?, ?)",
        ((row[0], _without_search(row[1]), row[1]) for row in rows),
    )
    _run(
        connection,
        """
        DROP TABLE messages;
        ALTER TABLE kept_messages RENAME TO messages;
        CREATE TABLE answers (
            message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
            light BLOB NOT NULL,
            whole BLOB NOT NULL
        );
        INSERT INTO answers SELECT message, light, whole FROM kept_answers;
        DROP TABLE kept_answers;
        CREATE TABLE summaries (
            digest TEXT PRIMARY KEY,
            conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
            text TEXT NOT NULL,
            model TEXT NOT NULL,
            written REAL NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX summaries_conversation ON summaries (conversation);
        CREATE INDEX messages_conversation ON messages (conversation, id);
        CREATE INDEX messages_parent ON messages (parent);
        CREATE INDEX messages_rated ON messages (id) WHERE rating != 0 OR corrected != '';
        UPDATE conversations SET root =
            (SELECT min(id) FROM messages WHERE conversation = conversations.id)
        """,
    )


def _without_search(frame: bytes) -> bytes:
    """A packed answer without its search report and the texts of its passages."""
    import msgpack

    try:
        answer = msgpack.unpackb(frame[4:], raw=False, strict_map_key=True)
        answer["search"] = None
        for passage in answer["passages"]:
            passage["text"] = ""
    except Exception:
        # Of another version, or damaged: it is passed over where it is read, too.
        return frame
    body = msgpack.packb(answer, use_bin_type=True)
    return len(body).to_bytes(4, "big") + bytes(body)
