"""What a person sees of the library: documents with their titles, tags, texts and places."""

import json
import math
import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import BadRequest, NotFound
from core.stores.chunks import forget_chunks
from core.stores.database import Database
from core.stores.graph_facts import forget_readings
from core.stores.texts import Texts, containing, execute_for, storable, words_of
from core.stores.unindexed import note_change_for_all
from core.types import (
    Document,
    DocumentNotice,
    Facets,
    Filter,
    NoticeKind,
    ParsedDocument,
    Rectangle,
    TextSlice,
)

MOST_PLACES = 10_000
"""Places of words in one document that are worth listing."""

_COLUMNS = (
    "documents.id, title, name, path, original, linked, format, language, pages, characters,"
    " documents.bytes, added, prepare_seconds, documents.notices,"
    " coalesce(prepared.chunks, 0) AS chunks, coalesce(prepared.notices, '[]') AS cut_notices,"
    " (SELECT json_group_array(tag) FROM (SELECT tag FROM tags"
    " WHERE tags.document = documents.id ORDER BY tag)) AS tags"
)
_DOCUMENTS = (
    "documents LEFT JOIN prepared ON prepared.document = documents.id"
    " AND prepared.recipe = (SELECT id FROM recipes WHERE state = 'current')"
)


class Catalog:
    """The documents of a library."""

    def __init__(self, database: Database, originals: Path) -> None:
        self._database = database
        self._originals = originals
        self.texts = Texts(database)

    # ---- looking -------------------------------------------------------------------------------

    def documents(self, offset: int = 0, limit: int = 500) -> tuple[Document, ...]:
        """A stretch of the documents, newest first."""
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM {_DOCUMENTS}"  # noqa: S608
            " ORDER BY added DESC, id LIMIT ? OFFSET ?",
            (max(0, limit), max(0, offset)),
        )
        return tuple(self._document(row) for row in rows)

    def get(self, id: str) -> Document:
        """One document.

        Raises:
            NotFound: no document with this id.
        """
        found = self.some([id])
        if not found:
            raise NotFound(what="document", id=id)
        return found[0]

    def some(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """Those of the documents that are there, in the order of `ids`."""
        rows = execute_for(
            self._database.connection,
            f"SELECT {_COLUMNS} FROM {_DOCUMENTS} WHERE id IN ({{}})",  # noqa: S608
            list(dict.fromkeys(ids)),
        )
        found = {row["id"]: self._document(row) for row in rows}
        return tuple(found[id] for id in dict.fromkeys(ids) if id in found)

    def ids(self) -> tuple[str, ...]:
        """Ids of all documents, newest first."""
        rows = self._database.connection.execute("SELECT id FROM documents ORDER BY added DESC, id")
        return tuple(row["id"] for row in rows)

    def count(self) -> int:
        """Number of documents."""
        return int(
            self._database.connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        )

    def pages(self) -> int:
        """Pages of all documents together."""
        row = self._database.connection.execute("SELECT sum(pages) FROM documents").fetchone()
        return int(row[0] or 0)

    def characters(self) -> int:
        """Characters of all texts together."""
        row = self._database.connection.execute("SELECT sum(characters) FROM documents").fetchone()
        return int(row[0] or 0)

    def within(self, where: Filter) -> frozenset[str]:
        """Ids of the documents that fit a filter."""
        conditions = ["added >= ?"]
        values: list[float | str] = [where.added_from or -math.inf]
        if where.added_until:
            conditions.append("added <= ?")
            values.append(where.added_until)
        for column, wanted in (
            ("id", where.documents),
            ("format", where.formats),
            ("language", where.languages),
        ):
            if wanted:
                conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608
                values.append(json.dumps(wanted))
        if where.tags:
            conditions.append(
                "id IN (SELECT document FROM tags WHERE tag IN (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(where.tags))
        rows = self._database.connection.execute(
            f"SELECT id FROM documents WHERE {' AND '.join(conditions)}",  # noqa: S608
            values,
        )
        return frozenset(row["id"] for row in rows)

    def facets(self) -> Facets:
        """The tags, formats and languages there are, each with its number of documents."""

        def counted(statement: str) -> tuple[tuple[str, int], ...]:
            rows = self._database.connection.execute(
                f"SELECT value, count(*) AS number FROM ({statement}) WHERE value <> ''"  # noqa: S608
                " GROUP BY value ORDER BY number DESC, value"
            )
            return tuple((row["value"], row["number"]) for row in rows)

        return Facets(
            tags=counted("SELECT tag AS value FROM tags"),
            formats=counted("SELECT format AS value FROM documents"),
            languages=counted("SELECT language AS value FROM documents"),
        )

    def copies(self) -> list[str]:
        """Names of the files in the folder “documents” that belong to documents."""
        rows = self._database.connection.execute("SELECT original FROM documents WHERE NOT linked")
        return [os.fsdecode(row["original"]) for row in rows]

    def resolve(self, prefix: str) -> str:
        """The full id that begins with `prefix`.

        Raises:
            NotFound: none does.
            BadRequest: more than one does.
        """
        prefix = storable(prefix)
        rows = self._database.connection.execute(
            "SELECT id FROM documents WHERE id >= ? AND id < ? LIMIT 2",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()
        if not prefix or not rows:
            raise NotFound(what="document", id=prefix)
        if len(rows) > 1 and rows[0]["id"] != prefix:
            raise BadRequest(reason=f"More than one document's id begins with “{prefix}”.")
        return str(rows[0]["id"])

    def find(self, words: str) -> tuple[str, ...]:
        """Ids of the documents that hold every word in name, title, tags or text, newest first."""
        matching: set[str] | None = None
        for word in words_of(words):
            rows = self._database.connection.execute(
                r"SELECT id FROM documents WHERE title LIKE :word ESCAPE '\'"
                r" OR name LIKE :word ESCAPE '\'"
                r" UNION SELECT document FROM tags WHERE tag LIKE :word ESCAPE '\'"
                r" UNION SELECT document FROM texts WHERE text LIKE :word ESCAPE '\'",
                {"word": containing(word)},
            )
            holding = {row[0] for row in rows}
            matching = holding if matching is None else matching & holding
            if not matching:
                return ()
        return tuple(id for id in self.ids() if matching is None or id in matching)

    # ---- reading -------------------------------------------------------------------------------

    def parsed(self, id: str) -> ParsedDocument:
        """What the parser read.

        Raises:
            NotFound: no document with this id.
        """
        document = self.get(id)
        return ParsedDocument(
            format=document.format,
            title=document.title,
            text=self.texts.text(id),
            marks=self.texts.marks(id),
            geometry=self.texts.geometry(id),
            notices=self._reading_notices(id),
        )

    def holds(self, id: str, parsed: ParsedDocument) -> bool:
        """Whether a document is there and its text is still this one."""
        try:
            text = self.texts.text(id)
        except NotFound:
            return False
        return text == storable(parsed.text) and len(self.texts.marks(id)) == len(parsed.marks)

    def _reading_notices(self, id: str) -> tuple[DocumentNotice, ...]:
        row = self._database.connection.execute(
            "SELECT notices FROM documents WHERE id = ?", (id,)
        ).fetchone()
        return _notices(row["notices"]) if row else ()

    def text_slice(self, id: str, start: int, end: int) -> TextSlice:
        """Part of a text, widened to whole blocks, with its marks.

        Raises:
            NotFound: no document with this id.
        """
        return self.texts.slice(id, start, end)

    def rectangles(self, id: str, start: int, end: int) -> tuple[Rectangle, ...]:
        """Where a stretch of text stands on its pages."""
        return self.texts.rectangles(id, start, end)

    def find_in(self, id: str, words: str) -> tuple[tuple[int, int], ...]:
        """Places of the words in a document, one after the other and across line breaks.

        Case, width and traditional characters make no difference.
        """
        from core.text.terms import fold

        pattern = r"\s+".join(re.escape(word) for word in fold(words).split())
        if not pattern:
            return ()
        places: list[tuple[int, int]] = []
        for match in re.finditer(pattern, fold(self.texts.text(id)), re.IGNORECASE):
            places.append(match.span())
            if len(places) == MOST_PLACES:
                break
        return tuple(places)

    # ---- changing ------------------------------------------------------------------------------

    def tag(
        self, ids: Sequence[str], add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> tuple[Document, ...]:
        """Add and take away tags; the documents as they are now."""
        with self._database.transaction() as connection:
            there = [document.id for document in self.some(ids)]
            for tag in filter(None, (" ".join(storable(tag).split()) for tag in add)):
                connection.executemany(
                    "INSERT OR IGNORE INTO tags (document, tag) VALUES (?, ?)",
                    [(id, tag) for id in there],
                )
            for tag in map(storable, remove):
                connection.executemany(
                    "DELETE FROM tags WHERE document = ? AND tag = ?", [(id, tag) for id in there]
                )
        return self.some(ids)

    def rename(self, id: str, title: str) -> Document:
        """Give a document another title; an empty one gives back the file's name.

        Raises:
            NotFound: no document with this id.
        """
        with self._database.transaction() as connection:
            document = self.get(id)
            title = " ".join(storable(title).split()) or document.name
            if title != document.title:
                connection.execute("UPDATE documents SET title = ? WHERE id = ?", (title, id))
                # The title is part of what keyword search reads.
                note_change_for_all(connection, id)
        return self.get(id)

    def put(self, document: Document, parsed: ParsedDocument, parser_version: int) -> None:
        """Store a document, in place of one with its id; part of the caller's transaction.

        Tags, title and date of the one before stay; its chunks and what the graph read in it go,
        since they were of its text.
        """
        connection = self._database.connection
        before = connection.execute(
            "SELECT title, added FROM documents WHERE id = ?", (document.id,)
        ).fetchone()
        self.texts.remove(document.id)
        forget_chunks(connection, document.id)
        forget_readings(connection, document.id)
        values = {
            "id": document.id,
            "title": before["title"] if before else storable(document.title),
            "name": storable(document.name),
            "path": storable(document.path),
            "original": self._kept_path(document),
            "linked": document.linked,
            "format": document.format,
            "language": document.language,
            "pages": document.pages,
            "characters": len(parsed.text),
            "bytes": document.bytes,
            "added": before["added"] if before else document.added,
            "prepare_seconds": document.prepare_seconds,
            "notices": json.dumps(
                [[notice.kind, storable(notice.detail)] for notice in parsed.notices]
            ),
            "parser_version": parser_version,
        }
        names = ", ".join(values)
        changed = ", ".join(f"{name} = excluded.{name}" for name in values)
        connection.execute(
            f"INSERT INTO documents ({names}) VALUES ({', '.join('?' * len(values))})"  # noqa: S608
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            tuple(values.values()),
        )
        self.texts.put(document.id, parsed)
        connection.executemany(
            "INSERT OR IGNORE INTO tags (document, tag) VALUES (?, ?)",
            [(document.id, storable(tag)) for tag in document.tags],
        )

    def remove(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """Forget documents with all that was made from them; part of the caller's transaction.

        Returns those that were there.
        """
        connection = self._database.connection
        there = self.some(ids)
        for document in there:
            self.texts.remove(document.id)
            forget_chunks(connection, document.id)
            connection.execute("DELETE FROM documents WHERE id = ?", (document.id,))
        return there

    def _kept_path(self, document: Document) -> bytes:
        # A copy is kept by its name alone, so that the library's folder can be moved.
        path = Path(document.original)
        return os.fsencode(path if document.linked else path.name)

    def _document(self, row: sqlite3.Row) -> Document:
        original = os.fsdecode(row["original"])
        return Document(
            id=row["id"],
            title=row["title"],
            name=row["name"],
            path=row["path"],
            original=original if row["linked"] else str(self._originals / original),
            format=row["format"],
            language=row["language"],
            pages=row["pages"],
            characters=row["characters"],
            chunks=row["chunks"],
            bytes=row["bytes"],
            added=row["added"],
            linked=bool(row["linked"]),
            tags=tuple(json.loads(row["tags"])),
            notices=_notices(row["notices"]) + _notices(row["cut_notices"]),
            prepare_seconds=row["prepare_seconds"],
        )


def _notices(stored: str) -> tuple[DocumentNotice, ...]:
    return tuple(DocumentNotice(NoticeKind(kind), detail) for kind, detail in json.loads(stored))
