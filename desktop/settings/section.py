"""A titled card of settings."""

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.theme import Space
from desktop.widgets.text import Words

_CONTROL = 240


class Section(QWidget):
    """A title over a card; rows have a name at the left and a control at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words("", "heading")
        self._names: list[tuple[Words, QWidget]] = []
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._column.setSpacing(Space.S)
        self._grid: QGridLayout | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.S)
        outer.addWidget(self._title)
        outer.addWidget(self._card)

    def set_title(self, title: str) -> None:
        """Word the title."""
        self._title.setText(title)

    def add(self, widget: QWidget) -> None:
        """Put something on the card."""
        self._column.addWidget(widget)

    def add_note(self) -> Words:
        """Put a second line under the last thing, indented to its words."""
        note = Words("", "second", wrap=True)
        note.setContentsMargins(Space.XL, 0, 0, Space.XS)
        self._column.addWidget(note)
        return note

    def add_row(self, control: QWidget) -> int:
        """Put a control with a name on the card; its number is for `name_row`."""
        if self._grid is None:
            self._grid = QGridLayout()
            self._grid.setSpacing(Space.M)
            self._grid.setColumnStretch(0, 1)
            self._column.addLayout(self._grid)
        name = Words("")
        name.setBuddy(control)
        control.setMinimumWidth(_CONTROL)
        at = len(self._names)
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(control, at, 1)
        self._names.append((name, control))
        return at

    def name_row(self, at: int, name: str) -> None:
        """Word a row's name."""
        label, control = self._names[at]
        label.setText(name)
        control.setAccessibleName(name)
