"""Reads old Excel workbooks (.xls, BIFF 2 to 8), a sheet as a page."""

import io
from collections.abc import Generator
from pathlib import Path
from typing import Any

from core.errors import DamagedFile, PasswordNeeded
from core.events import Progress, Stage
from core.parsing import number_format
from core.parsing.spreadsheet import MAX_CELLS, Cell, SheetWriter
from core.parsing.text_builder import TextBuilder
from core.types import DocumentNotice, NoticeKind, ParsedDocument


class XlsParser:
    """Old Excel workbooks; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a workbook.

        Raises:
            DamagedFile: not a workbook that xlrd understands.
            PasswordNeeded: encrypted.
            EmptyDocument: no filled cell.
        """
        book = _open(path, name)
        builder = TextBuilder(name)
        notices: list[DocumentNotice] = []
        shown = [sheet for sheet in book.sheets() if sheet.visibility == 0] or book.sheets()
        if len(shown) < book.nsheets:
            names = ", ".join(sheet.name for sheet in book.sheets() if sheet not in shown)
            notices.append(DocumentNotice(NoticeKind.HIDDEN_TEXT, names))
        cells = 0
        for index, sheet in enumerate(shown):
            yield Progress(Stage.READING, index, len(shown))
            writer = SheetWriter(builder, sheet.name)
            for row in range(sheet.nrows):
                writer.row(row, _row(book, sheet, row))
                if cells + writer.cells > MAX_CELLS:
                    notices.append(DocumentNotice(NoticeKind.TRUNCATED, str(MAX_CELLS)))
                    break
            writer.finish()
            cells += writer.cells
            for (row, column), comment in sorted(getattr(sheet, "cell_note_map", {}).items()):
                builder.note(f"{_letters(column)}{row + 1}: {comment.text}")
        return builder.build("xls", "", notices)


def _open(path: Path, name: str) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(str(path), logfile=io.StringIO(), formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise PasswordNeeded(name=name) from error
        raise DamagedFile(name=name) from error
    except NotImplementedError:
        return xlrd.open_workbook(str(path), logfile=io.StringIO())


def _row(book: Any, sheet: Any, row: int) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    for column in range(sheet.row_len(row)):
        cell = _cell(book, sheet, row, column)
        if cell and cell.text.strip():
            cells[column] = cell
    return cells


def _cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return Cell(str(value))
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = "General" if kind == xlrd.XL_CELL_NUMBER else "yyyy-mm-dd"
        style = sheet.cell_xf_index(row, column) if book.formatting_info else None
        if style is not None and style < len(book.xf_list):
            found = book.format_map.get(book.xf_list[style].format_key)
            code = found.format_str if found else code
        return Cell(number_format.format_number(value, code, book.datemode == 1), False)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if value else "FALSE", False)
    if kind == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(value, "#ERROR"), False)
    return None


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
