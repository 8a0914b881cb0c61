"""The lab's answers: a row for each question, a column for each candidate, a sum at the top."""

from collections.abc import Callable, Collection
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.types import LabCell
from desktop import error_text, theme, translations
from desktop.theme import Space
from desktop.widgets.text import Words


class Drawing(Protocol):
    """A widget that draws an answer's Markdown; the pane that has one lends it."""

    def show_text(self, text: str, unfinished: bool) -> None:
        """Show a text, or more of it."""

    def setVisible(self, shown: bool) -> None:
        """Show it."""


class LabGrid(QWidget):
    """`begin`, then `show_cell` as answers come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draw: Callable[[QWidget], Drawing] | None = None
        """Makes what draws Markdown inside a widget; without it the text is shown as it is."""
        self._questions: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self.cells: dict[tuple[int, int], CellView] = {}
        self.sums: list[Words] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.M)

    def begin(
        self, questions: tuple[str, ...], names: tuple[str, ...], quoting: Collection[int] = ()
    ) -> None:
        """Make room for these answers; what the columns `quoting` say is no Markdown."""
        self._questions, self._names = questions, names
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cells.clear()
        self.sums = []
        for column, name in enumerate(names):
            self._grid.setColumnStretch(column, 1)
            head = QFrame()
            box = QVBoxLayout(head)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            box.addWidget(Words(name, "strong", wrap=True))
            total = Words("", "second", wrap=True, selectable=True)
            box.addWidget(total)
            self.sums.append(total)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignTop)
        for row, question in enumerate(questions):
            words = Words(question, "strong", wrap=True, selectable=True)
            self._grid.addWidget(words, 2 * row + 1, 0, 1, max(1, len(names)))
            for column, name in enumerate(names):
                cell = CellView(name, None if column in quoting else self.draw)
                self.cells[row, column] = cell
                self._grid.addWidget(cell, 2 * row + 2, column)
        self._grid.setRowStretch(2 * len(questions) + 1, 1)

    def show_cell(self, cell: LabCell) -> None:
        """Show an answer, or as much of it as has come."""
        view = self.cells.get((cell.question, cell.candidate))
        if view is not None:
            view.show_cell(cell)
            self._sum(cell.candidate)

    def end(self) -> None:
        """Nothing more will come."""
        for view in self.cells.values():
            view.end()

    def changeEvent(self, event: QEvent) -> None:
        """Word the sums anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for column in range(len(self._names)):
                self._sum(column)

    def _sum(self, column: int) -> None:
        done = [
            view.cell
            for (_, at), view in self.cells.items()
            if at == column and view.cell is not None and view.cell.seconds and not view.cell.error
        ]
        if not done:
            return
        sentences = sum(each.sentences for each in done)
        said = []
        if sentences:
            share = sum(each.supported for each in done) / sentences
            said.append(
                self.tr("{share} of its sentences supported").format(
                    share=translations.percent(share)
                )
            )
        scored = [each.score for each in done if each.score >= 0]
        if scored:
            score = translations.percent(sum(scored) / len(scored))
            said.append(self.tr("{score} like the exam’s answers").format(score=score))
        mean = sum(each.seconds for each in done) / len(done)
        said.append(self.tr("{time} an answer").format(time=seconds_words(self, mean)))
        self.sums[column].setText(" · ".join(said))


class CellView(QFrame):
    """One answer with its figures."""

    def __init__(
        self,
        name: str,
        draw: Callable[[QWidget], Drawing] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = draw(self) if draw is not None else None
        self.cell: LabCell | None = None
        self._name = name
        self._ended = False
        self.text = Words("", wrap=True, selectable=True)
        self.figures = Words("", "second", wrap=True, selectable=True)
        self.support = Words("", "good", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.text)
        if isinstance(self.body, QWidget):
            column.addWidget(self.body)
        column.addWidget(self.support)
        column.addWidget(self.figures)
        column.addStretch(1)
        self._word()

    def show_cell(self, cell: LabCell) -> None:
        """Show what there is of it."""
        self.cell = cell
        self._word()

    def end(self) -> None:
        """What is not here will not come."""
        self._ended = True
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        cell = self.cell
        self.text.setAccessibleName(self._name)
        drawn = cell is not None and bool(cell.text) and not cell.error
        if self.body is not None:
            self.body.setVisible(drawn)
            self.text.setVisible(not drawn)
        if cell is None:
            self.text.setText(self.tr("Not asked.") if self._ended else "…")
            self.support.hide()
            self.figures.hide()
            return
        if cell.error:
            worded = error_text.of_kind(cell.error, {})
            self.text.setText(worded.title)
            self.figures.setText(cell.error_message)
            self.figures.show()
            self.support.hide()
            return
        done = cell.seconds > 0
        if self.body is not None and cell.text:
            self.body.show_text(cell.text, not done)
        else:
            self.text.setText(cell.text)
        self.support.setVisible(done)
        self.figures.setVisible(done)
        if not done:
            return
        if not cell.sentences:
            self._support("second", self.tr("Says that the documents do not say"))
        elif cell.supported == cell.sentences:
            self._support("good", self.tr("✓ all %Ln sentence(s) supported", "", cell.sentences))
        else:
            said = self.tr("○ {some} of {all} sentences supported")
            self._support("doubt", said.format(some=cell.supported, all=cell.sentences))
        self.figures.setText(" · ".join(self._facts(cell)))

    def _support(self, role: str, text: str) -> None:
        theme.set_role(self.support, role)
        self.support.setText(text)

    def _facts(self, cell: LabCell) -> list[str]:
        facts = []
        if cell.score >= 0:
            score = translations.percent(cell.score)
            facts.append(self.tr("{score} like the exam’s answer").format(score=score))
        if cell.first_word_seconds:
            first = seconds_words(self, cell.first_word_seconds)
            facts.append(self.tr("first word after {time}").format(time=first))
        facts.append(self.tr("{time} in all").format(time=seconds_words(self, cell.seconds)))
        if cell.answer_tokens:
            read = self.locale().toString(cell.prompt_tokens)
            written = self.locale().toString(cell.answer_tokens)
            facts.append(
                self.tr("{read} tokens read, {written} written").format(read=read, written=written)
            )
        return facts


def seconds_words(widget: QWidget, seconds: float) -> str:
    """Seconds with one decimal, as the locale writes them."""
    return f"{widget.locale().toString(seconds, 'f', 1)} s"
