"""Asked once for each service on another computer, before anything is sent there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.chat.escaping import EscapableFrame
from desktop.model_choices import ModelChoice
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class Consent(EscapableFrame):
    """A card in the composer; hidden but while it asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._choice = ModelChoice("", "")
        self._agreed: Callable[[ModelChoice], None] | None = None
        self._back: QWidget | None = None
        self.title = Words("", "strong", wrap=True)
        self.words = Words("", "second", wrap=True)
        self.agree = Button("")
        self.agree.clicked.connect(self._on_agreed)
        self.decline = Button("")
        self.decline.clicked.connect(self.put_away)
        self.escaped.connect(self.put_away)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.agree)
        row.addWidget(self.decline)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(row)
        self.hide()
        self.retranslate()

    def ask(
        self, choice: ModelChoice, agreed: Callable[[ModelChoice], None], back: QWidget
    ) -> None:
        """Ask for a service; `back` gets the keyboard when it has been answered."""
        self._choice, self._agreed, self._back = choice, agreed, back
        self.retranslate()
        self.show()
        self.decline.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Nothing is sent."""
        self._agreed = None
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        host = self._choice.host
        self.title.setText(self.tr("Send text to {host}?").format(host=host))
        self.words.setText(
            self.tr(
                "To answer, “{model}” gets your question, what was said before, and the passages of"
                " your documents that fit. Until you agree nothing is sent."
            ).format(model=self._choice.title)
        )
        self.agree.setText(self.tr("Allow from now on"))
        self.decline.setText(self.tr("Not now"))

    def _on_agreed(self) -> None:
        agreed, choice = self._agreed, self._choice
        self.put_away()
        if agreed is not None:
            agreed(choice)
