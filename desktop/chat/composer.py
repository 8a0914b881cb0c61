"""Where the question is written: grows with it, sends with Enter, stops with Esc."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.chat.scope import ScopeButton
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedWords

_MOST_LINES = 8


class QuestionField(QPlainTextEdit):
    """Plain text that grows a little. Enter sends, but not while characters are composed."""

    sent = Signal()
    escaped = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)

    def composing(self) -> bool:
        """Whether an input method holds characters that are not in the text yet."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def fit(self) -> None:
        """Take the height the text needs, up to a limit."""
        lines = max(1, min(round(self.document().size().height()), _MOST_LINES))
        height = lines * QFontMetrics(self.font()).lineSpacing() + 2
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        over = self.document().size().height() > _MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if over else policy.ScrollBarAlwaysOff
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Shift+Enter begins a line, Esc stops."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.composing():
                return
            if not event.modifiers() & (
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
            ):
                self.sent.emit()
                return
        elif event.key() == Qt.Key.Key_Escape and not self.composing():
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words of what is pasted and nothing else."""
        if source.hasText():
            self.insertPlainText(source.text().replace("\r\n", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text: dropped files belong to the window."""
        return source.hasText() and not source.hasUrls()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew when the lines wrap elsewhere."""
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the frame."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the frame."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew in another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()


class Composer(QFrame):
    """The field with its button, who answers, and which documents are asked."""

    asked = Signal(str)
    stopped = Signal()
    typing_began = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self._documents = 0
        self._reason = ""
        self._running = False
        self._typed = False
        self.field = QuestionField()
        self.field.sent.connect(self.send)
        self.field.escaped.connect(self._on_escape)
        self.field.textChanged.connect(self._on_text)
        self.field.focus_changed.connect(self._dress_frame)
        self.scope = ScopeButton()
        self.writer = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        self.button = Button("", "primary")
        self.button.clicked.connect(self._on_button)
        self.stop_button = Button("", icon="stop")
        self.stop_button.clicked.connect(self.stopped)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.scope)
        foot.addStretch(1)
        foot.addWidget(self.writer)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.field)
        column.addLayout(foot)
        self.retranslate()

    # ---- what the pane sets --------------------------------------------------------------------

    def set_documents(self, documents: int) -> None:
        """How many documents a question is asked of."""
        self._documents = documents
        self.retranslate()

    def set_disabled(self, reason: str) -> None:
        """Nothing can be asked, for this reason; "" when something can."""
        self._reason = reason
        self.retranslate()

    def set_running(self, running: bool) -> None:
        """Whether an answer is being written, which can be stopped."""
        self._running = running
        self._dress()

    def put(self, text: str) -> None:
        """Write a question into the field, ready to be changed or sent."""
        if text:
            self.field.setPlainText(text)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what the person does ------------------------------------------------------------------

    def send(self) -> None:
        """Ask what stands in the field."""
        question = self.field.toPlainText().strip()
        if question and not self._running and not self._reason:
            self.field.clear()
            self.asked.emit(question)

    def _on_button(self) -> None:
        self.send()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escape(self) -> None:
        if self._running:
            self.stopped.emit()

    def _on_text(self) -> None:
        if not self._typed and self.field.toPlainText():
            self._typed = True
            self.typing_began.emit()

    # ---- words and looks -----------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew."""
        hint = self._reason or self.tr("Ask about these %n document(s)…", "", self._documents)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(self.tr("Your question"))
        self.field.setAccessibleDescription(
            self._reason or self.tr("Enter asks, Shift+Enter begins a new line")
        )
        self.field.setReadOnly(bool(self._reason))
        self.scope.setVisible(self._documents > 0)
        self.writer.setText(self.tr("Quotes from your documents"))
        self.writer.setToolTip(
            self.tr("The answer is made of your documents' own sentences. Nothing is made up.")
        )
        self.button.setText(f"{self.tr('Ask')} ↵")
        self.button.setAccessibleName(self.tr("Ask"))
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop answering (Esc)"))
        self._dress()

    def _dress(self) -> None:
        self.button.setVisible(not self._running)
        self.button.setEnabled(not self._reason)
        self.stop_button.setVisible(self._running)

    def _dress_frame(self) -> None:
        self.setProperty("focused", self.field.hasFocus())
        self.style().unpolish(self)
        self.style().polish(self)
