"""What the knowledge graph rests on, in SQLite: readings, links, corrections, places.

Readings and links go with their document and its text. Corrections are the person's own: they are
only ever added, and marked when they are taken back.
"""

import json
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.stores.database import Database
from core.stores.texts import execute_for, storable
from core.types import Correction, CorrectionKind


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading as it is kept; `number` is another one for each time a document was read."""

    document: str
    number: int
    blob: bytes


class GraphFacts:
    """The tables `graph_readings`, `graph_links`, `graph_corrections` and `graph_places`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- readings ------------------------------------------------------------------------------

    def numbers(self, version: int) -> dict[str, int]:
        """Which reading each document has, of those made by this version from its title."""
        rows = self._database.connection.execute(
            "SELECT graph_readings.document, number FROM graph_readings"
            " JOIN documents ON documents.id = graph_readings.document"
            " WHERE version = ? AND graph_readings.title = documents.title",
            (version,),
        )
        return {row["document"]: row["number"] for row in rows}

    def readings(self, documents: Sequence[str] | None = None) -> Iterator[KeptReading]:
        """Readings of some documents, or of all, as bytes."""
        columns = "SELECT document, number, reading FROM graph_readings"
        if documents is None:
            rows: Iterable[sqlite3.Row] = self._database.connection.execute(columns)
        else:
            rows = execute_for(
                self._database.connection, f"{columns} WHERE document IN ({{}})", documents
            )
        for row in rows:
            yield KeptReading(row["document"], row["number"], row["reading"])

    def keep_readings(self, readings: Iterable[tuple[str, str, bytes]], version: int) -> None:
        """Keep readings (document, the title it was read with, bytes), all or none.

        Of documents that have gone meanwhile nothing is kept.

        Raises:
            ReadOnlyLibrary, DiskFull: nothing was changed.
        """
        with self._database.transaction() as connection:
            last = connection.execute("SELECT max(number) FROM graph_readings").fetchone()[0] or 0
            last = max(last, int(time.time() * 1000))
            for number, (document, title, blob) in enumerate(readings, start=last + 1):
                connection.execute(
                    "INSERT OR REPLACE INTO graph_readings (document, number, version, title,"
                    " reading) SELECT id, ?, ?, ?, ? FROM documents WHERE id = ?",
                    (number, version, storable(title), blob, document),
                )

    def forget_readings(self, documents: Iterable[str]) -> None:
        """Forget readings, so that their documents are read again.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            for document in documents:
                connection.execute("DELETE FROM graph_readings WHERE document = ?", (document,))

    def forget_all(self) -> None:
        """Forget all readings, so that every document is read again.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM graph_readings")
            connection.execute("DELETE FROM graph_links")

    # ---- links ---------------------------------------------------------------------------------

    def links(self) -> dict[str, tuple[bytes, bytes]]:
        """What the sentences of each document say of their names: digest and bytes."""
        rows = self._database.connection.execute("SELECT document, digest, links FROM graph_links")
        return {row["document"]: (row["digest"], row["links"]) for row in rows}

    def keep_links(self, links: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Keep links; of documents that have gone meanwhile nothing is kept.

        Raises:
            ReadOnlyLibrary, DiskFull: nothing was changed.
        """
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO graph_links (document, digest, links)"
                " SELECT id, ?, ? FROM documents WHERE id = ?",
                [(digest, blob, document) for document, (digest, blob) in links.items()],
            )

    # ---- what a graph was made of ----------------------------------------------------------------

    def model_readings(self) -> dict[str, float]:
        """When a writing model last said something of each document."""
        rows = self._database.connection.execute("SELECT document, read FROM graph_model_readings")
        return {row["document"]: row["read"] for row in rows}

    def held(self) -> tuple[int, ...]:
        """Ids of the corrections that hold and that this version knows."""
        return tuple(each.id for each in self.corrections())

    # ---- corrections ---------------------------------------------------------------------------

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold, in the order they were made."""
        rows = self._database.connection.execute(
            "SELECT id, kind, entities, text, label, made FROM graph_corrections"
            " WHERE NOT undone ORDER BY id"
        )
        known = set(CorrectionKind)
        return tuple(
            Correction(
                CorrectionKind(row["kind"]),
                tuple(json.loads(row["entities"])),
                row["text"],
                row["label"],
                row["id"],
                row["made"],
            )
            for row in rows
            if row["kind"] in known
        )

    def keep_correction(self, correction: Correction) -> Correction:
        """Keep a correction after those before; returns it with its id.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        kept = replace(
            correction,
            entities=tuple(map(storable, correction.entities)),
            text=storable(correction.text),
            label=storable(correction.label),
            made=correction.made or time.time(),
        )
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO graph_corrections (kind, entities, text, label, made)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    kept.kind.value,
                    json.dumps(kept.entities, ensure_ascii=False),
                    kept.text,
                    kept.label,
                    kept.made,
                ),
            )
        return replace(kept, id=int(cursor.lastrowid or 0))

    def take_back(self) -> Correction | None:
        """Mark the latest correction that holds as taken back; returns it, None where none holds.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            held = self.corrections()
            if not held:
                return None
            connection.execute(
                "UPDATE graph_corrections SET undone = 1 WHERE id = ?", (held[-1].id,)
            )
        return held[-1]

    # ---- places --------------------------------------------------------------------------------

    def places(self) -> dict[str, tuple[float, float]]:
        """Where entities were drawn last, by id."""
        row = self._database.connection.execute("SELECT places FROM graph_places").fetchone()
        if row is None:
            return {}
        import msgpack

        try:
            ids, x, y = msgpack.unpackb(zlib.decompress(row["places"]))
            return {id: (left, top) for id, left, top in zip(ids, x, y, strict=True)}
        except (zlib.error, ValueError, TypeError, msgpack.UnpackException):
            return {}

    def keep_places(self, ids: Sequence[str], x: Sequence[float], y: Sequence[float]) -> None:
        """Keep where entities are drawn, in place of what was kept before.

        Raises:
            ReadOnlyLibrary, DiskFull: nothing was changed.
        """
        import msgpack

        packer = msgpack.Packer(use_single_float=True, unicode_errors="surrogatepass")
        content = packer.pack([[storable(id) for id in ids], list(x), list(y)])
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO graph_places (one, places) VALUES (1, ?)",
                (zlib.compress(content, 1),),
            )


def forget_readings(connection: sqlite3.Connection, document: str) -> None:
    """Forget what was read of a document's text; part of the caller's transaction."""
    for table in ("graph_readings", "graph_links", "graph_model_readings"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608
