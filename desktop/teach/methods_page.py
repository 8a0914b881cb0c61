"""Ways of teaching compared: which to try on which examples, how each did, what papers promise."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.events import Changes
from core.types import Lesson, MethodFigures, TeachingMethod
from desktop import error_text, translations
from desktop.session import RunningJob, Session
from desktop.teach.claims_card import ClaimsCard
from desktop.teach.lesson_words import filled, lesson_words
from desktop.teach.lesson_work import COMPARE, LessonWork
from desktop.teach.lessons import Lessons
from desktop.teach.method_names import method_names
from desktop.teach.methods_table import MethodsTable
from desktop.teach.scrolled_page import ScrolledPage
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.progress import show_progress
from desktop.widgets.text import Words, plain_tip

_FIRST = ("lora", "lora-plus", "lora-fa", "vera")
"""Ways that are ticked at first: they fit every base and need little."""


class MethodsPage(QWidget):
    """What to try, the table, and the claims."""

    back_wanted = Signal()

    def __init__(self, session: Session, lessons: Lessons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lessons = lessons
        self.work = LessonWork(lessons, self)
        self._methods: tuple[TeachingMethod, ...] = ()
        self._wanted = ""
        self._job: RunningJob | None = None
        self.back = Button("", "link", icon="back")
        self.back.setProperty("flush", "left")
        self._title = Words("", "title", wrap=True)
        self._meaning = Words("", "second", wrap=True)
        self._which = Words("", "second")
        self.lesson = QComboBox()
        self.choose = Button("", "link")
        self.choose.setCheckable(True)
        self.choose.setProperty("flush", "left")
        self.boxes: dict[str, QCheckBox] = {}
        self._box_place = QWidget()
        self.start = Button("", "primary")
        self.stop = Button()
        self.doing = Words("", "", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.trouble = Words("", "bad", wrap=True, selectable=True)
        self._none = Words("", "second", wrap=True)
        self.table = MethodsTable()
        self.claims = ClaimsCard()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._box_place.setLayout(QVBoxLayout())
        trying = QFrame()
        trying.setProperty("role", "card")
        which = QHBoxLayout()
        which.setSpacing(Space.S)
        which.addWidget(self._which)
        which.addWidget(self.lesson, 1)
        self.lesson.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.lesson.setMinimumContentsLength(16)
        buttons = QWidget()
        flow = Flow(buttons, Space.S)
        flow.addWidget(self.start)
        flow.addWidget(self.stop)
        column = QVBoxLayout(trying)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addLayout(which)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._box_place, self.doing, self._bar, self.trouble, buttons):
            column.addWidget(widget)
        page = ScrolledPage()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        outer.setSpacing(Space.M)
        outer.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._title, self._meaning, trying, self._none, self.table, self.claims):
            outer.addWidget(widget)
        outer.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._box_place.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.choose.toggled.connect(self._box_place.setVisible)
        self.choose.toggled.connect(self.fill)
        self.lesson.currentIndexChanged.connect(self.fill)
        self.start.clicked.connect(self._start)
        self.stop.clicked.connect(self._stop)
        self._lessons.changed.connect(self._fill_lessons)
        self.work.changed.connect(lambda _: self.fill())
        self.work.done.connect(lambda *_: self._ask_figures())
        self._session.changed.connect(self._on_changes)

    def show_lesson(self, id: str) -> None:
        """Compare on a lesson's examples; "" for the latest one that has any."""
        self._wanted = id
        self._fill_lessons()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is shown."""
        super().showEvent(event)
        if not self._methods:
            request = self._session.link.start(operations.teaching_methods)
            request.done.connect(self._on_methods)
        self._ask_figures()

    # ---- what is known -------------------------------------------------------------------------

    def _ask_figures(self) -> None:
        request = self._session.link.start(operations.method_figures)
        request.done.connect(self._on_figures)

    @Slot(object)
    def _on_figures(self, figures: tuple[MethodFigures, ...]) -> None:
        self._none.setVisible(not figures)
        self.table.setVisible(bool(figures))
        self.table.show_figures(figures)
        self.claims.show_figures(figures)

    @Slot(object)
    def _on_methods(self, methods: tuple[TeachingMethod, ...]) -> None:
        self._methods = methods
        layout = self._box_place.layout()
        if layout is not None and not self.boxes:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
            for method in methods:
                box = QCheckBox()
                box.setChecked(method.id in _FIRST)
                box.toggled.connect(self.fill)
                self.boxes[method.id] = box
                layout.addWidget(box)
        self.fill()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        # Rows come while it runs; nobody asks for them who does not see them.
        if changes.lessons and self.isVisible():
            self._ask_figures()

    @Slot()
    def _fill_lessons(self) -> None:
        chosen = self._wanted or str(self.lesson.currentData() or "")
        lessons = [each for each in self._lessons.all if each.examples]
        self.lesson.blockSignals(True)
        self.lesson.clear()
        for each in lessons:
            examples = self.tr("%Ln example(s)", "", each.examples)
            self.lesson.addItem(f"{each.plan.title} · {examples}", each.id)
            base = plain_tip(lesson_words.base(each.plan.base))
            self.lesson.setItemData(self.lesson.count() - 1, base, Qt.ItemDataRole.ToolTipRole)
        at = max(0, self.lesson.findData(chosen))
        self.lesson.setCurrentIndex(at if lessons else -1)
        self.lesson.blockSignals(False)
        if self.lesson.currentData() == self._wanted:
            self._wanted = ""
        self.fill()

    # ---- trying --------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Lesson | None:
        return self._lessons.get(str(self.lesson.currentData() or ""))

    def fitting(self) -> list[str]:
        """Ids of the ways that can be tried on the lesson that is chosen, in the table's order."""
        lesson = self._chosen
        if lesson is None:
            return []
        kind = "folder" if lesson.plan.base.startswith("folder:") else "gguf"
        pairs = lesson.plan.method in {each.id for each in self._methods if each.pairs}
        return [each.id for each in self._methods if kind in each.bases and each.pairs <= pairs]

    def ticked(self) -> list[str]:
        """Ids of the ways that will be tried."""
        return [each for each in self.fitting() if self.boxes[each].isChecked()]

    @Slot()
    def _start(self) -> None:
        lesson = self._chosen
        if lesson is not None:
            self.work.start(lesson.id, COMPARE, methods=self.ticked())
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _running(self) -> RunningJob | None:
        found = (self.work.job(each.id, COMPARE) for each in self._lessons.all)
        return next((each for each in found if each is not None), None)

    @Slot()
    def _stop(self) -> None:
        job = self._running()
        if job is not None and not job.cancelling:
            job.cancel()

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show how things stand."""
        lesson, job = self._chosen, self._running()
        self._fill_boxes()
        count = len(self.ticked())
        self.choose.setText(
            self.tr("%Ln way(s) to try: choose others", "", count)
            if not self.choose.isChecked()
            else self.tr("%Ln way(s) to try", "", count)
        )
        self.start.setVisible(job is None)
        self.start.setEnabled(bool(count))
        self.lesson.setEnabled(job is None)
        if job is None and self.stop.hasFocus():
            next_stop = self.start if self.start.isEnabled() else self.choose
            next_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in (self.doing, self._bar, self.stop):
            widget.setVisible(job is not None)
        error = self.work.error(lesson.id, COMPARE) if lesson is not None else None
        self.trouble.setVisible(error is not None and job is None)
        if error is not None:
            worded = error_text.of_error(error)
            self.trouble.setText(f"{worded.title}\n{worded.sentence}")
        if job is not None:
            self._fill_progress(job)

    def _fill_progress(self, job: RunningJob) -> None:
        progress = job.progress
        known = progress is not None and progress.total > 0
        show_progress(self._bar, progress)
        # It keeps the keyboard, so it is not greyed.
        self.stop.setText(self.tr("Stopping…") if job.cancelling else self.tr("Stop"))
        text = self.tr("Each way is taught for a short time. You can go on working.")
        if progress is not None and known:
            if progress.detail:
                name = method_names.name(progress.detail).plain
                text = filled(self.tr("Now: {way}. You can go on working."), way=name)
            if progress.seconds_left >= 0:
                left = translations.duration(progress.seconds_left)
                text += "\n" + filled(self.tr("about {time} left"), time=left)
        self.doing.setText(text)

    def _fill_boxes(self) -> None:
        fitting = self.fitting()
        for method in self._methods:
            box = self.boxes[method.id]
            name = method_names.name(method.id)
            text = f"{name.plain} · {name.technical}"
            if method.weak_on_small:
                text += " · " + self.tr("does little on small models")
            if method.id not in fitting and self._chosen is not None:
                text += " · " + (
                    self.tr("needs better and worse answers")
                    if method.pairs
                    else self.tr("needs another form of the model")
                )
            box.setText(text.replace("&", "&&"))
            box.setToolTip(name.sentence)
            box.setEnabled(method.id in fitting)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.back.setText(self.tr("Back to the lessons"))
        self._title.setText(self.tr("Compare ways of teaching"))
        self._meaning.setText(
            self.tr("Lectern teaches the same examples in several ways, each for a short time, and"
                    " measures. Your lessons stay as they are.")
        )  # fmt: skip
        self._which.setText(self.tr("Examples of"))
        self.lesson.setAccessibleName(self.tr("Whose examples are taught"))
        self.start.setText(self.tr("Try them on this computer"))
        self.stop.setText(self.tr("Stop"))
        self._bar.setAccessibleName(self.tr("How much has been tried"))
        self._none.setText(self.tr("Nothing has been measured on this computer yet."))
        self._fill_lessons()
        self.table.show_figures(self.table.shown())
