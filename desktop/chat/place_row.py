"""A line that opens a place when it is chosen: how the mouse and the keyboard meet it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.theme import Size
from desktop.widgets.lit_button import LitButton


class PlaceRow(LitButton):
    """A button as wide as its column; who subclasses it paints what stands on the ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paint_ground(self, painter: QPainter, chosen: bool = False) -> None:
        """The wash of a row that is chosen or pointed at, and the ring of one with the keyboard."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or self.underMouse() or self.hasFocus():
            painter.setBrush(theme.colour("wash"))
            painter.setPen(theme.colour("seal") if self.hasFocus() else Qt.PenStyle.NoPen)
            area = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(area, Size.SMALL_RADIUS, Size.SMALL_RADIUS)
