"""The LanceDB table itself: its columns, its indexes, what is written to it and how it is asked.

One row a chunk. `source` is a checksum of what the row was made from, `stored` one of what the row
holds: LanceDB has neither checksums nor fsync, so a damaged row is found by these.

Full text: an inverted list of the terms, by BM25. Vectors: up to FLAT_ROWS each is compared; above,
they lie in cells (IVF) as one bit a dimension (RaBitQ: Gao and Long 2024), and the best by these
are compared again as they are stored. New rows are compared one by one until `settle`.
"""

import json
import os
import shutil
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.chunking import contextual_text
from core.stores.chunks import IndexedChunk
from core.text.terms import VERSION as TERMS_VERSION
from core.text.terms import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LAYOUT = 1
NAME = "chunks"
ROWS_AT_ONCE = 2048
FLAT_ROWS = 20_000
"""Up to here every vector is compared; above, only those in the nearest cells."""
ROWS_A_CELL, CELLS_ASKED = 20_000, 30
"""One bit a dimension is quick to compare, finding the cell of a row is not: few, large cells."""
CANDIDATES, CANDIDATES_A_HIT = 1000, 10
"""Vectors that are compared again as they are stored: at least, and for each hit asked for."""
MOST_FROM_CELLS = 2000
"""Whoever asks for more hits has every vector compared."""
MOST_SEGMENTS = 32
"""Each `settle` gives the cells another segment; with more than these they are made anew."""
UNSETTLED_ROWS, UNSETTLED_SHARE, UNSETTLED_FILES = 4000, 0.01, 200
"""What a large table may keep unsettled. Each row costs a question some six microseconds; settling
writes the whole full-text index, so its time grows with the table and must be shared by more rows.
"""
ROWS_AT_REST = 1000
"""And what it may keep when an import has ended: a million chunks with 4,000 unsettled rows answer
in 141 ms (95th percentile) where 80 are enough."""
LISTED_DOCUMENTS = 256
"""Longer lists take LanceDB long to read: more is asked for instead, and hits are dropped."""
ASKED_FOR_MORE = {"_distance": (4,), "_score": (4, 16, 64)}
"""Times the hits wanted, before a long list is given to LanceDB after all. Full text is exact at
any depth, the order in the cells is not."""
INDEX_CACHE, METADATA_CACHE = 384 << 20, 64 << 20
"""Bytes that LanceDB may keep in memory; by itself it would take gigabytes."""


class LanceTable:
    """The table in one folder. Every method may raise whatever LanceDB raises."""

    def __init__(self, folder: Path, dimensions: int, create: bool) -> None:
        # Its warnings go to the terminal of a person who can do nothing about them.
        os.environ.setdefault("LANCEDB_LOG", "error")
        import lancedb

        self._dimensions = dimensions
        # Zero: a table that another process or thread has changed is seen as it is now.
        connection = lancedb.connect(
            folder, read_consistency_interval=timedelta(0), session=_session()
        )
        if create:
            self._table = connection.create_table(NAME, schema=self._schema(), mode="overwrite")
        else:
            self._table = connection.open_table(NAME)
            if self._table.schema != self._schema():
                raise ValueError("other columns than this version writes")

    def _schema(self) -> Any:
        import pyarrow as pa

        return pa.schema(
            [
                pa.field("chunk", pa.int64(), nullable=False),
                pa.field("document", pa.string(), nullable=False),
                pa.field("terms", pa.string(), nullable=False),
                pa.field("vector", pa.list_(pa.float16(), self._dimensions)),
                pa.field("source", pa.int64(), nullable=False),
                pa.field("stored", pa.int64(), nullable=False),
            ]
        )

    # ---- writing -------------------------------------------------------------------------------

    def add(self, chunks: Iterable[IndexedChunk]) -> int:
        """Add rows, a bounded number in memory at a time; returns how many."""
        import pyarrow as pa

        written = 0

        def batches() -> Iterator[Any]:
            nonlocal written
            rows: list[IndexedChunk] = []
            for chunk in chunks:
                rows.append(chunk)
                if len(rows) == ROWS_AT_ONCE:
                    yield self._batch(rows)
                    written += len(rows)
                    rows = []
            if rows:
                yield self._batch(rows)
                written += len(rows)

        stream = batches()
        first = next(stream, None)
        if first is None:
            return 0

        def all_batches() -> Iterator[Any]:
            yield first
            yield from stream

        self._table.add(pa.RecordBatchReader.from_batches(self._schema(), all_batches()))
        return written

    def _batch(self, rows: Sequence[IndexedChunk]) -> Any:
        import numpy as np
        import pyarrow as pa

        size = self._dimensions * 2
        fits = [row.vector is not None and len(row.vector) == size for row in rows]
        packed = b"".join(
            row.vector if row.vector is not None and fit else bytes(size)
            for row, fit in zip(rows, fits, strict=True)
        )
        vectors = pa.FixedSizeListArray.from_arrays(
            pa.array(np.frombuffer(packed, dtype="<f2").astype(np.float16)),
            self._dimensions,
            mask=pa.array([not fit for fit in fits]),
        )
        texts = [" ".join(terms(contextual_text(row.title, row.heading, row.text))) for row in rows]
        stored = [
            stored_checksum(text, row.vector if fit else None)
            for text, row, fit in zip(texts, rows, fits, strict=True)
        ]
        return pa.record_batch(
            [
                pa.array([row.chunk for row in rows], pa.int64()),
                pa.array([row.document for row in rows], pa.string()),
                pa.array(texts, pa.string()),
                vectors,
                pa.array([source_checksum(row) for row in rows], pa.int64()),
                pa.array(stored, pa.int64()),
            ],
            schema=self._schema(),
        )

    def delete_documents(self, documents: Sequence[str]) -> None:
        """Delete the rows of documents."""
        for start in range(0, len(documents), 500):
            self._table.delete(f"document IN ({_strings(documents[start : start + 500])})")

    def delete_chunks(self, chunks: Sequence[int]) -> None:
        """Delete the rows of chunks."""
        for start in range(0, len(chunks), 5000):
            self._table.delete(f"chunk IN ({_numbers(chunks[start : start + 5000])})")

    def index_terms(self) -> None:
        """Make the full-text index anew; over an empty table it would cover nothing for ever."""
        from lancedb.index import FTS

        if self.rows() == 0:
            return
        # The analyser has already folded, stemmed and split: Lance only splits at the spaces.
        config = FTS(
            base_tokenizer="whitespace",
            lower_case=False,
            stem=False,
            remove_stop_words=False,
            ascii_folding=False,
            max_token_length=None,
            with_position=False,
        )
        self._table.create_index("terms", config=config, replace=True)

    def has_terms_index(self) -> bool:
        """Whether there is a full-text index."""
        return self._index("terms") is not None

    def unindexed(self) -> int:
        """Rows that full-text search compares one by one, since they are newer than its index."""
        index = self._index("terms")
        return self.rows() if index is None else int(index.num_unindexed_rows or 0)

    def worth_settling(self, at_rest: bool = False) -> bool:
        """Whether settling takes moments, or leaves questions so much quicker that it pays."""
        rows = self.rows()
        if rows <= FLAT_ROWS or self._index("chunk") is None:
            return True
        most = ROWS_AT_REST if at_rest else max(UNSETTLED_ROWS, UNSETTLED_SHARE * rows)
        if self.unindexed() >= most:
            return True
        stats: Any = self._table.stats()
        return int(stats["fragment_stats"]["num_small_fragments"]) >= UNSETTLED_FILES

    def index_rows(self) -> None:
        """Make the indexes that a table of this size needs and does not have."""
        from lancedb.index import BTree, IvfRq

        if self.rows() <= FLAT_ROWS:
            return
        for column in ("chunk", "document"):
            if self._index(column) is None:
                self._table.create_index(column, config=BTree())
        cells = self._index("vector")
        if cells is not None and (cells.num_segments or 0) <= MOST_SEGMENTS:
            return
        vectors = int(self._table.count_rows("vector IS NOT NULL"))
        if vectors > FLAT_ROWS:
            config = IvfRq(
                distance_type="dot",
                num_partitions=max(1, vectors // ROWS_A_CELL),
                sample_rate=128,
                max_iterations=10,
            )
            self._table.create_index("vector", config=config, replace=True)

    def settle(self, keep_seconds: float) -> None:
        """Fold small files and new rows into the indexes, and drop versions older than that."""
        self.index_rows()
        # One writer, held by the library's lock: nobody else's files can be under way.
        self._table.optimize(
            cleanup_older_than=timedelta(seconds=keep_seconds), delete_unverified=True
        )

    def _index(self, column: str) -> Any:
        return next((i for i in self._table.list_indices() if i.columns == [column]), None)

    # ---- asking --------------------------------------------------------------------------------

    def rows(self) -> int:
        """Number of rows."""
        return int(self._table.count_rows())

    def nearest(
        self, vector: "NDArray[np.float32]", limit: int, documents: Collection[str] | None
    ) -> list[tuple[int, float]]:
        """Chunks by falling cosine."""

        def asked(limit: int, condition: str) -> Any:
            search: Any = self._table.search(vector, vector_column_name="vector")
            search = search.distance_type("dot").limit(limit)
            if condition or limit > MOST_FROM_CELLS:
                # What a condition leaves is compared one by one: the nearest cells may hold none.
                search = search.bypass_vector_index()
            else:
                candidates = max(CANDIDATES, CANDIDATES_A_HIT * limit)
                search = search.nprobes(CELLS_ASKED).refine_factor(-(-candidates // limit))
            return search

        found = self._found(asked, "_distance", limit, documents)
        return [(chunk, 1.0 - distance) for chunk, distance in found]

    def matching(
        self,
        words: Sequence[str],
        limit: int,
        documents: Collection[str] | None,
        chunks: Sequence[int],
    ) -> list[tuple[int, float]]:
        """Chunks by falling BM25; only among `documents` and `chunks` when any are given."""
        from lancedb.query import MatchQuery

        # Not a query string: terms such as "c++" mean nothing but themselves.
        match = MatchQuery(" ".join(words), "terms")  # type: ignore[call-arg]

        def asked(limit: int, condition: str) -> Any:
            return self._table.search(match, query_type="fts").limit(limit)

        return self._found(asked, "_score", limit, documents, chunks)

    def _found(
        self,
        asked: "Callable[[int, str], Any]",
        value: str,
        limit: int,
        documents: Collection[str] | None,
        chunks: Sequence[int] = (),
    ) -> list[tuple[int, float]]:
        """Chunk and `value` of the best `limit` rows that meet the conditions."""
        conditions = [f"chunk IN ({_numbers(chunks)})"] if chunks else []
        if documents and (chunks or len(documents) <= LISTED_DOCUMENTS):
            conditions.append(f"document IN ({_strings(documents)})")
        elif documents:
            wanted = set(documents)
            for times in ASKED_FOR_MORE[value]:
                if limit * times > MOST_FROM_CELLS:
                    break
                rows = self._rows_of(asked(limit * times, ""), "", value)
                found = [(chunk, each) for chunk, each, document in rows if document in wanted]
                if len(found) >= limit or len(rows) < limit * times:
                    return found[:limit]
            conditions.append(f"document IN ({_strings(documents)})")
        condition = " AND ".join(conditions)
        rows = self._rows_of(asked(limit, condition), condition, value)
        return [(chunk, each) for chunk, each, _ in rows]

    def _rows_of(self, query: Any, condition: str, value: str) -> list[tuple[int, float, str]]:
        query = query.select(["chunk", "document", value])
        if condition:
            query = query.where(condition, prefilter=True)
        found = query.to_arrow()
        columns = [found[name].to_pylist() for name in ("chunk", value, "document")]
        return list(zip(*columns, strict=True))

    # ---- checking ------------------------------------------------------------------------------

    def ids(self) -> "NDArray[np.int64]":
        """Ids of the chunks in the table, in no order, as often as they are there."""
        import numpy as np

        found = self._table.search().select(["chunk"]).to_arrow()["chunk"]
        return np.asarray(found.to_numpy(), dtype=np.int64)

    def checksums(self) -> Iterator[tuple[int, int, bool]]:
        """Of each row: its chunk, its `source`, and whether it holds what was once stored."""
        columns = ["chunk", "terms", "vector", "source", "stored"]
        reader = self._table.search().select(columns).to_batches(ROWS_AT_ONCE)
        for batch in reader:
            vectors = _vector_bytes(batch["vector"])
            for chunk, text, vector, source, stored in zip(
                batch["chunk"].to_pylist(),
                batch["terms"].to_pylist(),
                vectors,
                batch["source"].to_pylist(),
                batch["stored"].to_pylist(),
                strict=True,
            ):
                yield chunk, source, stored_checksum(text, vector) == stored


def source_checksum(row: IndexedChunk) -> int:
    """Checksum of what a row is made from."""
    text = f"{TERMS_VERSION}\0{row.document}\0{row.title}\0{row.heading}\0{row.text}\0"
    return zlib.crc32(row.vector or b"", zlib.crc32(text.encode()))


def stored_checksum(terms_text: str, vector: bytes | None) -> int:
    """Checksum of what a row holds."""
    return zlib.crc32(vector or b"", zlib.crc32(terms_text.encode()))


def move_away(folder: Path) -> None:
    """Put an index folder out of the way and delete it; what cannot be deleted does no harm."""
    if not folder.exists():
        return
    for number in range(1000):
        aside = folder.with_name(f"{folder.name}.damaged-{number}")
        if not aside.exists():
            folder.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
            return


def _vector_bytes(column: Any) -> list[bytes | None]:
    import numpy as np

    size = column.type.list_size
    values = np.asarray(column.values.to_numpy(zero_copy_only=False), dtype="<f2")
    # `values` holds the rows of the array's whole buffer; the column may begin inside it.
    rows = values.reshape(-1, size)[column.offset : column.offset + len(column)]
    present = column.is_valid().to_pylist()
    return [row.tobytes() if there else None for row, there in zip(rows, present, strict=True)]


@cache
def _session() -> Any:
    from lancedb import Session

    # One for all tables: what one of them does not need is there for the others.
    return Session(INDEX_CACHE, METADATA_CACHE)


def _strings(values: Collection[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def _numbers(values: Sequence[int]) -> str:
    return ", ".join(str(int(value)) for value in values)


def identity(embedder: str, dimensions: int) -> str:
    """What an index was made with; another one means making it anew."""
    return json.dumps([LAYOUT, TERMS_VERSION, embedder, dimensions])
