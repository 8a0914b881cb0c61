"""Lays out runs of text with raised numbers, support marks and formulae, and paints them.

Plain text only: what comes from documents is never read as markup.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
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
PLACEHOLDER = "\u53e3"
"""The one character of a run that a drawing stands for. A Chinese one, since a line may be broken
before and after it, but not between it and a comma."""
_UNBOUNDED = 1e6
_PLACEHOLDER_PIXELS = 4
_AIR = 2.0
"""Pixels that a tall drawing keeps from the lines above and below."""


class Drawing(Protocol):
    """A picture within a line; measures in pixels."""

    width: float
    ascent: float
    descent: float

    def paint(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Paint with the left end of its baseline at a point."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one colour of the theme and one size; `raised` for source numbers."""

    text: str
    colour: str = "ink"
    size: int = theme.Type.ANSWER
    bold: bool = False
    raised: bool = False
    italic: bool = False
    strike: bool = False
    underlined: bool = False
    fixed: bool = False
    """In the typeface of code."""
    ground: bool = False
    """On a ground of its own."""
    drawing: Drawing | None = None
    """What is painted instead of the text, which is then `PLACEHOLDER`."""


class TextFlow:
    """A paragraph of runs, laid out for a width. Positions count from the first run's start.

    `line_height` is in per cent of the type size; `wrapped` False breaks lines only where the text
    does.
    """

    def __init__(
        self,
        line_height: int = theme.Type.LINE_HEIGHT,
        wrapped: bool = True,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        self._layout = QTextLayout()
        option = QTextOption()
        mode = QTextOption.WrapMode
        option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if wrapped else mode.ManualWrap)
        option.setAlignment(alignment)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._spacing = line_height / 100
        self._width = -1.0
        self._height = 0.0
        self._natural = -1.0
        self._line_height = 0.0
        self._tops: list[float] = []
        self._drawings: list[tuple[int, Drawing, str]] = []
        self._wide: list[int] = []

    def set_runs(self, runs: list[Run], font: QFont) -> None:
        """Replace the text."""
        text = "".join(run.text for run in runs).replace("\n", LINE_BREAK)
        # Qt counts halves of what lies beyond the basic plane, such as emoji; Python does not.
        beyond = text and max(text) > "\uffff"
        self._wide = [at for at, sign in enumerate(text) if sign > "\uffff"] if beyond else []
        self._layout.setFont(font)
        self._line_height = font.pixelSize() * self._spacing
        self._layout.setText(text)
        self._drawings = []
        ranges: list[QTextLayout.FormatRange] = []
        start = 0
        for run in runs:
            end = start + len(run.text)
            formatted = QTextLayout.FormatRange()
            formatted.start = self._inner(start)
            formatted.length = self._inner(end) - formatted.start
            formatted.format = _format(run)
            ranges.append(formatted)
            if run.drawing is not None:
                self._drawings.append((start, run.drawing, run.colour))
            start = end
        self._layout.setFormats(ranges)
        self._width = self._natural = -1.0

    def _inner(self, position: int) -> int:
        """The position as Qt counts it."""
        return position + bisect_left(self._wide, position) if self._wide else position

    def _outer(self, position: int) -> int:
        """A position of Qt's as Python counts it."""
        if not self._wide:
            return position
        inner = [at + number + 1 for number, at in enumerate(self._wide)]
        return position - bisect_right(inner, position)

    def height(self, width: float) -> float:
        """Height at a width, in pixels."""
        self._lay_out(width)
        return self._height

    def natural_width(self) -> float:
        """Width of the longest line when nothing is wrapped."""
        if self._natural < 0:
            self._lay_out(_UNBOUNDED)
            lines = self._lines()
            self._natural = max((line.naturalTextWidth() for line in lines), default=0.0)
        return self._natural

    def position_at(self, point: QPointF, width: float) -> tuple[int, bool]:
        """The position next to a point, and whether the point lies on the text itself."""
        self._lay_out(width)
        lines = self._lines()
        if not lines:
            return 0, False
        index = min(max(bisect_right(self._tops, point.y()) - 1, 0), len(lines) - 1)
        line = lines[index]
        inside = 0 <= point.y() < self._bottom(index)
        across = point.x() - _x(line, line.textStart())
        on_text = inside and 0 <= across <= line.naturalTextWidth()
        return self._outer(int(line.xToCursor(point.x()))), on_text

    def character_at(self, point: QPointF, width: float) -> int:
        """The character under a point; -1 beside the text."""
        position, on_text = self.position_at(point, width)
        if not on_text:
            return -1
        inner = self._inner(position)
        line = self._layout.lineForTextPosition(inner)
        before = line.isValid() and point.x() < _x(line, inner)
        return position - 1 if before else position

    def areas(self, start: int, end: int, width: float) -> list[QRectF]:
        """A rectangle for each line's share of the positions from `start` to `end`."""
        self._lay_out(width)
        start, end = self._inner(start), self._inner(end)
        found: list[QRectF] = []
        for index, line in enumerate(self._lines()):
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line, first), _right(line, last)
                top, bottom = self._tops[index], self._bottom(index)
                found.append(QRectF(left, top, max(right - left, 0.0), bottom - top))
        return found

    def paint(
        self,
        painter: QPainter,
        width: float,
        underline: tuple[int, int, float] | None = None,
        selection: tuple[int, int] | None = None,
        at: QPointF | None = None,
    ) -> None:
        """Paint at a point, else at the origin; `underline` is (start, end, thickness) in the
        seal's colour."""
        self._lay_out(width)
        origin = at or QPointF(0, 0)
        if underline:
            self.paint_underline(painter, *underline, origin)
        marked: list[QTextLayout.FormatRange] = []
        if selection and selection[0] < selection[1]:
            formatted = QTextLayout.FormatRange()
            formatted.start = self._inner(selection[0])
            formatted.length = self._inner(selection[1]) - formatted.start
            chosen = QTextCharFormat()
            chosen.setBackground(theme.colour("seal"))
            chosen.setForeground(theme.colour("on_seal"))
            formatted.format = chosen
            marked.append(formatted)
        self._layout.draw(painter, origin, marked)
        for place, drawing, colour in self._drawings:
            inner = self._inner(place)
            line = self._layout.lineForTextPosition(inner)
            if line.isValid():
                picked = bool(marked) and selection is not None
                picked = picked and selection[0] <= place < selection[1]  # type: ignore[index]
                left = QPointF(_x(line, inner), line.y() + line.ascent()) + origin
                ink = theme.colour("on_seal" if picked else colour)
                if picked:
                    top = QPointF(left.x(), left.y() - drawing.ascent)
                    size = QSizeF(drawing.width, drawing.ascent + drawing.descent)
                    painter.fillRect(QRectF(top, size), theme.colour("seal"))
                drawing.paint(painter, left, ink)

    def paint_underline(
        self, painter: QPainter, start: int, end: int, thickness: float, origin: QPointF
    ) -> None:
        """Draw a line in the seal's colour under the positions from `start` to `end`."""
        painter.setPen(QPen(theme.colour("seal"), thickness))
        start, end = self._inner(start), self._inner(end)
        for line in self._lines():
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                y = line.y() + line.ascent() + 4
                left, right = _x(line, first), _right(line, last)
                painter.drawLine(QPointF(left, y) + origin, QPointF(right, y) + origin)

    def _lay_out(self, width: float) -> None:
        if width == self._width:
            return
        self._width = width
        self._tops = []
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            above = (self._line_height - line.height()) / 2
            below = above + line.height() - line.ascent()
            above += line.ascent()
            for drawing in self._drawings_in(line):
                above = max(above, drawing.ascent + _AIR)
                below = max(below, drawing.descent + _AIR)
            line.setPosition(QPointF(0, y + above - line.ascent()))
            self._tops.append(y)
            y += above + below if self._drawings else self._line_height
        self._layout.endLayout()
        self._height = max(y, self._line_height)

    def _drawings_in(self, line: QTextLine) -> list[Drawing]:
        if not self._drawings:
            return []
        start, end = line.textStart(), line.textStart() + line.textLength()
        return [
            drawing for place, drawing, _ in self._drawings if start <= self._inner(place) < end
        ]

    def _bottom(self, index: int) -> float:
        return self._tops[index + 1] if index + 1 < len(self._tops) else self._height

    def _lines(self) -> list[QTextLine]:
        return [self._layout.lineAt(index) for index in range(self._layout.lineCount())]


def _right(line: QTextLine, position: int) -> float:
    """Where a position lies, spaces that hang over the line's end left out."""
    return min(_x(line, position), _x(line, line.textStart()) + line.naturalTextWidth())


def _x(line: QTextLine, position: int) -> float:
    # PySide returns the position it settled on along with the x.
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _format(run: Run) -> QTextCharFormat:
    made = QTextCharFormat()
    if run.drawing is not None:
        made.setForeground(QColor(Qt.GlobalColor.transparent))
        made.setProperty(QTextCharFormat.Property.FontPixelSize, _PLACEHOLDER_PIXELS)
        made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        made.setFontLetterSpacing(run.drawing.width - _PLACEHOLDER_PIXELS)
        return made
    made.setForeground(QColor(theme.colour(run.colour)))
    made.setProperty(QTextCharFormat.Property.FontPixelSize, theme.px(run.size))
    if run.bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    if run.raised:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if run.italic:
        made.setFontItalic(True)
    if run.strike:
        made.setFontStrikeOut(True)
    if run.underlined:
        made.setFontUnderline(True)
    if run.fixed:
        made.setFontFamilies(list(theme.fixed_families()))
    if run.ground:
        made.setBackground(theme.colour("wash"))
    return made
