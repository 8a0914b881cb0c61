"""Text painted in a cell in a few lines, the last one cut."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from desktop import theme

_LONGEST = 2000
"""Characters that are laid out at most; a few lines never show more."""


def write_lines(painter: QPainter, rect: QRect, text: str, tint: str, most: int) -> None:
    """Write a text in at most `most` lines, in the middle of `rect`; the last one is cut."""
    if rect.width() <= 0:
        return
    text = text[:_LONGEST]
    metrics = painter.fontMetrics()
    layout = QTextLayout(text, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        start = line.textStart()
        if len(lines) == most - 1:
            rest = text[start:]
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width()))
            break
        lines.append(text[start : start + line.textLength()])
    layout.endLayout()
    painter.setPen(theme.colour(tint))
    height = metrics.lineSpacing()
    top = rect.center().y() - len(lines) * height // 2 + metrics.ascent() + 1
    for at, line_text in enumerate(lines):
        painter.drawText(rect.left(), top + at * height, line_text)
