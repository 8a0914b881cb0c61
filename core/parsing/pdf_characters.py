"""Reads the characters of a PDF page: what and where they are, whether a person sees them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from core.geometry import Box
from core.parsing.mupdf import mupdf
from core.parsing.page_lines import (
    SOFT_HYPHEN,
    Frame,
    Line,
    frame_for,
    plain_character,
    split_box,
    unframed,
)

_FILLED_OR_STROKED = 16 | 32
_BOLD, _MONO = 16, 8
_SMALLEST = 1.0
_ALEFS = "\u0622\u0623\u0625\u0627"
_NEARLY_WHITE = 0xF7


@dataclass(slots=True)
class PageText:
    """The lines of a page in no order, and what was noticed about its characters."""

    lines: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    """Lines that run in another direction than most."""
    direction: tuple[int, int] = (1, 0)
    visible: int = 0
    invisible: int = 0
    """Characters drawn in the invisible mode: the text layer of a scan, or hidden text."""
    unknown: int = 0
    """Glyphs whose character the file does not tell."""
    hidden: bool = False
    """Text was left out because a person cannot see it."""
    rulings: int = 0
    """Straight thin lines and boxes that may rule a table."""


def read_characters(page: Any, keep_invisible: bool) -> PageText:
    """Characters of an unrotated PyMuPDF page as lines."""
    pymupdf = mupdf()
    flags = (
        pymupdf.TEXT_PRESERVE_WHITESPACE
        | pymupdf.TEXT_PRESERVE_LIGATURES
        | pymupdf.TEXT_MEDIABOX_CLIP
        | pymupdf.TEXT_COLLECT_VECTORS
    )
    width, height = page.rect.width, page.rect.height
    content = page.get_textpage(flags=flags).extractRAWDICT()
    blocks = content["blocks"]
    found = PageText()
    found.rulings = sum(_is_ruling(block) for block in blocks if block["type"] == 3)
    raw = [line for block in blocks if block["type"] == 0 for line in block["lines"]]
    found.direction = _main_direction(raw)
    frame = frame_for(found.direction, width, height)
    whites = _Whites(page)
    for line in raw:
        direction = _direction(line)
        own = frame if direction == found.direction else frame_for(direction, width, height)
        made = _line(line, own, width, height, keep_invisible, whites, found)
        if made is not None:
            (found.lines if direction == found.direction else found.aside).append(made)
    return found


def _direction(line: dict[str, Any]) -> tuple[int, int]:
    x, y = line["dir"]
    return (round(x), 0) if abs(x) >= abs(y) else (0, round(y))


def _main_direction(lines: list[dict[str, Any]]) -> tuple[int, int]:
    votes: Counter[tuple[int, int]] = Counter()
    for line in lines:
        votes[_direction(line)] += sum(len(span["chars"]) for span in line["spans"])
    return votes.most_common(1)[0][0] if votes else (1, 0)


def _is_ruling(block: dict[str, Any]) -> bool:
    x0, y0, x1, y1 = block["bbox"]
    width, height = x1 - x0, y1 - y0
    thin = min(width, height) <= 3 and max(width, height) >= 20
    return thin or (bool(block.get("isrect")) and width >= 20 and height >= 8)


def _line(
    line: dict[str, Any],
    frame: Frame,
    width: float,
    height: float,
    keep_invisible: bool,
    whites: "_Whites",
    found: PageText,
) -> Line | None:
    characters: list[str] = []
    boxes: list[Box] = []
    sizes: Counter[float] = Counter()
    bold = mono = 0
    baselines: Counter[float] = Counter()
    soft_end = False
    for span in line["spans"]:
        glyphs = span["chars"]
        if not glyphs:
            continue
        if not span["char_flags"] & _FILLED_OR_STROKED and not span["alpha"]:
            found.invisible += len(glyphs)
            if not keep_invisible and _says_something(glyphs):
                found.hidden = True
                continue
        elif whites.hide(span):
            found.hidden = True
            continue
        if 0 < span["size"] < _SMALLEST:
            found.hidden = found.hidden or _says_something(glyphs)
            continue
        before = len(characters)
        for glyph in glyphs:
            character = glyph["c"]
            box = glyph["bbox"]
            if box[2] <= 0 or box[3] <= 0 or box[0] >= width or box[1] >= height:
                continue
            soft_end = character == SOFT_HYPHEN or (soft_end and character.isspace())
            if character == "\ufffd":
                found.unknown += 1
            kept = plain_character(character)
            if len(kept) == 1:
                characters.append(kept)
                boxes.append(box)
            elif kept:
                characters.extend(kept)
                boxes.extend(split_box(box, len(kept)))
        added = len(characters) - before
        found.visible += added
        sizes[round(span["size"], 1)] += added
        bold += added if span["flags"] & _BOLD else 0
        mono += added if span["flags"] & _MONO else 0
        x, y = span["origin"]
        baselines[round(frame((x, y, x, y))[1], 1)] += added
    _mend_lam_alef(characters, boxes)
    return made_line(characters, boxes, frame, sizes, bold, mono, baselines, soft_end)


def _says_something(glyphs: list[dict[str, Any]]) -> bool:
    return any(not glyph["c"].isspace() for glyph in glyphs)


def _mend_lam_alef(characters: list[str], boxes: list[Box]) -> None:
    """Put the letters of Arabic lam-alef ligatures in order.

    MuPDF turns a line drawn from right to left into reading order letter by letter, the two letters
    of one glyph included: the alef comes first and has no width.
    """
    for index in range(1, len(characters)):
        if characters[index] != "\u0644" or characters[index - 1] not in _ALEFS:
            continue
        alef, lam = boxes[index - 1], boxes[index]
        if alef[2] - alef[0] < 0.01 and abs(alef[0] - lam[2]) < 0.5:
            characters[index - 1], characters[index] = "\u0644", characters[index - 1]
            left, right = split_box(lam, 2)
            boxes[index - 1], boxes[index] = right, left


def made_line(
    characters: list[str],
    boxes: list[Box],
    frame: Frame,
    sizes: Counter[float],
    bold: int,
    mono: int,
    baselines: Counter[float],
    soft_end: bool,
) -> Line | None:
    """A line without blanks at its ends; None when nothing is left."""
    first, last = 0, len(characters)
    while first < last and characters[first].isspace():
        first += 1
    while last > first and characters[last - 1].isspace():
        last -= 1
    if first == last:
        return None
    characters, boxes = characters[first:last], boxes[first:last]
    framed = [frame(box) for box in boxes if box[2] > box[0] and box[3] > box[1]]
    if not framed:
        return None
    return Line(
        text="".join(characters),
        boxes=boxes,
        x0=min(box[0] for box in framed),
        y0=min(box[1] for box in framed),
        x1=max(box[2] for box in framed),
        y1=max(box[3] for box in framed),
        size=sizes.most_common(1)[0][0] if sizes else framed[0][3] - framed[0][1],
        bold=2 * bold > len(characters),
        mono=2 * mono > len(characters),
        baseline=baselines.most_common(1)[0][0] if baselines else framed[0][3],
        soft_end=soft_end,
    )


class _Whites:
    """Tells white text on white paper from white text on colour, by drawing the page small."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._image: Any = None

    def hide(self, span: dict[str, Any]) -> bool:
        """Whether nobody can see the span."""
        colour = span["color"]
        if min(colour >> 16 & 255, colour >> 8 & 255, colour & 255) < _NEARLY_WHITE:
            return False
        if not span["char_flags"] & 16 or not any(not g["c"].isspace() for g in span["chars"]):
            return False
        pymupdf = mupdf()
        if self._image is None:
            big = max(self._page.rect.width, self._page.rect.height)
            scale = min(1.0, 1600 / max(big, 1))
            self._image = self._page.get_pixmap(
                matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False
            )
        area = pymupdf.Rect(span["bbox"]) / (self._page.rect.width / self._image.width)
        x0, y0 = max(0, int(area.x0)), max(0, int(area.y0))
        x1, y1 = min(self._image.width, int(area.x1) + 1), min(self._image.height, int(area.y1) + 1)
        stride, samples = self._image.stride, self._image.samples_mv
        return all(
            min(samples[y * stride + x0 : y * stride + x1], default=255) >= _NEARLY_WHITE
            for y in range(y0, y1)
        )


def page_frames(text: PageText, width: float, height: float) -> tuple[Frame, Frame]:
    """The page's layout frame and its inverse."""
    return (
        frame_for(text.direction, width, height),
        unframed(text.direction, width, height),
    )
