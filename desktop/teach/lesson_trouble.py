"""Why a lesson failed, where the person looks: what happened, what is kept, what to do."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.errors import LecternError, LessonTooLarge
from desktop import error_text, theme
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words


class LessonTrouble(QFrame):
    """Shows itself when something went wrong."""

    again_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: LecternError | None = None
        self._again = False
        self.setProperty("role", "card")
        self.title = Words("", "strong", wrap=True, selectable=True)
        self.sentence = Words("", "", wrap=True, selectable=True)
        self.reason = Words("", "second", wrap=True, selectable=True)
        self.again = Button()
        self.another = Button()
        buttons = QWidget()
        row = Flow(buttons, Space.S)
        row.addWidget(self.again)
        row.addWidget(self.another)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.XS)
        for widget in (self.title, self.sentence, self.reason):
            column.addWidget(widget)
        column.addSpacing(Space.S)
        column.addWidget(buttons)
        self.again.clicked.connect(self.again_wanted)
        self.another.clicked.connect(self.another_wanted)
        self.retranslate()

    def show_error(self, error: LecternError | None, again: bool) -> None:
        """Show an error, or nothing; `again`: it can go on where it was saved."""
        self._error, self._again = error, again
        self.setVisible(error is not None)
        if error is None:
            return
        worded = error_text.of_error(error)
        self.title.setText(f"! {worded.title}")
        self.sentence.setText(worded.sentence)
        reason = error.subject.get("reason", "")
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason) and reason not in worded.sentence)
        self.again.setVisible(again)
        # The same settings would not fit a second time either.
        hopeless = isinstance(error, LessonTooLarge) or not again
        theme.set_role(self.again, "" if hopeless else "primary")
        theme.set_role(self.another, "primary" if hopeless else "")

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.again.setText(self.tr("Try again"))
        self.another.setText(self.tr("Change its settings and begin anew"))
        self.show_error(self._error, self._again)
