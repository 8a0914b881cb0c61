"""Styles and numbering of a Word document: what a paragraph is, and the number it carries."""

import re
from dataclasses import dataclass, field

from core.parsing import list_numbers
from core.parsing.archive_guard import Element
from core.parsing.ooxml import W

_HEADING_NAME = re.compile(
    r"(?:heading|标题|標題|überschrift|titre|título|見出し)\s*(\d)", re.IGNORECASE
)
_CODE_NAME = re.compile(
    r"code|source|html preformatted|plain text|preformatted|代码|程序", re.IGNORECASE
)
_CODE_NOT = re.compile(r"code char|barcode|character", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """A paragraph style with what it takes from the styles it is based on."""

    name: str = ""
    outline: int = -1
    """Outline level from 0; -1 for running text."""
    number: tuple[str, int] | None = None
    """Id of its numbering and level."""
    kind: str = ""
    """"title", "caption", "contents", "code", "list" or ""."""
    hidden: bool = False


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class _Numbering:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


def value_of(parent: Element | None, tag: str) -> str | None:
    """The w:val of a child; "" when the child has none, None without such a child."""
    child = None if parent is None else parent.find(W + tag)
    return None if child is None else (child.get(W + "val") or "")


def number_of(properties: Element | None) -> tuple[str, int] | None:
    """Numbering id and level of w:pPr; an id of "0" takes a style's numbering away."""
    numbered = None if properties is None else properties.find(W + "numPr")
    if numbered is None:
        return None
    level = value_of(numbered, "ilvl") or "0"
    return value_of(numbered, "numId") or "", int(level) if level.isdigit() else 0


def read_styles(root: Element | None) -> dict[str, Style]:
    """Paragraph styles by id."""
    raw = {} if root is None else {e.get(W + "styleId") or "": e for e in root.iter(W + "style")}
    found: dict[str, Style] = {}
    for key in raw:
        found[key] = _resolve(key, raw)
    return found


def _resolve(key: str, raw: dict[str, Element]) -> Style:
    style = Style()
    numbered: list[tuple[str, int]] = []
    seen: set[str] = set()
    while key in raw and key not in seen:
        seen.add(key)
        element = raw[key]
        name = value_of(element, "name") or key
        style.name = style.name or name
        _apply_name(style, name)
        properties = element.find(W + "pPr")
        outline = value_of(properties, "outlineLvl") or ""
        if style.outline < 0 and outline.isdigit() and int(outline) < 9:
            style.outline = int(outline)
        number = number_of(properties)
        if number:
            numbered.append(number)
        if (
            element.find(W + "rPr") is not None
            and element.find(W + "rPr").find(W + "vanish") is not None
        ):
            style.hidden = value_of(element.find(W + "rPr"), "vanish") not in ("0", "false")
        key = value_of(element, "basedOn") or ""
    if numbered:
        number_id = next((number_id for number_id, _ in numbered if number_id), "")
        level = numbered[0][1]
        style.number = (number_id, level) if number_id else None
    return style


def _apply_name(style: Style, name: str) -> None:
    match = _HEADING_NAME.match(name)
    lowered = name.lower()
    if match and style.outline < 0 and match[1] != "0":
        style.outline = int(match[1]) - 1
    if style.kind:
        return
    if lowered in ("title", "标题", "標題"):
        style.kind = "title"
    elif lowered in ("caption", "题注", "標號", "beschriftung"):
        style.kind = "caption"
    elif lowered.startswith(("toc ", "table of figures", "目录 ", "table of contents")):
        style.kind = "contents"
    elif lowered.startswith(("list bullet", "list number")):
        style.kind = "list"
    elif _CODE_NAME.search(name) and not _CODE_NOT.search(name):
        style.kind = "code"


class Numberer:
    """Counts numbered paragraphs in document order and writes their labels."""

    def __init__(self, root: Element | None) -> None:
        self._numberings: dict[str, _Numbering] = {}
        self._counts: dict[str, list[int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def label(self, number_id: str, level: int) -> str | None:
        """Label of the next paragraph: "2.1", "•"; None when the numbering does not exist."""
        numbering = self._numberings.get(number_id)
        if numbering is None or number_id == "0":
            return None
        level = min(8, max(0, level))
        own = numbering.levels.get(level, _Level(pattern=f"%{level + 1}."))
        counts = self._counts.setdefault(numbering.abstract, [])
        starts = [numbering.levels.get(i, _Level()).start for i in range(9)]
        while len(counts) <= level:
            counts.append(starts[len(counts)] - (1 if len(counts) == level else 0))
        fresh = (number_id, level) not in self._started
        self._started.add((number_id, level))
        if fresh and level in numbering.restarts:
            counts[level] = numbering.restarts[level]
        else:
            counts[level] += 1
        del counts[level + 1 :]
        if own.style == "bullet":
            return "•"
        styles = [numbering.levels.get(i, _Level()).style for i in range(9)]
        if own.legal:
            styles = ["decimal"] * 9
        return list_numbers.fill(own.pattern, counts, styles).strip()

    def _read(self, root: Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        named: dict[str, str] = {}
        for element in root.findall(W + "abstractNum"):
            key = element.get(W + "abstractNumId") or ""
            abstract[key] = dict(_levels(element))
            link = value_of(element, "numStyleLink")
            if link:
                linked[key] = link
            named[value_of(element, "styleLink") or ""] = key
        for element in root.findall(W + "num"):
            key = value_of(element, "abstractNumId") or ""
            key = named.get(linked.get(key, "?"), key)
            numbering = _Numbering(key, dict(abstract.get(key, {})))
            for override in element.findall(W + "lvlOverride"):
                level = _number(override.get(W + "ilvl"))
                start = value_of(override, "startOverride")
                if start is not None:
                    numbering.restarts[level] = _number(start, 1)
                numbering.levels.update(_levels(override))
            self._numberings[element.get(W + "numId") or ""] = numbering


def _levels(parent: Element) -> list[tuple[int, _Level]]:
    return [
        (
            _number(element.get(W + "ilvl")),
            _Level(
                style=value_of(element, "numFmt") or "decimal",
                pattern=value_of(element, "lvlText") or "",
                start=_number(value_of(element, "start"), 1),
                legal=element.find(W + "isLgl") is not None,
            ),
        )
        for element in parent.findall(W + "lvl")
    ]


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else default
