"""How an entity and a connection are drawn, on the map and under an answer.

Its kind shows by colour and by a small difference of shape, so that nobody needs to tell colours.
"""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from core.types import EntityKind
from desktop import theme
from desktop.theme import Type

SHAPED_FROM = 4.5
"""The radius below which every entity is a dot."""
GAP = 3.0
"""Between an entity and its name."""
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextSingleLine)


def paint_node(painter: QPainter, at: QPointF, radius: float, kind: str, fill: QColor) -> None:
    """Draw an entity; the caller has set the pen."""
    painter.setBrush(QBrush(fill))
    shape = _SHAPES.get(kind) if radius >= SHAPED_FROM else None
    if shape is None:
        painter.drawEllipse(at, radius, radius)
        return
    painter.save()
    if painter.pen().style() != Qt.PenStyle.NoPen:
        # As wide as it is said, however large the shape.
        pen = QPen(painter.pen())
        pen.setCosmetic(True)
        painter.setPen(pen)
    painter.translate(at)
    painter.scale(radius, radius)
    painter.drawPath(shape)
    painter.restore()


def paint_ring(painter: QPainter, at: QPointF, radius: float, width: float = 2.0) -> None:
    """Mark an entity as chosen, or as where the keyboard is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("seal"), width))
    painter.drawEllipse(at, radius, radius)


def edge_pen(strength: float, width: float = 1.0) -> QPen:
    """A connection that nothing points at; stronger ones are darker."""
    tint = theme.colour("edge")
    tint.setAlphaF(0.28 + 0.4 * min(max(strength, 0.0), 1.0))
    return QPen(tint, width)


def path_pen() -> QPen:
    """A connection that is followed."""
    pen = QPen(theme.colour("seal"), 3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def name_font(strong: bool, small: bool = False) -> QFont:
    """The face of a name."""
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    return theme.font(Type.RAIL if small else Type.SECOND, weight)


def cut_name(text: str, face: QFont, room: float, at_end: bool = False) -> tuple[str, float, float]:
    """A name cut in the middle to the room it has, its width and its height; remembered."""
    return _cut(text, face.pixelSize(), face.weight(), int(room), at_end)


@lru_cache(maxsize=8192)
def _cut(
    text: str, size: int, weight: QFont.Weight, room: int, at_end: bool
) -> tuple[str, float, float]:
    face = QFont(theme.font())
    face.setPixelSize(size)
    face.setWeight(weight)
    metrics = QFontMetricsF(face)
    mode = Qt.TextElideMode.ElideRight if at_end else Qt.TextElideMode.ElideMiddle
    cut = metrics.elidedText(text, mode, room)
    return cut, metrics.horizontalAdvance(cut), metrics.height()


def name_rect(wide: float, high: float, at: QPointF, radius: float) -> QRectF:
    """Where a name stands: below its entity, in the middle."""
    return QRectF(at.x() - wide / 2 - 3, at.y() + radius + GAP, wide + 6, high)


def paint_name(painter: QPainter, rect: QRectF, text: str, tint: QColor) -> None:
    """A name on a breath of paper, so that lines behind it do not cross its letters."""
    plate = theme.colour("paper")
    plate.setAlphaF(0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(tint)
    painter.drawText(rect, _MIDDLE, text)


def _polygon(corners: int, turn: float, size: float) -> QPainterPath:
    path = QPainterPath()
    for at in range(corners):
        angle = turn + 2 * math.pi * at / corners
        point = QPointF(size * math.cos(angle), size * math.sin(angle))
        if at:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


def _rounded(wide: float, high: float, corner: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-wide, -high, 2 * wide, 2 * high), corner, corner)
    return path


_SHAPES = {
    str(EntityKind.PLACE): _polygon(4, 0.0, 1.15),
    str(EntityKind.ORGANISATION): _rounded(0.88, 0.88, 0.22),
    str(EntityKind.WORK): _rounded(0.72, 1.0, 0.12),
    str(EntityKind.TERM): _polygon(6, 0.0, 1.05),
    str(EntityKind.EVENT): _polygon(3, -math.pi / 2, 1.2),
}
"""In units of the radius, all of about one area; persons and what nothing is known of are round."""
