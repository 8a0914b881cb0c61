"""The exam pane: questions, result and other ways behind three tabs; or why there are none yet."""

from enum import IntEnum

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core import operations
from desktop.exam.comparison_page import ComparisonPage
from desktop.exam.contents import ExamContents
from desktop.exam.no_exam_yet import NoExamYet
from desktop.exam.questions_page import QuestionsPage
from desktop.exam.result_page import ResultPage
from desktop.exam.wording import words
from desktop.exam.work_strip import WorkStrip
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.empty import Empty
from desktop.widgets.header import Header


class Tab(IntEnum):
    """The pages in the order of their tabs."""

    QUESTIONS = 0
    RESULT = 1
    WAYS = 2


class ExamPane(QWidget):
    """Questions from the person's own documents, and how Lectern does on them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.contents = ExamContents(session, self)
        self.questions = QuestionsPage(self.contents)
        self.result = ResultPage(self.contents)
        self.ways = ComparisonPage(self.contents)
        self.empty = NoExamYet(self.contents)
        self.strip = WorkStrip(self.contents)
        self.no_documents = Empty("exam")
        self.take = Button("", "primary")
        self.tabs = [QPushButton() for _ in Tab]
        self._group = QButtonGroup(self)
        self._header = Header()
        self._tab_row = QFrame()
        self._pages = QStackedWidget()
        self._whole = QStackedWidget()
        self._writing_first = False
        """The first question is being written by the person."""
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_tab(Tab.QUESTIONS)

    def _lay_out(self) -> None:
        self._header.add(self.take)
        self._tab_row.setProperty("role", "header")
        row = QHBoxLayout(self._tab_row)
        row.setContentsMargins(Space.XL - Space.S, 0, Space.XL, 0)
        row.setSpacing(Space.S)
        for place, tab in enumerate(self.tabs):
            tab.setCheckable(True)
            tab.setProperty("role", "tab")
            self._group.addButton(tab, place)
            row.addWidget(tab)
        row.addStretch(1)
        for page in (self.questions, self.result, self.ways):
            self._pages.addWidget(page)
        full = QWidget()
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._tab_row)
        inner.addWidget(self._pages, 1)
        for whole in (QWidget(), self.no_documents, self.empty, full):
            self._whole.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addWidget(self.strip)
        outer.addWidget(self._whole, 1)

    def _connect(self) -> None:
        contents, session = self.contents, self._session
        contents.changed.connect(self.fill)
        contents.work_changed.connect(self.fill)
        # The button that was pressed goes or greys; the keyboard stays in the pane.
        contents.started.connect(self._on_started)
        # Else Qt would give the keyboard, and its ring, to the first tab.
        self.strip.left.connect(self.setFocus)
        contents.finished.connect(self._on_finished)
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.write_question)
        session.library_opened.connect(self._on_library)
        session.appearance_changed.connect(self.fill)
        self._group.idClicked.connect(lambda place: self.show_tab(Tab(place)))
        self.take.clicked.connect(self.take_exam)
        self.result.take_wanted.connect(self.take_exam)
        self.empty.form.wanted.connect(self._make)
        self.empty.own_wanted.connect(self.write_question)
        self.questions.own.closed.connect(self._on_own_closed)
        self.no_documents.pressed.connect(lambda: session.add_requested.emit(False))

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def take_exam(self) -> None:
        """Ask the questions of the library as it is, and show how it went."""
        self.contents.start(operations.take_exam, lambda _: self.show_tab(Tab.RESULT))

    @Slot()
    def _on_started(self) -> None:
        if self.isVisible():
            self.strip.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int, object, bool)
    def _make(self, count: int, documents: tuple[str, ...], with_model: bool) -> None:
        self.contents.start(
            operations.make_exam,
            lambda _: self.show_tab(Tab.QUESTIONS),
            count=count,
            documents=documents,
            with_model=with_model,
        )

    @Slot(str)
    def _on_finished(self, verb_name: str) -> None:
        """Tell a person who is elsewhere."""
        told = {
            "make_exam": (Tab.QUESTIONS, self.tr("The exam’s questions are made.")),
            "take_exam": (Tab.RESULT, self.tr("The exam has been taken.")),
            "compare_exam": (Tab.WAYS, self.tr("The other ways have been tried.")),
        }.get(verb_name)
        if told is not None and not self.isVisible():
            tab, text = told
            self.show_tab(tab)
            self._session.say(
                text, self.tr("Show"), lambda: self._session.pane_requested.emit("exam")
            )

    @Slot()
    def write_question(self) -> None:
        """Add a question of one's own."""
        if self.contents.read_only or self.contents.empty_library:
            return
        self._writing_first = not self.contents.questions
        self.show_tab(Tab.QUESTIONS)
        self.fill()
        self.questions.begin_own()

    @Slot()
    def _on_own_closed(self) -> None:
        self._writing_first = False
        self.fill()

    @Slot()
    def _on_library(self) -> None:
        self._writing_first = False
        self.fill()

    def show_tab(self, tab: Tab) -> None:
        """Show one of the three pages."""
        self.tabs[tab].setChecked(True)
        self._pages.setCurrentIndex(tab)

    @property
    def tab(self) -> Tab:
        """The page that shows."""
        return Tab(self._pages.currentIndex())

    # ---- showing -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Seen for the first time, it asks what there is."""
        super().showEvent(event)
        self.contents.wake()

    @Slot()
    def fill(self) -> None:
        """Show what there is."""
        contents = self.contents
        questions = contents.questions
        aside = len(questions) - contents.accepted
        self._header.facts.setText(words.counts(len(questions), aside) if questions else "")
        there = bool(questions) or self._writing_first
        self.take.setVisible(bool(questions))
        self.take.setEnabled(
            bool(contents.accepted)
            and not contents.read_only
            and not contents.empty_library
            and contents.job() is None
        )
        if contents.empty_library and not questions:
            self._whole.setCurrentIndex(1)
        elif not contents.ready and contents.trouble is None:
            self._whole.setCurrentIndex(0)
        else:
            self._whole.setCurrentIndex(3 if there else 2)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._header.title.setText(self.tr("Exam"))
        self.take.setText(self.tr("Take the exam"))
        for tab, text in zip(
            self.tabs,
            (self.tr("Questions"), self.tr("Result"), self.tr("Other ways")),
            strict=True,
        ):
            tab.setText(text)
        self.no_documents.say(
            self.tr("There is nothing to ask about yet"),
            self.tr("Add documents first. Then Lectern can make an exam from them."),
            self.tr("Add documents"),
        )
        self.fill()
