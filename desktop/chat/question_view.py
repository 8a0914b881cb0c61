"""The person's words in their bubble, and the field that takes its place to change them."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.chat.escaping import EscapableFrame
from desktop.chat.question_field import QuestionField
from desktop.chat.switcher import Switcher
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import Words

_SHARE = 0.85
"""How much of the column a question may take."""


class QuestionView(QWidget):
    """A question at the right; `changed` brings other words for it."""

    changed = Signal(str)
    branch_chosen = Signal(int)
    resized = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.bubble = Bubble(text)
        self.edit_button = IconButton("edit")
        self.edit_button.clicked.connect(self.edit)
        self.switcher = Switcher(of_questions=True)
        self.switcher.chosen.connect(self.branch_chosen)
        self.editor: QuestionEditor | None = None
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addStretch(1)
        row.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.bubble)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._line)
        self._column.addWidget(self.switcher, 0, Qt.AlignmentFlag.AlignRight)
        self.retranslate()

    def show_place(self, beside: tuple[int, ...], asked: int, changeable: bool) -> None:
        """Show which questions stand at its place, and whether it can be changed."""
        self.switcher.show_place(beside if changeable else (), asked)
        self.edit_button.setVisible(changeable)

    def fit(self, width: int) -> None:
        """Take the width the words need."""
        beside = self.edit_button.sizeHint().width() + Space.XS
        self.bubble.fit(min(round(width * _SHARE), width - beside))

    def edit(self) -> None:
        """Let the person change it."""
        if self.editor is None:
            self.editor = QuestionEditor(self)
            self.editor.sent.connect(self._on_sent)
            self.editor.escaped.connect(self.cancel)
            self._column.insertWidget(0, self.editor)
        self._line.hide()
        self.editor.show()
        self.editor.begin(self._text)
        self.resized.emit()

    def cancel(self) -> None:
        """Leave it as it was."""
        if self.editor is not None:
            self.editor.hide()
        self._line.show()
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resized.emit()

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        if self.isHidden():
            return []
        if self.editor is not None and not self.editor.isHidden():
            return [*self.editor.stops(), *self.switcher.stops()]
        changeable = [] if self.edit_button.isHidden() else [self.edit_button]
        return [*changeable, *self.switcher.stops()]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.edit_button.set_name(self.tr("Change the question"))

    def _on_sent(self, text: str) -> None:
        self.cancel()
        self.changed.emit(text)


class QuestionEditor(EscapableFrame):
    """A field with the question, and two buttons."""

    sent = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setProperty("focused", True)
        self.field = QuestionField()
        self.field.sent.connect(self._send)
        self.field.escaped.connect(self.escaped)
        self.field.textChanged.connect(self._dress)
        self.ask_button = Button("", "primary")
        self.ask_button.clicked.connect(self._send)
        self.cancel_button = Button("")
        self.cancel_button.clicked.connect(self.escaped)
        self.note = Words("", "second", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.note, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.ask_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.field)
        column.addLayout(row)
        self.setMinimumHeight(2 * Size.ROW)
        self.retranslate()

    def begin(self, text: str) -> None:
        """Begin with a text."""
        self.field.setPlainText(text)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.field, self.cancel_button, self.ask_button]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.field.setAccessibleName(self.tr("Change the question"))
        self.ask_button.setText(self.tr("Ask"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.note.setText(self.tr("What was said before is kept beside it."))

    def _send(self) -> None:
        text = self.field.toPlainText().strip()
        if text:
            self.sent.emit(text)

    def _dress(self) -> None:
        self.ask_button.setEnabled(bool(self.field.toPlainText().strip()))


class Bubble(QFrame):
    """The person's words, as wide as they are up to a limit."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bubble")
        self.words = Words(text, wrap=True, selectable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.addWidget(self.words)
        self.retranslate()

    def fit(self, limit: int) -> None:
        """Take the width the words need, at most `limit` pixels, and the height for it."""
        self.words.ensurePolished()
        room = max(limit - 2 * Space.L, 40)
        area = QFontMetrics(self.words.font()).boundingRect(
            QRect(0, 0, room, 1 << 20),
            Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere,
            self.words.text(),
        )
        width = min(area.width() + 4, room)
        height = self.words.heightForWidth(width)
        self.setFixedSize(QSize(width + 2 * Space.L, height + 2 * Space.M))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Name it for a screen reader."""
        self.words.setAccessibleName(
            self.tr("You asked: {question}").format(question=self.words.text())
        )
