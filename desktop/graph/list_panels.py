"""Two lists in the column: what looks like one and the same, and what was corrected by hand."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.types import Correction, CorrectionKind, MergeSuggestion
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.panel import Panel
from desktop.graph.section import Section
from desktop.graph.suggestion_card import SuggestionCard
from desktop.graph.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedWords, Words

_MOST = 20


class SuggestionsPanel(Panel):
    """All that look like one and the same, the surest first."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(contents, parent)
        self.over.hide()
        self._corrections = corrections
        self._text = Words("", "second", wrap=True)
        self.cards = Section(_MOST, Space.S)
        self.column.addWidget(self._text)
        self.column.addWidget(self.cards)
        self.retranslate()

    def fill(self) -> None:
        """Show what is suggested."""
        found = self.contents.lists.suggestions
        if self.already(found, self.contents.read_only):
            return
        self.heading.setText(self.tr("One and the same?"))
        self._text.setText(
            self.tr("Merging can be undone. What you keep apart is not suggested again.")
            if found
            else self.tr("Nothing on the map looks like one and the same.")
        )
        self.cards.fill("", [partial(self._card, each) for each in found])

    def _card(self, suggestion: MergeSuggestion) -> QWidget:
        return SuggestionCard(suggestion, self._corrections, self.contents.read_only)


class CorrectionsPanel(Panel):
    """What was changed by hand, the latest first; what is hidden can be shown again."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(contents, parent)
        self.over.hide()
        self._corrections = corrections
        self._text = Words("", "second", wrap=True)
        self.undo = Button("", icon="undo")
        self.rows = Section(_MOST)
        for widget in (self._text, self.undo, self.rows):
            self.column.addWidget(widget)
        self.undo.clicked.connect(corrections.undo)
        self.retranslate()

    def fill(self) -> None:
        """Show what was corrected."""
        made = self.contents.lists.corrections
        if self.already(made, self.contents.read_only):
            return
        self.heading.setText(self.tr("Your corrections"))
        self._text.setText(
            self.tr("They are kept with the library, whatever is added or read again.")
            if made
            else self.tr("You have not changed anything on the map yet.")
        )
        self.undo.setVisible(bool(made))
        self.undo.setEnabled(not self.contents.read_only)
        self.rows.fill("", [partial(self._row, each) for each in made])

    def _row(self, correction: Correction) -> QWidget:
        names = [self._name(id) for id in correction.entities] or [correction.text]
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, Space.XS, 0, Space.XS)
        line.addWidget(ElidedWords(words.corrected(correction.kind, names, correction.text)), 1)
        if correction.kind is CorrectionKind.HIDE:
            show = Button(self.tr("Show again"), "link")
            show.setEnabled(not self.contents.read_only)
            show.clicked.connect(lambda: self._corrections.show(correction.entities, names))
            line.addWidget(show)
        return row

    def _name(self, id: str) -> str:
        known = self.contents.seen.get(id)
        return known.name if known is not None else id.partition("#")[0]

    @Slot()
    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.undo.setText(self.tr("Undo the latest"))
        super().retranslate()
