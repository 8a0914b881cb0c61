"""Making a lesson in three steps: what to learn from, how well it fits this computer, start."""

from enum import IntEnum
from functools import cached_property

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.types import Lesson
from desktop.teach.draft import Draft
from desktop.teach.examples_step import ExamplesStep
from desktop.teach.fit_step import FitStep
from desktop.teach.start_step import StartStep
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import Words

MEASURE_MILLISECONDS = 900


class Step(IntEnum):
    """The steps in their order."""

    EXAMPLES = 0
    FIT = 1
    START = 2


class MakingPage(QWidget):
    """The draft that is shown, its steps, and the way through them."""

    started = Signal(str)
    """Id of the lesson that is being taught from now on."""
    removed = Signal()
    """The draft was thrown away before it was kept."""
    models_wanted = Signal()
    """There is no model to teach: the person goes to where they are had."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.title = QLineEdit()
        self.title.setProperty("role", "title")
        self.remove = IconButton("trash")
        self.steps = [QPushButton() for _ in Step]
        self._group = QButtonGroup(self)
        # From the outside in: whatever moves into another widget has its style worked out anew.
        self._pages = QStackedWidget(self)
        self.examples = ExamplesStep(draft, self._pages)
        self.back = Button("", icon="back")
        self.next = Button("", "primary")
        self._why = Words("", "second", wrap=True)
        self._named = False
        """The person has given it a title."""
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(MEASURE_MILLISECONDS)
        self._measure.timeout.connect(self._measure_now)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_step(Step.EXAMPLES)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.XL, 0)
        top.setSpacing(Space.M)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove)
        tabs = QFrame()
        tabs.setProperty("role", "header")
        row = QHBoxLayout(tabs)
        row.setContentsMargins(Space.XL - Space.S, 0, Space.XL, 0)
        row.setSpacing(Space.S)
        for place, step in enumerate(self.steps):
            step.setCheckable(True)
            step.setProperty("role", "tab")
            self._group.addButton(step, place)
            row.addWidget(step)
        row.addStretch(1)
        self._pages.addWidget(self.examples)
        foot = QFrame()
        foot.setProperty("role", "footer")
        line = QHBoxLayout(foot)
        line.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        line.setSpacing(Space.M)
        line.addWidget(self._why, 1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(tabs)
        column.addWidget(self._pages, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        draft = self.draft
        draft.changed.connect(self.fill)
        draft.estimate_changed.connect(self._on_estimate)
        draft.examples.appended.connect(lambda _: self.fill())
        self.examples.model.sifted.connect(self._fit)
        self.examples.titled.connect(self._on_titled)
        self.title.textEdited.connect(self._on_title)
        self.title.editingFinished.connect(self._on_title_left)
        self.remove.clicked.connect(self._remove)
        self._group.idClicked.connect(lambda place: self.show_step(Step(place)))
        self.back.clicked.connect(lambda: self.show_step(Step(max(self.step - 1, 0))))
        self.next.clicked.connect(self._go_on)
        onward = QShortcut(QKeySequence("Alt+Right"), self)
        onward.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        onward.activated.connect(self._go_on_unless_last)
        backward = QShortcut(QKeySequence("Alt+Left"), self)
        backward.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        backward.activated.connect(self.back.click)

    # ---- the later steps, made when they are come to: all at once would hold the window up -----

    @cached_property
    def fit(self) -> FitStep:
        """The second step."""
        page = FitStep(self.draft, self._pages)
        page.cost.left.connect(self._lead_on)
        page.base.models_wanted.connect(self.models_wanted)
        self._pages.addWidget(page)
        return page

    @cached_property
    def start(self) -> StartStep:
        """The third step."""
        page = StartStep(self.draft, self.fit, self._pages)
        page.cost.left.connect(self._lead_on)
        self._pages.addWidget(page)
        return page

    # ---- which draft ---------------------------------------------------------------------------

    def begin(self, documents: tuple[str, ...] = ()) -> None:
        """A new lesson."""
        self._named = False
        self.draft.begin(self.tr("New lesson"), documents)
        self._open(Step.EXAMPLES)

    def open(self, lesson: Lesson) -> None:
        """Go on with a draft that was kept."""
        if lesson.id == self.draft.id:
            return
        self._named = True
        self.draft.open(lesson)
        self._open(Step.EXAMPLES)

    def _open(self, step: Step) -> None:
        self.title.setText(self.draft.plan.title)
        self.examples.begin()
        self.show_step(step)

    @property
    def step(self) -> Step:
        """The step that shows."""
        return Step(self._pages.currentIndex())

    def show_step(self, step: Step) -> None:
        """Show a step, if it can be come to."""
        if step is not Step.EXAMPLES and self._missing():
            step = Step.EXAMPLES
        self.steps[step].setChecked(True)
        for place, tab in enumerate(self.steps):
            # One stop for the keyboard, and it is the step that is shown; arrows go on from there.
            shown = place == step
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.ClickFocus)
        match step:
            case Step.EXAMPLES:
                self._pages.setCurrentWidget(self.examples)
            case Step.FIT:
                self._pages.setCurrentWidget(self.fit)
            case Step.START:
                self._pages.setCurrentWidget(self.start)
        if step is not Step.EXAMPLES:
            self.fit.details.wake()
            self._measure_soon()
        self.fill()

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if self.step is Step.START:
            self._start()
        elif not self._missing():
            self.show_step(Step(self.step + 1))

    @Slot()
    def _go_on_unless_last(self) -> None:
        if self.step is not Step.START:
            self._go_on()

    def _start(self) -> None:
        id = self.draft.id
        if not id or self._missing_for_start():
            return
        self.draft.leave()
        self.draft.lessons.run(id)
        self.started.emit(id)

    @Slot()
    def _remove(self) -> None:
        if self.draft.id:
            # What is held by its measuring could not be removed.
            self.draft.stop_measuring()
            self.draft.lessons.remove(self.draft.id)
        self.removed.emit()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        title = " ".join(text.split())
        if title:
            self._named = True
            self.draft.change(title=title)

    @Slot()
    def _lead_on(self) -> None:
        self._fit()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_title_left(self) -> None:
        self.title.setText(self.draft.plan.title)

    @Slot(str)
    def _on_titled(self, title: str) -> None:
        if title and not self._named:
            self.title.setText(title)
            self.draft.change(title=title)

    def take_files(self, paths: list[str]) -> None:
        """Learn from files that were dropped."""
        self.show_step(Step.EXAMPLES)
        self.examples.take_files(paths)

    # ---- measuring -----------------------------------------------------------------------------

    @Slot()
    def _on_estimate(self) -> None:
        self._measure_soon()
        self._fit()

    def _measure_soon(self) -> None:
        """Measure when nothing more is changed for a moment, while somebody looks at the cost."""
        wanted = self.isVisible() and self.step is not Step.EXAMPLES and self.draft.is_stale
        if wanted and not self._missing():
            self._measure.start()

    @Slot()
    def _measure_now(self) -> None:
        if self.isVisible() and self.step is not Step.EXAMPLES and self.draft.is_stale:
            self.draft.measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again, it measures what was changed."""
        super().showEvent(event)
        self._measure_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was changed is kept at once."""
        super().hideEvent(event)
        self._measure.stop()
        self.draft.examples.flush()
        self.draft.save_plan()

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show the draft as it is."""
        if not self.title.hasFocus():
            self.title.setText(self.draft.plan.title)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        missing = self._missing()
        for step in (Step.FIT, Step.START):
            self.steps[step].setEnabled(not missing)
        last = self.step is Step.START
        why = missing or (self._missing_for_start() if last else self._refused())
        self._why.setText(why)
        self.next.setEnabled(not why)
        self.next.setText(self.tr("Start teaching") if last else self.tr("Next"))
        self.back.setVisible(self.step is not Step.EXAMPLES)

    def _missing(self) -> str:
        """Why the second step cannot be come to; "" when it can."""
        draft = self.draft
        if draft.gathering is not None:
            return self.tr("Examples are still being made.")
        if not draft.examples.rows:
            return self.tr("First it needs examples.")
        if self.examples.model.blank:
            return self.tr("Fill the examples that lack something, or leave them out.")
        if not draft.accepted:
            return self.tr("All examples are left out. Take some in again.")
        return ""

    def _missing_for_start(self) -> str:
        draft = self.draft
        if draft.estimating is not None:
            return self.tr("Measuring what it takes…")
        if draft.is_stale or draft.estimate is None:
            return self.tr("It has to be measured once before it starts.")
        return self._refused()

    def _refused(self) -> str:
        """Why it cannot be taught so; nothing before it is known, or where that is not shown."""
        estimate = self.draft.estimate
        known = estimate is not None and not self.draft.is_stale and self.step is not Step.EXAMPLES
        if known and estimate is not None and not estimate.fits:
            return self.tr("It does not fit into the memory of this computer.")
        return ""

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.title.setAccessibleName(self.tr("Title of the lesson"))
        self.title.setPlaceholderText(self.tr("Title of the lesson"))
        self.remove.set_name(self.tr("Remove this lesson"))
        names = (
            self.tr("1  What to learn from"),
            self.tr("2  How well it fits this computer"),
            self.tr("3  Start"),
        )
        for step, name in zip(self.steps, names, strict=True):
            step.setText(name)
        self.back.setText(self.tr("Back"))
        self._fit()
