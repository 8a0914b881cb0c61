"""What rows of the catalogue have in common: title, words, buttons, a bar of progress, trouble."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.types import Fit
from desktop.models.catalogue_contents import CatalogueContents
from desktop.models.catalogue_wording import words
from desktop.models.fit_mark import FitMark
from desktop.session import RunningJob
from desktop.theme import Space, set_role
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import ElidedWords, Words

_STEPS = 1000


class ModelRow(QFrame):
    """A card; its children say what stands on it and which buttons there are."""

    def __init__(self, contents: CatalogueContents, name: str) -> None:
        super().__init__()
        self.contents = contents
        self.name = name
        """The id of an entry, the name of a model."""
        self.setProperty("role", "card")
        self.title = ElidedWords("", "strong", mode=Qt.TextElideMode.ElideMiddle)
        self.state = Words("", "good")
        self.mark = FitMark()
        self.about = Words("", wrap=True, selectable=True)
        self.facts = Words("", "second", wrap=True, selectable=True)
        self.progress_words = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.asking = Words("", "strong", wrap=True)
        self.asking_more = Words("", "second", wrap=True, selectable=True)
        self.trouble = Words("", "bad", wrap=True, selectable=True)
        self.advice = Words("", "second", wrap=True, selectable=True)
        self.pause = Button()
        self.stop = Button()
        self.yes = Button("", "primary")
        self.no = Button()
        self._when_yes: Callable[[], None] | None = None
        self._asked_from: QWidget | None = None
        self._buttons = Flow(spacing=Space.S)
        self._lay_out()
        self.pause.clicked.connect(self._toggle_pause)
        self.stop.clicked.connect(self._stop)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.put_question_away)
        for widget in (self.asking, self.asking_more, self.yes, self.no):
            widget.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        top.addWidget(self.mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        for widget in (
            self.about, self.facts, self.progress_words, self.bar, self.trouble, self.advice,
            self.asking, self.asking_more,
        ):  # fmt: skip
            column.addWidget(widget)
        holder = QWidget()
        holder.setLayout(self._buttons)
        column.addSpacing(Space.XS)
        column.addWidget(holder)

    def add_buttons(self, buttons: Sequence[QWidget]) -> None:
        """Put the row's own buttons, then those that all rows have."""
        for each in (*buttons, self.pause, self.stop, self.yes, self.no):
            self._buttons.addWidget(each)

    def buttons(self) -> list[QWidget]:
        """All its buttons, in their order, shown or not."""
        return self._buttons.widgets()

    # ---- what children do ----------------------------------------------------------------------

    def show_fit(self, fit: Fit | None) -> None:
        """Say whether it fits."""
        self.mark.show_fit(fit)

    def own_buttons(self) -> list[tuple[QWidget, bool]]:
        """The row's own buttons, and whether each is of use while nothing runs."""
        return []

    def fill(self) -> None:
        """Show everything as it is; children word themselves first."""
        self.fill_work()

    # ---- work ----------------------------------------------------------------------------------

    def job(self) -> RunningJob | None:
        """The work on it."""
        return self.contents.job(self.name)

    def fill_work(self) -> None:
        """Show what is being done with it, or what went wrong."""
        job, trouble = self.job(), self.contents.troubles.get(self.name)
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        asking = self._when_yes is not None and job is None
        at_work: tuple[QWidget, ...] = (self.progress_words, self.bar, self.pause, self.stop)
        for each in at_work:
            each.setVisible(job is not None)
        self.trouble.setVisible(job is None and trouble is not None)
        self.advice.setVisible(job is None and trouble is not None)
        for each, of_use in self.own_buttons():
            each.setVisible(of_use and job is None and not asking)
        question: tuple[QWidget, ...] = (self.asking, self.asking_more, self.yes, self.no)
        for each in question:
            each.setVisible(asking)
        if trouble is not None:
            title, sentence = words.trouble(trouble)
            self.trouble.setText(title)
            self.advice.setText(sentence)
        if job is not None:
            self._fill_progress(job)
        if had_focus and not self._focus_is_seen():
            self.focus_first()

    def _fill_progress(self, job: RunningJob) -> None:
        text = self.said_of(job)
        self.progress_words.setText(text)
        self.bar.setAccessibleName(f"{self.title.text()}: {text}")
        self.pause.setText(self.tr("Go on") if job.paused else self.tr("Pause"))
        self.pause.setEnabled(not job.cancelling)
        self.stop.setText(self.tr("Stop"))
        self.stop.setEnabled(not job.cancelling)
        progress = job.progress
        if progress is None or progress.total <= 0:
            self.bar.setRange(0, 1 if job.paused else 0)
        else:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(round(_STEPS * progress.done / progress.total))

    def said_of(self, job: RunningJob) -> str:
        """How far the work is, on one line."""
        return words.progress(job)

    @Slot()
    def _toggle_pause(self) -> None:
        job = self.job()
        if job is None:
            return
        if job.paused:
            job.resume()
        else:
            job.pause()

    @Slot()
    def _stop(self) -> None:
        job = self.job()
        if job is not None:
            job.cancel()

    # ---- a question in the row -----------------------------------------------------------------

    def ask(
        self,
        question: str,
        more: str,
        yes: str,
        no: str,
        then: Callable[[], None],
        is_loss: bool = False,
    ) -> None:
        """Ask before something that costs or binds; Esc says no. `is_loss`: something goes."""
        set_role(self.yes, "danger" if is_loss else "primary")
        self._asked_from = self.focusWidget()
        self._when_yes = then
        self.asking.setText(question)
        self.asking_more.setText(more)
        self.asking_more.setVisible(bool(more))
        self.yes.setText(yes)
        self.no.setText(no)
        self.fill_work()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_question_away(self) -> None:
        """The person would rather not."""
        if self._when_yes is None:
            return
        self._when_yes = None
        self.fill_work()
        if self._asked_from is not None and self._asked_from.isVisible():
            self._asked_from.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _agree(self) -> None:
        then, self._when_yes = self._when_yes, None
        if then is not None:
            then()
        self.fill_work()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the question away."""
        if event.key() == Qt.Key.Key_Escape and self._when_yes is not None:
            self.put_question_away()
        else:
            super().keyPressEvent(event)

    # ---- keyboard and words --------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard on the first button that can be pressed."""
        for widget in self._buttons.widgets():
            if widget.isVisibleTo(self) and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _focus_is_seen(self) -> bool:
        focus = self.focusWidget()
        return focus is not None and focus.isVisibleTo(self) and focus.isEnabled()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.fill()
