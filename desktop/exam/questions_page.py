"""The questions of the exam: a filter, the table, adding one's own, making more."""

import dataclasses

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core import operations
from core.types import ExamQuestion
from desktop.exam.contents import ExamContents
from desktop.exam.making_form import MakingForm
from desktop.exam.own_question import OwnQuestion
from desktop.exam.question_model import QuestionModel, Show
from desktop.exam.question_table import QuestionTable
from desktop.exam.wording import ENOUGH, citation
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class QuestionsPage(QWidget):
    """To read, filter, edit, put aside, remove and add."""

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.model = QuestionModel()
        self.table = QuestionTable(self.model)
        self.filter = QLineEdit()
        self.show_which = QComboBox()
        self.add = Button("")
        self.more = Button("")
        self.own = OwnQuestion(contents)
        self.making = MakingForm(contents)
        self._making_card = QFrame()
        self._note = Words("", "second", wrap=True)
        self._keys = Words("", "second", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.fill()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(Space.S)
        tools.addWidget(self.filter, 1)
        for widget in (self.show_which, self.add, self.more):
            tools.addWidget(widget)
        self._making_card.setProperty("role", "card")
        card = QVBoxLayout(self._making_card)
        card.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        card.addWidget(self.making)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(tools)
        column.addWidget(self._making_card)
        column.addWidget(self.own)
        column.addWidget(self._note)
        column.addWidget(self.table, 1)
        column.addWidget(self._keys)
        self._making_card.hide()
        self.own.hide()
        self._note.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        contents = self._contents
        contents.changed.connect(self.fill)
        contents.work_changed.connect(self._fit)
        contents.session.find_requested.connect(self._on_find)
        self.filter.textChanged.connect(self._sift)
        self.show_which.currentIndexChanged.connect(self._sift)
        self.add.clicked.connect(self.begin_own)
        self.more.clicked.connect(self._toggle_making)
        self.making.wanted.connect(self._make)
        self.own.ready.connect(self._keep_own)
        self.own.closed.connect(self._close_own)
        self.model.edited.connect(contents.save)
        self.table.opened.connect(self._open)
        self.table.put_aside.connect(self._put_aside)
        self.table.removed.connect(self._remove)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def begin_own(self) -> None:
        """Open the card for a question of one's own."""
        if self._contents.read_only or self._contents.empty_library:
            return
        self._making_card.hide()
        self.own.begin()

    @Slot()
    def _close_own(self) -> None:
        self.own.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _keep_own(self, question: ExamQuestion) -> None:
        request = self._contents.save(question)
        request.done.connect(lambda _: self.own.hide())
        request.done.connect(self._on_saved)

    @Slot(object)
    def _on_saved(self, question: ExamQuestion) -> None:
        if self._contents.question(question.id) is None:
            self._contents.questions = (*self._contents.questions, question)
            self._contents.changed.emit()
        self.show_which.setCurrentIndex(self.show_which.findData(Show.ALL))
        self.filter.clear()
        self.table.choose(question.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _toggle_making(self) -> None:
        self.own.hide()
        self._making_card.setVisible(self._making_card.isHidden())
        if self._making_card.isVisible():
            self.making.count.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int, object, bool)
    def _make(self, count: int, documents: tuple[str, ...], with_model: bool) -> None:
        self._making_card.hide()
        self._contents.start(
            operations.make_exam, count=count, documents=documents, with_model=with_model
        )

    @Slot(object)
    def _open(self, question: ExamQuestion) -> None:
        if question.gold:
            self._contents.session.open_citation(citation(question.gold[0]))

    @Slot(object, bool)
    def _put_aside(self, questions: list[ExamQuestion], accepted: bool) -> None:
        for question in questions:
            self._contents.save(dataclasses.replace(question, accepted=accepted))

    @Slot(object)
    def _remove(self, questions: list[ExamQuestion]) -> None:
        row = self.model.row_of(questions[0].id)
        request = self._contents.remove(questions)
        request.done.connect(self._offer_undo)
        left = self.model.question_at(min(row, self.model.rowCount() - 1))
        if left is not None:
            self.table.choose(left.id)

    @Slot(object)
    def _offer_undo(self, removed: tuple[ExamQuestion, ...]) -> None:
        text = self.tr("Deleted %Ln question(s)", "", len(removed))
        self._contents.session.say(text, self.tr("Undo"), lambda: self._bring_back(removed))

    def _bring_back(self, removed: tuple[ExamQuestion, ...]) -> None:
        for question in removed:
            self._contents.save(question)

    @Slot()
    def _on_find(self) -> None:
        if self.isVisible():
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show the questions as they are."""
        latest = self._contents.sittings[:1]
        missed = [each.question for sitting in latest for each in sitting.outcomes if not each.rank]
        chosen = [question.id for question in self.table.chosen()]
        self.model.take(self._contents.questions, missed)
        if chosen and not self.table.chosen():
            self.table.choose(chosen[0])
        self._fit()

    @Slot()
    def _sift(self) -> None:
        show = Show(self.show_which.currentData() or Show.ALL)
        self.model.set_filter(show, self.filter.text())
        self._fit()

    @Slot()
    def _fit(self) -> None:
        contents = self._contents
        self.model.locked = contents.read_only
        making = contents.job("make_exam") is not None
        self.add.setEnabled(not contents.read_only and not contents.empty_library)
        self.more.setEnabled(not contents.read_only and not making and not contents.empty_library)
        note = ""
        if contents.read_only:
            note = self.tr("This library is open for reading only: you can read the questions, but"
                           " not change them.")  # fmt: skip
        elif not contents.accepted:
            note = self.tr("Every question is put aside. Take some in again, or add new ones.")
        elif contents.accepted < ENOUGH:
            note = self.tr(
                "With fewer than %Ln question(s) chance decides too much. Make a few more.",
                "",
                ENOUGH,
            )
        if not self.model.rowCount() and contents.questions:
            note = self.tr("Nothing here fits.")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.filter.setPlaceholderText(self.tr("Filter questions…"))
        self.filter.setAccessibleName(self.tr("Filter questions"))
        self.filter.setClearButtonEnabled(True)
        kept = self.show_which.currentData()
        self.show_which.blockSignals(True)
        self.show_which.clear()
        for show, text in (
            (Show.ALL, self.tr("All questions")),
            (Show.ASKED, self.tr("Asked")),
            (Show.ASIDE, self.tr("Put aside")),
            (Show.MISSED, self.tr("Missed last time")),
            (Show.OWN, self.tr("Your own")),
        ):
            self.show_which.addItem(text, show)
        self.show_which.setCurrentIndex(max(0, self.show_which.findData(kept)))
        self.show_which.blockSignals(False)
        self.show_which.setAccessibleName(self.tr("Which questions to show"))
        self.add.setText(self.tr("Add a question"))
        self.more.setText(self.tr("Make more"))
        self._keys.setText(
            self.tr("Click: show the page · Enter: edit · Space: put aside · Delete: remove")
        )
        self.table.retranslate()
        self.model.refresh_words()
        self._fit()
