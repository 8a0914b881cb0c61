"""The list of background jobs, unfolding above the line at the bottom."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.jobs import wording
from desktop.session import RunningJob, Session
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.progress import show_progress
from desktop.widgets.text import ElidedWords, Words


class JobRow(QFrame):
    """One job: what it does, how far it is, pause and stop."""

    def __init__(self, job: RunningJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self._state = ElidedWords("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._pause = Button()
        self._cancel = Button()
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._title)
        words.addWidget(self._state)
        words.addSpacing(Space.XS)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(self._pause)
        row.addWidget(self._cancel)
        self._pause.clicked.connect(self._toggle)
        self._cancel.clicked.connect(job.cancel)
        job.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show how far it is."""
        job = self._job
        title = wording.title(job.verb_name)
        self._title.setText(title)
        self._state.setText(wording.state(job))
        self._bar.setAccessibleName(title)
        self._pause.setText(self.tr("Go on") if job.paused else self.tr("Pause"))
        self._cancel.setText(self.tr("Stop"))
        self._pause.setEnabled(not job.cancelling)
        self._cancel.setEnabled(not job.cancelling)
        show_progress(self._bar, job.progress, still=job.paused)

    @Slot()
    def _toggle(self) -> None:
        if self._job.paused:
            self._job.resume()
        else:
            self._job.pause()


class JobList(QFrame):
    """All jobs that run, newest first."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "footer")
        self._title = Words("", "heading")
        self._note = Words("", "second", wrap=True)
        self._close = IconButton("close")
        self._close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self._close)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addLayout(self._rows)
        column.addWidget(self._note)
        session.jobs_changed.connect(self._fill)
        self.retranslate()
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Background work"))
        self._close.set_name(self.tr("Close the list"))
        if self._session.jobs:
            self._note.setText(
                self.tr("You can ask meanwhile, or quit: Lectern goes on where it was.")
            )
        else:
            self._note.setText(self.tr("Nothing is running. Documents you add appear here."))
        for row in self.findChildren(JobRow):
            row.refresh()

    @Slot()
    def _fill(self) -> None:
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        for job in reversed(self._session.jobs):
            self._rows.addWidget(JobRow(job))
        self.retranslate()
