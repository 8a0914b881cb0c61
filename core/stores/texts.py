"""The texts of the documents with their marks and character positions, read a stretch at a time.

A text is kept in parts of about PART characters, each with the marks that touch it, so that showing
one sentence of a book reads a few pages of it and not the whole.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence

from core.errors import NotFound
from core.geometry import rectangles_of
from core.stores.database import Database
from core.types import Mark, MarkKind, PageGeometry, ParsedDocument, Rectangle, TextSlice

PART = 32_768
_MOST_WORDS, _LONGEST_WORD = 64, 1000

_INSIDE_A_BLOCK = frozenset({MarkKind.PAGE, MarkKind.TABLE})
"""A slice is widened to a table's rows, not to the table: a sheet may be a book by itself."""

_Row = tuple[int, str, int, int, str, int]


class Texts:
    """The tables `texts` and `geometry`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, document: str, parsed: ParsedDocument) -> None:
        """Store a text with its marks and geometry; part of the caller's transaction."""
        connection = self._database.connection
        text = storable(parsed.text)
        ends = list(_part_ends(text))
        starts = [0, *ends[:-1]]
        connection.executemany(
            'INSERT INTO texts (document, start, "end", text, marks) VALUES (?, ?, ?, ?, ?)',
            [
                (document, start, end, text[start:end], _pack(rows))
                for start, end, rows in zip(
                    starts, ends, _marks_by_part(parsed.marks, starts, ends), strict=True
                )
            ],
        )
        connection.executemany(
            'INSERT INTO geometry (document, page, start, "end", width, height, rotation, boxes)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    document,
                    page.page,
                    page.start,
                    page.end,
                    page.width,
                    page.height,
                    page.rotation,
                    page.boxes,
                )
                for page in parsed.geometry
            ],
        )

    def remove(self, document: str) -> None:
        """Forget a text; part of the caller's transaction."""
        connection = self._database.connection
        connection.execute("DELETE FROM texts WHERE document = ?", (document,))
        connection.execute("DELETE FROM geometry WHERE document = ?", (document,))

    def text(self, document: str) -> str:
        """The whole text.

        Raises:
            NotFound: no such document.
        """
        parts = self._database.connection.execute(
            "SELECT text FROM texts WHERE document = ? ORDER BY start", (document,)
        ).fetchall()
        if not parts:
            raise NotFound(what="document", id=document)
        return "".join(part["text"] for part in parts)

    def marks(self, document: str) -> tuple[Mark, ...]:
        """All marks, in the parser's order."""
        parts = self._database.connection.execute(
            "SELECT marks FROM texts WHERE document = ? ORDER BY start", (document,)
        )
        return _unpack(part["marks"] for part in parts)

    def geometry(
        self, document: str, start: int = 0, end: int | None = None
    ) -> tuple[PageGeometry, ...]:
        """Positions of the characters on the pages that `start` to `end` touches."""
        rows = self._database.connection.execute(
            'SELECT page, start, "end", width, height, boxes, rotation FROM geometry'
            ' WHERE document = ? AND "end" >= ? AND start < ? ORDER BY page',
            (document, start, sqlite_end(end)),
        )
        return tuple(PageGeometry(*row) for row in rows)

    def page_sizes(self, document: str) -> tuple[PageGeometry, ...]:
        """The pages whose text has places, with `boxes` left empty."""
        rows = self._database.connection.execute(
            'SELECT page, start, "end", width, height, rotation FROM geometry'
            " WHERE document = ? ORDER BY page",
            (document,),
        )
        return tuple(
            PageGeometry(
                row["page"],
                row["start"],
                row["end"],
                row["width"],
                row["height"],
                b"",
                row["rotation"],
            )
            for row in rows
        )

    def rectangles(self, document: str, start: int, end: int) -> tuple[Rectangle, ...]:
        """Where a stretch stands on its pages; none for formats without positions."""
        return rectangles_of(self.geometry(document, start, end), start, end)

    def slice(self, document: str, start: int, end: int) -> TextSlice:
        """A stretch widened to whole blocks (a table: whole rows), with the marks that touch it.

        Raises:
            NotFound: no such document.
        """
        total = self._total(document)
        start = max(0, min(start, total))
        end = max(start, min(end, total))
        low, high = start, end
        while True:
            first, text, marks = self._parts(document, low, high)
            wide_start, wide_end = _widened(marks, start, end)
            # A block may begin before, or end after, the parts at hand: then those are needed too.
            if wide_start >= first and wide_end <= first + len(text):
                break
            low, high = min(low, wide_start), max(high, wide_end)
        return TextSlice(
            document=document,
            start=wide_start,
            end=wide_end,
            text=text[wide_start - first : wide_end - first],
            marks=tuple(mark for mark in marks if _touches(mark, wide_start, wide_end)),
            total=total,
        )

    def stretch(self, document: str, start: int, end: int) -> str:
        """Exactly `text[start:end]`."""
        first, text, _ = self._parts(document, start, end, with_marks=False)
        return text[start - first : end - first]

    def _total(self, document: str) -> int:
        row = self._database.connection.execute(
            'SELECT max("end") FROM texts WHERE document = ?', (document,)
        ).fetchone()
        if row[0] is None:
            raise NotFound(what="document", id=document)
        return int(row[0])

    def _parts(
        self, document: str, start: int, end: int, with_marks: bool = True
    ) -> tuple[int, str, tuple[Mark, ...]]:
        parts = self._database.connection.execute(
            f"SELECT start, text{', marks' if with_marks else ''} FROM texts"  # noqa: S608
            " WHERE document = ? AND start <= ? AND start >= coalesce((SELECT max(start) FROM texts"
            " WHERE document = ? AND start <= ?), 0) ORDER BY start",
            (document, max(start, end - 1), document, start),
        ).fetchall()
        if not parts:
            raise NotFound(what="document", id=document)
        marks = _unpack(part["marks"] for part in parts) if with_marks else ()
        return int(parts[0]["start"]), "".join(part["text"] for part in parts), marks


def storable(text: str) -> str:
    """The text with lone surrogates replaced: SQLite stores UTF-8. Positions are kept."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def words_of(question: str) -> list[str]:
    """The words to look for, each once; of a whole page pasted into a field the first ones."""
    return list(dict.fromkeys(storable(question).split()))[:_MOST_WORDS]


def containing(word: str) -> str:
    """A pattern for LIKE … ESCAPE '\\' that matches what holds the word, in any case."""
    # Not instr(), which does not fold case. SQLite refuses patterns above 50,000 bytes.
    return "%" + re.sub(r"([%_\\])", r"\\\1", word[:_LONGEST_WORD]) + "%"


def sqlite_end(end: int | None) -> int:
    """An upper bound that SQLite can compare with; None is no bound."""
    return (1 << 62) if end is None else end


def _part_ends(text: str) -> Iterator[int]:
    start = 0
    while len(text) - start > PART:
        # At a line's end, so that a search through the parts does not cut words.
        newline = text.rfind("\n", start + PART // 2, start + PART)
        start = newline + 1 if newline >= 0 else start + PART
        yield start
    yield len(text)


def _marks_by_part(
    marks: Sequence[Mark], starts: Sequence[int], ends: Sequence[int]
) -> list[list[_Row]]:
    from bisect import bisect_left, bisect_right

    parts: list[list[_Row]] = [[] for _ in starts]
    for order, mark in enumerate(marks):
        row = (order, mark.kind.value, mark.start, mark.end, mark.label, mark.level)
        first = max(0, bisect_right(starts, mark.start) - 1)
        last = max(first, min(bisect_left(ends, mark.end), len(parts) - 1))
        for part in range(first, last + 1):
            parts[part].append(row)
    return parts


def _pack(rows: Sequence[_Row]) -> bytes:
    import msgpack

    clean = [(*row[:4], storable(row[4]), row[5]) for row in rows]
    return zlib.compress(msgpack.packb(clean), 3)


def _unpack(blobs: Iterable[bytes]) -> tuple[Mark, ...]:
    import msgpack

    rows: dict[int, Mark] = {}
    for blob in blobs:
        for order, kind, start, end, label, level in msgpack.unpackb(zlib.decompress(blob)):
            if order not in rows:
                rows[order] = Mark(MarkKind(kind), start, end, label, level)
    return tuple(mark for _, mark in sorted(rows.items(), key=lambda row: row[0]))


def _touches(mark: Mark, start: int, end: int) -> bool:
    return mark.start < end and mark.end > start


def _widened(marks: Sequence[Mark], start: int, end: int) -> tuple[int, int]:
    blocks = [m for m in marks if m.kind not in _INSIDE_A_BLOCK and _touches(m, start, end)]
    return (
        min([start, *(mark.start for mark in blocks)]),
        max([end, *(mark.end for mark in blocks)]),
    )


def execute_for(
    connection: sqlite3.Connection, statement: str, values: Sequence[object]
) -> Iterator[sqlite3.Row]:
    """Rows of a statement whose single `{}` stands for a list of values, asked in handfuls."""
    for start in range(0, len(values), 500):
        handful = values[start : start + 500]
        yield from connection.execute(
            statement.replace("{}", ", ".join("?" * len(handful))), tuple(handful)
        )
