"""An answer as the person would have it: written in place, shown as theirs, kept for learning."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop import theme
from desktop.chat.escaping import EscapableFrame
from desktop.theme import Space, Type
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_LINES = 8


class Correction(EscapableFrame):
    """A card: the correction, or the field it is written in."""

    corrected = Signal(str)
    """The text; "" when it is taken back."""
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._text = ""
        self._editing = False
        self.title = Words("", "strong")
        self.words = Words("", wrap=True, selectable=True)
        self.field = QPlainTextEdit()
        self.field.setProperty("role", "field")
        self.field.setTabChangesFocus(True)
        self.save_button = Button("", "primary")
        self.save_button.clicked.connect(self._save)
        self.cancel_button = Button("")
        self.cancel_button.clicked.connect(self.cancel)
        self.remove_button = Button("", "link", "undo")
        self.remove_button.clicked.connect(self._remove)
        self.escaped.connect(self.cancel)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.save_button, self.cancel_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.field)
        column.addLayout(row)
        self.hide()
        self.retranslate()

    def show_text(self, text: str) -> None:
        """Show a correction, "" for none; a field that is being written in stays."""
        if text != self._text or self.isHidden() == bool(text):
            self._text = text
            self._dress()

    def edit(self, text: str) -> None:
        """Let the person write, beginning with the correction there is, or with `text`."""
        self._editing = True
        self.field.setPlainText(self._text or text)
        self._dress()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Leave it as it was."""
        self._editing = False
        self._dress()

    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        parts = (self.field, self.save_button, self.cancel_button, self.remove_button)
        return [] if self.isHidden() else [each for each in parts if not each.isHidden()]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.title.setText(
            self.tr("How the answer should have read")
            if self._editing
            else self.tr("As you corrected it")
        )
        self.field.setAccessibleName(self.tr("How the answer should have read"))
        self.save_button.setText(self.tr("Keep it"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.remove_button.setText(self.tr("Take the correction back"))

    def _save(self) -> None:
        text = self.field.toPlainText().strip()
        self._editing = False
        self._text = text
        self._dress()
        self.corrected.emit(text)

    def _remove(self) -> None:
        self._editing, self._text = False, ""
        self._dress()
        self.corrected.emit("")

    def _dress(self) -> None:
        self.setVisible(self._editing or bool(self._text))
        self.words.setText(self._text)
        self.words.setVisible(not self._editing)
        self.field.setVisible(self._editing)
        self.field.setFixedHeight(_LINES * theme.px(Type.BODY) * 3 // 2)
        for button in (self.save_button, self.cancel_button):
            button.setVisible(self._editing)
        self.remove_button.setVisible(bool(self._text))
        self.retranslate()
        self.resized.emit()
