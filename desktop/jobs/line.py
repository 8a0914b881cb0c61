"""The one line at the bottom: background work and its pause, or what the library holds."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from desktop.jobs import wording
from desktop.session import RunningJob, Session
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.progress import show_progress
from desktop.widgets.text import ElidedWords, Words

_BAR = 160


class JobLine(QFrame):
    """Shows the latest running job; `details_pressed` opens the list of all."""

    details_pressed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: RunningJob | None = None
        self._opening = True
        self.setProperty("role", "footer")
        self.setMinimumHeight(Size.JOB_LINE)
        self._words = ElidedWords("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._pause = Button("", "link")
        self._details = Button("", "link")
        self._help = Button("", "link")
        self._help.setProperty("flush", "right")
        self._place = Words("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, 0, Space.XL, 0)
        row.setSpacing(Space.M)
        for widget in (self._words, self._bar, self._pause, self._details):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._help)
        row.addWidget(self._place)
        self._pause.clicked.connect(self._toggle_pause)
        self._details.clicked.connect(self.details_pressed)
        self._help.clicked.connect(lambda: session.pane_requested.emit("documents"))
        session.jobs_changed.connect(self._choose)
        session.summary_changed.connect(self._on_summary)
        session.settings_changed.connect(self._say_where)
        self.retranslate()

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._details.setText(self.tr("Details"))
        self._details.setAccessibleName(self.tr("Details of background work"))
        self._bar.setAccessibleName(self.tr("Progress of background work"))
        self._say_where()
        self._show()

    @Slot()
    def _say_where(self) -> None:
        """Say whether text leaves this computer when a model is asked, and where it goes."""
        settings = self._session.settings
        asked = {settings.answering, settings.writing_model}
        hosts = [
            each.host
            for each in settings.endpoints
            if each.name in asked and each.allowed and not each.is_here
        ]
        if hosts:
            text = self.tr("Your text is sent to {host}").replace("{host}", ", ".join(hosts))
        else:
            text = self.tr("Everything stays on this computer")
        self._place.setText(text)

    @Slot()
    def _choose(self) -> None:
        latest = self._session.jobs[-1] if self._session.jobs else None
        if latest is not self._job:
            self._job = latest
            if latest is not None:
                latest.changed.connect(self._show)
        self._show()

    @Slot()
    def _on_summary(self) -> None:
        self._opening = False
        self._show()

    @Slot()
    def _show(self) -> None:
        job = self._job
        for widget in (self._bar, self._pause, self._details):
            widget.setVisible(job is not None)
        summary = self._session.summary
        needy = summary.failed if summary else 0
        self._help.setVisible(bool(needy))
        self._help.setText(self.tr("%Ln document(s) need your help", "", needy))
        self._place.setVisible(not needy)
        if job is None:
            self._words.setText(self._at_rest())
            return
        self._words.setText(wording.state(job))
        self._pause.setText(self.tr("Go on") if job.paused else self.tr("Pause"))
        self._pause.setEnabled(not job.cancelling)
        show_progress(self._bar, job.progress, still=job.paused)

    def _at_rest(self) -> str:
        summary = self._session.summary
        if summary is None:
            return self.tr("Opening your library…") if self._opening else ""
        words = self.tr("%Ln document(s)", "", summary.documents)
        pages = self.tr("%Ln page(s)", "", summary.pages)
        text = f"{summary.name} · {words} · {pages}"
        if summary.read_only:
            text += " · " + self.tr("for reading only")
        return text

    @Slot()
    def _toggle_pause(self) -> None:
        if self._job is None:
            return
        if self._job.paused:
            self._job.resume()
        else:
            self._job.pause()
