"""What a model thought before it answered: one quiet line that opens."""

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import theme
from desktop.chat.answer_body import AnswerBody
from desktop.chat.turns import Turn, TurnState
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedWords

_PREVIEW = 300
"""Characters of a thought that its one line is made of."""


class ThoughtView(QWidget):
    """Folded until it is opened; while the model thinks, a line of it passes by."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn: Turn | None = None
        self.button = Button("", "link", "forward")
        self.button.setProperty("flush", "left")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._on_toggled)
        self.preview = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        self.body: AnswerBody | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.preview)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(Space.L, 0, 0, 0)
        column.addLayout(self._inside)
        self.preview.hide()
        self.hide()

    def show_turn(self, turn: Turn) -> None:
        """Show what a turn's model has thought so far."""
        self._turn = turn
        self.setVisible(bool(turn.thought))
        if not turn.thought:
            return
        self._show_preview(turn)
        if self.button.isChecked():
            self._show_body(turn)
        self.retranslate()

    @property
    def thinking(self) -> bool:
        """Whether the model is still at it."""
        turn = self._turn
        return turn is not None and turn.state is TurnState.ASKING and not turn.streamed

    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        if self.isHidden():
            return []
        opened = self.body.stops() if self.body and self.button.isChecked() else []
        return [self.button, *opened]

    def _show_preview(self, turn: Turn) -> None:
        shown = self.thinking and not self.button.isChecked()
        self.preview.setVisible(shown)
        if shown:
            tail = turn.thought[-_PREVIEW:].rstrip().rsplit("\n", 1)[-1]
            # The last words are the newest: the line is cut at its beginning by whole sentences.
            for sign in ("。", ". ", "？", "? "):
                head, _, last = tail.rpartition(sign)
                if head and len(last) > 12:
                    tail = last
            self.preview.setText(tail.strip())

    def _show_body(self, turn: Turn) -> None:
        if self.body is None:
            self.body = AnswerBody()
            self.body.grown.connect(self.resized)
            self._inside.addWidget(self.body)
        self.body.show()
        self.body.show_text(turn.thought, self.thinking)

    def _on_toggled(self, is_open: bool) -> None:
        self.button.set_icon("down" if is_open else "forward")
        if self._turn is not None and is_open:
            self._show_body(self._turn)
        elif self.body is not None:
            self.body.hide()
        if self._turn is not None:
            self._show_preview(self._turn)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        turn = self._turn
        if turn is None:
            return
        if self.thinking:
            said = self.tr("Thinking…")
        elif turn.thinking_seconds >= 1:
            number = QLocale().toString(round(turn.thinking_seconds))
            said = self.tr("Thought for {number} s").format(number=number)
        else:
            said = self.tr("What was thought first")
        if said != self.button.text():
            self.button.setText(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar beside the opened thought, as beside a quotation."""
        if self.body is None or self.body.isHidden():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        area = self.body.geometry()
        bar = QRectF(0, area.top(), 3, area.height())
        painter.drawRoundedRect(bar, 1.5, 1.5)
