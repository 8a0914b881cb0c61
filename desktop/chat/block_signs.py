"""Bars of quotes and signs of lists, painted beside the blocks of an answer."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from core.text.markdown import Container, Holder
from desktop import theme
from desktop.chat.block_spacing import width_of
from desktop.theme import Space, Type


def paint_containers(
    painter: QPainter,
    containers: Sequence[Container],
    above: Sequence[Container],
    ended: int,
    stands: tuple[int, int],
) -> None:
    """Paint what a block stands in; it `stands` at (top, height), in pixels.

    `above` is what the block above it stands in, and `ended` where that one ends: bars join.
    """
    top, height = stands
    x = 0
    for depth, container in enumerate(containers):
        width = width_of(container)
        if container.holder is Holder.QUOTE:
            joined = depth < len(above) and above[depth].holder is Holder.QUOTE
            start = ended - 3 if joined else top
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(QRectF(x, start, 3, top + height - start), 1.5, 1.5)
        elif container.first:
            _paint_sign(painter, container, x, top, width)
        x += width


def _paint_sign(painter: QPainter, container: Container, x: int, top: int, width: int) -> None:
    line = theme.px(Type.ANSWER) * Type.LINE_HEIGHT / 100
    if container.holder is Holder.BULLET:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("faded"))
        radius = theme.px(5) / 2
        painter.drawEllipse(QPointF(x + width - Space.M, top + line / 2), radius, radius)
        return
    painter.setFont(theme.font(Type.ANSWER))
    painter.setPen(theme.colour("faded"))
    area = QRectF(x, top, width - Space.S, line)
    painter.drawText(
        area,
        int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
        f"{container.number}.",
    )
