"""How well a lesson predicts, painted live: what it learns from, and what it has not seen.

The pointer or the arrow keys read values; the best is ringed. Thousands of steps are drawn by
their peaks, faint, with the way they take over them (course.py).
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.teach.chart_words import Reading, chart_words
from desktop.teach.course import Course
from desktop.theme import Size, Space, Type

_HEIGHT = 264
_LEAST_HEIGHT = 180
_LINE = 1.75
_DOT = 3.0
_RING = 5.5
_FEW = 40
"""Up to so many values each has a dot of its own."""
_TICKS = 4
_ROUND = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
_FAINT = 0.28
_DOTS = (0.1, 2.4)
"""Round dots in a row, in widths of the pen."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the plot shows: steps from 0 to `right`, losses from `bottom` to `top`."""

    right: float
    bottom: float
    top: float
    tick: float


def scale_of(course: Course) -> Scale:
    """Bounds at round numbers around all that is to be seen."""
    last = course.last_step
    right = float(min(_round_up(last), course.steps) if course.steps >= last else last)
    extremes = [series.extremes() for series in (course.seen, course.unseen) if series]
    low = min((each[0] for each in extremes), default=0.0)
    high = max((each[1] for each in extremes), default=1.0)
    # From nothing where that costs little room: then heights can be compared.
    low = 0.0 if low < high / 3 else low
    tick = _tick((high - low) or high or 1.0)
    bottom = math.floor(low / tick) * tick
    top = max(math.ceil(high / tick - 0.25) * tick, high)
    return Scale(max(right, 1.0), bottom, max(top, bottom + tick), tick)


def _round_up(steps: int) -> int:
    """The next of 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120 … that is no less."""
    size = int(10 ** max(0, len(str(steps)) - 2))
    return next((size * each for each in _ROUND if size * each >= steps), size * 100)


def _tick(spread: float) -> float:
    rough = spread / _TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * each for each in (1, 2, 2.5, 5, 10) if size * each >= rough * 0.999)


class LessonChart(QWidget):
    """Two lines over the steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = Course()
        self._scale = scale_of(self._course)
        self._lines: dict[str, QPolygonF] = {}
        """Polygons in pixels, until course or size change."""
        self.reading: Reading | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.retranslate()

    def show_course(self, course: Course) -> None:
        """Show a course; the same one again after it grew."""
        same = course is self._course
        self._course = course
        self._scale = scale_of(course)
        self._lines.clear()
        if not same:
            self.reading = None
        self.retranslate()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide; as high as a glance needs."""
        return QSize(theme.px(480), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Smaller in a small window."""
        return QSize(theme.px(200), theme.px(_LEAST_HEIGHT))

    # ---- where things stand --------------------------------------------------------------------

    def plot(self) -> QRectF:
        """The room of the lines."""
        metrics = QFontMetrics(theme.font(Type.SECOND))
        labels = (self._figure(value) for value in self._ticks())
        left = max(metrics.horizontalAdvance(each) for each in labels) + Space.M
        bottom = metrics.height() + Space.S
        return QRectF(left, Space.S, max(1, self.width() - left - Space.M),
                      max(1, self.height() - Space.S - bottom))  # fmt: skip

    def place(self, step: float, value: float) -> QPointF:
        """Where a value is drawn."""
        plot, scale = self.plot(), self._scale
        return QPointF(
            plot.left() + step / scale.right * plot.width(),
            plot.bottom() - (value - scale.bottom) / (scale.top - scale.bottom) * plot.height(),
        )

    def _ticks(self) -> list[float]:
        scale = self._scale
        count = math.floor((scale.top - scale.bottom) / scale.tick + 1e-6)
        return [scale.bottom + at * scale.tick for at in range(count + 1)]

    def _figure(self, value: float) -> str:
        if not self._course.seen and not self._course.unseen:
            return ""
        places = max(0, -math.floor(math.log10(self._scale.tick) + 1e-9))
        if round(self._scale.tick, places) != round(self._scale.tick, places + 1):
            places += 1
        return QLocale().toString(value, "f", places)

    # ---- reading -------------------------------------------------------------------------------

    def read(self, step: float) -> None:
        """Read the values nearest to a step."""
        course = self._course
        nearest = [
            series.steps[series.nearest(step)] for series in (course.seen, course.unseen) if series
        ]
        if not nearest:
            return
        at = min(nearest, key=lambda each: abs(each - step))
        reading = Reading(at, course.seen.at(at), course.unseen.at(at))
        if reading != self.reading:
            self.reading = reading
            self.retranslate()
            self.update()

    def stop_reading(self) -> None:
        """Show the lines alone."""
        if self.reading is not None:
            self.reading = None
            self.retranslate()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read below the pointer."""
        plot = self.plot()
        share = (event.position().x() - plot.left()) / plot.width()
        self.read(min(max(share, 0.0), 1.0) * self._scale.right)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.stop_reading()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is; by Tab, read the latest at once."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.read(self._course.last_step)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone."""
        super().focusOutEvent(event)
        self.stop_reading()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from value to value, Page Up and Page Down a tenth, Home and End all."""
        steps = self._read_steps()
        here = self.reading.step if self.reading is not None else self._course.last_step
        at = bisect_left(steps, here)
        far = max(1, len(steps) // 10)
        moves = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_PageUp: at - far,
            Qt.Key.Key_PageDown: at + far,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(steps) - 1,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or not steps:
            super().keyPressEvent(event)
            return
        self.read(steps[min(max(wanted, 0), len(steps) - 1)])

    def _read_steps(self) -> list[int]:
        return sorted({*self._course.seen.steps, *self._course.unseen.steps})

    # ---- words ---------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew, in other colours or at another size of text too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._lines.clear()
            self.updateGeometry()
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lines anew."""
        super().resizeEvent(event)
        self._lines.clear()

    def retranslate(self) -> None:
        """Say in words what is drawn."""
        self.setAccessibleName(chart_words.title())
        if self.reading is not None:
            said = ", ".join(chart_words.reading(self.reading, self._course))
        else:
            said = chart_words.summary(self._course)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    # ---- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, lines, the best, and what is read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self.plot()
        self._paint_grid(painter, plot)
        painter.save()
        painter.setClipRect(plot.adjusted(-_RING - 1, -Space.S, _RING + 1, 1))
        self._paint_seen(painter)
        self._paint_unseen(painter)
        self._paint_best(painter, plot)
        painter.restore()
        if self.reading is not None:
            self._paint_reading(painter, plot, self.reading)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("seal"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, Size.SMALL_RADIUS, Size.SMALL_RADIUS)
        painter.end()

    def _paint_grid(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(theme.font(Type.SECOND))
        metrics = painter.fontMetrics()
        for value in self._ticks():
            y = round(self.place(0, value).y()) + 0.5
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("faded"))
            box = QRectF(0, y - metrics.height() / 2, plot.left() - Space.S, metrics.height())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, self._figure(value))
        painter.setPen(theme.colour("faded"))
        below = QRectF(0, plot.bottom() + Space.S, plot.right(), metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, chart_words.steps(self._course))

    def _line(self, name: str, points: list[tuple[float, float]]) -> QPolygonF:
        if name not in self._lines:
            plot, scale = self.plot(), self._scale
            wide, high = plot.width() / scale.right, plot.height() / (scale.top - scale.bottom)
            left, bottom = plot.left(), plot.bottom() + scale.bottom * high
            self._lines[name] = QPolygonF(
                [QPointF(left + step * wide, bottom - value * high) for step, value in points]
            )
        return self._lines[name]

    def _paint_seen(self, painter: QPainter) -> None:
        series = self._course.seen
        pen = QPen(theme.colour("seal"), _LINE)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        line = self._line("seen", series.line())
        if series.thinned:
            faint = theme.colour("seal")
            faint.setAlphaF(_FAINT)
            painter.setPen(QPen(faint, 1))
            painter.drawPolyline(line)
            line = self._line("smooth", series.smooth())
        painter.setPen(pen)
        painter.drawPolyline(line)
        if len(series) == 1:
            self._dot(painter, line.at(0), "seal")

    def _paint_unseen(self, painter: QPainter) -> None:
        series = self._course.unseen
        line = self._line("unseen", series.line())
        painter.setPen(dotted_pen())
        painter.drawPolyline(line)
        if len(series) <= _FEW:
            for at in range(line.size()):
                self._dot(painter, line.at(at), "unseen")

    def _dot(self, painter: QPainter, point: QPointF, tint: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.unseen_colour() if tint == "unseen" else theme.colour(tint))
        painter.drawEllipse(point, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_best(self, painter: QPainter, plot: QRectF) -> None:
        course = self._course
        value = course.unseen.at(course.best_step) if course.best_step else None
        if value is None:
            return
        middle = self.place(course.best_step, value)
        painter.setPen(QPen(theme.colour("ink"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, _RING, _RING)
        painter.setFont(theme.font(Type.SECOND, QFont.Weight.DemiBold))
        text, metrics = chart_words.best(), painter.fontMetrics()
        wide = metrics.horizontalAdvance(text) + 2
        left = min(max(middle.x() - wide / 2, plot.left()), plot.right() - wide)
        top = middle.y() - _RING - Space.XS - metrics.height()
        if top < plot.top():
            top = middle.y() + _RING + Space.XS
        painter.drawText(QRectF(left, top, wide, metrics.height()), text)

    def _paint_reading(self, painter: QPainter, plot: QRectF, reading: Reading) -> None:
        x = self.place(reading.step, 0).x()
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        for value, tint in ((reading.seen, "seal"), (reading.unseen, "unseen")):
            if value is not None and value <= self._scale.top:
                self._dot(painter, self.place(reading.step, value), tint)
        lines = chart_words.reading(reading, self._course)
        painter.setFont(theme.font(Type.SECOND))
        metrics = painter.fontMetrics()
        wide = max(metrics.horizontalAdvance(each) for each in lines) + 2 * Space.S + 2
        high = metrics.height() * len(lines) + Space.S
        left = x + Space.S if x + Space.S + wide <= self.width() else x - Space.S - wide
        box = QRectF(max(plot.left(), left), plot.top(), wide, high)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("sheet"))
        painter.drawRoundedRect(box, Size.SMALL_RADIUS, Size.SMALL_RADIUS)
        painter.setPen(theme.colour("ink"))
        painter.drawText(box.adjusted(Space.S, Space.XS, 0, 0), "\n".join(lines))


def dotted_pen() -> QPen:
    """The line of what it has not seen."""
    pen = QPen(theme.unseen_colour(), _LINE + 0.5)
    pen.setDashPattern(list(_DOTS))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
