"""Reads PowerPoint presentations (.pptx, .pptm, .ppsx), a slide as a page."""

from collections.abc import Generator, Iterator
from pathlib import Path

from core.events import Progress, Stage
from core.parsing import list_numbers, ooxml, ooxml_chart
from core.parsing.archive_guard import Element, GuardedZip, local
from core.parsing.omml import equation_text
from core.parsing.ooxml import A, P, R
from core.parsing.text_builder import TextBuilder, one_line
from core.types import DocumentNotice, NoticeKind, ParsedDocument

_TITLES = ("title", "ctrTitle")
_SKIPPED = ("dt", "sldNum", "sldImg", "hdr")
_ROW_HEIGHT = 300_000
"""Shapes whose tops are this near (EMU; 8 mm) stand in one row and are read left to right."""
_AUTO_NUMBERS = {
    "arabic": "decimal", "romanLc": "lowerRoman", "romanUc": "upperRoman", "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter", "ea1ChsPeriod": "chineseCounting", "ea1Chs": "chineseCounting",
    "ea1Cht": "chineseCounting", "circleNum": "decimalEnclosedCircle",
}  # fmt: skip
Place = tuple[float, float]


class PptxParser:
    """PowerPoint presentations; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a presentation.

        Raises:
            ReadingError: damaged, empty, locked or too large.
        """
        with GuardedZip(path, name) as package:
            builder = TextBuilder(name)
            slides = _slides(package)
            authors = _authors(package)
            for index, part in enumerate(slides):
                yield Progress(Stage.READING, index, len(slides))
                _Slide(package, part, builder, authors).read()
            notices = [DocumentNotice(NoticeKind.DAMAGED)] if package.damaged else []
            return builder.build("pptx", ooxml.title(package), notices)


def _slides(package: GuardedZip) -> list[str]:
    part = ooxml.main_part(package, "ppt/presentation.xml")
    links = ooxml.relations(package, part)
    root = package.xml(part)
    order = [] if root is None else [e.get(R + "id") or "" for e in root.iter(P + "sldId")]
    found = [links[key].target for key in order if key in links and not links[key].external]
    return [part for part in found if part in package]


def _authors(package: GuardedZip) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in ("ppt/commentAuthors.xml", "ppt/authors.xml"):
        root = package.xml(part)
        for author in [] if root is None else root:
            found[author.get("id") or ""] = author.get("name") or ""
    return found


class _Slide:
    def __init__(
        self, package: GuardedZip, part: str, builder: TextBuilder, authors: dict[str, str]
    ) -> None:
        self._package = package
        self._authors = authors
        self._builder = builder
        self._links = ooxml.relations(package, part)
        self._root = package.xml(part)
        self._places = self._layout_places()

    def read(self) -> None:
        tree = None if self._root is None else self._root.find(f"{P}cSld/{P}spTree")
        if tree is None:
            self._builder.page()
            return
        shapes = list(_shapes(tree))
        titles = [shape for shape in shapes if _placeholder(shape)[0] in _TITLES]
        title = " ".join(one_line(_shape_text(shape)) for shape in titles).strip()
        self._builder.page(title)
        self._builder.heading(title, 1)
        self._write([shape for shape in shapes if shape not in titles])
        self._notes()

    def _write(self, shapes: list[Element]) -> None:
        placed = sorted((self._place(shape), index) for index, shape in enumerate(shapes))
        rows: list[tuple[float, list[tuple[float, int]]]] = []
        for (y, x), index in placed:
            if rows and y - rows[-1][0] < _ROW_HEIGHT:
                rows[-1][1].append((x, index))
            else:
                rows.append((y, [(x, index)]))
        for _, row in rows:
            for _, index in sorted(row):
                self._shape(shapes[index])

    def _shape(self, shape: Element) -> None:
        kind = local(shape)
        holder, _ = _placeholder(shape)
        if kind == "grpSp":
            self._write(list(_shapes(shape)))
        elif kind == "graphicFrame":
            self._frame(shape)
        elif kind == "pic":
            self._description(shape)
        elif holder == "ftr":
            self._builder.boilerplate(_shape_text(shape))
        elif kind in ("sp", "cxnSp") and holder not in _SKIPPED:
            body = shape.find(P + "txBody")
            if body is not None:
                self._body(body, holder)

    def _body(self, body: Element, holder: str) -> None:
        counts: dict[int, int] = {}
        for paragraph in body.iter(A + "p"):
            text = _paragraph_text(paragraph)
            properties = paragraph.find(A + "pPr")
            depth = _whole(None if properties is None else properties.get("lvl"))
            for level in [level for level in counts if level > depth]:
                del counts[level]
            marker = self._marker(properties, depth, counts, holder)
            if not text.strip():
                continue
            if marker:
                self._builder.list_item(text, depth, f"{marker} ")
            else:
                self._builder.paragraph(text)

    def _marker(
        self, properties: Element | None, depth: int, counts: dict[int, int], holder: str
    ) -> str:
        for child in properties if properties is not None else ():
            kind = local(child)
            if kind == "buNone":
                return ""
            if kind == "buAutoNum":
                counts[depth] = counts.get(depth, _whole(child.get("startAt") or "1") - 1) + 1
                return _auto_number(child.get("type") or "", counts[depth])
            if kind in ("buChar", "buBlip"):
                return "•"
        return "•" if holder == "obj" or (depth and holder == "body") else ""

    def _frame(self, frame: Element) -> None:
        table = next(frame.iter(A + "tbl"), None)
        if table is not None:
            self._table(table)
            return
        for element in frame.iter():
            kind = local(element)
            if kind in ("chart", "relIds"):
                keys = [v for k, v in element.attrib.items() if k in (R + "id", R + "dm")]
                link = self._links.get(keys[0]) if keys else None
                if link and not link.external:
                    ooxml_chart.write(self._package, link.target, self._builder)
                return
        self._description(frame)

    def _table(self, table: Element) -> None:
        rows = []
        for row in table.iter(A + "tr"):
            cells = []
            for cell in row.findall(A + "tc"):
                merged = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
                lines = (_paragraph_text(p) for p in cell.iter(A + "p"))
                cells.append("" if merged else "\n".join(lines))
            rows.append(cells)
        properties = table.find(A + "tblPr")
        first = properties is None or properties.get("firstRow") not in ("0", "false", None)
        self._builder.table(rows, int(first and len(rows) > 1))

    def _description(self, shape: Element) -> None:
        for element in shape.iter(P + "cNvPr"):
            text = one_line(element.get("descr") or "")
            if text and not text.lower().endswith((".png", ".jpg", ".jpeg", ".gif")):
                self._builder.caption(text)

    def _notes(self) -> None:
        for part in ooxml.related(self._links, "notesSlide"):
            root = self._package.xml(part)
            for shape in [] if root is None else root.iter(P + "sp"):
                if _placeholder(shape)[0] == "body":
                    self._builder.note(_shape_text(shape))
        for part in ooxml.related(self._links, "comments"):
            root = self._package.xml(part)
            for comment in [] if root is None else root.iter():
                if local(comment) in ("cm", "reply"):
                    self._comment(comment)

    def _comment(self, comment: Element) -> None:
        author = self._authors.get(comment.get("authorId") or "", "")
        for child in comment:
            text = ""
            if local(child) == "text":
                text = child.text or ""
            elif local(child) == "txBody":
                text = "\n".join(map(_paragraph_text, child.iter(A + "p")))
            if text.strip():
                self._builder.note(f"{author}: {text}" if author else text)

    def _place(self, shape: Element) -> Place:
        """Top and left of a shape; a placeholder may take them from its layout."""
        for offset in shape.iter(A + "off"):
            return _offset(offset)
        holder, index = _placeholder(shape)
        for key in ((holder, index), ("", index), (holder, "")):
            if key in self._places:
                return self._places[key]
        transform = shape.find(f"{P}xfrm/{A}off")
        return _offset(transform) if transform is not None else (0.0, 0.0)

    def _layout_places(self) -> dict[tuple[str, str], Place]:
        places: dict[tuple[str, str], Place] = {}
        for layout in ooxml.related(self._links, "slideLayout"):
            masters = ooxml.related(ooxml.relations(self._package, layout), "slideMaster")
            for part in [layout, *masters]:
                root = self._package.xml(part)
                for shape in [] if root is None else root.iter(P + "sp"):
                    offset = next(shape.iter(A + "off"), None)
                    holder, index = _placeholder(shape)
                    if offset is not None and holder:
                        places.setdefault((holder, index), _offset(offset))
                        places.setdefault((holder, ""), _offset(offset))
        return places


def _offset(element: Element) -> Place:
    try:
        return float(element.get("y") or 0), float(element.get("x") or 0)
    except ValueError:
        return 0.0, 0.0


def _shapes(tree: Element) -> Iterator[Element]:
    for child in tree:
        kind = local(child)
        if kind in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp"):
            yield child
        elif kind == "AlternateContent":
            branch = ooxml.alternative(child)
            if branch is not None:
                yield from _shapes(branch)


def _placeholder(shape: Element) -> tuple[str, str]:
    """Type and index of a placeholder; a content placeholder's type is "obj", no placeholder ""."""
    for properties in shape:
        if local(properties).startswith("nv") and local(properties).endswith("Pr"):
            for holder in properties.iter(P + "ph"):
                return holder.get("type") or "obj", holder.get("idx") or ""
    return "", ""


def _shape_text(shape: Element) -> str:
    return "\n".join(_paragraph_text(paragraph) for paragraph in shape.iter(A + "p"))


def _paragraph_text(paragraph: Element) -> str:
    pieces: list[str] = []
    for child in paragraph:
        kind = local(child)
        if kind == "br":
            pieces.append("\n")
        elif kind == "r" or (kind == "fld" and child.get("type") != "slidenum"):
            pieces.extend(text.text or "" for text in child.findall(A + "t"))
        elif kind in ("AlternateContent", "m"):
            branch = ooxml.alternative(child) if kind != "m" else child
            pieces.append(equation_text(branch) if branch is not None else "")
    return "".join(pieces).replace("\v", "\n")


def _auto_number(kind: str, value: int) -> str:
    for name, style in _AUTO_NUMBERS.items():
        if kind.startswith(name):
            text = list_numbers.number_text(value, style)
            if kind.endswith("ParenBoth"):
                return f"({text})"
            return text + (
                ")" if kind.endswith("ParenR") else "." if kind.endswith("Period") else ""
            )
    return f"{value}."


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
