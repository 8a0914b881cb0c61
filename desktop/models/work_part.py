"""What unfolds in a row of the catalogue: one bar of progress, a question, or what went wrong.

Most rows never need it, so it is made when it is first wanted.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from core.errors import LecternError
from desktop.models.catalogue_wording import words
from desktop.session import RunningJob
from desktop.theme import Space, set_role
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.progress import show_progress
from desktop.widgets.text import ElidedWords, Words

_HELD = ("download_model", "import_model")
"""Work that is long enough to be worth a pause."""


class WorkPart(QWidget):
    """Shows a job before a question, and a question before trouble."""

    answered = Signal()
    """The question has gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: RunningJob | None = None
        self._then: Callable[[], None] | None = None
        self._back_to: QWidget | None = None
        self.progress_words = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.trouble = Words("", "bad", wrap=True, selectable=True)
        self.advice = Words("", "second", wrap=True, selectable=True)
        self.asking = Words("", "strong", wrap=True)
        self.asking_more = Words("", "second", wrap=True, selectable=True)
        self.pause = Button()
        self.stop = Button()
        self.yes = Button("", "primary")
        self.no = Button()
        flow = Flow(spacing=Space.S)
        flow.setContentsMargins(0, Space.XS, 0, 0)
        for button in (self.pause, self.stop, self.yes, self.no):
            flow.addWidget(button)
        self._holder = QWidget()
        self._holder.setLayout(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, 0)
        column.setSpacing(Space.XS)
        parts: tuple[QWidget, ...] = (
            self.progress_words, self.bar, self.trouble, self.advice, self.asking,
            self.asking_more, self._holder,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        self.pause.clicked.connect(self._toggle)
        self.stop.clicked.connect(self._stop)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.put_away)

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._then is not None

    def fill(self, job: RunningJob | None, said: str, trouble: LecternError | None) -> None:
        """Show the work on a model, `said` of it on one line, or else what went wrong."""
        self._job = job
        at_work, asking = job is not None, self.is_asking and job is None
        failed = trouble is not None and not at_work and not asking
        shown: dict[QWidget, bool] = dict.fromkeys(
            (self.progress_words, self.bar, self.stop), at_work
        )
        shown[self.pause] = job is not None and job.verb_name in _HELD
        shown |= dict.fromkeys((self.asking, self.yes, self.no), asking)
        shown |= dict.fromkeys((self.trouble, self.advice), failed)
        shown[self.asking_more] = asking and bool(self.asking_more.text())
        shown[self._holder] = at_work or asking
        for widget, visible in shown.items():
            widget.setVisible(visible)
        self.setVisible(at_work or asking or failed)
        if trouble is not None:
            title, sentence = words.trouble(trouble)
            self.trouble.setText(title)
            self.advice.setText(sentence)
        if job is not None:
            self._fill_progress(job, said)

    def _fill_progress(self, job: RunningJob, said: str) -> None:
        self.progress_words.setText(said)
        self.bar.setAccessibleName(said)
        self.pause.setText(self.tr("Go on") if job.paused else self.tr("Pause"))
        self.stop.setText(self.tr("Stop"))
        self.pause.setEnabled(not job.cancelling)
        self.stop.setEnabled(not job.cancelling)
        show_progress(self.bar, job.progress, still=job.paused)

    @Slot()
    def _toggle(self) -> None:
        if self._job is not None and self._job.paused:
            self._job.resume()
        elif self._job is not None:
            self._job.pause()

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # ---- a question ----------------------------------------------------------------------------

    def ask(
        self, question: str, more: str, yes: str, no: str, then: Callable[[], None], is_loss: bool
    ) -> None:
        """Ask before something that costs or binds; `is_loss`: something goes."""
        self._back_to = self.window().focusWidget()
        self._then = then
        set_role(self.yes, "danger" if is_loss else "primary")
        self.asking.setText(question)
        self.asking_more.setText(more)
        self.yes.setText(yes)
        self.no.setText(no)

    @Slot()
    def put_away(self) -> None:
        """The person would rather not; the keyboard goes back where it was."""
        self._then = None
        self.answered.emit()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _agree(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
        self.answered.emit()
