"""An answer with what belongs to it: its correction above, what can be done with it below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import ModelError
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
    wanted = Signal(object)
    """QWidget that should be seen."""

    def __init__(
        self, turn: Turn, choices: ModelChoices | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.turn = turn
        self._choices = choices
        self._failure_heard = False
        self.name = ElidedWords("", "strong")
        self.name.hide()
        self._correction: Correction | None = None
        self.answer = AnswerView()
        self.answer.ask_again.connect(lambda: self._act(Deed.AGAIN))
        self.answer.sources.trace_toggled.connect(self._on_trace)
        self.row = AnswerActions(choices)
        self._listen()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (self.name, self.answer, self.row):
            column.addWidget(part)
        column.addStretch(1)
        self._column = column

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
        for part in (self.answer, self.row):
            part.resized.connect(self.resized)

    @property
    def correction(self) -> Correction:
        """The correction above the answer; made when it is first needed."""
        if self._correction is None:
            self._correction = made = Correction(self)
            made.corrected.connect(lambda text: self._act(Deed.CORRECT, text))
            made.resized.connect(self.resized)
            made.wanted.connect(lambda: self.wanted.emit(made))
            made.left.connect(self._on_left)
            self._column.insertWidget(1, made)
        return self._correction

    def show_turn(self, turn: Turn, compared: bool = False, beside: bool = False) -> None:
        """Draw an answer as it is now; `compared` while two stand side by side, `beside` for the
        second of them."""
        self.turn = turn
        self.name.setVisible(compared)
        if compared:
            name = self._choices.called(turn.model) if self._choices else turn.model
            self.name.setText(turn.named(name))
        if turn.corrected or self._correction is not None:
            self.correction.show_text(turn.corrected)
        self.answer.show_turn(turn)
        self.row.setVisible(turn.state is not TurnState.ASKING)
        self.row.show_turn(turn, compared, beside)
        failure = self.answer.failure
        if failure is not None and turn.error is not None:
            if not self._failure_heard:
                self._failure_heard = True
                failure.models_wanted.connect(lambda: self._act(Deed.MODELS))
            worded = error_text.of_error(turn.error)
            failure.offer_models(
                worded.remedy is Remedy.OPEN_MODELS or isinstance(turn.error, ModelError)
            )

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        correction = self._correction.stops() if self._correction is not None else []
        return [*correction, *self.answer.stops(), *self.row.stops()]

    def settle(self) -> None:
        """Let every part know its size now."""
        for part in (self._correction, self.row):
            if part is not None and (layout := part.layout()) is not None:
                layout.invalidate()
                layout.activate()
        self.answer.settle()
        # What a layout has reckoned of its parts it keeps; from the inside out it is asked anew.
        for each in (self._correction, self.answer, self.row):
            if each is not None:
                each.updateGeometry()
        self._column.invalidate()
        self._column.activate()
        self.updateGeometry()

    def _on_left(self) -> None:
        """Back to where the correction was begun."""
        self.row.correct_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wanted.emit(self.row.correct_button)

    def _act(self, deed: Deed, text: str = "", number: int = 0) -> None:
        self.acted.emit(TurnDeed(deed, self.turn, text, number))

    def _on_trace(self, is_open: bool) -> None:
        if is_open and self.turn.light:
            self._act(Deed.WHOLE)
