"""Entities that look like one, and what the person says to it."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.types import MergeSuggestion
from desktop.graph.corrections import Corrections
from desktop.graph.name_row import NameChip
from desktop.graph.wording import filled, words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words


class SuggestionCard(QFrame):
    """The names, why they look alike, and two buttons."""

    def __init__(
        self,
        suggestion: MergeSuggestion,
        corrections: Corrections,
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.suggestion = suggestion
        self._corrections = corrections
        self.setProperty("role", "card")
        chips = QWidget()
        flow = Flow(chips)
        for entity in suggestion.entities:
            chip = NameChip(entity.name, spoken=words.spoken(entity), parent=chips)
            chip.setEnabled(False)
            flow.addWidget(chip)
        self._reason = Words("", "second", wrap=True)
        self.merge = Button()
        self.different = Button()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.merge)
        buttons.addWidget(self.different)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(chips)
        column.addWidget(self._reason)
        column.addLayout(buttons)
        self.merge.clicked.connect(lambda: self._settle(True))
        self.different.clicked.connect(lambda: self._settle(False))
        for button in (self.merge, self.different):
            button.setEnabled(not read_only)
        self.retranslate()

    @Slot()
    def _settle(self, same: bool) -> None:
        self.merge.setEnabled(False)
        self.different.setEnabled(False)
        request = self._corrections.settle(self.suggestion, same)
        if request is not None:
            request.failed.connect(self._enable)

    @Slot()
    def _enable(self) -> None:
        self.merge.setEnabled(True)
        self.different.setEnabled(True)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        names = words.together([each.name for each in self.suggestion.entities])
        self._reason.setText(words.reason(self.suggestion.reason))
        self._reason.setVisible(bool(self._reason.text()))
        self.merge.setText(self.tr("Merge"))
        self.merge.setAccessibleName(filled(self.tr("Merge {names}"), names=names))
        self.different.setText(self.tr("Not the same"))
        self.different.setAccessibleName(filled(self.tr("{names} are not the same"), names=names))
