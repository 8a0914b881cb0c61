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
_NOWHERE = (0, 0, 0, 0)


def pack_boxes(boxes: Iterable[Box], width: float, height: float) -> bytes:
    """Pack boxes in points for a page of that size in points; they are clipped to the page.

    Edges are rounded inwards, so that a box never reaches into its neighbour's.
    """
    numbers: list[int] = []
    sx, sy = SCALE / max(width, 1e-6), SCALE / max(height, 1e-6)
    for x0, y0, x1, y1 in boxes:
        if x1 <= x0 or y1 <= y0:
            numbers += _NOWHERE
            continue
        left, top, right, bottom = int(x0 * sx) + 1, int(y0 * sy) + 1, int(x1 * sx), int(y1 * sy)
        if right <= left or bottom <= top or x0 < 0 or y0 < 0 or right > SCALE or bottom > SCALE:
            left, top = min(SCALE - 1, max(0, left)), min(SCALE - 1, max(0, top))
            right, bottom = min(SCALE, max(left + 1, right)), min(SCALE, max(top + 1, bottom))
        numbers += (left, top, right, bottom)
    packed = array("H", numbers)
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

    A run ends where the next character stands on another line, to the left of it in the direction
    of reading, or across a gap, so that nothing between is painted. Text may run in any of the four
    directions.
    """
    found: list[Rectangle] = []
    for page in pages:
        first, last = max(start, page.start), min(end, page.end)
        if first >= last:
            continue
        boxes = unpack_boxes(page)[first - page.start : last - page.start]
        found.extend(Rectangle(page.page, *run) for run in _runs(boxes))
    return tuple(found)


_WIDEST_GAP = 0.6
"""Gap that a run may leap, in its height: wider than between letters, narrower than a character."""


def _runs(boxes: Iterable[Box]) -> list[Box]:
    runs: list[Box] = []
    last: Box | None = None
    along: str | None = None
    for box in boxes:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        direction = _direction(last, box) if last is not None else None
        if direction is not None and along in (None, direction):
            run = runs[-1]
            runs[-1] = (
                min(run[0], box[0]),
                min(run[1], box[1]),
                max(run[2], box[2]),
                max(run[3], box[3]),
            )
            along = direction
        else:
            runs.append(box)
            along = None
        last = box
    return runs


def _direction(last: Box, box: Box) -> str | None:
    """ "across" or "down" when `box` goes on where `last` ends, to either side; else None."""
    across = _overlap(last[1], last[3], box[1], box[3])
    down = _overlap(last[0], last[2], box[0], box[2])
    if across > 0.5 and _gap(last[0], last[2], box[0], box[2]) <= _WIDEST_GAP * max(
        last[3] - last[1], box[3] - box[1]
    ):
        return "across"
    if down > 0.5 and _gap(last[1], last[3], box[1], box[3]) <= 0.15 * max(
        last[2] - last[0], box[2] - box[0]
    ):
        return "down"
    return None


def _overlap(low: float, high: float, other_low: float, other_high: float) -> float:
    """Shared stretch of two intervals as a fraction of the shorter."""
    shorter = min(high - low, other_high - other_low)
    return (min(high, other_high) - max(low, other_low)) / shorter if shorter > 0 else 0.0


def _gap(low: float, high: float, other_low: float, other_high: float) -> float:
    return max(other_low - high, low - other_high, 0.0)
