"""Writes the elements of an HTML page as blocks of text; used by web pages, e-books and e-mail."""

import re
from dataclasses import dataclass, field

from lxml import etree

from core.parsing.archive_guard import Element
from core.parsing.html_table import (
    BLOCKS,
    SKIPPED,
    field_text,
    is_hidden,
    is_layout,
    table_rows,
    tag_of,
)
from core.parsing.text_builder import TextBuilder, one_line

_WHITE = re.compile(r"[ \t\r\n\f]+")
_HEADING = re.compile(r"h[1-6]")
_NAVIGATION = {"navigation", "search", "toolbar"}
_IGNORED_ALT = re.compile(
    r"(image|img|picture|photo|logo|icon|图片|图像|\S+\.(png|jpe?g|gif|svg|webp))?", re.I
)


@dataclass(slots=True)
class _List:
    ordered: bool
    next: int = 1
    style: str = "decimal"


@dataclass(slots=True)
class _Item:
    depth: int
    marker: str
    written: bool = False


@dataclass(slots=True)
class _State:
    inline: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    pre: int = 0


class HtmlWriter:
    """Walks elements without recursion, so that no depth of nesting can exhaust the stack."""

    def __init__(self, builder: TextBuilder, whole: bool = False) -> None:
        """`whole`: keep menus and page footers too, as in e-books and mail, which have none."""
        self._builder = builder
        self._whole = whole
        self._state = _State()

    def write(self, root: Element) -> None:
        """Add everything inside `root`."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = tag_of(element)
            if event == "start":
                if not self._open(element, tag):
                    walker.skip_subtree()
            else:
                self._close(element, tag)
                if element is not root:
                    self._text(element.tail)
        self._flush()

    def _open(self, element: Element, tag: str) -> bool:
        """Begin an element; False when its inside is not to be read."""
        if not tag or tag in SKIPPED or is_hidden(element) or self._is_furniture(element, tag):
            return False
        if tag == "table" and not is_layout(element):
            self._table(element)
            return False
        if tag in BLOCKS:
            self._flush()
            self._begin(element, tag)
        elif tag == "br":
            self._state.inline.append("\n")
        elif tag == "img":
            self._picture(element)
        elif tag == "input":
            self._state.inline.append(field_text(element))
        self._text(element.text)
        return True

    def _is_furniture(self, element: Element, tag: str) -> bool:
        if self._whole:
            return False
        if tag == "nav" or element.get("role") in _NAVIGATION:
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        return "cookie-banner" in names or "skip-link" in names or "mw-editsection" in names.split()

    def _begin(self, element: Element, tag: str) -> None:
        state = self._state
        if tag in ("ul", "ol", "menu", "dir", "dl"):
            start = element.get("start") or "1"
            style = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
            state.lists.append(
                _List(
                    tag == "ol",
                    int(start) if start.lstrip("-").isdigit() and len(start) < 8 else 1,
                    style.get(element.get("type") or "", "decimal"),
                )
            )
        elif tag in ("li", "dt", "dd"):
            state.items.append(_Item(*self._marker(element, tag)))
        elif tag == "pre":
            state.pre += 1
        if _HEADING.fullmatch(tag) or tag in ("figcaption", "caption", "legend", "pre"):
            state.blocks.append(tag)
        elif element.get("role") == "doc-footnote" or "footnote" in _epub_type(element):
            state.blocks.append("note")
        elif tag == "footer" and not self._whole and _is_page_footer(element):
            state.blocks.append("footer")
        elif state.blocks:
            state.blocks.append(state.blocks[-1])
        else:
            state.blocks.append("")

    def _marker(self, element: Element, tag: str) -> tuple[int, str]:
        lists = self._state.lists
        depth = max(0, len(lists) - 1)
        if tag in ("dt", "dd"):
            return depth + (tag == "dd"), ""
        if not lists or not lists[-1].ordered:
            return depth, "• "
        from core.parsing.list_numbers import number_text

        value = element.get("value") or ""
        if value.isdigit() and len(value) < 8:
            lists[-1].next = int(value)
        marker = number_text(lists[-1].next, lists[-1].style)
        lists[-1].next += 1
        return depth, f"{marker}. "

    def _close(self, element: Element, tag: str) -> None:
        state = self._state
        if tag not in BLOCKS or (tag == "table" and not is_layout(element)):
            return
        if is_hidden(element) or self._is_furniture(element, tag):
            return
        self._flush()
        if state.blocks:
            state.blocks.pop()
        if tag in ("ul", "ol", "menu", "dir", "dl") and state.lists:
            state.lists.pop()
        elif tag in ("li", "dt", "dd") and state.items:
            state.items.pop()
        elif tag == "pre":
            state.pre -= 1

    def _text(self, text: str | None) -> None:
        if text:
            self._state.inline.append(text if self._state.pre else _WHITE.sub(" ", text))

    def _picture(self, element: Element) -> None:
        alt = one_line(element.get("alt") or element.get("title") or "")
        if not alt or _IGNORED_ALT.fullmatch(alt):
            return
        if "math" in (element.get("class") or ""):
            self._state.inline.append(f" {alt} ")
        else:
            self._state.captions.append(alt)

    def _flush(self) -> None:
        state = self._state
        text = "".join(state.inline)
        state.inline.clear()
        if text.strip():
            self._write(text)
        for caption in state.captions:
            self._builder.caption(caption)
        state.captions.clear()

    def _write(self, text: str) -> None:
        state, builder = self._state, self._builder
        kind = state.blocks[-1] if state.blocks else ""
        if kind == "pre":
            builder.code(text)
        elif _HEADING.fullmatch(kind):
            builder.heading(text, int(kind[1]))
        elif kind in ("figcaption", "caption", "legend"):
            builder.caption(text)
        elif kind == "note":
            builder.note(text)
        elif kind == "footer":
            builder.boilerplate(text)
        elif state.items and not state.items[-1].written:
            item = state.items[-1]
            item.written = True
            builder.list_item(text, item.depth, item.marker)
        else:
            builder.paragraph(text)

    def _table(self, table: Element) -> None:
        self._flush()
        for child in table:
            if tag_of(child) == "caption":
                self._builder.caption(one_line("".join(child.itertext())))
        rows, headers = table_rows(table)
        self._builder.table(rows, headers)


def _epub_type(element: Element) -> str:
    return next(
        (v for k, v in element.attrib.items() if k.endswith("}type") or k == "epub:type"), ""
    )


def _is_page_footer(element: Element) -> bool:
    return all(
        tag_of(outer) not in ("article", "section", "main") for outer in element.iterancestors()
    )
