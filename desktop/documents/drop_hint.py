"""The dashed card under a short table that says where files can be dropped and what is read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.theme import Space
from desktop.widgets.text import Words


class DropHint(QFrame):
    """A sentence and a second one in a dashed frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "empty")
        self._title = Words("", "strong", wrap=True)
        self._text = Words("", "second", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)

    def say(self, title: str, text: str) -> None:
        """Word it."""
        self._title.setText(title)
        self._text.setText(text)
