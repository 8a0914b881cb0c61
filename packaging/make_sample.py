"""Makes resources/sample from sample_texts.py: `python packaging/make_sample.py [FOLDER]`.

The same texts give the same bytes, so that a change of the sample shows in a diff.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pymupdf
from docx.oxml.ns import qn
from openpyxl.styles import Font
from sample_texts import (
    GARDEN_EN,
    HANDBOOK_EN,
    LETTER_EN,
    MINUTES_ZH,
    PRICES_ZH,
    QUESTIONS,
    REPORT_ZH,
    RULES_ZH,
    TICKETS_EN,
    Block,
)

WRITTEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, GUTTER = 595.0, 842.0, 64.0, 24.0
NEVER_FIRST = "，。；：、！？）”》%"


class Sheets:
    """Pages of a PDF that fill from the top."""

    def __init__(self, chinese: bool, footer: str) -> None:
        self.pdf = pymupdf.open()
        self.font = pymupdf.Font("china-s" if chinese else "tiro")
        self.bold = self.font if chinese else pymupdf.Font("tibo")
        self.chinese = chinese
        self.footer = footer
        self.left, self.right = MARGIN, PAGE_WIDTH - MARGIN
        self.start_page()

    def start_page(self) -> None:
        """Begin a page, with its footer."""
        self.page = self.pdf.new_page(width=PAGE_WIDTH, height=PAGE_HEIGHT)
        self.y = MARGIN
        self.column_top = self.column_bottom = 0.0
        self.left, self.right = MARGIN, PAGE_WIDTH - MARGIN
        number = f"— {self.pdf.page_count} —" if self.chinese else f"page {self.pdf.page_count}"
        self._line(f"{self.footer}    {number}", MARGIN, PAGE_HEIGHT - 36, 8.5)

    def start_columns(self) -> None:
        """Go on in the left one of two columns."""
        self.column_top = self.y
        self.right = (PAGE_WIDTH - GUTTER) / 2

    def next_column(self) -> None:
        """Go on in the right column."""
        self.column_bottom = self.y
        self.left, self.right = (PAGE_WIDTH + GUTTER) / 2, PAGE_WIDTH - MARGIN
        self.y = self.column_top

    def end_columns(self) -> None:
        """Go on below the columns."""
        self.y = max(self.y, self.column_bottom) + 8
        self.column_top = 0.0
        self.left, self.right = MARGIN, PAGE_WIDTH - MARGIN

    def write(self, text: str, size: float, bold: bool = False, indent: float = 0.0) -> None:
        """A paragraph, wrapped."""
        font = self.bold if bold else self.font
        for line in self._wrapped(text, font, size, self.right - self.left - indent):
            self.y += size * 1.55
            self._line(line, self.left + indent, self.y, size, bold)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table with ruled lines."""
        width = (self.right - self.left) / len(rows[0])
        height = 22.0
        self.y += 10
        top = self.y
        for row in rows:
            for column, cell in enumerate(row):
                x = self.left + column * width
                self._line(cell, x + 6, self.y + 15, 10, bold=row is rows[0])
                box = pymupdf.Rect(x, self.y, x + width, self.y + height)
                self.page.draw_rect(box, color=(0.6, 0.6, 0.6), width=0.6)
            self.y += height
        self.page.draw_line((self.left, top), (self.right, top), width=1.2)
        self.y += 4

    def _line(self, text: str, x: float, y: float, size: float, bold: bool = False) -> None:
        writer = pymupdf.TextWriter(self.page.rect)
        writer.append((x, y), text, font=self.bold if bold else self.font, fontsize=size)
        writer.write_text(self.page)

    def _wrapped(self, text: str, font: pymupdf.Font, size: float, width: float) -> Iterable[str]:
        pieces = list(text) if self.chinese else [f"{word} " for word in text.split()]
        line = ""
        for piece in pieces:
            too_long = font.text_length((line + piece).rstrip(), size) > width
            if too_long and piece not in NEVER_FIRST:
                yield line.rstrip()
                line = ""
            line += piece
        yield line.rstrip()

    def save(self, path: Path, title: str) -> None:
        """Write the file, its fonts reduced to what is used."""
        stamp = WRITTEN.strftime("D:%Y%m%d%H%M%SZ")
        self.pdf.set_metadata({"title": title, "creationDate": stamp, "modDate": stamp})
        self.pdf.subset_fonts()
        self.pdf.save(path, garbage=4, deflate=True, no_new_id=True)


def make_pdf(path: Path, blocks: Sequence[Block], chinese: bool, footer: str) -> None:
    """A PDF of the blocks."""
    sheets = Sheets(chinese, footer)
    for kind, content in blocks:
        match kind:
            case "page":
                sheets.start_page()
            case "columns":
                sheets.start_columns()
            case "next":
                sheets.next_column()
            case "end":
                sheets.end_columns()
            case "table":
                sheets.table(content)
            case "title":
                sheets.write(content, 20, bold=True)
                sheets.y += 12
            case "heading":
                sheets.y += 12
                sheets.write(content, 13.5, bold=True)
                sheets.y += 2
            case "item":
                sheets.write(f"• {content}", 11, indent=12)
            case _:
                sheets.write(content, 11)
                sheets.y += 6
    sheets.save(path, str(blocks[0][1]))


def make_docx(path: Path, blocks: Sequence[Block]) -> None:
    """A Word document of the blocks."""
    document = docx.Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Microsoft YaHei")
    for kind, content in blocks:
        if kind == "table":
            table = document.add_table(len(content), len(content[0]), style="Table Grid")
            for row, cells in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif kind in ("title", "heading"):
            document.add_heading(content, level=1 if kind == "title" else 2)
        else:
            document.add_paragraph(content)
    properties = document.core_properties
    properties.title, properties.author = str(blocks[0][1]), "Lectern"
    properties.comments = ""
    properties.created = properties.modified = WRITTEN.replace(tzinfo=None)
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(same_zip(stream.getvalue()))


def make_xlsx(path: Path, title: str, sheets: dict[str, list[list[object]]]) -> None:
    """A workbook with a sheet for each table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in "ABCDE":
            sheet.column_dimensions[column].width = 22
    book.properties.title, book.properties.creator = title, "Lectern"
    book.properties.created = WRITTEN.replace(tzinfo=None)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(same_zip(stream.getvalue()))


def make_eml(path: Path) -> None:
    """An e-mail."""
    message = EmailMessage()
    message["From"] = "Marian Oakes <marian@oakes.example>"
    message["To"] = "Tomas Reed <tomas@harbourlight.example>"
    message["Date"] = "Mon, 05 Jan 2026 09:00:00 +0000"
    message["Subject"] = "Delivery of the display cases"
    message["Message-ID"] = "<20260105.display-cases@oakes.example>"
    message.set_content(LETTER_EN, cte="quoted-printable")
    path.write_bytes(message.as_bytes())


def same_zip(data: bytes) -> bytes:
    """The archive with every date the same, and the date of saving in its properties too."""
    import re

    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            body = source.read(entry)
            if entry.filename == "docProps/core.xml":
                stamp = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, body)
            fixed = zipfile.ZipInfo(entry.filename, WRITTEN.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, body)
    return stream.getvalue()


def make(folder: Path) -> None:
    """All files of the sample."""
    folder.mkdir(parents=True, exist_ok=True)
    make_pdf(folder / "annual-report-2025-zh.pdf", REPORT_ZH, True, "青禾文具有限公司")
    make_pdf(folder / "volunteer-handbook-en.pdf", HANDBOOK_EN, False, "Harbour Light Museum")
    make_docx(folder / "meeting-minutes-zh.docx", MINUTES_ZH)
    (folder / "staff-rules-zh.html").write_text(RULES_ZH, encoding="utf-8", newline="\n")
    (folder / "garden-notes-en.md").write_text(GARDEN_EN, encoding="utf-8", newline="\n")
    make_eml(folder / "display-cases-en.eml")
    make_xlsx(folder / "price-list-zh.xlsx", "青禾文具 2026 年价格表", PRICES_ZH)
    make_xlsx(folder / "ticket-prices-en.xlsx", "Ticket and shop prices 2026", TICKETS_EN)
    questions = {
        language: [
            {"question": question, "document": document, "page": page, "answer": answer}
            for question, document, page, answer in entries
        ]
        for language, entries in QUESTIONS.items()
    }
    text = json.dumps(questions, ensure_ascii=False, indent=2) + "\n"
    (folder / "questions.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent / "resources" / "sample"
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
