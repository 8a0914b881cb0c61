"""Reads tables in text files: any delimiter, quoting and encoding."""

import csv
import io
from collections.abc import Generator, Iterator
from pathlib import Path

from core.events import Progress, Stage
from core.parsing.spreadsheet import MAX_CELLS
from core.parsing.text_builder import TextBuilder
from core.parsing.whole_file import read_text
from core.types import DocumentNotice, NoticeKind, ParsedDocument

MAX_BYTES = 200_000_000
_DELIMITERS = (",", "\t", ";", "|", "，", "\x1f")
_SAMPLE = 65536


class CsvParser:
    """Comma-separated values and their kin; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a table.

        Raises:
            TooLarge: more than 200 MB.
            EmptyDocument: no filled cell.
        """
        yield Progress(Stage.READING, 0, 1)
        text = read_text(path, name, MAX_BYTES).lstrip("\ufeff")
        builder = TextBuilder(name)
        notices: list[DocumentNotice] = []
        rows: list[list[str]] = []
        cells = 0
        for row in _rows(text):
            cells += len(row)
            if cells > MAX_CELLS:
                notices.append(DocumentNotice(NoticeKind.TRUNCATED, str(MAX_CELLS)))
                break
            rows.append(row)
        while len(rows) > 1 and len(rows[0]) == 1 < len(rows[1]):
            builder.paragraph(rows.pop(0)[0])
        builder.table(rows, int(len(rows) > 1))
        return builder.build("csv", "", notices)


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the most lines into the same number of cells, more than one."""
    if text.lower().startswith("sep=") and len(text) > 4:
        return text[4]
    best, score = ",", 0.0
    sample = text[:_SAMPLE]
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in _read(sample, delimiter) if row][:200]
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        agreement = widths.count(usual) / len(widths) * (1 + min(usual, 20) / 100)
        if usual > 1 and agreement > score:
            best, score = delimiter, agreement
    return best


def _rows(text: str) -> Iterator[list[str]]:
    delimiter = delimiter_of(text)
    if text.lower().startswith("sep="):
        text = text.partition("\n")[2]
    for row in _read(text, delimiter):
        if any(cell.strip() for cell in row):
            yield row


def _read(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(10_000_000)
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
