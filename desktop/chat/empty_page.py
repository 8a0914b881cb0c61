"""The page before the first question: what to ask, with questions to press where there are some."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_ICON = 48


class EmptyPage(QWidget):
    """A drawn icon, a sentence, tips or questions; without documents, the way to add some."""

    question_chosen = Signal(str)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = 0
        self._preparing = False
        self._questions: tuple[str, ...] = ()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Words("", "title", wrap=True)
        self._text = Words("", "second", wrap=True)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add_button = Button("", "primary", "add")
        self.add_button.clicked.connect(self.add_wanted)
        self.buttons: list[Button] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(Space.S)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._list)
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner.setLayout(column)
        self._inner = inner
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 10000)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.retranslate()

    def show_state(self, documents: int, preparing: bool, questions: tuple[str, ...]) -> None:
        """How many documents can be asked, whether more are on their way, what could be asked."""
        self._documents, self._preparing = documents, preparing
        if questions != self._questions:
            self._questions = questions
            for button in self.buttons:
                self._list.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = [self._button(question) for question in questions]
            for before, button in pairwise([self.add_button, *self.buttons]):
                QWidget.setTabOrder(before, button)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the colours."""
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.LanguageChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
        ):
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything for what is there."""
        self._inner.setMaximumWidth(theme.px(Size.COLUMN))
        self._picture.setPixmap(theme.pixmap("quote", "edge", _ICON, self))
        empty = self._documents == 0
        if empty and self._preparing:
            title = self.tr("Your documents are being prepared")
            text = self.tr("You can ask as soon as the first one is in.")
        elif empty:
            title = self.tr("There is nothing to ask yet")
            text = self.tr("Add documents, then ask about them in your own words.")
        else:
            title = self.tr("What would you like to know?")
            text = self.tr(
                "Every sentence of the answer opens the page it comes from. Names, numbers and the"
                " words your documents use work best."
            )
        self._title.setText(title)
        self._text.setText(text)
        self.add_button.setText(self.tr("Add documents"))
        self.add_button.setVisible(empty and not self._preparing)

    def _button(self, question: str) -> Button:
        button = Button("", "question", parent=self)
        # An ampersand in a question is a letter, not a key.
        button.setText(question.replace("&", "&&"))
        button.setAccessibleName(question)
        button.clicked.connect(lambda: self.question_chosen.emit(question))
        self._list.addWidget(button)
        return button
