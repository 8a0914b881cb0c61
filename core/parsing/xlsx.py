"""Reads Excel workbooks (.xlsx, .xlsm), a sheet as a page, streamed so that huge ones fit."""

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from core.events import Progress, Stage
from core.parsing import number_format, ooxml, ooxml_chart
from core.parsing.archive_guard import Element, GuardedZip, local
from core.parsing.ooxml import A, R, S
from core.parsing.spreadsheet import MAX_CELLS, Cell, SheetWriter
from core.parsing.text_builder import MAX_CHARACTERS, TextBuilder
from core.types import DocumentNotice, NoticeKind, ParsedDocument

_CELL = S + "c"
_VALUE = S + "v"
_ROWS_PER_PROGRESS = 5000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class XlsxParser:
    """Excel workbooks; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a workbook.

        Raises:
            ReadingError: damaged, empty, locked or too large.
        """
        with GuardedZip(path, name) as package:
            workbook = _Workbook(package, name)
            yield from workbook.read()
            notices = list(workbook.notices)
            if package.damaged:
                notices.append(DocumentNotice(NoticeKind.DAMAGED))
            return workbook.builder.build("xlsx", ooxml.title(package), notices)


class SheetRow(NamedTuple):
    """A row of a sheet as it is numbered there, the first being 1, with its filled cells."""

    sheet: str
    number: int
    cells: dict[int, Cell]
    """By column, the first being 0."""


def sheet_rows(package: GuardedZip, name: str, hidden: list[str]) -> Iterator[SheetRow]:
    """The rows of the sheets that are shown, one at a time; `hidden` gets the others' names.

    Raises:
        ReadingError: damaged, locked or too large.
    """
    return _Workbook(package, name).rows(hidden)


class _Workbook:
    def __init__(self, package: GuardedZip, name: str) -> None:
        self.builder = TextBuilder(name)
        self.notices: list[DocumentNotice] = []
        self._package = package
        self._part = ooxml.main_part(package, "xl/workbook.xml")
        self._links = ooxml.relations(package, self._part)
        self._root = package.xml(self._part)
        self._from_1904 = self._counts_from_1904()
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()
        self._cells = 0

    def rows(self, hidden: list[str]) -> Iterator[SheetRow]:
        shown, left_out = self._sheets()
        hidden += left_out
        for sheet in shown:
            link = self._links.get(sheet.get(R + "id") or "")
            if link and not link.external and link.target in self._package:
                number = -1
                for row in self._package.elements(link.target, "row"):
                    number = _row_number(row, number)
                    if row.get("hidden") not in ("1", "true"):
                        yield SheetRow(sheet.get("name") or "", number + 1, self._row(row))

    def _sheets(self) -> tuple[list[Element], list[str]]:
        """The sheets that are shown, and the names of the others."""
        sheets = [] if self._root is None else list(self._root.iter(S + "sheet"))
        hidden = [sheet for sheet in sheets if (sheet.get("state") or "visible") != "visible"]
        if len(hidden) == len(sheets):
            return sheets, []
        shown = [sheet for sheet in sheets if sheet not in hidden]
        return shown, [sheet.get("name") or "" for sheet in hidden]

    def read(self) -> Generator[Progress, None, None]:
        shown, hidden = self._sheets()
        if hidden:
            self.notices.append(DocumentNotice(NoticeKind.HIDDEN_TEXT, ", ".join(hidden)))
        for index, sheet in enumerate(shown):
            yield Progress(Stage.READING, index, len(shown))
            link = self._links.get(sheet.get(R + "id") or "")
            writer = SheetWriter(self.builder, sheet.get("name") or "")
            if link and not link.external and link.target in self._package:
                yield from self._sheet(
                    link.target, writer, Progress(Stage.READING, index, len(shown))
                )

    def _counts_from_1904(self) -> bool:
        properties = None if self._root is None else self._root.find(S + "workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    def _shared_strings(self) -> list[str]:
        strings: list[str] = []
        parts = ooxml.related(self._links, "sharedStrings")
        size = 0
        if parts and parts[0] in self._package:
            for item in self._package.elements(parts[0], "si"):
                strings.append(_rich(item))
                size += len(strings[-1])
                if size > 2 * MAX_CHARACTERS:
                    break
        return strings

    def _cell_formats(self) -> list[str]:
        parts = ooxml.related(self._links, "styles")
        root = self._package.xml(parts[0]) if parts else None
        if root is None:
            return []
        codes = dict(number_format.BUILT_IN)
        for element in root.iter(S + "numFmt"):
            codes[_whole(element.get("numFmtId"))] = element.get("formatCode") or "General"
        formats = root.find(S + "cellXfs")
        if formats is None:
            return []
        return [codes.get(_whole(one.get("numFmtId")), "General") for one in formats]

    def _sheet(
        self, part: str, writer: SheetWriter, progress: Progress
    ) -> Generator[Progress, None, None]:
        number = -1
        for row in self._package.elements(part, "row"):
            number = _row_number(row, number)
            if row.get("hidden") not in ("1", "true"):
                writer.row(number, self._row(row))
            if self._cells + writer.cells > MAX_CELLS:
                self.notices.append(DocumentNotice(NoticeKind.TRUNCATED, str(MAX_CELLS)))
                break
            if number % _ROWS_PER_PROGRESS == 0:
                yield progress
        writer.finish()
        self._cells += writer.cells
        self._attached(part)

    def _row(self, row: Element) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            if element.tag != _CELL:
                continue
            column = _column(element.get("r") or "", column + 1)
            cell = self._cell(element)
            if cell and cell.text.strip():
                cells[column] = cell
        return cells

    def _cell(self, element: Element) -> Cell | None:
        kind = element.get("t") or "n"
        if kind == "inlineStr":
            inline = element.find(S + "is")
            return Cell(_rich(inline)) if inline is not None else None
        first = element[0] if len(element) else None
        value = first if first is not None and first.tag == _VALUE else element.find(_VALUE)
        raw = None if value is None else value.text
        if raw is None:
            formula = element.find(S + "f")
            return Cell(f"={formula.text}", False) if formula is not None and formula.text else None
        if kind == "s":
            index = _whole(raw)
            return Cell(self._strings[index]) if 0 <= index < len(self._strings) else None
        if kind == "b":
            return Cell("TRUE" if raw == "1" else "FALSE", False)
        if kind == "d":
            return Cell(raw.removesuffix("T00:00:00"), False)
        if kind in ("str", "e"):
            return Cell(_unescape(raw), kind == "str")
        style = _whole(element.get("s"))
        code = self._formats[style] if 0 <= style < len(self._formats) else "General"
        if code == "General" and len(raw) < 12 and raw.isdigit():
            return Cell(raw, False)
        try:
            return Cell(number_format.format_number(float(raw), code, self._from_1904), False)
        except ValueError:
            return Cell(raw)

    def _attached(self, part: str) -> None:
        links = ooxml.relations(self._package, part)
        for drawing in ooxml.related(links, "drawing"):
            self._drawing(drawing)
        for comments in ooxml.related(links, "comments"):
            self._comments(comments)

    def _comments(self, part: str) -> None:
        root = self._package.xml(part)
        if root is None:
            return
        authors = [author.text or "" for author in root.iter(S + "author")]
        for comment in root.iter(S + "comment"):
            text = comment.find(S + "text")
            if text is None:
                continue
            author = _whole(comment.get("authorId"))
            name = authors[author] if author < len(authors) else ""
            said = _rich(text)
            if said.startswith("[Threaded comment]"):
                said = said.partition("Comment:")[2]
            elif name and not name.startswith("tc=") and not said.startswith(name):
                said = f"{name}: {said}"
            self.builder.note(f"{comment.get('ref') or ''}: {' '.join(said.split())}")

    def _drawing(self, part: str) -> None:
        root = self._package.xml(part)
        if root is None:
            return
        for shape in root.iter():
            kind = local(shape)
            if kind == "txBody":
                for paragraph in shape.iter(A + "p"):
                    self.builder.paragraph("".join(t.text or "" for t in paragraph.iter(A + "t")))
            elif kind == "cNvPr" and shape.get("descr"):
                self.builder.caption(shape.get("descr"))
        for chart in ooxml.related(ooxml.relations(self._package, part), "chart"):
            ooxml_chart.write(self._package, chart, self.builder)


def _rich(element: Element) -> str:
    pieces: list[str] = []
    for child in element:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            pieces.extend(text.text or "" for text in child if local(text) == "t")
    return _unescape("".join(pieces))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _row_number(row: Element, last: int) -> int:
    """From 0; rows without a number follow the one before."""
    place = row.get("r") or ""
    return int(place) - 1 if place.isdigit() else last + 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _column(reference: str, default: int) -> int:
    number = 0
    for char in reference:
        if not ("A" <= char <= "Z"):
            break
        number = number * 26 + ord(char) - 64
    return number - 1 if number else default
