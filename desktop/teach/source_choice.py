"""A source of examples with a box to tick, a sentence, and what unfolds while it is ticked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.theme import Space
from desktop.widgets.text import Words

_INDENT = 24


class SourceChoice(QWidget):
    """One source."""

    changed = Signal()

    def __init__(self, inside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self._note = Words("", "second", wrap=True)
        self._note.setContentsMargins(_INDENT, 0, 0, 0)
        self._inside = inside
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._note)
        if inside is not None:
            inside.setContentsMargins(_INDENT, Space.XS, 0, 0)
            inside.hide()
            column.addWidget(inside)
        self.box.toggled.connect(self._on_toggled)

    @property
    def is_wanted(self) -> bool:
        """Whether it is ticked and can be had."""
        return self.box.isChecked() and self.box.isEnabled()

    def say(self, name: str, note: str) -> None:
        """Word it."""
        self.box.setText(name)
        self.box.setAccessibleDescription(note)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def allow(self, possible: bool) -> None:
        """Let it be ticked or not."""
        self.box.setEnabled(possible)
        self._unfold()

    def _on_toggled(self) -> None:
        self._unfold()
        self.changed.emit()

    def _unfold(self) -> None:
        if self._inside is not None:
            self._inside.setVisible(self.is_wanted)
