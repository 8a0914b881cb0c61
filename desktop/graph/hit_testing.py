"""Which nodes are near a point or in a rectangle, and how near a line is."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

CELL = 96.0
"""Units of the drawing."""


class Grid:
    """Places in square cells."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[int]] = {}

    def fill(self, x: Sequence[float], y: Sequence[float]) -> None:
        """Take the places of a drawing."""
        self._cells = {}
        for at, (left, top) in enumerate(zip(x, y, strict=True)):
            key = (math.floor(left / CELL), math.floor(top / CELL))
            self._cells.setdefault(key, []).append(at)

    def within(self, rect: QRectF) -> list[int]:
        """Nodes in the cells that a rectangle touches, ascending."""
        left, right = math.floor(rect.left() / CELL), math.floor(rect.right() / CELL)
        top, bottom = math.floor(rect.top() / CELL), math.floor(rect.bottom() / CELL)
        if (right - left + 1) * (bottom - top + 1) > len(self._cells):
            found = [
                at
                for (column, row), members in self._cells.items()
                if left <= column <= right and top <= row <= bottom
                for at in members
            ]
        else:
            found = [
                at
                for column in range(left, right + 1)
                for row in range(top, bottom + 1)
                for at in self._cells.get((column, row), ())
            ]
        return sorted(found)


def to_line(point: QPointF, one: QPointF, other: QPointF) -> float:
    """How far a point is from the line between two others."""
    along_x, along_y = other.x() - one.x(), other.y() - one.y()
    length = along_x**2 + along_y**2
    share = 0.0
    if length:
        share = ((point.x() - one.x()) * along_x + (point.y() - one.y()) * along_y) / length
    share = min(max(share, 0.0), 1.0)
    return math.hypot(point.x() - one.x() - share * along_x, point.y() - one.y() - share * along_y)
