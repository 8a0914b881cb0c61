"""The chunks of the documents and their vectors."""

import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.stores.database import Database
from core.stores.texts import execute_for, storable
from core.types import Chunk, ChunkSpan, Hit, MarkKind, ParsedDocument, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    """The tables `chunks` and `vectors`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        document: str,
        parsed: ParsedDocument,
        spans: Sequence[ChunkSpan],
        vectors: "NDArray[np.float16]",
        has_vector: "NDArray[np.bool_]",
        embedder: str,
    ) -> None:
        """Store a document's chunks in place of those it had; part of the caller's transaction.

        `vectors` has the shape (len(spans), dimensions), `has_vector` (len(spans),).
        """
        connection = self._database.connection
        self.remove(document)
        text = storable(parsed.text)
        page_starts = [mark.start for mark in parsed.marks if mark.kind is MarkKind.PAGE]
        first = (
            1
            + connection.execute(
                "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'chunks'), 0)"
            ).fetchone()[0]
        )
        connection.executemany(
            'INSERT INTO chunks (id, document, ordinal, start, "end", page, heading, text)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
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
                )
                for ordinal, span in enumerate(spans)
            ],
        )
        connection.executemany(
            "INSERT INTO vectors (chunk, embedder, vector) VALUES (?, ?, ?)",
            [
                (first + ordinal, embedder, vectors[ordinal].astype("<f2").tobytes())
                for ordinal in range(len(spans))
                if has_vector[ordinal]
            ],
        )

    def remove(self, document: str) -> None:
        """Forget a document's chunks and vectors; part of the caller's transaction."""
        connection = self._database.connection
        connection.execute(
            "DELETE FROM vectors WHERE chunk IN (SELECT id FROM chunks WHERE document = ?)",
            (document,),
        )
        connection.execute("DELETE FROM chunks WHERE document = ?", (document,))

    def get(self, ids: Sequence[int]) -> list[Chunk]:
        """Those of the chunks that are there, in the order of `ids`."""
        rows = execute_for(
            self._database.connection,
            'SELECT id, document, ordinal, start, "end", page, heading, text FROM chunks'
            " WHERE id IN ({})",
            ids,
        )
        found = {row["id"]: Chunk(*row) for row in rows}
        return [found[id] for id in ids if id in found]

    def places(self, ids: Sequence[int]) -> dict[int, tuple[str, int]]:
        """Document and ordinal of those of the chunks that are there."""
        rows = execute_for(
            self._database.connection,
            "SELECT id, document, ordinal FROM chunks WHERE id IN ({})",
            ids,
        )
        return {row["id"]: (row["document"], row["ordinal"]) for row in rows}

    def of_document(self, document: str) -> Iterator[Chunk]:
        """A document's chunks in order."""
        for row in self._database.connection.execute(
            'SELECT id, document, ordinal, start, "end", page, heading, text FROM chunks'
            " WHERE document = ? ORDER BY ordinal",
            (document,),
        ):
            yield Chunk(*row)

    def count(self) -> int:
        """Number of chunks."""
        return int(self._database.connection.execute("SELECT count(*) FROM chunks").fetchone()[0])

    def ids(self) -> "NDArray[np.int64]":
        """Ids of all chunks, ascending."""
        import numpy as np

        rows = self._database.connection.execute("SELECT id FROM chunks ORDER BY id")
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def vectors(self, ids: Sequence[int], embedder: str) -> "dict[int, NDArray[np.float16]]":
        """Vectors by chunk, where there are any."""
        import numpy as np

        rows = execute_for(
            self._database.connection,
            f"SELECT chunk, vector FROM vectors WHERE embedder = '{_quoted(embedder)}'"  # noqa: S608
            " AND chunk IN ({})",
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
        self,
        embedder: str,
        ids: Sequence[int] | None = None,
        documents: Collection[str] | None = None,
    ) -> Iterator[IndexedChunk]:
        """What the index holds: of some chunks, or of some documents, or (both None) of all."""
        statement = (
            "SELECT chunks.id, chunks.document, documents.title, chunks.heading, chunks.text,"  # noqa: S608
            " vectors.vector FROM chunks JOIN documents ON documents.id = chunks.document"
            " LEFT JOIN vectors ON vectors.chunk = chunks.id"
            f" AND vectors.embedder = '{_quoted(embedder)}'"
        )
        rows: Iterator[sqlite3.Row]
        if documents is not None:
            where = f"{statement} WHERE chunks.document IN ({{}}) ORDER BY chunks.id"
            rows = execute_for(self._database.connection, where, list(documents))
        elif ids is not None:
            where = f"{statement} WHERE chunks.id IN ({{}}) ORDER BY chunks.id"
            rows = execute_for(self._database.connection, where, ids)
        else:
            rows = iter(self._database.connection.execute(f"{statement} ORDER BY chunks.id"))
        return (IndexedChunk(*row) for row in rows)


def _quoted(name: str) -> str:
    return name.replace("'", "''").replace("{}", "")
