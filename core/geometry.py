"""Packing of character rectangles, and the rectangles of a stretch of text.

A page's boxes are little-endian uint16, four for each character (x0, y0, x1, y1) in 1/65535 of the
page's width and height, compressed with zlib. A character without a place (an inserted line break,
a space between columns) has four zeros.
"""

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence

from core.types import PageGeometry, Rectangle

Box = tuple[float, float, float, float]
SCALE = 65535
NO_BOX: Box = (0.0, 0.0, 0.0, 0.0)


def pack_boxes(boxes: Iterable[Box], width: float, height: float) -> bytes:
    """Pack boxes in points for a page of that size in points; they are clipped to the page."""
    packed = array("H")
    sx, sy = SCALE / max(width, 1e-6), SCALE / max(height, 1e-6)
    for x0, y0, x1, y1 in boxes:
        packed.append(min(SCALE, max(0, round(x0 * sx))))
        packed.append(min(SCALE, max(0, round(y0 * sy))))
        packed.append(min(SCALE, max(0, round(x1 * sx))))
        packed.append(min(SCALE, max(0, round(y1 * sy))))
    if sys.byteorder == "big":
        packed.byteswap()
    return zlib.compress(packed.tobytes(), 6)


def unpack_boxes(page: PageGeometry) -> list[Box]:
    """Boxes in points, one for each character of the page."""
    packed = array("H")
    packed.frombytes(zlib.decompress(page.boxes))
    if sys.byteorder == "big":
        packed.byteswap()
    sx, sy = page.width / SCALE, page.height / SCALE
    numbers = iter(packed)
    return [
        (x0 * sx, y0 * sy, x1 * sx, y1 * sy)
        for x0, y0, x1, y1 in zip(numbers, numbers, numbers, numbers, strict=True)
    ]


def rectangles_of(pages: Sequence[PageGeometry], start: int, end: int) -> tuple[Rectangle, ...]:
    """Rectangles that cover `text[start:end]`, one for each run of characters on a line.

    Runs break where the next character stands on another line or across a column gap.
    """
    found: list[Rectangle] = []
    for page in pages:
        first, last = max(start, page.start), min(end, page.end)
        if first >= last:
            continue
        boxes = unpack_boxes(page)[first - page.start : last - page.start]
        found.extend(Rectangle(page.page, *run) for run in _runs(boxes))
    return tuple(found)


def _runs(boxes: Iterable[Box]) -> list[Box]:
    runs: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        if runs and _continues(runs[-1], box):
            last = runs[-1]
            runs[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            runs.append(box)
    return runs


def _continues(run: Box, box: Box) -> bool:
    height = max(run[3] - run[1], box[3] - box[1])
    overlap = min(run[3], box[3]) - max(run[1], box[1])
    same_line = overlap > 0.5 * min(run[3] - run[1], box[3] - box[1])
    gap = box[0] - run[2]
    return same_line and -0.5 * height <= gap <= 2.0 * height
