"""How an answer was looked for, step by step, in plain words with the seconds each step took."""

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.types import Support, TraceStep
from desktop.chat.turns import Turn
from desktop.theme import Space
from desktop.widgets.text import Words

_SECONDS = 2
"""The column of figures."""


class TraceView(QWidget):
    """A line for each step: what was done, what came of it, how long it took."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn: Turn | None = None
        self._steps: tuple[TraceStep, ...] = ()
        self._stale = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.L, 0, Space.L, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)

    def show_steps(self, turn: Turn) -> None:
        """Show the steps of a turn's search as far as it has come."""
        self._turn = turn
        if turn.trace != self._steps:
            self._steps = turn.trace
            self._stale = True
            if self.isVisible():
                self._fill()

    def lines(self) -> list[tuple[str, str, str]]:
        """What was done, what came of it, and how long it took, for each step."""
        return [
            (self._name(step.step), self._outcome(step), self._seconds(step.seconds))
            for step in self._steps
        ]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._stale = True
            if self.isVisible():
                self._fill()

    def unfold(self, is_open: bool) -> None:
        """Show the steps or put them away; the lines are made when they are first wanted."""
        if is_open and self._stale:
            self._fill()
        self.setVisible(is_open)

    def _name(self, step: str) -> str:
        match step:
            case "search":
                return self.tr("Looked for passages")
            case "write":
                return self.tr("Chose sentences")
            case "verify":
                return self.tr("Compared with the source")
        return step

    def _outcome(self, step: TraceStep) -> str:
        """What came of a step; worded here, because the road's own words are for the terminal."""
        turn = self._turn
        if turn is None:
            return step.detail
        match step.step:
            case "search":
                return self._found(turn)
            case "write" if turn.answer:
                count = len(turn.answer.sentences)
                return self.tr("%n sentence(s)", "", count)
            case "verify" if turn.answer and turn.answer.sentences:
                sentences = turn.answer.sentences
                good = sum(each.support is Support.SUPPORTED for each in sentences)
                return self.tr("{good} of {all} supported").format(good=good, all=len(sentences))
            case "search" | "write" | "verify":
                return ""
        return step.detail

    def _found(self, turn: Turn) -> str:
        count = len(turn.passages)
        documents = len({passage.document for passage in turn.passages})
        found = self.tr("{passages} in {documents}").format(
            passages=self.tr("%n passage(s)", "", count),
            documents=self.tr("%n document(s)", "", documents),
        )
        ways = {way for passage in turn.passages for way in passage.found_by}
        said = [
            word
            for way, word in (
                ("keyword", self.tr("by their words")),
                ("vector", self.tr("by their meaning")),
            )
            if way in ways
        ]
        return (
            self.tr("{found}, found {how}").format(found=found, how=self.tr(" and ").join(said))
            if said
            else found
        )

    def _seconds(self, seconds: float) -> str:
        number = QLocale().toString(seconds, "f", 2 if seconds < 10 else 0)
        return self.tr("{number} s").format(number=number)

    def _fill(self) -> None:
        self._stale = False
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, outcome, seconds) in enumerate(self.lines()):
            cells: tuple[QLabel, ...] = (
                Words(name, "second", selectable=True),
                Words(outcome, "second", wrap=True, selectable=True),
                Words(seconds, "second", selectable=True),
            )
            for column, cell in enumerate(cells):
                side = Qt.AlignmentFlag.AlignRight if column == _SECONDS else Qt.AlignmentFlag(0)
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop | side)
                # At once: a hidden cell counts for nothing in the height that is asked for next.
                cell.show()
