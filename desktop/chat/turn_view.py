"""A question in its bubble at the right, and its answer below, or two of them side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.chat.answer_column import AnswerColumn
from desktop.chat.answer_view import AnswerView
from desktop.chat.deeds import Deed, TurnDeed
from desktop.chat.question_view import QuestionView
from desktop.chat.turns import Turn, TurnState
from desktop.model_choices import ModelChoices
from desktop.theme import Space

NARROWEST_PAIR = 640
"""Two answers stand side by side from this width on, in pixels at a text scale of 1."""


class TurnView(QWidget):
    """One turn of a conversation."""

    citation_chosen = Signal(object, object)
    """Citation, this view."""
    map_wanted = Signal(object)
    """Ids of entities."""
    acted = Signal(object)
    """TurnDeed."""
    resized = Signal()

    def __init__(
        self, turn: Turn, choices: ModelChoices | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.turn = turn
        self._choices = choices
        self.question = QuestionView(turn.question)
        self.question.changed.connect(self._on_question)
        self.question.branch_chosen.connect(self._on_branch)
        self.question.resized.connect(self.resized)
        self.bubble = self.question.bubble
        self.column = self._answer_column(turn)
        self.other: AnswerColumn | None = None
        self._answers = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._answers.setSpacing(Space.XL)
        self._answers.addWidget(self.column, 1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XL)
        layout.addWidget(self.question)
        layout.addLayout(self._answers)
        self.question.setVisible(bool(turn.question))
        self.refresh()

    @property
    def answer(self) -> AnswerView:
        """The view of the answer that the conversation goes on with."""
        return self.column.answer

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        other = self.other.stops() if self.other is not None else []
        return [*self.question.stops(), *self.column.stops(), *other]

    def refresh(self) -> None:
        """Draw the turn as it is now."""
        turn, other = self.turn, self.turn.other
        busy = turn.state is TurnState.ASKING or (
            other is not None and other.state is TurnState.ASKING
        )
        self.question.show_place(turn.asked_beside, turn.asked, not busy)
        self.column.show_turn(turn, compared=other is not None)
        if other is None and self.other is not None:
            self._answers.removeWidget(self.other)
            self.other.hide()
            self.other.deleteLater()
            self.other = None
        elif other is not None:
            if self.other is None:
                self.other = self._answer_column(other)
                self._answers.addWidget(self.other, 1)
                self.other.show()
            self.other.show_turn(other, compared=True, beside=True)

    def height_at(self, width: int) -> int:
        """Height that the turn needs at a width, in pixels."""
        self.question.fit(width)
        beside = self.other is not None and width >= theme.px(NARROWEST_PAIR)
        self._answers.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        for column in (self.column, self.other):
            if column is not None:
                column.settle()
        self._layout.invalidate()
        self._layout.activate()
        return max(self._layout.totalHeightForWidth(width), 1)

    def _answer_column(self, turn: Turn) -> AnswerColumn:
        column = AnswerColumn(turn, self._choices)
        column.answer.citation_chosen.connect(lambda cited: self.citation_chosen.emit(cited, self))
        column.answer.map_wanted.connect(self.map_wanted)
        column.acted.connect(self._on_acted)
        column.resized.connect(self.resized)
        return column

    def _on_acted(self, deed: TurnDeed) -> None:
        # Putting the second answer away is done to the turn that it stands in.
        beside = deed.deed is Deed.BESIDE and deed.turn is not self.turn
        self.acted.emit(TurnDeed(deed.deed, self.turn) if beside else deed)

    def _on_question(self, text: str) -> None:
        self.acted.emit(TurnDeed(Deed.CHANGE, self.turn, text))

    def _on_branch(self, message: int) -> None:
        self.acted.emit(TurnDeed(Deed.BRANCH, self.turn, number=message))
