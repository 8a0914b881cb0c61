"""One column of the lab: which model answers, by which instruction, how freely."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.types import QUOTING, LabCandidate, Prompt
from desktop.model_choices import ModelChoice
from desktop.theme import Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import Words

_FREEDOMS = (0.0, 0.4, 0.8)
"""Temperatures."""


class CandidateCard(QFrame):
    """Choices of one column."""

    changed = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._choices: list[ModelChoice] = []
        self.chosen = False
        """Whether the person has chosen its model."""
        self._prompts: tuple[Prompt, ...] = ()
        self.title = Words("", "strong")
        self.model = QComboBox()
        self.prompt = QComboBox()
        self.freedom = QComboBox()
        self.close_button = IconButton("close")
        self.place = Words("", "second", wrap=True)
        self._names = [Words("", "second") for _ in range(3)]
        for combo in self._combos():
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(8)
            combo.currentIndexChanged.connect(self._on_changed)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for row, (name, combo) in enumerate(zip(self._names, self._combos(), strict=True)):
            name.setBuddy(combo)
            grid.addWidget(name, row, 0)
            grid.addWidget(combo, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addLayout(grid)
        column.addWidget(self.place)
        column.addStretch(1)
        self.model.activated.connect(self._on_chosen)
        self.close_button.clicked.connect(self.removed)
        self.retranslate()

    def _combos(self) -> tuple[QComboBox, QComboBox, QComboBox]:
        return self.model, self.prompt, self.freedom

    @property
    def candidate(self) -> LabCandidate:
        """What is chosen."""
        return LabCandidate(
            model=str(self.model.currentData() or QUOTING),
            prompt=str(self.prompt.currentData() or ""),
            temperature=float(self.freedom.currentData() or 0.0),
        )

    @property
    def choice(self) -> ModelChoice | None:
        """The model that is chosen."""
        name = self.model.currentData()
        return next((each for each in self._choices if each.name == name), None)

    def offer(self, choices: Sequence[ModelChoice], prompts: Sequence[Prompt]) -> None:
        """What can be chosen; what was chosen stays where it still can be."""
        self._choices, self._prompts = list(choices), tuple(prompts)
        self._fill()

    def choose(self, model: str) -> None:
        """Choose a model."""
        self.suggest(model)
        self.chosen = True

    def suggest(self, model: str) -> None:
        """Show a model until another is chosen."""
        self.model.setCurrentIndex(max(0, self.model.findData(model)))

    def name_as(self, number: int, removable: bool) -> None:
        """Its place among the columns."""
        self.title.setText(self.tr("Answer {letter}").format(letter="ABCDEFGH"[number]))
        self.close_button.setVisible(removable)

    def _fill(self) -> None:
        _offer(self.model, [(each.title, each.name) for each in self._choices])
        usual = (self.tr("The usual one"), "")
        _offer(self.prompt, [usual, *((each.title, each.id) for each in self._prompts)])
        words = (self.tr("The same each time"), self.tr("A little freer"), self.tr("Free"))
        _offer(self.freedom, list(zip(words, _FREEDOMS, strict=True)))
        self._on_changed()

    def _on_chosen(self) -> None:
        self.chosen = True

    def _on_changed(self) -> None:
        choice = self.choice
        writes = choice is not None and choice.name != QUOTING
        self.prompt.setEnabled(writes)
        self.freedom.setEnabled(writes)
        said = ""
        if choice is not None and choice.host:
            said = (
                self.tr("Sends the questions and what is found to {host}.")
                if choice.allowed
                else self.tr("Would send text to {host}. Allow it under Services first.")
            ).format(host=choice.host)
        self.place.setText(said)
        self.place.setVisible(bool(said))
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        words = (self.tr("Model"), self.tr("Instruction"), self.tr("How freely"))
        for name, combo, word in zip(self._names, self._combos(), words, strict=True):
            name.setText(word)
            combo.setAccessibleName(word)
        self.close_button.set_name(self.tr("Leave this one out"))
        self._fill()


def _offer(combo: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Fill a combo box; what was chosen stays where it still can be."""
    kept = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for text, value in items:
        combo.addItem(text, value)
    combo.setCurrentIndex(max(0, combo.findData(kept)))
    combo.blockSignals(False)
