"""An answer with what belongs to it: its correction above, what can be done with it below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import error_text
from desktop.chat.answer_actions import AnswerActions
from desktop.chat.answer_view import AnswerView
from desktop.chat.correction import Correction
from desktop.chat.deeds import Deed, TurnDeed
from desktop.chat.turns import Turn, TurnState
from desktop.error_words import Remedy
from desktop.model_choices import ModelChoices
from desktop.theme import Space
from desktop.widgets.text import ElidedWords


class AnswerColumn(QWidget):
    """One answer to a question; a turn that is compared has two."""

    acted = Signal(object)
    """TurnDeed."""
    resized = Signal()

    def __init__(
        self, turn: Turn, choices: ModelChoices | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.turn = turn
        self._choices = choices
        self._failure_heard = False
        self.name = ElidedWords("", "strong")
        self.name.hide()
        self.correction = Correction()
        self.correction.corrected.connect(lambda text: self._act(Deed.CORRECT, text))
        self.answer = AnswerView()
        self.answer.ask_again.connect(lambda: self._act(Deed.AGAIN))
        self.answer.sources.trace_toggled.connect(self._on_trace)
        self.row = AnswerActions(choices)
        self._listen()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (self.name, self.correction, self.answer, self.row):
            column.addWidget(part)
        column.addStretch(1)

    def _listen(self) -> None:
        row = self.row
        row.copy_wanted.connect(self.answer.copy)
        row.again_wanted.connect(lambda: self._act(Deed.AGAIN))
        row.compare_wanted.connect(lambda model: self._act(Deed.COMPARE, model))
        row.beside_wanted.connect(lambda id: self._act(Deed.BESIDE, number=id))
        row.branch_chosen.connect(lambda id: self._act(Deed.BRANCH, number=id))
        row.rated.connect(lambda rating: self._act(Deed.RATE, number=rating))
        row.correct_wanted.connect(lambda: self.correction.edit(self.turn.streamed))
        row.back_wanted.connect(lambda: self._act(Deed.BACK))
        for part in (self.answer, self.row, self.correction):
            part.resized.connect(self.resized)

    def show_turn(self, turn: Turn, compared: bool = False, beside: bool = False) -> None:
        """Draw an answer as it is now; `compared` while two stand side by side, `beside` for the
        second of them."""
        self.turn = turn
        self.name.setVisible(compared)
        if compared:
            self.name.setText(self._choices.called(turn.model) if self._choices else turn.model)
        self.correction.show_text(turn.corrected)
        self.answer.show_turn(turn)
        self.row.setVisible(turn.state is not TurnState.ASKING)
        self.row.show_turn(turn, compared, beside)
        failure = self.answer.failure
        if failure is not None and turn.error is not None:
            if not self._failure_heard:
                self._failure_heard = True
                failure.models_wanted.connect(lambda: self._act(Deed.MODELS))
            failure.offer_models(error_text.of_error(turn.error).remedy is Remedy.OPEN_MODELS)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        return [*self.correction.stops(), *self.answer.stops(), *self.row.stops()]

    def settle(self) -> None:
        """Let every part know its size now."""
        for part in (self.correction, self.row):
            if (layout := part.layout()) is not None:
                layout.invalidate()
                layout.activate()
        self.answer.settle()

    def _act(self, deed: Deed, text: str = "", number: int = 0) -> None:
        self.acted.emit(TurnDeed(deed, self.turn, text, number))

    def _on_trace(self, is_open: bool) -> None:
        if is_open and self.turn.light:
            self._act(Deed.WHOLE)
