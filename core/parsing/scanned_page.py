"""Recognises the text of a page that is a picture and brings it to the page's coordinates."""

from collections.abc import Callable
from typing import Any

from core.geometry import Box
from core.parsing.mupdf import mupdf
from core.parsing.page_lines import Line, frame_for, plain_character, separate, split_box, unframed

_DOTS_PER_INCH = 220
_LONGEST_SIDE = 2000
_SHORTEST_SIDE = 64


def recognise_page(
    page: Any, rotation: int, width: float, height: float
) -> tuple[list[Line], float]:
    """Lines of a PyMuPDF page in its unrotated coordinates, and its height as read.

    `page` is unrotated itself; `rotation` is the clockwise turn that shows it to people, which is
    how it is recognised. `width` and `height` are its unrotated size in points.
    """
    import numpy as np

    from core.parsing.ocr import recognise

    scale = _DOTS_PER_INCH / 72
    scale = min(scale, _LONGEST_SIDE / max(width, height, 1.0))
    scale = max(scale, _SHORTEST_SIDE / max(min(width, height), 1.0))
    if max(width, height) * scale > 4 * _LONGEST_SIDE:
        return [], height
    picture = page.get_pixmap(
        matrix=mupdf().Matrix(scale, scale), colorspace=mupdf().csRGB, alpha=False
    )
    pixels = np.frombuffer(picture.samples_mv, np.uint8).reshape(picture.height, picture.stride)[
        :, : picture.width * 3
    ]
    pixels = pixels.reshape(picture.height, picture.width, 3)
    shown = np.ascontiguousarray(np.rot90(pixels, -(rotation // 90)))
    result = recognise(shown)
    quarter = (result.turns - rotation // 90) % 4
    to_page = _to_page(quarter, picture.width, picture.height, 1 / scale)
    frame = frame_for(_DIRECTIONS[quarter], width, height)
    back = unframed(_DIRECTIONS[quarter], width, height)
    lines = [
        line
        for found in result.lines
        if (line := _line(found.text, found.boxes, to_page, frame)) is not None
    ]
    separate(lines, frame, back)
    return lines, width if quarter % 2 else height


_DIRECTIONS = {0: (1, 0), 1: (0, 1), 2: (-1, 0), 3: (0, -1)}
"""Where text runs on the page that stands upright after so many counter-clockwise quarter turns."""


def _to_page(quarter: int, width: int, height: int, factor: float) -> Callable[[Box], Box]:
    """Pixels of the picture, turned `quarter` times counter-clockwise, to points of the page."""

    def turn_back(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if quarter == 1:
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        elif quarter == 2:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        elif quarter == 3:
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
        return x0 * factor, y0 * factor, x1 * factor, y1 * factor

    return turn_back


def _line(
    text: str, pixels: list[Box], to_page: Callable[[Box], Box], frame: Callable[[Box], Box]
) -> Line | None:
    characters: list[str] = []
    boxes: list[Box] = []
    for character, box in zip(text, pixels, strict=True):
        kept = plain_character(character)
        if kept:
            characters.extend(kept)
            boxes.extend(split_box(to_page(box), len(kept)))
    whole = "".join(characters)
    if not whole.strip():
        return None
    first = len(whole) - len(whole.lstrip())
    last = len(whole.rstrip())
    framed = [frame(box) for box in boxes[first:last]]
    top, bottom = min(box[1] for box in framed), max(box[3] for box in framed)
    return Line(
        whole[first:last],
        boxes[first:last],
        min(box[0] for box in framed),
        top,
        max(box[2] for box in framed),
        bottom,
        # Detected boxes are a little taller than the type in them.
        size=round(0.8 * (bottom - top) * 2) / 2,
        baseline=top + 0.8 * (bottom - top),
    )
