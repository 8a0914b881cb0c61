"""What the colours of the drawing mean, in a line below it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.theme import Space, Type
from desktop.widgets.node_painting import paint_node
from desktop.widgets.text import plain_tip

_DOT = 10
_LONGEST = 160
"""Pixels of one name; a longer one is cut."""


class Legend(QWidget):
    """Dots and words; those for which there is no room stand in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[QColor, str]] = []
        self._kinds: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_meanings(self, lines: list[tuple[QColor, str]], kinds: Sequence[str] = ()) -> None:
        """Show colours with their words, the most frequent first; `kinds` in their shapes."""
        self._lines, self._kinds = lines, kinds
        said = ", ".join(word for _, word in lines)
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))
        self.setVisible(bool(lines))
        self.update()

    def words(self) -> list[str]:
        """What is explained."""
        return [word for _, word in self._lines]

    def sizeHint(self) -> QSize:
        """One line of small type."""
        return QSize(0, QFontMetrics(theme.font(Type.SECOND)).height() + Space.S)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot, word, dot, word, as far as there is room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Type.SECOND))
        metrics = painter.fontMetrics()
        left, height = 0, self.height()
        for at, (colour, word) in enumerate(self._lines):
            shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, theme.px(_LONGEST))
            wide = _DOT + Space.XS + metrics.horizontalAdvance(shown) + Space.L
            last = at == len(self._lines) - 1
            if left + wide > self.width() - (0 if last else Space.XL):
                painter.drawText(QRect(left, 0, Space.XL, height), _MIDDLE, "…")
                break
            painter.setPen(Qt.PenStyle.NoPen)
            kind = self._kinds[at] if at < len(self._kinds) else ""
            paint_node(painter, QPointF(left + _DOT / 2, height / 2), _DOT / 2, kind, colour)
            painter.setPen(theme.colour("faded"))
            text = QRect(left + _DOT + Space.XS, 0, wide, height)
            painter.drawText(text, _MIDDLE, shown)
            left += wide
        painter.end()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
