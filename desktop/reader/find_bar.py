"""Find in the document: a field, how many places there are, the next and the one before."""

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from desktop.theme import Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import Words


class FindBar(QFrame):
    """Stands under the reader's header while something is looked for."""

    wanted = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.field = QLineEdit()
        self.count = Words("", "second")
        self._before = IconButton("up")
        self._next = IconButton("down")
        self._close = IconButton("close")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.XS)
        row.addWidget(self.field, 1)
        row.addSpacing(Space.XS)
        row.addWidget(self.count)
        for button in (self._before, self._next, self._close):
            row.addWidget(button)
        self.field.textChanged.connect(self.wanted)
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._close.clicked.connect(self.closed)
        self._reword()
        self.show_count(0, 0)

    def show_count(self, place: int, places: int) -> None:
        """Say which of how many places is shown; 0 of 0 is nothing looked for or found."""
        number = QLocale().toString
        if places:
            text = self.tr("{place} of {places}")
            text = text.replace("{place}", number(place)).replace("{places}", number(places))
        else:
            text = self.tr("Not found") if self.field.text().strip() else ""
        self.count.setText(text)
        for button in (self._before, self._next):
            button.setEnabled(places > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape closes."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    @Slot()
    def start(self) -> None:
        """Show it and put the cursor into the field."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _reword(self) -> None:
        self.field.setPlaceholderText(self.tr("Find in this document"))
        self.field.setAccessibleName(self.tr("Find in this document"))
        self._before.set_name(self.tr("Previous place (Shift+Enter)"))
        self._next.set_name(self.tr("Next place (Enter)"))
        self._close.set_name(self.tr("Close (Esc)"))
