"""Reads OpenDocument files: text (.odt), sheets (.ods), slides (.odp), flat XML too."""

from collections.abc import Generator, Iterable
from pathlib import Path

from core.errors import DamagedFile, UnsupportedFormat
from core.events import Progress, Stage
from core.parsing.archive_guard import Element, GuardedZip, all_text, local, read_xml
from core.parsing.odf_text import OdfWriter, inline_text
from core.parsing.spreadsheet import MAX_CELLS, Cell, SheetWriter
from core.parsing.text_builder import TextBuilder
from core.types import DocumentNotice, NoticeKind, ParsedDocument

_FORMATS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "drawing": "odg"}
_MAX_FLAT_BYTES = 100_000_000
_MAX_REPEAT = 1000


class OdfParser:
    """OpenDocument files; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read an OpenDocument package or flat file.

        Raises:
            UnsupportedFormat: encrypted, which Lectern cannot open.
            ReadingError: damaged, empty or too large.
        """
        yield Progress(Stage.READING, 0, 1)
        with path.open("rb") as file:
            flat = file.read(2) != b"PK"
        if flat:
            with path.open("rb") as file:
                root, broken = read_xml(file.read(_MAX_FLAT_BYTES), name)
            return _Reader(name, [root], None).read(broken)
        with GuardedZip(path, name) as package:
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise UnsupportedFormat(name=name, format="an OpenDocument file with a password")
            parts = [package.xml(part) for part in ("content.xml", "styles.xml", "meta.xml")]
            if parts[0] is None:
                raise DamagedFile(name=name)
            roots = [part for part in parts if part is not None]
            return _Reader(name, roots, package).read(package.damaged)


class _Reader:
    def __init__(self, name: str, roots: list[Element], package: GuardedZip | None) -> None:
        self._builder = TextBuilder(name)
        self._roots = roots
        self._package = package
        self._writer = OdfWriter(self._builder, roots, self._embedded)
        self._notices: list[DocumentNotice] = []

    def read(self, broken: bool) -> ParsedDocument:
        body = next((e for e in self._roots[0].iter() if local(e) == "body"), None)
        kind = "text"
        for content in [] if body is None else body:
            kind = local(content)
            if kind == "spreadsheet":
                self._sheets(content)
            elif kind in ("presentation", "drawing"):
                self._slides(content)
            else:
                self._running("header")
                self._writer.write(content)
                self._running("footer")
        if broken:
            self._notices.append(DocumentNotice(NoticeKind.DAMAGED))
        return self._builder.build(_FORMATS.get(kind, "odt"), self._title(), self._notices)

    def _title(self) -> str:
        for root in self._roots:
            for element in root.iter("{http://purl.org/dc/elements/1.1/}title"):
                parent = element.getparent()
                if parent is not None and local(parent) == "meta":
                    return all_text(element)
        return ""

    def _running(self, kind: str) -> None:
        for root in self._roots:
            for master in (e for e in root.iter() if local(e) == "master-page"):
                for part in (e for e in master if local(e) == kind):
                    lines = (inline_text(p) for p in part.iter() if local(p) in ("p", "h"))
                    text = "\n".join(lines)
                    if text.strip(" \n0123456789-–/"):
                        self._builder.boilerplate(text)

    def _slides(self, content: Element) -> None:
        for page in (e for e in content if local(e) == "page"):
            titles = [f for f in page.iter() if _attribute(f, "class") == "title"]
            title = " ".join(" ".join(all_text(frame).split()) for frame in titles)
            self._builder.page(title)
            self._builder.heading(title, 1)
            for shape in _in_reading_order(page):
                if shape not in titles and local(shape) != "notes":
                    self._writer.write_shape(shape)
            for notes in (e for e in page if local(e) == "notes"):
                lines = (inline_text(p) for p in notes.iter() if local(p) == "p")
                self._builder.note("\n".join(lines))

    def _sheets(self, content: Element) -> None:
        cells = 0
        for table in (e for e in content if local(e) == "table"):
            writer = SheetWriter(self._builder, _attribute(table, "name"))
            number = 0
            for row in (e for e in table.iter() if local(e) == "table-row"):
                repeated = _repeated(row, "number-rows-repeated")
                filled = _row(row)
                for copy in range(min(repeated, _MAX_REPEAT) if filled else 0):
                    writer.row(number + copy, filled)
                number += repeated
                if cells + writer.cells > MAX_CELLS:
                    self._notices.append(DocumentNotice(NoticeKind.TRUNCATED, str(MAX_CELLS)))
                    break
            writer.finish()
            cells += writer.cells
            for shapes in (e for e in table if local(e) == "shapes"):
                for shape in shapes:
                    self._writer.write_shape(shape)
            for note in (e for e in table.iter() if local(e) == "annotation"):
                lines = (inline_text(p) for p in note if local(p) == "p")
                self._builder.note("\n".join(lines))

    def _embedded(self, link: str) -> Element | None:
        """Content of an object inside the package, such as an equation or a chart."""
        part = f"{link.removeprefix('./')}/content.xml"
        return self._package.xml(part) if self._package and part in self._package else None


def _row(row: Element) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    column = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _repeated(cell, "number-columns-repeated")
        text = "\n".join(inline_text(p) for p in cell if local(p) in ("p", "h", "list"))
        if text.strip():
            words = _attribute(cell, "value-type") in ("", "string")
            for copy in range(min(repeated, _MAX_REPEAT)):
                cells[column + copy] = Cell(text, words)
        column += repeated
    return cells


def _repeated(element: Element, name: str) -> int:
    text = _attribute(element, name) or "1"
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _attribute(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _in_reading_order(page: Element) -> Iterable[Element]:
    def place(item: tuple[int, Element]) -> tuple[float, float, int]:
        index, shape = item
        return round(_length(_attribute(shape, "y")) / 0.8), _length(_attribute(shape, "x")), index

    return [shape for _, shape in sorted(enumerate(page), key=place)]


def _length(text: str) -> float:
    """A length in centimetres."""
    units = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 0.0353, "px": 0.0265}
    try:
        return float(text[:-2]) * units.get(text[-2:], 1.0)
    except ValueError:
        return 0.0
