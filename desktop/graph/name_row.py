"""A line of a list on the map: a name, what is said of it, a number; and a name as a chip."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.theme import Size, Space, Type
from desktop.widgets.lit_button import LitButton
from desktop.widgets.text import plain_tip

_LINE = 34
_CHIP = 26
_WIDEST_CHIP = 260
_DOT = 8


class NameRow(LitButton):
    """A dot in the colour of its kind, a name, a second word, and something at the right."""

    def __init__(
        self,
        name: str,
        second: str = "",
        right: str = "",
        dot: str = "",
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self._second, self._right, self._dot = name, second, right, dot
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        said = spoken or " · ".join(filter(None, (name, second, right)))
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))

    def sizeHint(self) -> QSize:
        """A line with room for a finger."""
        height = QFontMetrics(theme.font(Type.BODY)).height() + Space.M
        return QSize(Size.SIDE, max(_LINE, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot, name, second word, number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(theme.colour("wash"))
            painter.setPen(theme.colour("seal") if self.hasFocus() else Qt.PenStyle.NoPen)
            area = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(area, Size.SMALL_RADIUS, Size.SMALL_RADIUS)
        height, left, right = self.height(), Space.S, self.width() - Space.S
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.kind_colour(self._dot))
            painter.drawEllipse(left, (height - _DOT) // 2, _DOT, _DOT)
            left += _DOT + Space.S
        body, second = theme.font(Type.BODY), theme.font(Type.SECOND)
        metrics, small = QFontMetrics(body), QFontMetrics(second)
        painter.setFont(second)
        painter.setPen(theme.colour("faded"))
        if self._right:
            room = small.horizontalAdvance(self._right)
            painter.drawText(QRect(right - room, 0, room, height), middle, self._right)
            right -= room + Space.M
        room = max(right - left, 0)
        wanted = small.horizontalAdvance(self._second) + Space.S if self._second else 0
        share = room - min(wanted, room * 2 // 5)
        name = metrics.elidedText(self.name, Qt.TextElideMode.ElideMiddle, share)
        taken = metrics.horizontalAdvance(name) + Space.S
        second_word = small.elidedText(
            self._second, Qt.TextElideMode.ElideRight, max(room - taken, 0)
        )
        painter.drawText(QRect(left + taken, 0, max(room - taken, 0), height), middle, second_word)
        painter.setFont(body)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRect(left, 0, room, height), middle, name)
        painter.end()


class NameChip(LitButton):
    """A name on a small ground, in a line with others."""

    def __init__(
        self, name: str, dot: str = "", spoken: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self._dot = name, dot
        self.setAccessibleName(spoken or name)
        self.setToolTip(plain_tip(spoken or name))

    def sizeHint(self) -> QSize:
        """As wide as the name, within reason."""
        metrics = QFontMetrics(theme.font(Type.SECOND))
        wide = metrics.horizontalAdvance(self.name) + 2 * Space.M
        wide += _DOT + Space.XS if self._dot else 0
        return QSize(min(wide, theme.px(_WIDEST_CHIP)), max(_CHIP, metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(theme.px(_CHIP), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the dot, the name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        pressable = self.isEnabled()
        painter.setBrush(theme.colour("line" if self.underMouse() and pressable else "wash"))
        painter.setPen(theme.colour("seal") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = Space.M
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.kind_colour(self._dot))
            painter.drawEllipse(left, (self.height() - _DOT) // 2, _DOT, _DOT)
            left += _DOT + Space.XS
        painter.setFont(theme.font(Type.SECOND))
        painter.setPen(theme.colour("ink"))
        room = self.width() - left - Space.M + 1
        shown = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
