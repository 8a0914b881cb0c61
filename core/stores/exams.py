"""The exam: its questions with their places in the documents, and how it went each time.

A place is kept as it was when the question was made. What comes back is where its quote stands now:
a document that was read anew is searched for it, and so is a newer version of a removed one that
has its title. A question whose quote stands nowhere comes back without gold and is not asked; it is
complete again when its document is.
"""

import hashlib
import io
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core import wire
from core.errors import BadRequest
from core.stores.database import Database
from core.stores.texts import Texts, execute_for, storable
from core.types import (
    ExamComparison,
    ExamQuestion,
    ExamQuestionKind,
    ExamSitting,
    GoldSpan,
    MarkKind,
)

SITTINGS = 200
"""Sittings that are kept; the oldest go first."""
_GOLD = 'question, ordinal, document, title, page, start, "end", quote'


class Exams:
    """The exam of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ---- questions -----------------------------------------------------------------------------

    def questions(self) -> tuple[ExamQuestion, ...]:
        """All questions in the order they were made, with their gold where it stands now."""
        return self._with_gold_now(self._stored())

    def asked(self) -> tuple[ExamQuestion, ...]:
        """The questions that a sitting asks: accepted, and with a place."""
        return tuple(each for each in self.questions() if each.accepted and each.gold)

    def save(self, question: ExamQuestion) -> ExamQuestion:
        """Keep a question: a new one (id 0), a changed one, or one that was removed.

        Gold that is what `questions` gave leaves the kept places alone, so that those which stand
        nowhere now are not lost. Empty quotes, titles and pages are filled in.

        Raises:
            BadRequest: it has no text.
            ReadOnlyLibrary: nothing was changed.
        """
        text = " ".join(storable(question.text).split())
        if not text:
            raise BadRequest(reason="Write the question first.")
        question = replace(question, text=text, answer=" ".join(storable(question.answer).split()))
        with self._database.transaction() as connection:
            stored = self._stored([question.id]) if question.id else ()
            values = (
                question.kind.value,
                question.text,
                question.answer,
                question.language,
                question.accepted,
            )
            if stored:
                connection.execute(
                    "UPDATE exam_questions SET kind = ?, text = ?, answer = ?, language = ?,"
                    " accepted = ? WHERE id = ?",
                    (*values, question.id),
                )
            else:
                cursor = connection.execute(
                    "INSERT INTO exam_questions (id, kind, text, answer, language, accepted)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (question.id or None, *values),
                )
                question = replace(question, id=int(cursor.lastrowid or 0))
            if not stored or question.gold != self._with_gold_now(stored)[0].gold:
                self._put_gold(connection, question)
        return self._with_gold_now(self._stored([question.id]))[0]

    def add(self, questions: Iterable[ExamQuestion]) -> tuple[ExamQuestion, ...]:
        """Keep questions that were made, all or none; what they were made of is not used again.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            kept = tuple(self.save(question) for question in questions)
            connection.executemany(
                "INSERT OR IGNORE INTO exam_used (quote) VALUES (?)",
                [(fingerprint(gold.quote),) for each in kept for gold in each.gold],
            )
        return kept

    def remove(self, ids: Sequence[int]) -> tuple[ExamQuestion, ...]:
        """Remove questions; returns them as they were kept, to be saved again.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            removed = self._stored(ids)
            connection.executemany(
                "DELETE FROM exam_questions WHERE id = ?", [(each.id,) for each in removed]
            )
        return removed

    def used(self) -> frozenset[str]:
        """Fingerprints of the sentences that questions were made of, removed ones included."""
        rows = self._database.connection.execute("SELECT quote FROM exam_used")
        return frozenset(row["quote"] for row in rows)

    def _stored(self, ids: Sequence[int] | None = None) -> tuple[ExamQuestion, ...]:
        connection = self._database.connection
        columns = "SELECT id, kind, text, answer, language, accepted FROM exam_questions"
        gold: dict[int, list[GoldSpan]] = {}
        rows: Iterable[sqlite3.Row]
        places: Iterable[sqlite3.Row]
        if ids is None:
            rows = connection.execute(columns)
            places = connection.execute(f"SELECT {_GOLD} FROM exam_gold")  # noqa: S608
        else:
            rows = execute_for(connection, f"{columns} WHERE id IN ({{}})", ids)
            places = execute_for(
                connection,
                f"SELECT {_GOLD} FROM exam_gold WHERE question IN ({{}})",  # noqa: S608
                ids,
            )
        for row in sorted(places, key=lambda row: (row["question"], row["ordinal"])):
            gold.setdefault(row["question"], []).append(GoldSpan(*tuple(row)[2:]))
        return tuple(
            ExamQuestion(
                id=row["id"],
                kind=ExamQuestionKind(row["kind"]),
                text=row["text"],
                answer=row["answer"],
                gold=tuple(gold.get(row["id"], ())),
                language=row["language"],
                accepted=bool(row["accepted"]),
            )
            for row in sorted(rows, key=lambda row: int(row["id"]))
        )

    def _put_gold(self, connection: sqlite3.Connection, question: ExamQuestion) -> None:
        connection.execute("DELETE FROM exam_gold WHERE question = ?", (question.id,))
        places = _Places(self._database)
        connection.executemany(
            f"INSERT INTO exam_gold ({_GOLD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [
                (
                    question.id,
                    ordinal,
                    gold.document,
                    storable(gold.title),
                    gold.page,
                    gold.start,
                    gold.end,
                    storable(gold.quote),
                )
                for ordinal, gold in enumerate(map(places.completed, question.gold))
            ],
        )

    def _with_gold_now(self, questions: Sequence[ExamQuestion]) -> tuple[ExamQuestion, ...]:
        places = _Places(self._database)
        return tuple(
            replace(
                each,
                gold=tuple(dict.fromkeys(now for gold in each.gold if (now := places.now(gold)))),
            )
            for each in questions
        )

    # ---- sittings ------------------------------------------------------------------------------

    def keep_sitting(self, sitting: ExamSitting) -> ExamSitting:
        """Keep how the exam went; returns it with its id.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO exam_sittings (taken, sitting) VALUES (?, ?)",
                (sitting.taken, wire.encode(sitting)),
            )
            connection.execute(
                "DELETE FROM exam_sittings WHERE id <= ?", (int(cursor.lastrowid or 0) - SITTINGS,)
            )
        return replace(sitting, id=int(cursor.lastrowid or 0))

    def sittings(self) -> tuple[ExamSitting, ...]:
        """How the exam went each time, latest first."""
        rows = self._database.connection.execute(
            "SELECT id, sitting FROM exam_sittings ORDER BY id DESC"
        )
        read = ((row["id"], _value(row["sitting"])) for row in rows)
        return tuple(replace(each, id=id) for id, each in read if isinstance(each, ExamSitting))

    def keep_comparison(self, comparison: ExamComparison) -> None:
        """Keep a comparison in place of the one before.

        Raises:
            ReadOnlyLibrary: nothing was changed.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM exam_comparisons")
            connection.execute(
                "INSERT INTO exam_comparisons (comparison) VALUES (?)", (wire.encode(comparison),)
            )

    def comparison(self) -> ExamComparison | None:
        """The latest comparison."""
        row = self._database.connection.execute("SELECT comparison FROM exam_comparisons")
        found = row.fetchone()
        value = _value(found["comparison"]) if found else None
        return value if isinstance(value, ExamComparison) else None


def fingerprint(quote: str) -> str:
    """What two printings of one sentence share: its letters and digits."""
    letters = "".join(character for character in quote.casefold() if character.isalnum())
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:24]


def _value(blob: bytes) -> object:
    try:
        return wire.read(io.BytesIO(blob))
    except (wire.WireError, EOFError):
        # Kept by another version of Lectern.
        return None


class _Places:
    """Where quotes stand in the documents as they are now; texts are read once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stored = Texts(database)
        self._texts: dict[str, str] = {}
        self._starts: dict[str, list[int]] = {}
        self._titles: dict[str, str] = {}

    def now(self, gold: GoldSpan) -> GoldSpan | None:
        """The place as it is now; None where the quote stands nowhere."""
        if (title := self._title(gold.document)) is not None:
            stands = self._stored.stretch(gold.document, gold.start, gold.end) == gold.quote
            if stands and gold.quote:
                return replace(gold, title=title)
            return self._found(gold, gold.document)
        rows = self._database.connection.execute(
            "SELECT id FROM documents WHERE title = ? ORDER BY added DESC, id LIMIT 5",
            (gold.title,),
        )
        found = (self._found(gold, row["id"]) for row in rows.fetchall())
        return next((place for place in found if place), None)

    def completed(self, gold: GoldSpan) -> GoldSpan:
        """The place with quote, title and page filled in; as it is where its document is gone."""
        title = self._title(gold.document)
        if title is None:
            return gold
        if not gold.quote:
            text = self._text(gold.document)
            start = max(0, min(gold.start, len(text)))
            end = max(start, min(gold.end, len(text)))
            gold = replace(gold, start=start, end=end, quote=text[start:end])
        now = self.now(gold)
        if now is None:
            return replace(gold, title=title)
        return replace(now, page=self._page(now.document, now.start))

    def _found(self, gold: GoldSpan, document: str) -> GoldSpan | None:
        words = gold.quote.split()
        if not words:
            return None
        text = self._text(document)
        # Read anew, a text may break its lines elsewhere.
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
        places = [match.span() for match in pattern.finditer(text)]
        if not places:
            return None
        start, end = min(places, key=lambda place: abs(place[0] - gold.start))
        return GoldSpan(
            document=document,
            title=self._title(document) or gold.title,
            page=self._page(document, start),
            start=start,
            end=end,
            quote=text[start:end],
        )

    def _title(self, document: str) -> str | None:
        if document not in self._titles:
            row = self._database.connection.execute(
                "SELECT title FROM documents WHERE id = ?", (document,)
            ).fetchone()
            if row is None:
                return None
            self._titles[document] = str(row["title"])
        return self._titles[document]

    def _text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = self._stored.text(document)
        return self._texts[document]

    def _page(self, document: str, start: int) -> int:
        if document not in self._starts:
            marks = self._stored.marks(document)
            self._starts[document] = [each.start for each in marks if each.kind is MarkKind.PAGE]
        return max(1, bisect_right(self._starts[document], start))
