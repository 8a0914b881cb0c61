"""An empty place that says what to do next: a drawn icon, a sentence, a second one, one button."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_ICON = 48
_WIDTH = 440


class Empty(QWidget):
    """Stands in the middle of where something will be."""

    pressed = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Words("", "heading", wrap=True)
        self._text = Words("", "second", wrap=True)
        self.button = Button("", "primary")
        self.button.clicked.connect(self.pressed)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Not aligned: a layout asks only what fills its cell how high it is when wrapped.
        for widget in (self._picture, self._title, self._text):
            column.addWidget(widget)
        column.addSpacing(Space.S)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, _WIDTH)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self._dress()

    def say(self, title: str, text: str = "", action: str = "", icon: str = "") -> None:
        """Word it; without `action` there is no button."""
        self._icon = icon or self._icon
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another appearance."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        self._picture.setPixmap(theme.pixmap(self._icon, "edge", _ICON, self))
