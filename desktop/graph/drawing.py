"""Paints a model: regions, edges, nodes, names; in slices, so that a large one never holds up.

A camera turns units of the drawing into pixels. Sizes of nodes grow slower than the distances.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop import theme
from desktop.graph.picture_model import Model
from desktop.theme import Type
from desktop.widgets.node_painting import (
    cut_name,
    edge_pen,
    name_font,
    name_rect,
    paint_name,
    paint_node,
    paint_ring,
    path_pen,
)

SLICE = 250
"""Edges or nodes between two looks at the clock."""
LONGEST_NAME = 150
"""Pixels of a name."""
MOST_NAMES = 60
_SCANNED = 2500
_STEPS = 5
"""Shades of connections."""
_DEEP = (1.0, 1.0, 0.78, 0.6)
"""How clear a node is by its steps from the centre."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Pixels = units * scale + (x, y)."""

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_screen(self, x: float, y: float) -> QPointF:
        """Where a place is drawn."""
        return QPointF(x * self.scale + self.x, y * self.scale + self.y)

    def to_drawing(self, at: QPointF) -> QPointF:
        """The place that is drawn there."""
        return QPointF((at.x() - self.x) / self.scale, (at.y() - self.y) / self.scale)

    def seen(self, rect: QRectF) -> QRectF:
        """What of the drawing a rectangle of pixels shows."""
        return QRectF(self.to_drawing(rect.topLeft()), self.to_drawing(rect.bottomRight()))

    def size(self, radius: float) -> float:
        """How large a node is drawn."""
        return float(max(1.3, radius * min(max(self.scale, 0.02) ** 0.62, 1.6)))


@dataclass(frozen=True, slots=True)
class Marks:
    """What is pointed at, chosen and followed; ids, but places for `hover`."""

    selected: frozenset[str] = frozenset()
    path: tuple[str, ...] = ()
    hover: int = -1
    focus: str = ""
    by_community: bool = False


def fill_of(model: Model, at: int, marks: Marks) -> QColor:
    """The colour of a node."""
    id = model.ids[at]
    if id in model.centre:
        return theme.colour("seal")
    if marks.by_community:
        tint = theme.community_colour(model.communities[at])
    else:
        tint = theme.kind_colour(model.kinds[at])
    return _faded(tint, _DEEP[min(model.depths[at], len(_DEEP) - 1)])


def _faded(tint: QColor, share: float) -> QColor:
    """Towards the paper, but not through it: lines do not shine through a node."""
    paper, rest = theme.colour("paper"), 1 - share
    return QColor.fromRgbF(
        share * tint.redF() + rest * paper.redF(),
        share * tint.greenF() + rest * paper.greenF(),
        share * tint.blueF() + rest * paper.blueF(),
    )


def paint_regions(
    painter: QPainter, model: Model, camera: Camera, area: QRectF, marks: Marks
) -> None:
    """The communities as soft discs."""
    painter.setPen(Qt.PenStyle.NoPen)
    for at, (group, radius) in enumerate(zip(model.groups, model.reaches, strict=True)):
        if group.size < 3 or radius * camera.scale < 5:
            continue
        tint = theme.community_colour(at) if marks.by_community else theme.colour("edge")
        tint.setAlphaF(0.12 if marks.by_community else 0.09)
        reach = (radius * 1.25 + 24) * camera.scale
        where = camera.to_screen(group.x, group.y)
        if area.adjusted(-reach, -reach, reach, reach).contains(where):
            painter.setBrush(tint)
            painter.drawEllipse(where, reach, reach)


def slices(
    painter: QPainter, model: Model, camera: Camera, area: QRectF, marks: Marks
) -> Iterator[None]:
    """Paint edges and nodes in `area`, the strongest edges on top; yields between slices.

    The caller may end the painter between two slices and begin it anew: all is set again.
    """
    seen = camera.seen(area)
    margin = 24 / camera.scale
    seen.adjust(-margin, -margin, margin, margin)
    yield from _edges(painter, model, camera, seen)
    nodes = range(len(model.ids)) if model.small else model.grid.within(seen)
    rim = QPen(theme.colour("paper"), 1.0)
    for done, at in enumerate(reversed(nodes)):
        if done % SLICE == 0:
            if done:
                yield
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = camera.size(model.radii[at])
        painter.setPen(rim if radius > 3 else Qt.PenStyle.NoPen)
        where = camera.to_screen(model.x[at], model.y[at])
        paint_node(painter, where, radius, model.kinds[at], fill_of(model, at, marks))


def _edges(painter: QPainter, model: Model, camera: Camera, seen: QRectF) -> Iterator[None]:
    x, y, scale = model.x, model.y, camera.scale
    left, top, right, bottom = seen.left(), seen.top(), seen.right(), seen.bottom()
    crowded = 1.0 if model.small else min(1.0, 0.35 + scale)
    lines: list[list[QLineF]] = [[] for _ in range(2 * _STEPS)]
    pens = _pens(crowded, model.small)
    for done, edge in enumerate(range(len(model.sources) - 1, -1, -1)):
        if done % SLICE == SLICE - 1:
            _draw(painter, lines, pens)
            yield
        one, other = model.sources[edge], model.targets[edge]
        x1, y1, x2, y2 = x[one], y[one], x[other], y[other]
        if (
            (x1 < left and x2 < left)
            or (x1 > right and x2 > right)
            or (y1 < top and y2 < top)
            or (y1 > bottom and y2 > bottom)
        ):
            continue
        shade = min(int(model.strengths[edge] * _STEPS), _STEPS - 1)
        # Between communities a breath only: else all is one ball of hair.
        if not model.small and model.communities[one] != model.communities[other]:
            shade += _STEPS
        lines[shade].append(
            QLineF(
                x1 * scale + camera.x, y1 * scale + camera.y,
                x2 * scale + camera.x, y2 * scale + camera.y,
            )
        )  # fmt: skip
    _draw(painter, lines, pens)
    yield


def _pens(crowded: float, small: bool) -> list[QPen]:
    pens = []
    for share in (1.0, 0.15):
        for step in range(_STEPS):
            pen = edge_pen((step + 0.5) / _STEPS, 1.2 if small else 1.0)
            tint = pen.color()
            tint.setAlphaF(tint.alphaF() * crowded * share)
            pen.setColor(tint)
            pens.append(pen)
    return pens


def _draw(painter: QPainter, lines: list[list[QLineF]], pens: list[QPen]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for group, pen in zip(lines, pens, strict=True):
        if group:
            painter.setPen(pen)
            painter.drawLines(group)
            group.clear()


def paint_marks(painter: QPainter, model: Model, camera: Camera, marks: Marks) -> None:
    """The path, what is pointed at with its edges, what is chosen, where the keyboard is."""
    path = [model.place[id] for id in marks.path if id in model.place]
    if 0 <= marks.hover < len(model.ids):
        painter.setPen(QPen(theme.colour("faded"), 1.6))
        for edge in model.edges_of.get(marks.hover, [])[:200]:
            _line(painter, model, camera, model.sources[edge], model.targets[edge])
    painter.setPen(path_pen())
    for one, other in pairwise(path):
        _line(painter, model, camera, one, other)
    ringed = {model.place[id] for id in marks.selected if id in model.place}
    again = {*path, *ringed}
    if 0 <= marks.hover < len(model.ids):
        again.add(marks.hover)
    for at in sorted(again, reverse=True):
        where = camera.to_screen(model.x[at], model.y[at])
        painter.setPen(QPen(theme.colour("paper"), 1.0))
        radius = camera.size(model.radii[at])
        paint_node(painter, where, radius, model.kinds[at], fill_of(model, at, marks))
        if at in ringed:
            paint_ring(painter, where, radius + 4)
    if marks.focus in model.place:
        at = model.place[marks.focus]
        where = camera.to_screen(model.x[at], model.y[at])
        paint_ring(painter, where, camera.size(model.radii[at]) + 7, 1.5)


def _line(painter: QPainter, model: Model, camera: Camera, one: int, other: int) -> None:
    painter.drawLine(
        camera.to_screen(model.x[one], model.y[one]),
        camera.to_screen(model.x[other], model.y[other]),
    )


def candidates(model: Model, camera: Camera, area: QRectF) -> Iterable[int]:
    """Nodes whose names may be shown, the weightiest first."""
    if model.small:
        return range(len(model.ids))
    return model.grid.within(camera.seen(area))[:_SCANNED]


def paint_names(
    painter: QPainter,
    model: Model,
    camera: Camera,
    area: QRectF,
    marks: Marks,
    wanted: Iterable[int],
) -> list[int]:
    """Names that do not overlap, of `wanted` the first ones first; gives those that were drawn."""
    taken = _Taken()
    first = [model.place[id] for id in (*marks.path, *marks.selected) if id in model.place]
    if 0 <= marks.hover < len(model.ids):
        first.insert(0, marks.hover)
        first += [
            model.targets[e] if model.sources[e] == marks.hover else model.sources[e]
            for e in model.edges_of.get(marks.hover, [])[:12]
        ]
    if not model.small:
        _group_names(painter, model, camera, area, taken)
    plain, strong = name_font(False), name_font(True)
    drawn: list[int] = []
    ink, faded = theme.colour("ink"), theme.colour("faded")
    important = frozenset(first)
    for at in dict.fromkeys((*first, *wanted)):
        if len(drawn) >= MOST_NAMES and not model.small:
            break
        radius = camera.size(model.radii[at])
        if not model.small and radius < 3.4 and at not in important:
            continue
        where = camera.to_screen(model.x[at], model.y[at])
        if not area.contains(where):
            continue
        bold = at in important or (model.small and model.depths[at] < 2)
        face = strong if bold else plain
        text, wide, high = cut_name(model.names[at], face, theme.px(LONGEST_NAME))
        rect = name_rect(wide, high, where, radius)
        if not taken.take(rect):
            continue
        painter.setFont(face)
        paint_name(painter, rect, text, ink if bold or model.depths[at] < 3 else faded)
        drawn.append(at)
    return drawn


def _group_names(
    painter: QPainter, model: Model, camera: Camera, area: QRectF, taken: "_Taken"
) -> None:
    """The communities by name, while their discs are neither specks nor larger than the window."""
    face = theme.font(Type.HEADING, QFont.Weight.DemiBold)
    for group, radius in zip(model.groups, model.reaches, strict=True):
        reach = radius * camera.scale
        if group.size < 3 or reach < 26 or reach > 0.8 * area.width():
            continue
        where = camera.to_screen(group.x, group.y)
        if not area.adjusted(-reach, 0, reach, 2 * reach).contains(where):
            continue
        # In steps, so that the cut is not made anew at every scale.
        room = max(theme.px(150), 2 * reach) // 24 * 24
        text, wide, high = cut_name(group.name, face, room, at_end=True)
        rect = QRectF(where.x() - wide / 2 - 5, where.y() - reach * 1.05 - high, wide + 10, high)
        if area.intersects(rect) and taken.take(rect):
            painter.setFont(face)
            paint_name(painter, rect, text, theme.colour("faded"))


class _Taken:
    """Where names stand already, by lines of text."""

    _LINE = 16.0

    def __init__(self) -> None:
        self._lines: dict[int, list[QRectF]] = {}

    def take(self, rect: QRectF) -> bool:
        """Take a place if it is free."""
        lines = range(int(rect.top() // self._LINE), int(rect.bottom() // self._LINE) + 1)
        if any(rect.intersects(other) for line in lines for other in self._lines.get(line, ())):
            return False
        for line in lines:
            self._lines.setdefault(line, []).append(rect)
        return True
