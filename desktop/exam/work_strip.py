"""The strip under the header: what is being done and how far it is, or what went wrong."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.exam.contents import ExamContents
from desktop.exam.wording import words
from desktop.session import RunningJob
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.progress import show_progress
from desktop.widgets.text import ElidedWords, Words


class WorkStrip(QFrame):
    """Shows itself when there is something to show."""

    left = Signal()
    """The keyboard was on its button, which goes or greys."""

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._job: RunningJob | None = None
        self.setProperty("role", "header")
        self.doing = ElidedWords("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = Button()
        self._title = Words("", "bad", wrap=True, selectable=True)
        self._advice = Words("", "second", wrap=True, selectable=True)
        self.again = Button("", icon="again")
        self._close = IconButton("close")
        words_column = QVBoxLayout()
        words_column.setSpacing(Space.XS)
        lines: tuple[QWidget, ...] = (self.doing, self._bar, self._title, self._advice)
        for widget in lines:
            words_column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        row.setSpacing(Space.M)
        row.addLayout(words_column, 1)
        for button in (self.stop, self.again, self._close):
            row.addWidget(button)
        self.stop.clicked.connect(self._cancel)
        self.again.clicked.connect(contents.try_again)
        self._close.clicked.connect(contents.settle_trouble)
        contents.work_changed.connect(self.fill)
        self.retranslate()

    @Slot()
    def fill(self) -> None:
        """Show the job that runs, or else what went wrong."""
        job = self._contents.job()
        if job is not self._job:
            self._job = job
            if job is not None:
                job.changed.connect(self._show_progress)
        trouble = self._contents.trouble
        failed = job is None and trouble is not None
        if job is None and self.stop.hasFocus():
            self.left.emit()
        shown: dict[QWidget, bool] = dict.fromkeys(
            (self.doing, self._bar, self.stop), job is not None
        )
        shown |= dict.fromkeys((self._title, self._advice, self._close), failed)
        for widget, visible in shown.items():
            widget.setVisible(visible)
        self.again.setVisible(failed and self._contents.can_try_again)
        if failed and trouble is not None:
            title, advice, button = words.trouble(trouble)
            self._title.setText(title)
            self._advice.setText(advice)
            self.again.setText(button)
        self._show_progress()
        self.setVisible(job is not None or trouble is not None)

    @Slot()
    def _show_progress(self) -> None:
        job = self._job
        if job is None:
            return
        text = words.working(job)
        self.doing.setText(text)
        self._bar.setAccessibleName(text)
        self.stop.setEnabled(not job.cancelling)
        show_progress(self._bar, job.progress)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self.left.emit()
            self._job.cancel()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.stop.setText(self.tr("Stop"))
        self._close.set_name(self.tr("Close this notice"))
        self.fill()
