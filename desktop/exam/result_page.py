"""How the exam went: one sentence, the times before, what was missed."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.types import ExamOutcome, ExamQuestion, ExamSitting
from desktop import theme
from desktop.exam.contents import ExamContents
from desktop.exam.history_line import HistoryLine
from desktop.exam.missed_row import MissedRow
from desktop.exam.wording import ENOUGH, citation, words
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.empty import Empty
from desktop.widgets.text import Words

_FIRST_ROWS = 30
"""Rows that are made at once; the rest when they are asked for."""


class ResultPage(QWidget):
    """The latest sitting, in plain words."""

    take_wanted = Signal()

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._shown: tuple[object, ...] | None = None
        self._left: list[tuple[ExamQuestion, ExamOutcome]] = []
        self.rows: list[MissedRow] = []
        self.sentence = Words("", "title", wrap=True, selectable=True)
        self._when = Words("", "second", wrap=True, selectable=True)
        self.change = Words("", wrap=True, selectable=True)
        self._few = Words("", "doubt", wrap=True)
        self._before = Words("", "heading")
        self.history = HistoryLine()
        self._missed = Words("", "heading")
        self._missed_note = Words("", "second", wrap=True)
        self._list = QVBoxLayout()
        self.all_rows = Button()
        self._none = Empty("exam")
        self._scroll = QScrollArea()
        self._lay_out()
        self._none.pressed.connect(self.take_wanted)
        self.all_rows.clicked.connect(lambda: self._add_rows(len(self._left)))
        contents.changed.connect(self.fill)
        contents.work_changed.connect(self.fill)
        self.retranslate()

    def _lay_out(self) -> None:
        self._list.setSpacing(Space.S)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self.sentence, self._when, self.change, self._few):
            column.addWidget(widget)
        column.addSpacing(Space.M)
        column.addWidget(self._before)
        column.addWidget(self.history)
        column.addSpacing(Space.M)
        for widget in (self._missed, self._missed_note):
            column.addWidget(widget)
        column.addLayout(self._list)
        column.addWidget(self.all_rows, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._inner = inner
        page = QWidget()
        page.setProperty("role", "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._none)
        outer.addWidget(self._scroll)

    @Slot()
    def fill(self) -> None:
        """Show the latest sitting."""
        sittings = self._contents.sittings
        self._none.setVisible(not sittings)
        self._scroll.setVisible(bool(sittings))
        if not sittings:
            self._say_none()
            return
        latest = sittings[0]
        self.sentence.setText(words.result(latest))
        self._when.setText(words.when(latest))
        change = words.since_before(latest)
        self.change.setText(change)
        self.change.setVisible(bool(change))
        few = latest.questions < ENOUGH
        self._few.setVisible(few)
        if few:
            self._few.setText(
                self.tr("With fewer than %Ln question(s) chance decides too much.", "", ENOUGH)
            )
        many = len(sittings) > 1
        self._before.setVisible(many)
        self.history.setVisible(many)
        self.history.show_sittings(sittings)
        self._inner.setMaximumWidth(theme.px(Size.COLUMN))
        self._fill_rows(latest)

    def _say_none(self) -> None:
        busy = self._contents.job("take_exam") is not None
        title = self.tr("The exam has not been taken yet")
        text = self.tr(
            "Lectern looks up every question in your documents. You then see which places it found"
            " and which it missed."
        )
        if busy:
            title = self.tr("Taking the exam")
            text = self.tr("You can go on working; the result shows here.")
        able = not busy and not self._contents.read_only and bool(self._contents.accepted)
        self._none.say(title, text, self.tr("Take the exam") if able else "")

    def _fill_rows(self, latest: ExamSitting) -> None:
        questions = {question.id: question for question in self._contents.questions}
        pairs = [
            (questions[outcome.question], outcome)
            for outcome in latest.outcomes
            if outcome.rank != 1 and outcome.question in questions
        ]
        # What was not found at all comes first.
        pairs.sort(key=lambda pair: (pair[1].rank > 0, pair[1].rank))
        self._missed.setText(
            self.tr("Not found at once") if pairs else self.tr("Nothing was missed")
        )
        self._missed_note.setText(
            self.tr("Open one to see what came first instead, and where the answer stands.")
            if pairs
            else ""
        )
        self._missed_note.setVisible(bool(pairs))
        if tuple(pairs) == self._shown:
            return
        self._shown = tuple(pairs)
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self._left = [], pairs
        self._add_rows(_FIRST_ROWS)

    def _add_rows(self, count: int) -> None:
        for question, outcome in self._left[:count]:
            row = MissedRow(question, outcome)
            row.opened.connect(self._open)
            self._list.addWidget(row)
            self.rows.append(row)
        self._left = self._left[count:]
        self.all_rows.setVisible(bool(self._left))
        self.all_rows.setText(self.tr("Show %Ln more", "", len(self._left)))

    @Slot(object)
    def _open(self, question: ExamQuestion) -> None:
        self._contents.session.open_citation(citation(question.gold[0]))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._before.setText(self.tr("The times before"))
        self.all_rows.setText(self.tr("Show %Ln more", "", len(self._left)))
        self.fill()
