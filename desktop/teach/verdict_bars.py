"""The exam taken four ways, as bars with the interval that chance leaves drawn over each."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.types import LessonVerdict, WayScore
from desktop import theme
from desktop.teach.verdict_words import WAYS, verdict_words
from desktop.theme import Space, Type

_BAR = 12
_WHISKER = 4
_CLEAR = ("yes", "no")


class VerdictBars(QWidget):
    """A row for each way, in the order base, with documents, taught, both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: list[WayScore] = []
        self._best = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_verdict(self, verdict: LessonVerdict) -> None:
        """Show the ways of a verdict."""
        known = {each.way: each for each in verdict.ways}
        self._ways = [known[way] for way in WAYS if way in known]
        # Where chance explains the differences none is the best.
        self._best = verdict.best if verdict.helped in _CLEAR else ""
        self.setAccessibleName(self.tr("How well each way answers the exam"))
        said = (f"{self._label(each)}: {verdict_words.share(each)}" for each in self._ways)
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    def _row(self) -> int:
        return QFontMetrics(theme.font()).height() + theme.px(_BAR) + Space.XS + Space.M

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(theme.px(440), self._row() * len(self._ways))

    def minimumSizeHint(self) -> QSize:
        """Its width gives way."""
        return QSize(theme.px(200), self.sizeHint().height())

    def bar_rect(self, at: int) -> QRectF:
        """Where the bar of a row may stretch, from no answer right to all."""
        top = at * self._row() + QFontMetrics(theme.font()).height() + Space.XS
        return QRectF(_WHISKER, top, max(1, self.width() - 2 * _WHISKER), theme.px(_BAR))

    def _label(self, way: WayScore) -> str:
        name = verdict_words.way(way.way)
        if way.way == self._best:
            return self.tr("Best: {way}").replace("{way}", name)
        return name

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, bars and whiskers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, way in enumerate(self._ways):
            rect = self.bar_rect(at)
            self._paint_words(painter, rect, way)
            self._paint_bar(painter, rect, way)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF, way: WayScore) -> None:
        best = way.way == self._best
        face = theme.font(Type.BODY, QFont.Weight.DemiBold if best else QFont.Weight.Normal)
        small = theme.font(Type.SECOND)
        figure = verdict_words.share(way)
        metrics = QFontMetrics(face)
        top = rect.top() - Space.XS - metrics.height()
        wide = QFontMetrics(small).horizontalAdvance(figure) + 2
        painter.setFont(small)
        painter.setPen(theme.colour("faded"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(rect.right() - wide, top, wide, metrics.height()), right, figure)
        painter.setFont(face)
        painter.setPen(theme.colour("ink"))
        room = int(rect.width() - wide - Space.M)
        text = metrics.elidedText(self._label(way), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(rect.left(), top, room, metrics.height()), text)

    def _paint_bar(self, painter: QPainter, rect: QRectF, way: WayScore) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        part = QRectF(rect)
        part.setWidth(rect.width() * way.score)
        painter.setBrush(theme.colour("seal" if way.way == self._best else "edge"))
        painter.drawRoundedRect(part, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRoundedRect(rect, 2, 2)
        middle = rect.center().y()
        left, right = (rect.left() + share * rect.width() for share in (way.low, way.high))
        painter.setPen(QPen(theme.colour("ink"), 1.5))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for x in (left, right):
            painter.drawLine(QPointF(x, middle - _WHISKER), QPointF(x, middle + _WHISKER))
