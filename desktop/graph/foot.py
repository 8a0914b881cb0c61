"""The line at the bottom of the map: whether it is up to date, and what can be taken back."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop import error_text, theme
from desktop.graph.contents import MapContents
from desktop.graph.wording import words
from desktop.session import RunningJob
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedWords


class Foot(QFrame):
    """State at the left, what to do about it beside it, undo at the right."""

    undo_pressed = Signal()

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._job: RunningJob | None = None
        self.setProperty("role", "footer")
        self.setMinimumHeight(Size.JOB_LINE)
        self._state = ElidedWords("", "second")
        self.update_now = Button("", "link", icon="again")
        self.undo = Button("", "link", icon="undo")
        self.undo.setProperty("flush", "right")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, 0, Space.XL, 0)
        row.setSpacing(Space.M)
        row.addWidget(self._state)
        row.addWidget(self.update_now)
        row.addStretch(1)
        row.addWidget(self.undo)
        self.update_now.clicked.connect(lambda: contents.upkeep.update())
        self.undo.clicked.connect(self.undo_pressed)
        contents.upkeep.changed.connect(self.fill)
        contents.session.summary_changed.connect(self.fill)
        self.retranslate()

    def text(self) -> str:
        """What it says."""
        return self._state.text()

    @Slot()
    def fill(self) -> None:
        """Show how far the map is."""
        upkeep, read_only = self._contents.upkeep, self._contents.read_only
        status, job = upkeep.status, upkeep.job
        if job is not self._job:
            self._job = job
            if job is not None:
                job.changed.connect(self.fill)
        behind = status is not None and bool(status.missing)
        if job is not None:
            text = words.updating(job)
        elif upkeep.trouble is not None:
            told = error_text.of_error(upkeep.trouble)
            text = self.tr("The map could not be brought up to date.") + f" {told.title}."
        elif status is not None and (status.documents or status.missing):
            text = words.state(status)
        else:
            text = ""
        if read_only and text:
            text += " · " + self.tr("for reading only: nothing can be changed")
        self._state.setText(text)
        self.update_now.setVisible(
            job is None and not read_only and (behind or upkeep.trouble is not None)
        )
        can_undo = status is not None and bool(status.undo) and not read_only
        self.undo.setVisible(can_undo)
        if can_undo and status is not None:
            said = words.undo(status.undo, status.undo_names)
            metrics = self.undo.fontMetrics()
            room = max(theme.px(160), self.width() // 2)
            self.undo.setText(
                metrics.elidedText(said, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&")
            )
            self.undo.setAccessibleName(said)
            self.undo.setToolTip(f"{said}  Ctrl+Z")

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.update_now.setText(self.tr("Update now"))
        self.fill()
