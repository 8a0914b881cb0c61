"""What stands where an answer would: the documents do not say, or something failed."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class NotSaid(QFrame):
    """The documents do not say: calm, with what to try next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "empty")
        self._title = Words("", "strong", wrap=True, selectable=True)
        self._tips = Words("", "second", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self._title)
        column.addWidget(self._tips)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self._title.setText(self.tr("Your documents do not say."))
        self._tips.setText(
            self.tr(
                "Nothing was made up instead. Try the words that your documents use, ask about one"
                " thing at a time, or add the document that should say it."
            )
        )


class Failure(QFrame):
    """An error where the answer would be: what happened, what to do, a button to do it."""

    models_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._message = Words("", "bad", wrap=True, selectable=True)
        self._hint = Words("", "second", wrap=True, selectable=True)
        self.button = Button("", icon="again")
        self.models_button = Button("", icon="models")
        self.models_button.clicked.connect(self.models_wanted)
        self.models_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.XS)
        column.addWidget(self._message)
        column.addWidget(self._hint)
        column.addSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.models_button)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def say(self, message: str, hint: str) -> None:
        """Word it."""
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.setText(self.tr("Ask again"))
        self.models_button.setText(self.tr("Open Models"))

    def offer_models(self, offered: bool) -> None:
        """Whether another model, or a change to this one, is what helps."""
        self.models_button.setVisible(offered)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        if self.isHidden():
            return []
        return [*([] if self.models_button.isHidden() else [self.models_button]), self.button]
