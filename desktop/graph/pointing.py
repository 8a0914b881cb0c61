"""What a point of the canvas means: a node, an edge, a community; and the next node on a side."""

import math

from PySide6.QtCore import QPointF, QRectF

from desktop.graph.drawing import Camera
from desktop.graph.hit_testing import to_line
from desktop.graph.picture_model import Model

REACH = 5.0
"""Pixels beside a node or a line that still mean it."""
_FEW = 1500
"""With more edges, only those of marked nodes could be meant: none is looked for."""
_LARGEST = 40.0
"""Pixels that a node may reach."""


def node_at(model: Model, camera: Camera, at: QPointF) -> int:
    """The nearest node at a point of the canvas, -1 for none."""
    reach = _LARGEST / camera.scale
    there = camera.to_drawing(at)
    around = QRectF(there.x() - reach, there.y() - reach, 2 * reach, 2 * reach)
    best, nearest = -1, math.inf
    for node in model.grid.within(around):
        where = camera.to_screen(model.x[node], model.y[node])
        away = math.hypot(at.x() - where.x(), at.y() - where.y())
        if away <= camera.size(model.radii[node]) + REACH and away < nearest:
            best, nearest = node, away
    return best


def edge_at(model: Model, camera: Camera, at: QPointF) -> int:
    """The nearest edge at a point of the canvas, -1 for none; of a large picture none."""
    if len(model.sources) > _FEW:
        return -1
    there = camera.to_drawing(at)
    best, nearest = -1, REACH / camera.scale
    for edge, (one, other) in enumerate(zip(model.sources, model.targets, strict=True)):
        away = to_line(there, model.point(one), model.point(other))
        if away <= nearest:
            best, nearest = edge, away
    return best


def community_at(model: Model, camera: Camera, at: QPointF) -> int:
    """The id of the community whose disc is there, -1 for none."""
    there = camera.to_drawing(at)
    inside = [
        (radius, group.id)
        for group, radius in zip(model.groups, model.reaches, strict=True)
        if math.hypot(there.x() - group.x, there.y() - group.y) <= radius * 1.25 + 24
    ]
    return min(inside)[1] if inside else -1


def neighbour_in_direction(model: Model, here: int, towards: tuple[int, int]) -> int:
    """The nearest node to the left, right, top or bottom of one, -1 for none."""
    right, down = towards
    best, nearest = -1, math.inf
    x, y = model.x[here], model.y[here]
    for node in range(len(model.ids)):
        along = (model.x[node] - x) * right + (model.y[node] - y) * down
        aside = abs((model.x[node] - x) * down + (model.y[node] - y) * right)
        if along <= 0 or node == here or aside > 2 * along:
            continue
        cost = along + 2 * aside
        if cost < nearest:
            best, nearest = node, cost
    return best
