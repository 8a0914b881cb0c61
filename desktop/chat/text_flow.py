"""Lays out one sentence with its raised numbers and its support mark, and paints it.

Plain text only: what comes from documents is never read as markup.
"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from desktop import theme

LINE_BREAK = "\u2028"
_UNBOUNDED = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one colour of the theme and one size; `raised` for source numbers."""

    text: str
    colour: str = "ink"
    size: int = theme.Type.ANSWER
    bold: bool = False
    raised: bool = False


class TextFlow:
    """A paragraph of runs, laid out for a width. Positions count from the first run's start."""

    def __init__(self) -> None:
        self._layout = QTextLayout()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._width = -1.0
        self._height = 0.0
        self._line_height = 0.0

    def set_runs(self, runs: list[Run], font: QFont) -> None:
        """Replace the text."""
        self._layout.setFont(font)
        self._line_height = font.pixelSize() * theme.Type.LINE_HEIGHT / 100
        self._layout.setText("".join(run.text for run in runs).replace("\n", LINE_BREAK))
        ranges: list[QTextLayout.FormatRange] = []
        start = 0
        for run in runs:
            formatted = QTextLayout.FormatRange()
            formatted.start, formatted.length = start, len(run.text)
            formatted.format = _format(run)
            ranges.append(formatted)
            start += len(run.text)
        self._layout.setFormats(ranges)
        self._width = -1.0

    def height(self, width: float) -> float:
        """Height at a width, in pixels."""
        self._lay_out(width)
        return self._height

    def natural_width(self) -> float:
        """Width of the longest line when nothing is wrapped."""
        self._lay_out(_UNBOUNDED)
        return max((line.naturalTextWidth() for line in self._lines()), default=0.0)

    def position_at(self, point: QPointF, width: float) -> tuple[int, bool]:
        """The position next to a point, and whether the point lies on the text itself."""
        self._lay_out(width)
        lines = self._lines()
        for index, line in enumerate(lines):
            if point.y() < (index + 1) * self._line_height or index == len(lines) - 1:
                inside = 0 <= point.y() < (index + 1) * self._line_height
                on_text = inside and 0 <= point.x() <= line.naturalTextWidth()
                return int(line.xToCursor(point.x())), on_text
        return 0, False

    def character_at(self, point: QPointF, width: float) -> int:
        """The character under a point; -1 beside the text."""
        position, on_text = self.position_at(point, width)
        if not on_text:
            return -1
        line = self._layout.lineForTextPosition(position)
        before = line.isValid() and point.x() < _x(line, position)
        return position - 1 if before else position

    def areas(self, start: int, end: int, width: float) -> list[QRectF]:
        """A rectangle for each line's share of the positions from `start` to `end`."""
        self._lay_out(width)
        found: list[QRectF] = []
        for index, line in enumerate(self._lines()):
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line, first), min(_x(line, last), line.naturalTextWidth())
                top = index * self._line_height
                found.append(QRectF(left, top, max(right - left, 0.0), self._line_height))
        return found

    def paint(
        self,
        painter: QPainter,
        width: float,
        underline: tuple[int, int, float] | None = None,
        selection: tuple[int, int] | None = None,
    ) -> None:
        """Paint at the origin; `underline` is (start, end, thickness) in the seal's colour."""
        self._lay_out(width)
        if underline:
            self._paint_underline(painter, *underline)
        marked: list[QTextLayout.FormatRange] = []
        if selection and selection[0] < selection[1]:
            formatted = QTextLayout.FormatRange()
            formatted.start, formatted.length = selection[0], selection[1] - selection[0]
            chosen = QTextCharFormat()
            chosen.setBackground(theme.colour("seal"))
            chosen.setForeground(theme.colour("on_seal"))
            formatted.format = chosen
            marked.append(formatted)
        self._layout.draw(painter, QPointF(0, 0), marked)

    def _paint_underline(self, painter: QPainter, start: int, end: int, thickness: float) -> None:
        painter.setPen(QPen(theme.colour("seal"), thickness))
        for line in self._lines():
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                y = line.y() + line.ascent() + 4
                right = min(_x(line, last), line.naturalTextWidth())
                painter.drawLine(QPointF(_x(line, first), y), QPointF(right, y))

    def _lay_out(self, width: float) -> None:
        if width == self._width:
            return
        self._width = width
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, y + (self._line_height - line.height()) / 2))
            y += self._line_height
        self._layout.endLayout()
        self._height = max(y, self._line_height)

    def _lines(self) -> list[QTextLine]:
        return [self._layout.lineAt(index) for index in range(self._layout.lineCount())]


def _x(line: QTextLine, position: int) -> float:
    # PySide returns the position it settled on along with the x.
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _format(run: Run) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(theme.colour(run.colour)))
    made.setProperty(QTextCharFormat.Property.FontPixelSize, theme.px(run.size))
    if run.bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    if run.raised:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return made
