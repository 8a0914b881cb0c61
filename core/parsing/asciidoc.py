"""Reads AsciiDoc: headings, lists, tables, listings and captions; macros as their text."""

import re
from collections.abc import Generator
from pathlib import Path

from core.events import Progress, Stage
from core.parsing.text_builder import TextBuilder
from core.parsing.whole_file import read_text
from core.types import ParsedDocument

MAX_BYTES = 50_000_000
_HEADING = re.compile(r"(={1,6}|#{1,6})\s+(\S.*)$")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d+\.)\s+(\S.*)$")
_TERM = re.compile(r"(\S.*?)::(?:\s+(.*))?$")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(\s.*)?$")
_BLOCK_IMAGE = re.compile(r"(?:image|video)::\S*?\[(.*?)\]$")
_INLINE_IMAGE = re.compile(r"image:[^\s\[\]:]{1,300}\[([^\]]{0,300})\]")
_LINK = re.compile(
    r"(?<![\w./#:@%?&=+~-])(?:link:|xref:)?(?:(?:https?|mailto|ftp):)?"
    r"[\w./#@%?&=+~-]{1,300}\[([^\]]{1,300})\]"
)
_REFERENCE = re.compile(r"<<[^,<>]{1,200},\s*([^<>]{1,300})>>")
_ANCHOR = re.compile(r"\[\[[^\]]{0,200}\]\]|\[#[^\]]{0,200}\]")
_MARKS = re.compile(r"(?<![\w*_`#])(\*\*?|__?|``?|##?)(?=\S)([^*_`#]{1,300})(?<=\S)\1(?!\w)")
_CELL = re.compile(r"(?:(?:^|\s)(?:\d*(?:\.\d+)?[+*])?[<>^]?(?:\.[<>^])?[a-z]?)?\|")
"""A cell's bar, with what may say before it how far it spans and how it is aligned."""
_FENCES = ("----", "....", "```", "++++", "====", "****", "____", "--", "////")


class AsciidocParser:
    """AsciiDoc; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read an AsciiDoc file.

        Raises:
            TooLarge: more than 50 MB.
            EmptyDocument: no text in it.
        """
        yield Progress(Stage.READING, 0, 1)
        builder = TextBuilder(name)
        _Reader(builder).read(read_text(path, name, MAX_BYTES).splitlines())
        return builder.build("asciidoc")


class _Reader:
    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._paragraph: list[str] = []
        self._counts: dict[str, int] = {}

    def read(self, lines: list[str]) -> None:
        index = 0
        while index < len(lines):
            line = lines[index].rstrip()
            fence = line if line in _FENCES or (line[:3] == "```") else ""
            if line.startswith("|==="):
                index = self._table(lines, index + 1)
            elif line.count("|") > 1 and line.startswith("|"):
                index = self._table(lines, index) - 1
            elif fence[:4] in ("----", "....", "++++", "////") or fence[:3] == "```":
                index = self._listing(lines, index + 1, fence)
            else:
                self._line(line)
            index += 1
        self._end()

    def _line(self, line: str) -> None:
        heading, item, image = _HEADING.match(line), _ITEM.match(line), _BLOCK_IMAGE.match(line)
        if not line.strip() or line == "+":
            self._end()
        elif (
            line.startswith("//")
            or _ATTRIBUTE.match(line)
            or line in _FENCES
            or line == "'''"
            or (re.fullmatch(r"\[.*\]", line) and not self._paragraph)
        ):
            return
        elif heading:
            self._end()
            self._counts.clear()
            self._builder.heading(_plain(heading[2]), len(heading[1]))
        elif image:
            self._end()
            self._builder.caption(image[1].partition(",")[0].strip('"'))
        elif item:
            self._end()
            self._item(item[1], item[2])
        elif re.match(r"\.[^\s.]", line):
            self._end()
            self._builder.caption(_plain(line[1:]))
        elif (term := _TERM.match(line)) and not line.startswith("http"):
            self._end()
            self._builder.list_item(_plain(term[1]), 0, "")
            if term[2]:
                self._builder.list_item(_plain(term[2]), 1, "")
        else:
            self._paragraph.append(line.removesuffix(" +"))

    def _item(self, sign: str, text: str) -> None:
        depth = len(sign) - 1 if sign[0] in "*." else 0
        if sign[0] == ".":
            self._counts[sign] = self._counts.get(sign, 0) + 1
            for deeper in [key for key in self._counts if len(key) > len(sign)]:
                del self._counts[deeper]
            marker = f"{self._counts[sign]}. "
        else:
            marker = f"{sign} " if sign[0].isdigit() else "• "
            if sign == "*":
                self._counts.clear()
        self._builder.list_item(_plain(text), depth, marker)

    def _end(self) -> None:
        if self._paragraph:
            self._builder.paragraph(_plain(" ".join(self._paragraph)))
            self._paragraph.clear()

    def _listing(self, lines: list[str], index: int, fence: str) -> int:
        self._end()
        closing = "```" if fence.startswith("```") else fence
        start = index
        while index < len(lines) and lines[index].rstrip() != closing:
            index += 1
        if fence != "////":
            self._builder.code("\n".join(lines[start:index]))
        return index

    def _table(self, lines: list[str], index: int) -> int:
        self._end()
        rows: list[list[str]] = []
        first_blank = False
        fenced = lines[index - 1].startswith("|===")
        while index < len(lines) and not lines[index].startswith("|==="):
            line = lines[index].strip()
            if not fenced and not line.startswith("|"):
                break
            cells = [_plain(cell.strip()) for cell in _CELL.split(line)[1:]]
            if cells:
                rows.append(cells)
            elif len(rows) == 1 and not line:
                first_blank = True
            elif line and rows and rows[-1]:
                rows[-1][-1] += f" {line}"
            index += 1
        width = len(rows[0]) if rows else 0
        if width > 1 and first_blank and all(len(row) == 1 for row in rows[1:]):
            flat = [row[0] for row in rows[1:]]
            rows[1:] = [flat[at : at + width] for at in range(0, len(flat), width)]
        self._builder.table(rows, int(len(rows) > 1))
        return index


def _plain(text: str) -> str:
    text = _ANCHOR.sub("", text)
    for pattern in (_INLINE_IMAGE, _LINK, _REFERENCE):
        text = pattern.sub(r"\1", text)
    for _ in range(3):
        text = _MARKS.sub(r"\2", text)
    return text
