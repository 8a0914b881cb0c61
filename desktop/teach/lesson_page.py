"""A lesson that is taught or has been: how it goes, and what came of it."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.events import Changes
from core.types import Lesson, LessonDetail
from desktop import theme
from desktop.engine_link import Request
from desktop.session import RunningJob, Session
from desktop.teach.chat_card import ChatCard
from desktop.teach.course import Course
from desktop.teach.course_card import CourseCard
from desktop.teach.details_card import DetailsCard
from desktop.teach.export_card import ExportCard
from desktop.teach.figure_cards import FigureCards
from desktop.teach.lesson_standing import (
    FINISHED,
    RUNS,
    Stand,
    error_of,
    stand_of,
    stand_words,
)
from desktop.teach.lesson_trouble import LessonTrouble
from desktop.teach.lesson_words import lesson_words
from desktop.teach.lesson_work import EXPORT, JUDGE, KEEP, LessonWork
from desktop.teach.lessons import Lessons
from desktop.teach.samples_card import SamplesCard
from desktop.teach.scrolled_page import ScrolledPage
from desktop.teach.verdict_card import VerdictCard
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedWords, Words

_TICK_MILLISECONDS = 10_000
_NARROW = 620
"""Below this width the buttons stand under the title."""
_STEPS = 1000
_TEACHES = (Stand.WAITING, Stand.READYING, Stand.LEARNING)
_GOES_ON = (Stand.HELD, Stand.LEFT)


class LessonPage(QWidget):
    """Everything of one lesson, from its first step to its use in chat."""

    another_wanted = Signal(str)
    """Id: make a new lesson from its plan and examples."""
    compare_wanted = Signal(str)
    """Id: compare ways of teaching on its examples."""
    stood = Signal()
    """It stands otherwise than before."""
    gone = Signal()
    """The lesson that was shown is no more."""

    def __init__(self, session: Session, lessons: Lessons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lessons = lessons
        self._id = ""
        self._lesson: Lesson | None = None
        self._asking: Request | None = None
        self._job: RunningJob | None = None
        self._course = Course()
        self._missed: list[LessonDetail] = []
        """What was told while the course from the disk was on its way."""
        self.stand = Stand.LEFT
        self.work = LessonWork(lessons, self)
        self.title = ElidedWords("", "title", mode=Qt.TextElideMode.ElideRight)
        self.facts = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        self.go_on = Button("", "primary", icon="resume")
        self.pause = Button("", icon="pause")
        self.keep = Button()
        self.more = Button()
        self._menu = QMenu(self)
        self.standing = Words("", "", wrap=True)
        self.promise = Words("", "second", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.trouble = LessonTrouble()
        self.figures = FigureCards()
        self.course = CourseCard()
        self.samples = SamplesCard()
        self.verdict = VerdictCard(session, self.work)
        self.chat = ChatCard(session)
        self.exports = ExportCard(self.work)
        self.details = DetailsCard()
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._scroll = QScrollArea()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MILLISECONDS)
        self._lay_out()
        self._fill_menu()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        top = self._top
        top.setSpacing(Space.S)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.facts)
        top.addLayout(names, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.go_on, self.pause, self.keep, self.more):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addStretch(1)
        top.addLayout(buttons)
        state = QVBoxLayout()
        state.setSpacing(Space.S)
        for widget in (self.standing, self._bar, self.promise):
            state.addWidget(widget)
        page = ScrolledPage()
        # From the outside in: whatever moves into another widget has its style worked out anew.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._scroll.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addLayout(state)
        column.addSpacing(Space.XS)
        for card in (self.trouble, self.figures, self.verdict, self.chat, self.course,
                     self.samples, self.exports, self.details):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fill_menu(self) -> None:
        self._compare = self._menu.addAction("")
        self._another = self._menu.addAction("")
        self._menu.addSeparator()
        self._stop = self._menu.addAction("")
        self._remove = self._menu.addAction("")
        self.more.setMenu(self._menu)
        self.more.setProperty("menu", "true")
        self._compare.triggered.connect(lambda: self.compare_wanted.emit(self._id))
        self._another.triggered.connect(lambda: self.another_wanted.emit(self._id))
        self._stop.triggered.connect(self._stop_for_now)
        self._remove.triggered.connect(lambda: self._lessons.remove(self._id))

    def _connect(self) -> None:
        self.go_on.clicked.connect(self._go_on)
        self.pause.clicked.connect(self._pause)
        self.keep.clicked.connect(self._keep)
        self.trouble.again_wanted.connect(self._go_on)
        self.trouble.another_wanted.connect(lambda: self.another_wanted.emit(self._id))
        self.verdict.again_wanted.connect(lambda: self.another_wanted.emit(self._id))
        self._lessons.changed.connect(self._on_lessons)
        self._lessons.told.connect(self._on_told)
        self._lessons.ended.connect(self._on_ended)
        self.work.changed.connect(self._on_work)
        self.work.done.connect(self._on_work_done)
        self._session.changed.connect(self._on_changes)
        self._session.jobs_changed.connect(self.fill)
        self._tick.timeout.connect(self._on_tick)

    # ---- which lesson --------------------------------------------------------------------------

    def show_lesson(self, id: str) -> None:
        """Show a lesson; what of it is on the disk is asked for."""
        if id == self._id:
            self.fill()
            return
        self._id = id
        self._lesson = self._lessons.get(id)
        self._course, self._missed = Course(), []
        self.course.show_course(self._course)
        self.samples.show_samples(())
        self.verdict.show_verdict(id, None)
        self._scroll.verticalScrollBar().setValue(0)
        self._ask()
        self.fill()

    def _ask(self) -> None:
        if not self._id:
            return
        request = self._session.link.start(operations.lesson_detail, id=self._id)
        self._asking = request
        request.done.connect(partial(self._take, request))

    def _take(self, request: Request, detail: LessonDetail) -> None:
        if request is not self._asking or detail.lesson.id != self._id:
            return
        self._asking = None
        if self._lessons.job(self._id) is None:
            self._lesson = detail.lesson
        self._course = Course.of(detail.points)
        self.samples.show_samples(detail.samples)
        self.verdict.show_verdict(self._id, detail.verdict)
        missed, self._missed = self._missed, []
        for each in missed:
            self._hear(each)
        self._show_course()
        self.fill()

    @Slot(str, object)
    def _on_told(self, id: str, detail: LessonDetail) -> None:
        if id != self._id:
            return
        self._lesson = detail.lesson
        if self._asking is not None:
            self._missed.append(detail)
            return
        self._hear(detail)
        self._show_course()
        self.fill()

    def _hear(self, detail: LessonDetail) -> None:
        self._course.add(detail.points)
        self.samples.add(detail.samples)

    def _show_course(self) -> None:
        if self._lesson is not None:
            self._course.best_step = self._lesson.best_step
            self._course.steps = self._lesson.steps
        self.course.show_course(self._course)

    @Slot()
    def _on_lessons(self) -> None:
        if not self._id:
            return
        lesson = self._lessons.get(self._id)
        shown = any(each.id == self._id for each in self._lessons.all)
        if not shown and self._lessons.known:
            self._id, self._lesson = "", None
            self.gone.emit()
            return
        if lesson is not None:
            self._lesson = lesson
        self.fill()

    @Slot(str)
    def _on_ended(self, id: str) -> None:
        if id == self._id:
            self._ask()
            self.fill()

    @Slot()
    def _on_tick(self) -> None:
        if self.stand is Stand.ELSEWHERE:
            self._ask()
        else:
            self.fill()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.lessons and self._id and self._lessons.job(self._id) is None:
            self._ask()

    @Slot(str)
    def _on_work(self, id: str) -> None:
        if id == self._id:
            self.fill()

    @Slot(str, str, object)
    def _on_work_done(self, id: str, kind: str, result: object) -> None:
        if kind == KEEP and isinstance(result, Lesson) and self._lessons.job(id) is None:
            self._lessons.put(result)
        if id == self._id and kind in (KEEP, JUDGE):
            self._ask()

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        job = self._lessons.job(self._id)
        if job is not None and job.paused:
            job.resume()
        else:
            self._lessons.run(self._id)
        self.fill()
        self.pause.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _pause(self) -> None:
        job = self._lessons.job(self._id)
        if job is not None:
            job.pause()
            self.fill()
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _keep(self) -> None:
        self.work.keep_best(self._id)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _stop_for_now(self) -> None:
        self.work.stop_for_now(self._id)

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show how things stand."""
        lesson = self._lesson
        if lesson is None:
            return
        self._follow_job(lesson.id)
        stand = stand_of(lesson, self._lessons, self.work)
        if stand is Stand.ELSEWHERE and self._asking is not None:
            # What was taught here has just ended; how it stands is on its way.
            stand = Stand.LEFT
        before, self.stand = self.stand, stand
        led = self.go_on.hasFocus() or self.pause.hasFocus()
        self.title.setText(lesson.plan.title)
        self.facts.setText(lesson_words.facts(lesson))
        self._arrange()
        self._fill_buttons(lesson, stand)
        self._fill_standing(lesson, stand)
        error = None if stand in RUNS else error_of(lesson, self._lessons, self.work)
        self.trouble.show_error(error, again=stand in (Stand.LEFT, Stand.FAILED))
        finished = stand in FINISHED
        still = stand_words.still(stand)
        self.figures.setVisible(not finished)
        figures = [lesson_words.memory(lesson), lesson_words.saved(lesson)]
        if stand in RUNS:
            figures = [
                lesson_words.time_left(lesson, still),
                lesson_words.speed(lesson, still),
                *figures,
            ]
        self.figures.show_figures(figures)
        usable = stand is Stand.DONE
        for card in (self.verdict, self.chat):
            card.setVisible(usable)
        if usable:
            self.chat.show_lesson(lesson)
        busy = self.work.job(lesson.id, EXPORT) is not None
        self.exports.setVisible(stand not in (*RUNS, Stand.ELSEWHERE) or busy)
        self.exports.show_lesson(lesson)
        self.details.show_lesson(lesson)
        # With nothing to tell an empty card says what will come; afterwards it is only in the way.
        self.samples.setVisible(not finished or bool(self.samples.rows))
        if led and not (self.go_on.hasFocus() or self.pause.hasFocus()):
            self._hand_on()
        if stand is not before:
            self.stood.emit()

    def _hand_on(self) -> None:
        """The keyboard was on a button that went; the next one would end the lesson."""
        for button in (self.go_on, self.pause, self.trouble.again, self.trouble.another, self.more):
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _follow_job(self, id: str) -> None:
        """Hear what a job tells before its lesson does: that it reads the model."""
        job = self._lessons.job(id)
        if job is not self._job:
            self._job = job
            if job is not None:
                job.changed.connect(self.fill)

    def _fill_buttons(self, lesson: Lesson, stand: Stand) -> None:
        self.go_on.setVisible(stand in _GOES_ON)
        self.go_on.setText(self.tr("Go on"))
        # It stays while the model is read: the keyboard would go on to the button that ends it all.
        self.pause.setVisible(stand in (*_TEACHES, Stand.STOPPING, Stand.KEEPING))
        self.pause.setEnabled(stand in _TEACHES)
        self.keep.setVisible(stand not in (*FINISHED, Stand.KEEPING, Stand.ELSEWHERE))
        learnt = lesson.step > 0 and stand is not Stand.STOPPING
        self.keep.setEnabled(learnt)
        self.keep.setToolTip(
            self.tr("It ends now. The state that did best on what it has not seen is kept.")
            if learnt
            else self.tr("It has not learnt anything yet that could be kept.")
        )
        self._stop.setVisible(stand in (*_TEACHES, Stand.HELD, Stand.ELSEWHERE))

    def _fill_standing(self, lesson: Lesson, stand: Stand) -> None:
        self.standing.setText(stand_words.sentence(lesson, stand))
        self.promise.setText(stand_words.promise(lesson, stand))
        self.promise.setVisible(bool(self.promise.text()))
        self.standing.setVisible(stand is not Stand.DONE)
        self._bar.setVisible(stand not in FINISHED)
        self._bar.setAccessibleName(self.tr("How much has been taught"))
        job = self._lessons.job(lesson.id)
        progress = job.progress if job is not None else None
        if stand is Stand.READYING and progress is not None and progress.total > 0:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        elif stand in (Stand.KEEPING, Stand.READYING):
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(_STEPS * lesson.step / max(1, lesson.steps)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below the title where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        several = self.stand not in FINISHED
        narrow = several and self.width() < theme.px(_NARROW)
        direction = QBoxLayout.Direction
        self._top.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the times right while somebody sees them."""
        super().showEvent(event)
        self._tick.start()
        self.fill()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody does."""
        super().hideEvent(event)
        self._tick.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.pause.setText(self.tr("Pause"))
        self.keep.setText(self.tr("Stop and keep the best"))
        self.more.setText(self.tr("More"))
        self._compare.setText(self.tr("Compare ways of teaching…"))
        self._another.setText(self.tr("Teach another like it…"))
        self._stop.setText(self.tr("Stop for now"))
        self._remove.setText(self.tr("Remove"))
        self.fill()
