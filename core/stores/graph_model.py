"""What writing models said for the knowledge graph: of documents, and of communities.

A document's reading goes with the document. A summary belongs to the sentences that it was written
from, by their digest: when a community says something else, its summary is not found any more.
"""

import json
import time

from core.graph.model_findings import ModelReading, packed, unpacked
from core.graph.model_reports import Summary, SummarySentence
from core.stores.database import Database
from core.stores.texts import storable

SUMMARIES = 500
"""Summaries that are kept; the oldest go first."""


class GraphModel:
    """The tables `graph_model_readings` and `graph_summaries`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- documents -----------------------------------------------------------------------------

    def readings(self) -> dict[str, ModelReading]:
        """What models said, by document; readings of other versions of Lectern are left out."""
        rows = self._database.connection.execute(
            "SELECT document, reading FROM graph_model_readings ORDER BY document"
        )
        found = ((row["document"], unpacked(row["reading"])) for row in rows)
        return {document: reading for document, reading in found if reading is not None}

    def reading(self, document: str) -> ModelReading | None:
        """What a model said of one document."""
        row = self._database.connection.execute(
            "SELECT reading FROM graph_model_readings WHERE document = ?", (document,)
        ).fetchone()
        return unpacked(row["reading"]) if row else None

    def keep(self, document: str, reading: ModelReading) -> bool:
        """Keep a reading in place of the one before; False where the document has gone meanwhile.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT OR REPLACE INTO graph_model_readings (document, model, reading, read)"
                " SELECT id, ?, ?, ? FROM documents WHERE id = ?",
                (storable(reading.model), packed(reading), time.time(), document),
            )
        return cursor.rowcount > 0

    def forget(self, document: str) -> None:
        """Forget what a model said of a document; part of the caller's transaction."""
        self._database.connection.execute(
            "DELETE FROM graph_model_readings WHERE document = ?", (document,)
        )

    # ---- communities ---------------------------------------------------------------------------

    def summary(self, digest: str) -> Summary | None:
        """What a model wrote from the sentences with this digest."""
        row = self._database.connection.execute(
            "SELECT model, sentences FROM graph_summaries WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            return None
        try:
            said = tuple(
                SummarySentence(str(text), tuple(map(int, rests)))
                for text, rests in json.loads(row["sentences"])
            )
        except (ValueError, TypeError):
            return None
        return Summary(row["model"], said)

    def keep_summary(self, digest: str, summary: Summary) -> None:
        """Keep what a model wrote from the sentences with this digest.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        rows = [[storable(each.text), list(each.rests_on)] for each in summary.sentences]
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO graph_summaries (digest, summary, model, sentences,"
                " written) VALUES (?, ?, ?, ?, ?)",
                (
                    digest,
                    storable(summary.text),
                    storable(summary.model),
                    json.dumps(rows, ensure_ascii=False),
                    time.time(),
                ),
            )
            connection.execute(
                "DELETE FROM graph_summaries WHERE digest NOT IN"
                " (SELECT digest FROM graph_summaries ORDER BY written DESC LIMIT ?)",
                (SUMMARIES,),
            )
