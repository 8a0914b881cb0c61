"""Paragraphs, list items, tables, captions and footnotes out of ordered lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from core.geometry import NO_BOX, Box
from core.parsing.page_lines import Line, has_place, is_wide, reading_length
from core.parsing.page_order import rows
from core.parsing.page_tables import columns_without_rulings

_ITEM = re.compile(
    r"(?:[•◦▪‣●○■□◆◇➢➤✓✔]|[-–—*·](?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-zA-Z][.)](?=\s)"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳])\s*"
)
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|listing|chart|exhibit|abbildung|tabelle|图|表|圖)\s*"
    r"[A-Z]?\d+(?:[.\-–]\d+)*\s*(?:[.:：|—–]|\s|$)",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"(?:[*†‡§¶]|\[?\d{1,3}\]?[.)]?|[①-⑳]|\(\d{1,2}\))\s?\S")
_ENDS = tuple(".!?。！？…：:;；”\"'’)）】」』")


class BlockKind(StrEnum):
    """What a block looks like on its page; headings and boilerplate show over many pages."""

    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    CODE = "code"


@dataclass(slots=True)
class Block:
    """A stretch of a page; `boxes` holds one page rectangle for each character of `text`."""

    kind: BlockKind
    text: str
    boxes: list[Box]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    lines: int = 1
    depth: int = 0
    rows: list[tuple[int, int, bool]] = field(default_factory=list)
    """Start, end and whether it is a header, of each table row."""


@dataclass(slots=True)
class _Text:
    """Text that grows with its boxes."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def add(self, text: str, boxes: Sequence[Box]) -> None:
        self.parts.append(text)
        self.boxes.extend(boxes)

    def drop_last(self) -> None:
        self.parts[-1] = self.parts[-1][:-1]
        self.boxes.pop()

    @property
    def last(self) -> str:
        return self.parts[-1][-1:] if self.parts else ""

    @property
    def tail(self) -> str:
        return "".join(self.parts[-2:])[-60:]

    def __str__(self) -> str:
        return "".join(self.parts)


def blocks_of(
    regions: Sequence[Sequence[Line]],
    page_height: float,
    compounds: set[str],
    right_to_left: bool = False,
) -> list[Block]:
    """Blocks of ordered regions; `compounds` holds words known to be written with a hyphen."""
    found: list[Block] = []
    body = _body_size(regions)
    for region in regions:
        start = len(found)
        for group in _groups(region, page_height, right_to_left):
            found += _made(group, body, page_height, compounds, right_to_left)
        if 0 < start < len(found):
            _mend(found, start, compounds)
    return found


def _body_size(regions: Sequence[Sequence[Line]]) -> float:
    sizes: dict[float, int] = {}
    for region in regions:
        for line in region:
            sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0


def _groups(
    region: Sequence[Line], page_height: float, right_to_left: bool
) -> list[list[list[Line]]]:
    """Rows of a region gathered into paragraphs."""
    by_row = rows(region, right_to_left)
    if not by_row:
        return []
    pitches = [
        below[0].baseline - above[0].baseline
        for above, below in pairwise(by_row)
        if 0 < below[0].baseline - above[0].baseline < 3 * above[0].size
    ]
    pitch = median(pitches) if pitches else 0.0
    left = min(line.x0 for line in region)
    right = max(line.x1 for line in region)
    groups = [[by_row[0]]]
    for above, below in pairwise(by_row):
        if _starts_anew(above, below, groups[-1], pitch, left, right, page_height):
            groups.append([below])
        else:
            groups[-1].append(below)
    return groups


def _starts_anew(
    above: list[Line],
    below: list[Line],
    group: list[list[Line]],
    pitch: float,
    left: float,
    right: float,
    page_height: float,
) -> bool:
    last, first = above[-1], below[0]
    if last.cells or first.cells:
        return True
    size = max(last.size, first.size)
    if abs(last.size - first.size) > 0.12 * size and len(first.text) > 3 and len(last.text) > 3:
        return True
    if _are_cells(above) and _are_cells(below):
        return first.baseline - above[0].baseline > 3.5 * size
    if _are_cells(above) != _are_cells(below) and len(above) != len(below):
        return True
    if all(line.bold for line in above) != all(line.bold for line in below):
        return True
    step = first.baseline - above[0].baseline
    usual = max(min(pitch, 1.9 * size), 1.2 * size) if pitch else 1.35 * size
    if step > max(1.28 * usual, usual + 2.0) and step > 1.15 * size:
        return True
    edge = 0.09 * page_height
    if (last.y1 < edge <= first.y1 or last.y0 <= page_height - edge < first.y0) and (
        step > 1.1 * usual and step > 1.3 * size
    ):
        return True
    text = below[0].text
    if _ITEM.match(text) and (
        _ITEM.match(group[0][0].text) or above[-1].text.endswith(_ENDS) or text[0] in "•◦▪‣●○■□➢"
    ):
        return True
    if _CAPTION.match(text) and above[-1].text.endswith(_ENDS):
        return True
    row_end = max(line.x1 for line in above)
    row_start = min(line.x0 for line in above)
    indent = first.x0 - min(row_start, left + 0.5 * size)
    short = right - row_end > 0.12 * (right - left) + size
    ends = above[-1].text.endswith(_ENDS[:7])
    if ends and short:
        return True
    if len(group) >= 1 and 0.8 * size < indent < 6 * size and first.x0 > left + 0.8 * size:
        inside_item = _ITEM.match(group[0][0].text) is not None
        return not inside_item and (ends or short) and row_start < first.x0 - 0.8 * size
    return False


def _are_cells(row: Sequence[Line]) -> bool:
    """Whether the parts of a row stand so far apart that they are no words of one line."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(row)]
    return bool(gaps) and max(abs(gap) for gap in gaps) > 1.6 * row[0].size


def _made(
    group: list[list[Line]],
    body: float,
    page_height: float,
    compounds: set[str],
    right_to_left: bool,
) -> list[Block]:
    first = group[0][0]
    if first.cells:
        return [_table([list(row) for row in first.cells], first, compounds)]
    grid = columns_without_rulings(group)
    if grid is not None:
        whole = [line for row in group for line in row]
        return [_table(grid, _around(whole), compounds)]
    text = _joined(group, compounds)
    lines = [line for row in group for line in row]
    around = _around(lines)
    block = Block(
        BlockKind.TEXT,
        str(text),
        text.boxes,
        around.x0,
        around.y0,
        around.x1,
        around.y1,
        around.size,
        all(line.bold for line in lines),
        len(group),
    )
    block.kind = _kind(block, lines, body, page_height)
    if block.kind is BlockKind.CODE:
        code = _as_code(group)
        block.text, block.boxes = str(code), code.boxes
    return [block]


def _kind(block: Block, lines: list[Line], body: float, page_height: float) -> BlockKind:
    if (
        _CAPTION.match(block.text)
        and reading_length(block.text) < 600
        and not (block.bold and block.size > 1.15 * body)
    ):
        return BlockKind.CAPTION
    if (
        block.y0 > 0.6 * page_height
        and block.size < 0.93 * body
        and _NOTE_MARK.match(block.text)
        and len(block.text) > 8
    ):
        return BlockKind.NOTE
    if all(line.mono for line in lines) and len(block.text) > 10:
        return BlockKind.CODE
    if _ITEM.match(block.text) and not (block.bold and block.lines == 1):
        return BlockKind.ITEM
    return BlockKind.TEXT


def _around(lines: Sequence[Line]) -> Line:
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return Line(
        "",
        [],
        min(line.x0 for line in lines),
        min(line.y0 for line in lines),
        max(line.x1 for line in lines),
        max(line.y1 for line in lines),
        max(sizes, key=lambda size: sizes[size]),
    )


def _joined(group: Sequence[Sequence[Line]], compounds: set[str]) -> _Text:
    text = _Text()
    previous: Line | None = None
    for row in group:
        for index, line in enumerate(row):
            if previous is not None:
                _join(text, previous, line, index > 0, compounds)
            text.add(line.text, line.boxes)
            previous = line
    return text


def _join(text: _Text, before: Line, after: Line, same_row: bool, compounds: set[str]) -> None:
    last, first = text.last, after.text[0]
    if same_row:
        gap = _gap_box(before.boxes[-1], after.boxes[0])
        if not (is_wide(last) and is_wide(first)) or has_place(gap):
            text.add(" ", [gap])
        return
    if before.soft_end:
        return
    if last in "-‐" and len(text.tail) > 1 and text.tail[-2].isalpha() and first.islower():
        if not _keeps_hyphen(text.tail, after.text, compounds):
            text.drop_last()
        return
    if last in "-‐–/" and first.isalnum() and len(text.tail) > 1 and text.tail[-2].isalnum():
        return
    if is_wide(last) and (is_wide(first) or not first.isascii()):
        return
    if is_wide(first) and not last.isascii():
        return
    text.add(" ", [NO_BOX])


def _gap_box(left: Box, right: Box) -> Box:
    """The blank between two stretches of one row, so that painting runs through word spaces."""
    if not (has_place(left) and has_place(right)) or not right[0] - left[2] > 0:
        return NO_BOX
    top, bottom = max(left[1], right[1]), min(left[3], right[3])
    if bottom <= top or right[0] - left[2] > 1.5 * (bottom - top):
        return NO_BOX
    return (left[2], top, right[0], bottom)


def _keeps_hyphen(tail: str, following: str, compounds: set[str]) -> bool:
    """Whether a hyphen at a line's end belongs to the word."""
    head = re.search(r"[\w‐-]+$", tail)
    rest = re.match(r"\w+", following)
    if head is None or rest is None:
        return True
    whole = (head.group() + rest.group()).lower()
    return whole in compounds or "-" in head.group()[:-1]


def compounds_in(lines: Sequence[Line]) -> set[str]:
    """Words written with a hyphen inside a line."""
    found: set[str] = set()
    for line in lines:
        if "-" in line.text:
            found.update(word.lower() for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", line.text))
    return found


def _as_code(group: Sequence[Sequence[Line]]) -> _Text:
    text = _Text()
    left = min(row[0].x0 for row in group)
    for number, row in enumerate(group):
        if number:
            text.add("\n", [NO_BOX])
        advance = max(0.5 * row[0].size, 1.0)
        blanks = min(80, round((row[0].x0 - left) / advance))
        text.add(" " * blanks, [NO_BOX] * blanks)
        for index, line in enumerate(row):
            if index:
                text.add(" ", [NO_BOX])
            text.add(line.text, line.boxes)
    return text


def _table(grid: Sequence[Sequence[Sequence[Line]]], around: Line, compounds: set[str]) -> Block:
    text = _Text()
    spans: list[tuple[int, int, bool]] = []
    length = 0
    for row in grid:
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if spans:
            text.add("\n", [NO_BOX])
            length += 1
        start = length
        for index, cell in enumerate(cells):
            if index:
                text.add(" | ", [NO_BOX] * 3)
                length += 3
            content = _joined(rows(cell), compounds)
            text.add(str(content), content.boxes)
            length += len(content.boxes)
        spans.append((start, length, not spans))
    lines = [line for row in grid for cell in row for line in cell]
    return Block(
        BlockKind.TABLE,
        str(text),
        text.boxes,
        around.x0,
        around.y0,
        around.x1,
        around.y1,
        _around(lines).size,
        rows=spans,
        lines=len(spans),
    )


def _mend(found: list[Block], at: int, compounds: set[str]) -> None:
    """Join a paragraph that runs on from the foot of a column to the head of the next."""
    before, after = found[at - 1], found[at]
    if before.kind not in (BlockKind.TEXT, BlockKind.ITEM) or after.kind is not BlockKind.TEXT:
        return
    if before.bold != after.bold or abs(before.size - after.size) > 0.05 * before.size:
        return
    if before.text.endswith(_ENDS) or before.lines < 2 or after.y0 > before.y0:
        return
    first = after.text[0]
    if not (first.islower() or is_wide(first) or before.text[-1] in "-‐"):
        return
    text = _Text([before.text], before.boxes)
    edge = Line(before.text, before.boxes, 0, 0, 0, 0, before.size)
    follower = Line(after.text, after.boxes, 0, 0, 0, 0, after.size)
    _join(text, edge, follower, False, compounds)
    text.add(after.text, after.boxes)
    before.text, before.boxes = str(text), text.boxes
    before.lines += after.lines
    before.x0, before.x1 = min(before.x0, after.x0), max(before.x1, after.x1)
    del found[at]
