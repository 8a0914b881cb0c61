"""Reads Word documents (.docx, .docm, .dotx), the strict kind too, straight from the package."""

import re
from collections.abc import Generator, Iterator
from pathlib import Path

from core.events import Progress, Stage
from core.parsing import ooxml, ooxml_chart
from core.parsing.archive_guard import Element, GuardedZip, local
from core.parsing.docx_inline import Inline, read_inline
from core.parsing.docx_styles import Numberer, Style, number_of, read_styles, value_of
from core.parsing.ooxml import W
from core.parsing.text_builder import TextBuilder, one_line
from core.types import DocumentNotice, NoticeKind, ParsedDocument

_BLOCKS_PER_PROGRESS = 500
_MAX_DEPTH = 8
"""Tables and boxes within each other; deeper ones are read as bare text."""
_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent"}
_GENERATED = re.compile(
    r"^(图片 |picture |image |图 )?\d*$|^(A|a)utomatically generated|^描述已自动生成|^手机屏幕截图"
)


class DocxParser:
    """Word documents; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a Word package.

        Raises:
            ReadingError: damaged, empty, locked or too large.
        """
        with GuardedZip(path, name) as package:
            reader = _Reader(package, name)
            yield from reader.read()
            notices = [DocumentNotice(NoticeKind.DAMAGED)] if package.damaged else []
            if reader.hidden:
                notices.append(DocumentNotice(NoticeKind.HIDDEN_TEXT))
            return reader.builder.build("docx", ooxml.title(package) or reader.title, notices)


class _Reader:
    def __init__(self, package: GuardedZip, name: str) -> None:
        self.builder = TextBuilder(name)
        self.title = ""
        self.hidden = False
        self._package = package
        self._part = ooxml.main_part(package, "word/document.xml")
        self._links = ooxml.relations(package, self._part)
        self._styles = read_styles(self._related("styles"))
        self._numberer = Numberer(self._related("numbering"))
        self._notes = {
            kind: self._note_bodies(part, kind)
            for kind, part in (
                ("footnote", "footnotes"),
                ("endnote", "endnotes"),
                ("comment", "comments"),
            )
        }
        self._note_numbers: dict[tuple[str, str], int] = {}
        self._seen_comments: set[str] = set()
        self._code: list[str] = []
        self._depth = 0

    def read(self) -> Generator[Progress, None, None]:
        root = self._package.xml(self._part)
        body = None if root is None else root.find(W + "body")
        if body is None:
            return
        self._running("header")
        blocks = list(_blocks(body))
        for index, block in enumerate(blocks):
            self._block(block)
            if index % _BLOCKS_PER_PROGRESS == 0:
                yield Progress(Stage.READING, index, len(blocks))
        self._end_code()
        self._running("footer")

    def _related(self, kind: str) -> Element | None:
        parts = ooxml.related(self._links, kind)
        return self._package.xml(parts[0]) if parts else None

    def _note_bodies(self, part: str, kind: str) -> dict[str, Element]:
        root = self._related(part)
        if root is None:
            return {}
        return {
            element.get(W + "id") or "": element
            for element in root
            if local(element) == kind and (element.get(W + "type") or "normal") == "normal"
        }

    def _running(self, kind: str) -> None:
        texts: list[str] = []
        for part in ooxml.related(self._links, kind):
            root = self._package.xml(part)
            if root is not None:
                texts.append(self._flat(root).replace("\f", " "))
        for text in dict.fromkeys(texts):
            if not one_line(text).strip("0123456789 -–—/"):
                continue
            self.builder.boilerplate(text)

    def _block(self, block: Element) -> None:
        if local(block) == "p":
            self._paragraph(block)
        else:
            self._end_code()
            self._table(block)

    def _paragraph(self, paragraph: Element) -> None:
        inline = read_inline(paragraph, self._note_numbers)
        self.hidden = self.hidden or inline.hidden
        properties = paragraph.find(W + "pPr")
        style = self._styles.get(value_of(properties, "pStyle") or "", Style())
        if value_of(properties, "pageBreakBefore") not in (None, "0", "false"):
            self._end_code()
            self.builder.page_break()
        if style.kind == "code" and inline.text.strip():
            self._code.append(inline.text.replace("\f", ""))
        elif self._code and style.kind == "code":
            self._code.append("")
        else:
            self._end_code()
            self._write(inline.text, properties, style)
        self._around(inline)

    def _write(self, text: str, properties: Element | None, style: Style) -> None:
        if not text.strip():
            self.builder.paragraph("\f" if "\f" in text else "")
            return
        outline = value_of(properties, "outlineLvl") or ""
        level = int(outline) if outline.isdigit() else style.outline
        number = number_of(properties)
        if number and not number[0] and style.number:
            number = (style.number[0], number[1])
        number = number or style.number
        label = self._numberer.label(*number) if number else None
        if style.kind == "contents":
            self.builder.boilerplate(text)
        elif style.kind == "title" and level < 0:
            self.title = self.title or one_line(text)
            self.builder.heading(text, 1)
        elif 0 <= level < 9:
            prefix = f"{label} " if label and label != "•" else ""
            lead = "\f" if text.startswith("\f") else ""
            self.builder.heading(lead + prefix + text.removeprefix("\f"), level + 1)
        elif label is not None and number:
            self.builder.list_item(text, number[1], f"{label} " if label else "")
        elif style.kind == "list":
            self.builder.list_item(text)
        elif style.kind == "caption":
            self.builder.caption(text)
        else:
            self.builder.paragraph(text)

    def _around(self, inline: Inline) -> None:
        pictures = [text for text in inline.pictures if not _GENERATED.match(text.strip())]
        if pictures:
            self._end_code()
            self.builder.caption("\n".join(dict.fromkeys(pictures)))
        for relation in inline.charts:
            self._end_code()
            self._chart(relation)
        for box in inline.boxes:
            self._end_code()
            self._nested(box)
        for kind, number in inline.notes:
            self._end_code()
            self._note(kind, number)

    def _nested(self, box: Element) -> None:
        if self._depth > _MAX_DEPTH:
            self.builder.paragraph("".join(text.text or "" for text in box.iter(W + "t")))
            return
        self._depth += 1
        for block in _blocks(box):
            self._block(block)
        self._end_code()
        self._depth -= 1

    def _chart(self, relation: str) -> None:
        link = self._links.get(relation)
        if link and not link.external:
            ooxml_chart.write(self._package, link.target, self.builder)

    def _note(self, kind: str, number: str) -> None:
        body = self._notes[kind].get(number)
        if body is None or (kind == "comment" and number in self._seen_comments):
            return
        text = one_line(self._flat(body))
        if not text:
            return
        if kind == "comment":
            self._seen_comments.add(number)
            author = body.get(W + "author") or ""
            self.builder.note(f"{author}: {text}" if author else text)
        else:
            self.builder.note(f"[{self._note_numbers[(kind, number)]}] {text}")

    def _end_code(self) -> None:
        if self._code:
            self.builder.code("\n".join(self._code))
            self._code = []

    def _table(self, table: Element) -> None:
        rows = list(_rows(table))
        cells = [list(_cells(row)) for row in rows]
        if sum(len(row) for row in cells) == 1:
            self._nested(cells[0][0] if cells[0] else cells[-1][0])
            return
        notes: list[tuple[str, str]] = []
        texts = [self._row(row, notes) for row in rows]
        headers = 0
        for row in rows:
            if value_of(row.find(W + "trPr"), "tblHeader") in (None, "0", "false"):
                break
            headers += 1
        first = _first_row_is_header(table) and len(rows) > 1
        self.builder.table(texts, headers if 0 < headers < len(rows) else int(first))
        for kind, number in notes:
            self._note(kind, number)

    def _row(self, row: Element, notes: list[tuple[str, str]]) -> list[str]:
        skipped = value_of(row.find(W + "trPr"), "gridBefore") or "0"
        texts = [""] * min(63, int(skipped) if skipped.isdigit() else 0)
        for cell in _cells(row):
            properties = cell.find(W + "tcPr")
            merged = value_of(properties, "vMerge")
            goes_on = merged is not None and merged != "restart"
            texts.append("" if goes_on else self._flat(cell, notes))
            span = value_of(properties, "gridSpan") or "1"
            texts += [""] * (min(63, int(span)) - 1 if span.isdigit() else 0)
        return texts

    def _flat(self, container: Element, notes: list[tuple[str, str]] | None = None) -> str:
        """All text of a cell, note or header as one paragraph; lists keep their labels."""
        pieces: list[str] = []
        for block in _blocks(container):
            if local(block) == "p":
                pieces.append(self._flat_paragraph(block, notes))
            elif self._depth < _MAX_DEPTH:
                self._depth += 1
                inner: list[tuple[str, str]] = [] if notes is None else notes
                rows = [self._row(row, inner) for row in _rows(block)]
                pieces += [", ".join(filter(None, row)) for row in rows]
                self._depth -= 1
            else:
                pieces.append("".join(text.text or "" for text in block.iter(W + "t")))
        return "\n".join(piece for piece in pieces if piece.strip(" \n"))

    def _flat_paragraph(self, paragraph: Element, notes: list[tuple[str, str]] | None) -> str:
        inline = read_inline(paragraph, self._note_numbers)
        if notes is not None:
            notes += inline.notes
        properties = paragraph.find(W + "pPr")
        style = self._styles.get(value_of(properties, "pStyle") or "", Style())
        number = number_of(properties) or style.number
        label = self._numberer.label(*number) if number and inline.text.strip() else None
        text = f"{label} {inline.text}" if label else inline.text
        extra = [text for text in inline.pictures if not _GENERATED.match(text.strip())]
        if self._depth < _MAX_DEPTH:
            self._depth += 1
            extra += [self._flat(box, notes) for box in inline.boxes]
            self._depth -= 1
        return " ".join([text, *extra]).strip(" \n")


def _blocks(container: Element) -> Iterator[Element]:
    for child in container:
        kind = local(child)
        if kind in ("p", "tbl"):
            yield child
        elif kind == "AlternateContent":
            branch = ooxml.alternative(child)
            if branch is not None:
                yield from _blocks(branch)
        elif kind in _CONTAINERS:
            yield from _blocks(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        kind = local(child)
        if kind == "tr":
            properties = child.find(W + "trPr")
            if properties is None or properties.find(W + "del") is None:
                yield child
        elif kind in _CONTAINERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        kind = local(child)
        if kind == "tc":
            yield child
        elif kind in _CONTAINERS:
            yield from _cells(child)


def _first_row_is_header(table: Element) -> bool:
    properties = table.find(W + "tblPr")
    look = None if properties is None else properties.find(W + "tblLook")
    if look is None:
        return True
    first = look.get(W + "firstRow")
    if first is not None:
        return first not in ("0", "false")
    flags = look.get(W + "val") or "0020"
    try:
        return bool(int(flags, 16) & 0x20)
    except ValueError:
        return True
