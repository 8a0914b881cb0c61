"""The chunks of the documents and their vectors, as one recipe has made them."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from core.stores.database import Database
from core.stores.recipes import Recipes, VectorSpace
from core.stores.texts import execute_for, storable
from core.stores.unindexed import note_change, note_change_for_all
from core.types import (
    Chunk,
    ChunkSpan,
    Document,
    DocumentNotice,
    Hit,
    MarkKind,
    ParsedDocument,
    Passage,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_COLUMNS = 'id, document, ordinal, start, "end", page, heading, text, section_start, section_end'


class Place(NamedTuple):
    """Where a chunk stands: its document, its number there, and its span."""

    document: str
    ordinal: int
    start: int
    end: int


@dataclass(frozen=True)
class DocumentChunks:
    """What a recipe makes of a document."""

    spans: tuple[ChunkSpan, ...]
    vectors: "NDArray[np.float16]"
    """Shape (len(spans), dimensions)."""
    has_vector: "NDArray[np.bool_]"
    """Shape (len(spans),); False where the embedder cannot read the text: no vector, no vote."""
    space: str
    """Id of the embedder: the vector space."""
    notices: tuple[DocumentNotice, ...] = ()
    """What a person should know of how it was cut."""


@dataclass(frozen=True)
class PreparedDocument:
    """A document that is ready to be stored; `recipe` made its chunks (0: the current one)."""

    document: Document
    parsed: ParsedDocument
    made: DocumentChunks
    queue_id: int | None = None
    parser_version: int = 1
    recipe: int = 0


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """What the index is told of a chunk; `vector` is float16 bytes, None where there is none."""

    chunk: int
    document: str
    title: str
    heading: str
    text: str
    vector: bytes | None


class ChunkStore:
    """Those rows of the tables `chunks` and `vectors` that one recipe made.

    Ids of chunks are unique over all recipes and never used again.
    """

    def __init__(self, database: Database, recipe: int) -> None:
        self._database = database
        self._recipe = recipe

    def put(self, document: str, parsed: ParsedDocument, made: DocumentChunks) -> None:
        """Store a document's chunks in place of those it had; part of the caller's transaction.

        Raises:
            ValueError: the vectors are in another space than the recipe's.
        """
        connection = self._database.connection
        known = self.remove(document)
        space = VectorSpace(made.space, int(made.vectors.shape[1]))
        Recipes(self._database).settle_space(self._recipe, space)
        text = storable(parsed.text)
        page_starts = [mark.start for mark in parsed.marks if mark.kind is MarkKind.PAGE]
        first = (
            1
            + connection.execute(
                "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'chunks'), 0)"
            ).fetchone()[0]
        )
        connection.executemany(
            f"INSERT INTO chunks (recipe, {_COLUMNS})"  # noqa: S608
            f" VALUES ({self._recipe}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    first + ordinal,
                    document,
                    ordinal,
                    span.start,
                    span.end,
                    max(1, bisect_right(page_starts, span.start)),
                    storable(span.heading),
                    text[span.start : span.end],
                    span.section_start,
                    span.section_end,
                )
                for ordinal, span in enumerate(made.spans)
            ],
        )
        vectors = [
            (first + ordinal, made.vectors[ordinal].astype("<f2").tobytes())
            for ordinal in range(len(made.spans))
            if made.has_vector[ordinal]
        ]
        connection.executemany("INSERT INTO vectors (chunk, vector) VALUES (?, ?)", vectors)
        size = sum(len(text[span.start : span.end].encode()) for span in made.spans)
        connection.execute(
            "INSERT INTO prepared (document, recipe, chunks, bytes, notices)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                document,
                self._recipe,
                len(made.spans),
                size + sum(len(vector) for _, vector in vectors),
                json.dumps([[each.kind, storable(each.detail)] for each in made.notices]),
            ),
        )
        note_change(connection, document, self._recipe, known)

    def remove(self, document: str) -> bool:
        """Forget a document's chunks; part of the caller's transaction. Whether it had been in."""
        connection = self._database.connection
        chunks = connection.execute(
            "SELECT id FROM chunks WHERE document = ? AND recipe = ?", (document, self._recipe)
        ).fetchall()
        connection.executemany("DELETE FROM vectors WHERE chunk = ?", chunks)
        connection.executemany("DELETE FROM chunks WHERE id = ?", chunks)
        deleted = connection.execute(
            "DELETE FROM prepared WHERE document = ? AND recipe = ?", (document, self._recipe)
        )
        return deleted.rowcount > 0

    def get(self, ids: Sequence[int]) -> list[Chunk]:
        """Those of the chunks that are there, in the order of `ids`."""
        rows = execute_for(
            self._database.connection,
            f"SELECT {_COLUMNS} FROM chunks WHERE id IN ({{}})",  # noqa: S608
            ids,
        )
        found = {row["id"]: Chunk(*row) for row in rows}
        return [found[id] for id in ids if id in found]

    def places(self, ids: Sequence[int]) -> dict[int, Place]:
        """Where those of the chunks stand that are there."""
        rows = execute_for(
            self._database.connection,
            'SELECT id, document, ordinal, start, "end" FROM chunks WHERE id IN ({})',
            ids,
        )
        return {row["id"]: Place(*tuple(row)[1:]) for row in rows}

    def of_document(self, document: str) -> Iterator[Chunk]:
        """A document's chunks in order."""
        for row in self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM chunks"  # noqa: S608
            " WHERE document = ? AND recipe = ? ORDER BY ordinal",
            (document, self._recipe),
        ):
            yield Chunk(*row)

    def number_of(self, document: str) -> int:
        """Chunks that a document was made into; 0 while it has not been prepared."""
        row = self._database.connection.execute(
            "SELECT chunks FROM prepared WHERE document = ? AND recipe = ?",
            (document, self._recipe),
        ).fetchone()
        return int(row["chunks"]) if row else 0

    def count(self) -> int:
        """Number of chunks."""
        row = self._database.connection.execute(
            "SELECT count(*) FROM chunks WHERE recipe = ?", (self._recipe,)
        ).fetchone()
        return int(row[0])

    def ids(self) -> "NDArray[np.int64]":
        """Ids of all chunks, ascending."""
        import numpy as np

        rows = self._database.connection.execute(
            "SELECT id FROM chunks WHERE recipe = ? ORDER BY id", (self._recipe,)
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def stamp(self) -> tuple[int, int]:
        """Another one whenever documents were prepared, or went."""
        row = self._database.connection.execute(
            "SELECT (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'chunks'),"
            " (SELECT count(*) FROM prepared WHERE recipe = ?)",
            (self._recipe,),
        ).fetchone()
        return int(row[0]), int(row[1])

    def spans(self) -> Iterator[tuple[int, str, int, int, str, str]]:
        """Id, document, start, end, title of the document and headings of every chunk."""
        for row in self._database.connection.execute(
            'SELECT chunks.id, chunks.document, chunks.start, chunks."end", documents.title,'
            " chunks.heading FROM chunks JOIN documents ON documents.id = chunks.document"
            " WHERE chunks.recipe = ?",
            (self._recipe,),
        ):
            yield tuple(row)

    def vectors(self, ids: Sequence[int]) -> "dict[int, NDArray[np.float16]]":
        """Vectors by chunk, where there are any."""
        import numpy as np

        rows = execute_for(
            self._database.connection,
            "SELECT chunk, vector FROM vectors WHERE chunk IN ({})",
            ids,
        )
        return {row["chunk"]: np.frombuffer(row["vector"], dtype="<f2") for row in rows}

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """What a reader needs of the chunks that were found, in the order of `hits`."""
        chunks = {chunk.id: chunk for chunk in self.get([hit.chunk for hit in hits])}
        rows = execute_for(
            self._database.connection,
            "SELECT id, title FROM documents WHERE id IN ({})",
            list({chunk.document for chunk in chunks.values()}),
        )
        titles = {row["id"]: row["title"] for row in rows}
        return [
            Passage(
                chunk=chunk.id,
                document=chunk.document,
                title=titles[chunk.document],
                page=chunk.page,
                start=chunk.start,
                end=chunk.end,
                text=chunk.text,
                heading=chunk.heading,
                score=hit.score,
                found_by=hit.found_by,
            )
            for hit in hits
            if (chunk := chunks.get(hit.chunk)) is not None and chunk.document in titles
        ]

    def for_index(
        self, ids: Sequence[int] | None = None, documents: Collection[str] | None = None
    ) -> Iterator[IndexedChunk]:
        """What the index holds: of some chunks, or of some documents, or (both None) of all."""
        statement = (
            "SELECT chunks.id, chunks.document, documents.title, chunks.heading, chunks.text,"  # noqa: S608
            " vectors.vector FROM chunks JOIN documents ON documents.id = chunks.document"
            f" LEFT JOIN vectors ON vectors.chunk = chunks.id WHERE chunks.recipe = {self._recipe}"
        )
        rows: Iterator[sqlite3.Row]
        if documents is not None:
            where = f"{statement} AND chunks.document IN ({{}}) ORDER BY chunks.id"
            rows = execute_for(self._database.connection, where, list(documents))
        elif ids is not None:
            where = f"{statement} AND chunks.id IN ({{}}) ORDER BY chunks.id"
            rows = execute_for(self._database.connection, where, ids)
        else:
            rows = iter(self._database.connection.execute(f"{statement} ORDER BY chunks.id"))
        return (IndexedChunk(*row) for row in rows)


def forget_chunks(connection: sqlite3.Connection, document: str) -> None:
    """Forget what all recipes made of a document; part of the caller's transaction."""
    note_change_for_all(connection, document)
    connection.execute(
        "DELETE FROM vectors WHERE chunk IN (SELECT id FROM chunks WHERE document = ?)", (document,)
    )
    connection.execute("DELETE FROM chunks WHERE document = ?", (document,))
    connection.execute("DELETE FROM prepared WHERE document = ?", (document,))
