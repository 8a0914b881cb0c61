"""Before there is an exam: what it is for in one sentence, and the button that makes one."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.exam.contents import ExamContents
from desktop.exam.making_form import MakingForm
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_ICON = 48
_WIDTH = 520


class NoExamYet(QWidget):
    """Explains, and makes the first questions."""

    own_wanted = Signal()
    """The person would rather write a question."""

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Words("", "heading", wrap=True)
        self._text = Words("", "second", wrap=True)
        self.form = MakingForm(contents)
        self.own = Button("", "link")
        self.own.setProperty("flush", "left")
        self._card = QFrame()
        self._card.setProperty("role", "card")
        card = QVBoxLayout(self._card)
        card.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        card.setSpacing(Space.S)
        card.addWidget(self.form)
        card.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for widget in (self._picture, self._title, self._text):
            column.addWidget(widget)
        column.addSpacing(Space.M)
        column.addWidget(self._card)
        page = QWidget()
        page.setProperty("role", "page")
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._inner, 1000)
        middle.addStretch(1)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.own.clicked.connect(self.own_wanted)
        contents.work_changed.connect(self.fill)
        contents.changed.connect(self.fill)
        self.retranslate()

    @Slot()
    def fill(self) -> None:
        """Say what can be done now."""
        making = self._contents.job("make_exam") is not None
        self._card.setVisible(not making)
        self.own.setEnabled(not self._contents.read_only)
        if making:
            self._title.setText(self.tr("Lectern is reading your documents for questions"))
            self._text.setText(self.tr("You can go on working; the questions show here."))
        else:
            self._title.setText(self.tr("See how well Lectern finds things in your documents"))
            self._text.setText(
                self.tr(
                    "An exam is a set of questions whose answers stand in your documents: Lectern"
                    " looks for each, and you see what it found, what it missed and whether another"
                    " way finds more."
                )
            )

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
        """Word it in the language of the window."""
        self._inner.setMaximumWidth(theme.px(_WIDTH))
        self._picture.setPixmap(theme.pixmap("exam", "edge", _ICON, self))
        self.own.setText(self.tr("Or write a question yourself"))
        self.fill()
