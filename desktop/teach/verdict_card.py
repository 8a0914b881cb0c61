"""Whether a lesson helped: the verdict of the exam, or how to get one."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from core import operations
from core.events import Changes
from core.types import ExamQuestion, LessonVerdict
from desktop import error_text, theme, translations
from desktop.session import Session
from desktop.teach.lesson_words import filled
from desktop.teach.lesson_work import JUDGE, LessonWork
from desktop.teach.verdict_bars import VerdictBars
from desktop.teach.verdict_words import verdict_words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.progress import show_progress
from desktop.widgets.text import Words


class VerdictCard(QFrame):
    """The exam without and with documents, before and after."""

    again_wanted = Signal()
    """Teach it again, from the same examples."""

    def __init__(self, session: Session, work: LessonWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._work = work
        self._lesson = ""
        self._verdict: LessonVerdict | None = None
        self._questions: int | None = None
        """Questions in the exam; None while that is not known."""
        self.setProperty("role", "card")
        self.sentence = Words("", "subtitle", wrap=True, selectable=True)
        self.reason = Words("", "", wrap=True, selectable=True)
        self.bars = VerdictBars()
        self._bounds = Words("", "second", wrap=True)
        self.advice = Words("", "", wrap=True, selectable=True)
        self.forgot = Words("", "second", wrap=True, selectable=True)
        self.trouble = Words("", "bad", wrap=True, selectable=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.take = Button()
        self.make = Button()
        self.stop = Button()
        self.again = Button()
        self._when = Words("", "second")
        buttons = QWidget()
        row = Flow(buttons, Space.S)
        for button in (self.take, self.make, self.stop, self.again):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        for widget in (self.sentence, self.reason, self.bars, self._bounds, self.advice,
                       self.forgot, self.trouble, self._bar):  # fmt: skip
            column.addWidget(widget)
        column.addSpacing(Space.XS)
        column.addWidget(buttons)
        column.addWidget(self._when)
        self.take.clicked.connect(self._take)
        self.make.clicked.connect(lambda: session.pane_requested.emit("exam"))
        self.stop.clicked.connect(self._stop)
        self.again.clicked.connect(self.again_wanted)
        work.changed.connect(self._on_work)
        session.changed.connect(self._on_changes)
        session.library_opened.connect(self._forget_exam)
        self.retranslate()

    def show_verdict(self, lesson: str, verdict: LessonVerdict | None) -> None:
        """Show what is known of a lesson."""
        self._lesson, self._verdict = lesson, verdict
        if self._questions is None:
            self._look_for_exam()
        self.fill()

    # ---- the exam ------------------------------------------------------------------------------

    def _look_for_exam(self) -> None:
        if self._session.summary is None:
            return
        request = self._session.link.start(operations.exam_questions)
        request.done.connect(self._on_questions)

    @Slot(object)
    def _on_questions(self, questions: tuple[ExamQuestion, ...]) -> None:
        self._questions = sum(each.accepted for each in questions)
        self.fill()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.exam and self._lesson:
            self._look_for_exam()

    @Slot()
    def _forget_exam(self) -> None:
        self._questions = None
        if self._lesson:
            self._look_for_exam()

    @Slot()
    def _take(self) -> None:
        self._work.start(self._lesson, JUDGE)
        self.stop.setFocus()

    @Slot()
    def _stop(self) -> None:
        job = self._work.job(self._lesson, JUDGE)
        if job is not None and not job.cancelling:
            job.cancel()

    @Slot(str)
    def _on_work(self, lesson: str) -> None:
        if lesson == self._lesson:
            self.fill()

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show how things stand."""
        verdict = self._verdict
        job = self._work.job(self._lesson, JUDGE)
        error = self._work.error(self._lesson, JUDGE)
        self._say(verdict)
        judged = verdict is not None
        for widget in (self.bars, self._bounds, self.advice, self.forgot):
            widget.setVisible(judged)
        self.trouble.setVisible(error is not None and job is None)
        if error is not None:
            worded = error_text.of_error(error)
            self.trouble.setText(f"{worded.title}\n{worded.sentence}")
        self._bar.setVisible(job is not None)
        able = job is None and self._questions is not None
        self.take.setVisible(able)
        self.take.setText(self.tr("Take the exam again") if judged else self.tr("Take the exam"))
        if able and self.stop.hasFocus():
            # Else it would go on to the switch of the chat.
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop.setVisible(job is not None)
        self.make.setVisible(job is None and self._questions == 0)
        self.again.setVisible(judged and job is None and verdict is not None
                              and verdict.helped != "yes")  # fmt: skip
        self._when.setVisible(judged and job is None)
        if job is not None:
            self.stop.setText(self.tr("Stopping…") if job.cancelling else self.tr("Stop"))
            show_progress(self._bar, job.progress)
            self.reason.setText(
                self.tr("The exam is being taken: as it was and taught, with your documents and"
                        " without. You can go on working.")
            )  # fmt: skip
            self._bar.setAccessibleName(self.tr("How much of the exam has been taken"))
        self.reason.setVisible(bool(self.reason.text()))

    def _say(self, verdict: LessonVerdict | None) -> None:
        if verdict is None:
            self.sentence.setText(self.tr("Did it help?"))
            if self._questions == 0:
                text = self.tr(
                    "There is no exam on your documents yet. Lectern makes one by itself, on the"
                    " exam's page. Without it only the examples tell that were kept from teaching."
                )
            else:
                text = self.tr(
                    "The exam tells: it is taken as the model was and taught, with your documents"
                    " and without, and general questions show what it forgot."
                )
            self.reason.setText(text)
            return
        self.sentence.setText(verdict_words.sentence(verdict))
        self.reason.setText(verdict_words.reason(verdict))
        self.bars.show_verdict(verdict)
        self._bounds.setText(
            self.tr("The thin lines are the bounds that chance leaves: 95 of 100 times the true"
                    " share lies between them. %Ln question(s).", "",
                    max((each.questions for each in verdict.ways), default=0))
        )  # fmt: skip
        advice = verdict_words.advice(verdict)
        mark = "· " if len(advice) > 1 else ""
        self.advice.setText("\n".join(f"{mark}{each}" for each in advice))
        sentence, role = verdict_words.forgot(verdict)
        self.forgot.setText(sentence)
        theme.set_role(self.forgot, role)
        self._when.setText(
            filled(self.tr("taken {when}"), when=translations.date_and_time(verdict.taken))
            if verdict.taken
            else ""
        )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.make.setText(self.tr("Make an exam"))
        self.again.setText(self.tr("Mend the examples and teach again"))
        self.fill()
