"""How the exam went each time: a small line of dots, oldest at the left."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.types import ExamSitting
from desktop import theme, translations
from desktop.exam.wording import found, words
from desktop.theme import Space, Type
from desktop.widgets.text import plain_tip

_HEIGHT = 72
_DOT = 4
_STEP = 44
MOST = 12


class HistoryLine(QWidget):
    """Each dot is one time, its height the share of places found; the latest is red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sittings: list[ExamSitting] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sittings(self, sittings: tuple[ExamSitting, ...]) -> None:
        """Show the latest of these; latest first, as the library keeps them."""
        self._sittings = [each for each in sittings if each.questions][:MOST][::-1]
        said = "; ".join(words.dot(each).replace("\n", ": ") for each in self._sittings)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the dots and the figures above and below."""
        return QSize(theme.px(_STEP) * max(2, len(self._sittings)), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The line can be squeezed in width only."""
        return QSize(theme.px(_STEP), theme.px(_HEIGHT))

    def dot(self, at: int) -> QPointF:
        """The middle of a dot."""
        step = min(theme.px(_STEP), (self.width() - 2 * Space.L) / max(1, len(self._sittings) - 1))
        sitting = self._sittings[at]
        share = found(sitting) / sitting.questions
        top, bottom = theme.px(Type.SECOND) + Space.S + _DOT, self.height() - Space.S
        return QPointF(Space.L + at * step, bottom - share * (bottom - top))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the dots, and the share at the first and the last."""
        if not self._sittings:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = [self.dot(at) for at in range(len(self._sittings))]
        painter.setPen(QPen(theme.colour("line"), 1))
        base = self.height() - Space.S
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        painter.setPen(QPen(theme.colour("edge"), 1.5))
        painter.drawPolyline(dots)
        last = len(dots) - 1
        for at, dot in enumerate(dots):
            painter.setPen(QPen(theme.colour("paper"), 1.5))
            painter.setBrush(theme.colour("seal" if at == last else "edge"))
            painter.drawEllipse(dot, _DOT, _DOT)
        painter.setFont(theme.font(Type.SECOND))
        for at in {0, last}:
            self._write(painter, dots[at], at)
        painter.end()

    def _write(self, painter: QPainter, dot: QPointF, at: int) -> None:
        sitting = self._sittings[at]
        text = translations.percent(found(sitting) / sitting.questions)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 2
        left = min(max(0.0, dot.x() - width / 2), self.width() - width)
        box = QRectF(left, dot.y() - _DOT - 2 - metrics.height(), width, metrics.height())
        painter.setPen(theme.colour("ink" if at == len(self._sittings) - 1 else "faded"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def event(self, event: QEvent) -> bool:
        """Say more of the dot under the pointer."""
        if isinstance(event, QHelpEvent):
            nearest = min(
                range(len(self._sittings)),
                key=lambda at: abs(self.dot(at).x() - event.pos().x()),
                default=-1,
            )
            if nearest >= 0:
                tip = plain_tip(words.dot(self._sittings[nearest]))
                QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)
