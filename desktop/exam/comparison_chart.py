"""The comparison as horizontal bars, best first: among the first three, the first ten, chance.

The dashed line is how the library works now; a whisker (95 % of a paired bootstrap against it) that
does not touch the line is a difference that chance does not explain.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.types import ExamComparison, ExamVerdict
from desktop import theme, translations
from desktop.exam.wording import COMPARED, among_first, found, words
from desktop.technique_names import technique_names
from desktop.theme import Space, Type
from desktop.widgets.text import plain_tip

FIRST_BARS = 8
_BAR = 12
_WHISKER = 4
_DASH = 3
_SWATCH = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One way; shares from 0 to 1. `low` and `high` are None where nothing was compared."""

    label: str
    short: str
    """The label where there is little room."""
    figure: str
    tip: str
    first: float
    all: float
    low: float | None
    high: float | None
    current: bool
    best: bool


def bars(comparison: ExamComparison) -> list[Bar]:
    """The bars of a comparison, in its order."""
    current = comparison.sittings[comparison.current]
    now = current.scores.get(COMPARED, 0.0)
    embedders = len({each.embedder for each in comparison.sittings}) > 1
    made = []
    for place, sitting in enumerate(comparison.sittings):
        difference = next((d for d in sitting.differences if d.measure == COMPARED), None)
        is_current = place == comparison.current
        whisker = difference is not None and not is_current
        made.append(
            Bar(
                technique_names.way(sitting, embedders),
                technique_names.short_way(sitting, embedders),
                words.way_score(sitting),
                f"{technique_names.way(sitting, True)}\n{words.way_score(sitting)}\n"
                f"{words.score(sitting)}\n"
                f"{technique_names.technical_way(sitting)}",
                among_first(sitting) / max(1, sitting.questions),
                found(sitting) / max(1, sitting.questions),
                min(1.0, max(0.0, now + difference.low)) if difference and whisker else None,
                min(1.0, max(0.0, now + difference.high)) if difference and whisker else None,
                is_current,
                place == comparison.best and comparison.verdict is ExamVerdict.BETTER,
            )
        )
    return made


class ComparisonChart(QWidget):
    """Paints the bars; the same figures stand in a table beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[Bar] = []
        self._all: list[Bar] = []
        self._now = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_comparison(self, comparison: ExamComparison, every: bool) -> None:
        """Show the best ways and the current one, or `every` one."""
        self._all = bars(comparison)
        self._now = self._all[comparison.current].first
        self._bars = [
            bar for at, bar in enumerate(self._all) if every or at < FIRST_BARS or bar.current
        ]
        self.setAccessibleName(self.tr("How well each way did"))
        said = (f"{self._marked(bar)}: {bar.figure}" for bar in self._bars)
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    @property
    def hidden_bars(self) -> int:
        """How many ways are not drawn."""
        return len(self._all) - len(self._bars)

    def shown(self) -> list[Bar]:
        """The bars that are drawn, from the top."""
        return list(self._bars)

    # ---- measures ------------------------------------------------------------------------------

    def _row(self) -> int:
        return QFontMetrics(theme.font()).height() + theme.px(_BAR) + Space.XS + Space.L

    def _legend(self) -> int:
        return QFontMetrics(theme.font(Type.SECOND)).height() + Space.S

    def _top(self) -> int:
        return self._legend() * len(self._legend_lines(self.width())) + Space.M

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(theme.px(480), self._top() + self._row() * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        """Its width gives way; its height does not."""
        return QSize(theme.px(200), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """A narrow legend takes more lines."""
        self.updateGeometry()

    def bar_rect(self, at: int) -> QRectF:
        """Where the bar of a row may stretch, from nothing found to everything."""
        top = self._top() + at * self._row() + QFontMetrics(theme.font()).height() + Space.XS
        return QRectF(0, top, max(1, self.width() - _WHISKER), theme.px(_BAR))

    # ---- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw legend, bars, whiskers and the line of how it is now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        for at, bar in enumerate(self._bars):
            self._paint_words(painter, at, bar)
            self._paint_bar(painter, at, bar)
        if self._bars:
            first, last = self.bar_rect(0), self.bar_rect(len(self._bars) - 1)
            x = first.left() + self._now * first.width()
            painter.setPen(_dashed())
            for at in range(len(self._bars)):
                rect = self.bar_rect(at)
                reach = Space.XS if rect != last else 0
                painter.drawLine(QPointF(x, rect.top() - 2), QPointF(x, rect.bottom() + reach))
        painter.end()

    def _paint_words(self, painter: QPainter, at: int, bar: Bar) -> None:
        rect = self.bar_rect(at)
        strong = bar.best or bar.current
        face = theme.font(Type.BODY, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        metrics = QFontMetrics(face)
        top = rect.top() - Space.XS - metrics.height()
        small = theme.font(Type.SECOND)
        figure = bar.figure if self.width() > theme.px(460) else translations.percent(bar.first)
        wide = QFontMetrics(small).horizontalAdvance(figure) + 2
        painter.setFont(small)
        painter.setPen(theme.colour("faded"))
        box = QRectF(self.width() - wide, top, wide, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
        painter.setFont(face)
        painter.setPen(theme.colour("ink"))
        room = int(self.width() - wide - Space.M)
        text = self._marked(bar)
        if metrics.horizontalAdvance(text) > room:
            text = self._marked(bar, short=True)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRectF(0, top, room, metrics.height()), Qt.AlignmentFlag.AlignVCenter, text
        )

    def _marked(self, bar: Bar, short: bool = False) -> str:
        label = bar.short if short else bar.label
        if bar.current:
            return self.tr("Now: {way}").replace("{way}", label)
        if bar.best:
            return self.tr("Best: {way}").replace("{way}", label)
        return label

    def _paint_bar(self, painter: QPainter, at: int, bar: Bar) -> None:
        rect = self.bar_rect(at)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, tint in ((bar.all, "line"), (bar.first, "seal" if bar.best else "edge")):
            part = QRectF(rect)
            part.setWidth(rect.width() * share)
            painter.setBrush(theme.colour(tint))
            painter.drawRoundedRect(part, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRoundedRect(rect, 2, 2)
        if bar.low is None or bar.high is None:
            return
        middle = rect.center().y()
        left, right = (rect.left() + share * rect.width() for share in (bar.low, bar.high))
        painter.setPen(QPen(theme.colour("ink"), 1.5))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x in (left, right):
            painter.drawLine(QPointF(x, middle - _WHISKER), QPointF(x, middle + _WHISKER))

    def _legend_lines(self, width: int) -> list[list[tuple[str, str, float]]]:
        metrics = QFontMetrics(theme.font(Type.SECOND))
        lines: list[list[tuple[str, str, float]]] = [[]]
        left = 0.0
        for shape, text in (
            ("first", self.tr("among the first three")),
            ("all", self.tr("among the first ten")),
            ("chance", self.tr("what chance may do")),
            ("now", self.tr("how it is now")),
        ):
            wide = _SWATCH + Space.XS + metrics.horizontalAdvance(text) + Space.L
            if left and left + wide > width:
                lines.append([])
                left = 0.0
            lines[-1].append((shape, text, left))
            left += wide
        return lines

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(theme.font(Type.SECOND))
        metrics = painter.fontMetrics()
        for number, line in enumerate(self._legend_lines(self.width())):
            middle = number * self._legend() + metrics.height() / 2
            for shape, text, left in line:
                swatch = QRectF(left, middle - _SWATCH / 2, _SWATCH, _SWATCH)
                _paint_swatch(painter, shape, swatch)
                painter.setPen(theme.colour("faded"))
                box = QRectF(swatch.right() + Space.XS, middle - metrics.height() / 2,
                             metrics.horizontalAdvance(text) + 2, metrics.height())  # fmt: skip
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def event(self, event: QEvent) -> bool:
        """Say more of the way under the pointer."""
        if isinstance(event, QHelpEvent):
            at = int((event.pos().y() - self._top()) // self._row())
            if 0 <= at < len(self._bars):
                QToolTip.showText(event.globalPos(), plain_tip(self._bars[at].tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _dashed() -> QPen:
    pen = QPen(theme.colour("ink"), 1)
    pen.setDashPattern([_DASH, _DASH])
    return pen


def _paint_swatch(painter: QPainter, shape: str, rect: QRectF) -> None:
    if shape in ("first", "all"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("edge" if shape == "first" else "line"))
        painter.drawRoundedRect(rect, 2, 2)
        return
    middle = rect.center()
    if shape == "now":
        painter.setPen(_dashed())
        painter.drawLine(QPointF(middle.x(), rect.top()), QPointF(middle.x(), rect.bottom()))
        return
    painter.setPen(QPen(theme.colour("ink"), 1.5))
    painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y()))
    for x in (rect.left(), rect.right()):
        painter.drawLine(QPointF(x, middle.y() - _WHISKER), QPointF(x, middle.y() + _WHISKER))
