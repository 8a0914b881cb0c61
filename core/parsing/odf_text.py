"""Text content of OpenDocument files: paragraphs, headings, lists, tables, notes, frames."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.parsing.archive_guard import Element, all_text, local
from core.parsing.list_numbers import number_text
from core.parsing.text_builder import TextBuilder, one_line

_NUMBER_STYLES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting", "①, ②, ③, ...": "decimalEnclosedCircle",
    "壹, 贰, 叁, ...": "chineseLegalSimplified", "甲, 乙, 丙, ...": "ideographTraditional",
}  # fmt: skip
_SKIPPED = {
    "tracked-changes", "note", "annotation", "annotation-end", "sequence-decls", "forms",
    "variable-decls", "user-field-decls", "desc", "title", "bookmark", "script", "event-listeners",
}  # fmt: skip
_FRAMES = {
    "frame",
    "custom-shape",
    "rect",
    "ellipse",
    "line",
    "connector",
    "g",
    "a",
    "polygon",
    "path",
}
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _ListLevel:
    number: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


def inline_text(element: Element) -> str:
    """Text of a paragraph; its notes and frames are left out, a form feed is a page break."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        kind = local(child)
        if kind == "s":
            pieces.append(" ")
        elif kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind == "soft-page-break":
            pieces.append("\f")
        elif kind == "note":
            pieces.append(f"[{_citation(child)}]")
        elif kind == "ruby":
            pieces.extend(inline_text(part) for part in child if local(part) == "ruby-base")
        elif kind and kind not in _SKIPPED and kind not in ("frame", "custom-shape", "rect", "g"):
            pieces.append(inline_text(child))
            if kind in ("p", "h", "list-item"):
                pieces.append("\n")
        pieces.append(child.tail or "")
    return "".join(pieces)


class OdfWriter:
    """Adds the content of an office:text element, or of shapes, to the text."""

    def __init__(
        self,
        builder: TextBuilder,
        roots: Iterable[Element],
        embedded: Callable[[str], Element | None],
    ) -> None:
        self._builder = builder
        self._embedded = embedded
        self._lists: dict[str, dict[int, _ListLevel]] = {}
        self._outline: dict[int, _ListLevel] = {}
        self._parents: dict[str, str] = {}
        self._breaks: set[str] = set()
        self._counts: dict[str, list[int]] = {}
        self._depth = 0
        for root in roots:
            self._read_styles(root)

    def write(self, content: Element) -> None:
        """Add every block inside `content`."""
        if self._depth > _MAX_DEPTH:
            return
        self._depth += 1
        for child in content:
            self._block(child)
        self._depth -= 1

    def write_shape(self, shape: Element) -> None:
        """Add the text, table, equation or description of a drawn shape."""
        kind = local(shape)
        if kind in ("frame", "g", "a"):
            self._frame(shape)
        elif kind in _FRAMES or kind == "text-box":
            self.write(shape)

    def _read_styles(self, root: Element) -> None:
        for element in root.iter():
            kind = local(element)
            if kind == "list-style":
                self._lists[_name(element)] = _levels(element)
            elif kind == "outline-style":
                self._outline = _levels(element)
            elif kind == "style" and _value(element, "family") == "paragraph":
                self._parents[_name(element)] = _value(element, "parent-style-name")
                for properties in element:
                    if _value(properties, "break-before") == "page":
                        self._breaks.add(_name(element))

    def _block(self, element: Element) -> None:
        kind = local(element)
        if kind in ("p", "h"):
            self._paragraph(element, kind)
        elif kind == "list":
            self._list(element, 0, "")
        elif kind == "table":
            self._table(element)
        elif kind == "soft-page-break":
            self._builder.page_break()
        elif kind in _FRAMES:
            self.write_shape(element)
        elif kind in (
            "table-of-content",
            "alphabetical-index",
            "illustration-index",
            "table-index",
        ):
            for paragraph in (e for e in element.iter() if local(e) == "p"):
                self._builder.boilerplate(inline_text(paragraph))
        elif kind and kind not in _SKIPPED:
            self.write(element)

    def _paragraph(self, element: Element, kind: str) -> None:
        style = _value(element, "style-name")
        if style in self._breaks:
            self._builder.page_break()
        text = inline_text(element)
        names = self._ancestry(style)
        if kind == "h":
            level = int(_value(element, "outline-level") or "1")
            label = self._outline_label(level)
            self._builder.heading(f"{label} {text}" if label and text.strip() else text, level)
        elif "Title" in names:
            self._builder.heading(text, 1)
        elif any("Preformatted" in name or "Source_20_Code" in name for name in names):
            self._builder.code(text)
        elif "Caption" in names:
            self._builder.caption(text)
        else:
            self._builder.paragraph(text)
        self._around(element)

    def _ancestry(self, style: str) -> list[str]:
        names: list[str] = []
        while style and style not in names:
            names.append(style)
            style = self._parents.get(style, "")
        return names

    def _outline_label(self, level: int) -> str:
        spec = self._outline.get(level)
        if spec is None or not spec.number:
            return ""
        counts = self._counts.setdefault("outline", [])
        while len(counts) < level:
            counts.append(0)
        del counts[level:]
        counts[level - 1] += 1
        return _label(self._outline, counts, level)

    def _around(self, element: Element) -> None:
        """What hangs on a paragraph: frames and notes, not those inside frames."""
        for child in element:
            kind = local(child)
            if kind in _FRAMES and kind != "a":
                self.write_shape(child)
            elif kind == "note":
                body = next((e for e in child if local(e) == "note-body"), None)
                if body is not None:
                    self._builder.note(f"[{_citation(child)}] {one_line(inline_text(body))}")
            elif kind == "annotation":
                author = "".join(all_text(e) for e in child if local(e) == "creator")
                text = "\n".join(inline_text(e) for e in child if local(e) == "p")
                self._builder.note(f"{author}: {text}" if author else text)
            elif len(child):
                self._around(child)

    def _list(self, element: Element, depth: int, style: str) -> None:
        style = _value(element, "style-name") or style
        levels = self._lists.get(style, {})
        counts = self._counts.setdefault(style, [])
        goes_on = _value(element, "continue-numbering") == "true" or _value(
            element, "continue-list"
        )
        if not goes_on and depth == 0:
            counts.clear()
        for item in element:
            if local(item) in ("list-item", "list-header"):
                self._item(item, depth, style, levels, counts)
        del counts[depth + 1 :]

    def _item(
        self,
        item: Element,
        depth: int,
        style: str,
        levels: dict[int, _ListLevel],
        counts: list[int],
    ) -> None:
        spec = levels.get(depth + 1, _ListLevel())
        while len(counts) <= depth:
            counts.append(levels.get(len(counts) + 1, _ListLevel()).start - 1)
        first = True
        for child in item:
            kind = local(child)
            if kind == "list":
                if depth < _MAX_DEPTH:
                    self._list(child, depth + 1, style)
            elif kind == "h":
                self._paragraph(child, kind)
            elif kind == "p" and first:
                first = False
                counts[depth] += 1
                del counts[depth + 1 :]
                marker = _label(levels, counts, depth + 1) if spec.number else "•"
                self._builder.list_item(inline_text(child), depth, f"{marker} ")
                self._around(child)
            else:
                self._block(child)

    def _table(self, table: Element) -> None:
        rows: list[list[str]] = []
        headers = 0
        notes: list[Element] = []
        for row in _table_rows(table):
            cells: list[str] = []
            for cell in row:
                if local(cell) == "covered-table-cell":
                    cells += [""] * _count(cell)
                elif local(cell) == "table-cell":
                    text = one_line(_cell_text(cell))
                    cells += [text] * (_count(cell) if text else min(64, _count(cell)))
                    notes.append(cell)
            rows.append(cells)
            parent = row.getparent()
            if parent is not None and local(parent) == "table-header-rows":
                headers += 1
        self._builder.table(rows, headers or int(len(rows) > 1))
        for cell in notes:
            for paragraph in cell:
                self._around_notes(paragraph)

    def _around_notes(self, paragraph: Element) -> None:
        for note in (e for e in paragraph.iter() if local(e) == "note"):
            body = next((e for e in note if local(e) == "note-body"), None)
            if body is not None:
                self._builder.note(f"[{_citation(note)}] {one_line(inline_text(body))}")

    def _frame(self, frame: Element) -> None:
        described = [all_text(e) for e in frame if local(e) in ("desc", "title")]
        for child in frame:
            kind = local(child)
            if kind == "text-box":
                self.write(child)
            elif kind == "table":
                self._table(child)
            elif kind == "object":
                self._object(child)
            elif kind in _FRAMES:
                self.write_shape(child)
        for text in dict.fromkeys(described):
            self._builder.caption(text)

    def _object(self, element: Element) -> None:
        link = next((v for k, v in element.attrib.items() if k.endswith("}href")), "")
        root = self._embedded(link) if link else next(iter(element), None)
        if root is None:
            return
        if local(root) == "math":
            self._builder.paragraph(_math(root))
            return
        for table in (e for e in root.iter() if local(e) == "table"):
            self._table(table)


def _math(root: Element) -> str:
    return " ".join(
        t.strip()
        for e in root.iter()
        if local(e) != "annotation"
        for t in [e.text or ""]
        if t.strip()
    )


def _cell_text(cell: Element) -> str:
    pieces: list[str] = []
    for child in cell:
        kind = local(child)
        if kind == "table":
            pieces += [", ".join(_cell_text(c) for c in row) for row in _table_rows(child)]
        else:
            pieces.append(inline_text(child))
            for frame in (e for e in child.iter() if local(e) == "text-box"):
                pieces.append(_cell_text(frame))
    return "\n".join(pieces)


def _table_rows(table: Element) -> Iterable[Element]:
    for child in table:
        kind = local(child)
        if kind == "table-row":
            yield child
        elif kind in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _table_rows(child)


def _levels(style: Element) -> dict[int, _ListLevel]:
    levels: dict[int, _ListLevel] = {}
    for element in style:
        level = _value(element, "level")
        if not level.isdigit():
            continue
        start = _value(element, "start-value")
        shown = _value(element, "display-levels")
        levels[int(level)] = _ListLevel(
            number=_NUMBER_STYLES.get(_value(element, "num-format"), ""),
            prefix=_value(element, "num-prefix"),
            suffix=_value(element, "num-suffix"),
            start=int(start) if start.isdigit() else 1,
            shown=int(shown) if shown.isdigit() else 1,
        )
    return levels


def _label(levels: dict[int, _ListLevel], counts: list[int], level: int) -> str:
    spec = levels.get(level, _ListLevel())
    first = max(1, level - spec.shown + 1)
    numbers = [
        number_text(counts[i - 1], levels[i].number)
        for i in range(first, level + 1)
        if i in levels and levels[i].number
    ]
    return f"{spec.prefix}{'.'.join(numbers)}{spec.suffix}".strip()


def _citation(note: Element) -> str:
    return "".join(all_text(e) for e in note if local(e) == "note-citation")


def _count(cell: Element) -> int:
    text = _value(cell, "number-columns-repeated") or "1"
    return min(64, int(text)) if text.isdigit() and len(text) < 6 else 1


def _name(element: Element) -> str:
    return _value(element, "name")


def _value(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
