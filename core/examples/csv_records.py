"""Rows of a table in a text file, read as they come; a row that is broken costs only itself."""

import csv
from collections import deque
from collections.abc import Iterator

from core.examples.problems import Problem, Trouble, trouble
from core.examples.text_lines import LONGEST_LINE, Line

MOST_LINES = 400
"""Lines that one row may take; more, and its quotation mark was never closed."""
MOST_UNCLOSED = 100
"""Rows with an open quotation mark after which the rest of a file is not tried."""

Row = tuple[int, list[str] | Trouble]
"""The number of a row, the first being 1, with its cells or what is wrong with it."""


def rows(lines: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """The rows in order; empty ones are counted and left out."""
    csv.field_size_limit(LONGEST_LINE)
    feed = _Feed(lines)
    number = unclosed = 0
    reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
    while unclosed <= MOST_UNCLOSED:
        number += 1
        feed.begin()
        try:
            cells = next(reader)
            whole = len(feed.taken) < 2 and not feed.ended
            if not whole and not _closed(feed.taken, delimiter):
                raise _Unclosed
        except StopIteration:
            return
        except _TooLong:
            yield number, trouble(Problem.ROW_TOO_LONG, number, most=f"{LONGEST_LINE:,}")
            reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
            continue
        except (_Unclosed, csv.Error):
            # The line by itself is lost; those after it are read anew.
            unclosed += 1
            feed.back()
            reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=True)
            yield number, trouble(Problem.UNCLOSED_QUOTE, number)
            continue
        if any(cell.strip() for cell in cells):
            yield number, cells


class _Unclosed(Exception):
    """A row does not end."""


class _TooLong(Exception):
    """A line is too long."""


class _Feed:
    """Gives lines to a reader of rows and can take back those of the row at hand."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._ahead: deque[Line] = deque()
        self.taken: list[str] = []
        self._size = 0
        self.ended = False

    def begin(self) -> None:
        """Another row begins."""
        self.taken, self._size = [], 0

    def back(self) -> None:
        """Give all lines of this row but the first again."""
        self._ahead.extendleft(Line(text) for text in reversed(self.taken[1:]))
        self.ended = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES or self._size > LONGEST_LINE:
            raise _Unclosed
        line = self._ahead.popleft() if self._ahead else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        if line.too_long:
            raise _TooLong
        self.taken.append(line.text)
        self._size += len(line.text)
        return f"{line.text}\n"


def _closed(taken: list[str], delimiter: str) -> bool:
    """Whether the quotation marks of a row's lines belong together."""
    lines = (f"{line}\n" for line in taken)
    try:
        read = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
        return sum(1 for _ in read) <= 1
    except csv.Error as error:
        # Single lines are read with indulgence: 5" is no text in quotation marks.
        return len(taken) < 2 and "end of data" not in str(error)
