"""Text inside a Word paragraph: runs, fields, equations, pictures' descriptions, text boxes."""

from dataclasses import dataclass, field

from core.parsing.archive_guard import Element, local
from core.parsing.docx_styles import value_of
from core.parsing.omml import equation_text
from core.parsing.ooxml import A, W, alternative

_WALKED = {
    "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple",
    "bdo", "dir", "rubyBase", "subDoc",
}  # fmt: skip
_SYMBOLS = {
    0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xFE: "☑", 0x52: "☑", 0xFC: "✓", 0xFB: "✗",
    0xFD: "☒", 0x78: "☒", 0xE0: "→", 0xDF: "←", 0xB7: "•", 0xA7: "▪", 0x6C: "●", 0x6E: "■",
}  # fmt: skip
_GREEK = dict(
    zip(
        "abcdefghiklmnopqrstuwxyzDFGLPQSWXY",
        "αβχδεφγηικλμνοπθρστυωξψζΔΦΓΛΠΘΣΩΞΨ",
        strict=True,
    )
)


@dataclass(slots=True)
class Inline:
    """What a paragraph holds besides its properties. A form feed in `text` is a page break."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes anchored in it."""
    pictures: list[str] = field(default_factory=list)
    """Descriptions of its pictures."""
    charts: list[str] = field(default_factory=list)
    """Relation ids of charts and diagrams."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind ("footnote", "endnote", "comment") and id of each reference."""
    hidden: bool = False
    """Whether text was left out because it is set as hidden."""


def read_inline(paragraph: Element, numbers: dict[tuple[str, str], int]) -> Inline:
    """Everything inside a w:p. `numbers` counts footnotes and endnotes of the whole document."""
    reader = _InlineReader(numbers)
    reader.walk(paragraph)
    reader.found.text = "".join(reader.pieces)
    return reader.found


class _InlineReader:
    def __init__(self, numbers: dict[tuple[str, str], int]) -> None:
        self.found = Inline()
        self.pieces: list[str] = []
        self._numbers = numbers
        self._fields: list[str] = []

    def walk(self, parent: Element) -> None:
        for child in parent:
            kind = local(child)
            if kind == "r":
                self._run(child)
            elif kind in ("oMath", "oMathPara"):
                self.pieces.append(f" {equation_text(child)} ")
            elif kind == "AlternateContent":
                branch = alternative(child)
                if branch is not None:
                    self.walk(branch)
            elif kind == "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    self.walk(content)
            elif kind in _WALKED:
                self.walk(child)

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        hidden = value_of(properties, "vanish")
        if hidden is not None and hidden not in ("0", "false"):
            self.found.hidden = self.found.hidden or run.find(W + "t") is not None
            return
        for child in run:
            self._piece(child)

    def _piece(self, child: Element) -> None:
        kind = local(child)
        if kind == "fldChar":
            self._field(child.get(W + "fldCharType") or "")
        elif kind == "instrText":
            return
        elif kind == "t":
            self.pieces.append(child.text or "")
        elif kind in ("tab", "ptab"):
            self.pieces.append("\t")
        elif kind == "br":
            breaks = child.get(W + "type")
            self.pieces.append("\f" if breaks == "page" else "\n")
        elif kind == "cr":
            self.pieces.append("\n")
        elif kind == "lastRenderedPageBreak":
            self.pieces.append("\f")
        elif kind == "noBreakHyphen":
            self.pieces.append("-")
        elif kind == "sym":
            self.pieces.append(_symbol(child))
        elif kind in ("footnoteReference", "endnoteReference", "commentReference"):
            self._reference(kind.removesuffix("Reference"), child.get(W + "id") or "")
        elif kind in ("drawing", "pict", "object"):
            self._drawing(child)
        elif kind == "AlternateContent":
            branch = alternative(child)
            if branch is not None:
                for inner in branch:
                    self._piece(inner)
        elif kind == "ruby":
            base = child.find(W + "rubyBase")
            if base is not None:
                self.walk(base)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _reference(self, kind: str, number: str) -> None:
        self.found.notes.append((kind, number))
        if kind != "comment":
            key = (kind, number)
            self._numbers.setdefault(key, len(self._numbers) + 1)
            self.pieces.append(f"[{self._numbers[key]}]")

    def _drawing(self, drawing: Element) -> None:
        skipped: set[Element] = set()
        for element in drawing.iter():
            kind = local(element)
            if kind == "AlternateContent":
                branch = alternative(element)
                skipped.update(
                    inner for other in element if other is not branch for inner in other.iter()
                )
            if element in skipped:
                continue
            if kind == "txbxContent":
                self.found.boxes.append(element)
                skipped.update(element.iter())
            elif kind in ("docPr", "shape"):
                text = element.get("descr") or element.get("title") or element.get("alt") or ""
                if text.strip():
                    self.found.pictures.append(text)
            elif kind == "chart" or kind == "relIds":
                self.found.charts += [
                    v for k, v in element.attrib.items() if k.endswith(("}id", "}dm"))
                ]
            elif kind == "t" and element.tag == A + "t":
                self.found.pictures.append(element.text or "")
            elif kind == "textpath":
                self.found.pictures.append(element.get("string") or "")


def _symbol(element: Element) -> str:
    font = (element.get(W + "font") or "").lower()
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    small = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if "wingdings" in font or "webdings" in font:
        return _SYMBOLS.get(small, "•")
    if font == "symbol":
        return _GREEK.get(chr(small), _SYMBOLS.get(small, chr(small) if small < 0x7F else ""))
    return chr(code) if not 0xE000 <= code <= 0xF8FF else ""
