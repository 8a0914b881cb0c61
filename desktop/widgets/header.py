"""The strip at the top of a pane: its title, a second line of facts, its buttons at the right."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.theme import Size, Space
from desktop.widgets.text import ElidedWords, Words


class Header(QFrame):
    """Title at the left, facts beside it, whatever `add` gets at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setFixedHeight(Size.HEADER)
        self.title = Words("", "heading")
        self.facts = ElidedWords("", "second")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.XL, 0, Space.XL, 0)
        self._row.setSpacing(Space.M)
        self._row.addWidget(self.title)
        self._row.addWidget(self.facts, 1)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)
