"""Where a question is written: in the composer, or in place of one that was asked."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

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
