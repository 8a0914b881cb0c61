"""The lines of a page: characters with their rectangles, from a PDF or a recognised picture.

Two frames are used. Page coordinates are the unrotated page's, in points, and are what is stored.
Layout coordinates are the page turned so that most of its text runs to the right and downwards
(sideways tables, vertical Chinese); reading order is found in them.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from core.geometry import NO_BOX, Box

_BULLETS = dict.fromkeys(map(chr, (0xF0B7, 0xF0A7, 0xF0A8, 0xF06C, 0xF06E, 0xF071, 0xF076)), "•")
_BULLETS |= dict.fromkeys(map(chr, (0xF0D8, 0xF0E0, 0xF0E8)), "➢") | {chr(0xF0FC): "✓"}
_INVISIBLE = frozenset(
    map(chr, (0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)))
)
_FOLDED = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE70, 0xFEFC))
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Line:
    """A run of characters on one baseline; `boxes` holds one page rectangle for each of `text`."""

    text: str
    boxes: list[Box]
    x0: float
    """Extent in layout coordinates, as are y0, x1, y1 and baseline."""
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    mono: bool = False
    baseline: float = 0.0
    soft_end: bool = False
    """Ends in a soft hyphen, which is not part of the text."""
    cells: "list[list[list[Line]]]" = field(default_factory=list)
    """Rows of cells of lines, when this stands for a whole table."""

    @property
    def height(self) -> float:
        """Extent across the reading direction."""
        return self.y1 - self.y0


Frame = Callable[[Box], Box]
"""Page coordinates to layout coordinates."""


def _as_it_is(box: Box) -> Box:
    return box


def frame_for(direction: tuple[int, int], width: float, height: float) -> Frame:
    """The frame in which text that runs in `direction` (y downwards) runs to the right."""
    if direction == (0, 1):
        return lambda b: (b[1], width - b[2], b[3], width - b[0])
    if direction == (0, -1):
        return lambda b: (height - b[3], b[0], height - b[1], b[2])
    if direction == (-1, 0):
        return lambda b: (width - b[2], height - b[3], width - b[0], height - b[1])
    return _as_it_is


def unframed(direction: tuple[int, int], width: float, height: float) -> Frame:
    """Layout coordinates back to page coordinates."""
    if direction == (0, 1):
        return lambda b: (width - b[3], b[0], width - b[1], b[2])
    if direction == (0, -1):
        return lambda b: (b[1], height - b[2], b[3], height - b[0])
    return frame_for(direction, width, height)


@cache
def plain_character(character: str) -> str:
    """What a character is kept as: itself, its everyday form, or nothing.

    Ligatures, Arabic presentation forms and Kangxi radicals become the letters they stand for
    (Unicode NFKC), because nobody types them into a search. Control characters, lone surrogates,
    zero-width marks and private-use glyphs other than known bullets are left out.
    """
    if " " <= character <= "~":
        return character
    if character in _BULLETS:
        return _BULLETS[character]
    category = unicodedata.category(character)
    if character in _INVISIBLE or category in ("Cc", "Cs", "Cn", "Co"):
        return " " if character in "\t\n\r\v\f" else ""
    if category == "Zs":
        return "\u3000" if character == "\u3000" else " "
    code = ord(character)
    if any(first <= code <= last for first, last in _FOLDED):
        return unicodedata.normalize("NFKC", character)
    return character


def split_box(box: Box, count: int) -> list[Box]:
    """The box of a ligature shared out among its letters."""
    if count == 1:
        return [box]
    x0, y0, x1, y1 = box
    if x1 - x0 >= 0.5 * (y1 - y0) / count:
        step = (x1 - x0) / count
        return [(x0 + i * step, y0, x0 + (i + 1) * step, y1) for i in range(count)]
    return [box] + [NO_BOX] * (count - 1)


def has_place(box: Box) -> bool:
    """Whether a character stands on the page."""
    return box[2] > box[0] and box[3] > box[1]


def is_wide(character: str) -> bool:
    """Whether a character belongs to a script written without spaces (Chinese, Japanese)."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
        or code in (0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2014)
    )


def reading_length(text: str) -> int:
    """Length of a text in Latin letters; a Chinese character counts two."""
    return sum(2 if 0x2E80 <= ord(character) <= 0x3FFFF else 1 for character in text)


def separate(lines: Sequence[Line], frame: Frame, back: Frame) -> None:
    """Trim rectangles so that a line's and its neighbours' do not overlap.

    Fonts claim more height than their glyphs use, so the rectangles of tightly set lines overlap;
    painting one sentence would touch the next line's words.
    """
    ordered = sorted(lines, key=lambda line: line.y0)
    for index, line in enumerate(ordered):
        top, bottom = line.y0, line.y1
        middle = (line.y0 + line.y1) / 2
        for other in ordered[max(0, index - 40) : index + 40]:
            if other is line or other.x1 <= line.x0 or other.x0 >= line.x1:
                continue
            if other.y1 <= line.y0 or other.y0 >= line.y1:
                continue
            # Where even the middles overlap, the baselines tell which part is whose.
            if other.baseline > line.baseline + 0.5:
                share = line.baseline + 0.3 * (other.baseline - line.baseline)
                bottom = min(bottom, other.y0 if other.y0 > middle else max(share, middle))
            elif other.baseline < line.baseline - 0.5:
                share = other.baseline + 0.3 * (line.baseline - other.baseline)
                top = max(top, other.y1 if other.y1 < middle else min(share, middle))
        if top > line.y0 or bottom < line.y1:
            line.boxes = [_within(box, top, bottom, frame, back) for box in line.boxes]
        line.boxes = _apart(line.boxes, frame, back)


def _within(box: Box, top: float, bottom: float, frame: Frame, back: Frame) -> Box:
    if not has_place(box):
        return box
    x0, y0, x1, y1 = frame(box)
    cut = (x0, max(y0, top), x1, min(y1, bottom))
    return back(cut) if cut[3] > cut[1] else box


def _apart(boxes: list[Box], frame: Frame, back: Frame) -> list[Box]:
    """Trim neighbours on a line that overlap by kerning or slanting."""
    framed = boxes if frame is _as_it_is else [frame(box) for box in boxes]
    trimmed = list(boxes)
    for index in range(1, len(framed)):
        if framed[index - 1][2] <= framed[index][0]:
            continue
        left, right = framed[index - 1], framed[index]
        if not (has_place(left) and has_place(right)):
            continue
        if left[0] > right[0]:
            left, right = right, left
            at_left, at_right = index, index - 1
        else:
            at_left, at_right = index - 1, index
        if left[2] <= right[0]:
            continue
        first, second = frame(trimmed[at_left]), frame(trimmed[at_right])
        if right[0] > first[0] and left[2] < second[2]:
            trimmed[at_left] = back((first[0], first[1], min(first[2], right[0]), first[3]))
            trimmed[at_right] = back((max(second[0], left[2]), *second[1:]))
    return trimmed
