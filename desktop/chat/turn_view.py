"""A question in its bubble at the right, and its answer below."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.chat.answer_view import AnswerView
from desktop.chat.turns import Turn
from desktop.theme import Space
from desktop.widgets.text import Words

_SHARE = 0.85
"""How much of the column a question may take."""


class TurnView(QWidget):
    """One turn of a conversation."""

    citation_chosen = Signal(object, object)
    """Citation, this view."""
    map_wanted = Signal(object)
    """Ids of entities."""
    ask_again = Signal(object)
    """Turn."""
    resized = Signal()

    def __init__(self, turn: Turn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turn = turn
        self.bubble = Bubble(turn.question)
        self.answer = AnswerView()
        self.answer.citation_chosen.connect(lambda cited: self.citation_chosen.emit(cited, self))
        self.answer.map_wanted.connect(self.map_wanted)
        self.answer.ask_again.connect(lambda: self.ask_again.emit(self.turn))
        self.answer.resized.connect(self.resized)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XL)
        column.addWidget(self.bubble, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.answer)
        self.bubble.setVisible(bool(turn.question))
        self.answer.show_turn(turn)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        answer = self.answer
        return [
            *answer.sentences,
            *([answer.failure.button] if answer.failure else []),
            answer.sources.trace_button,
            *answer.sources.rows,
            *([*graph.rows, graph.button] if (graph := answer.report.graph) else []),
            *answer.report.rows,
            *([answer.report.more] if answer.report.more.isVisible() else []),
            answer.copy_button,
            answer.again_button,
        ]

    def refresh(self) -> None:
        """Draw the turn as it is now."""
        self.answer.show_turn(self.turn)

    def height_at(self, width: int) -> int:
        """Height that the turn needs at a width, in pixels."""
        self.bubble.fit(round(width * _SHARE))
        self.answer.settle()
        self._column.invalidate()
        self._column.activate()
        return max(self._column.totalHeightForWidth(width), 1)


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
