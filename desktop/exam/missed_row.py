"""One question that Lectern missed or did not find at once; unfolds into what came instead."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.types import ExamOutcome, ExamQuestion
from desktop import theme
from desktop.exam.wording import words
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class MissedRow(QFrame):
    """A card that is a button: closed it shows the question, open also the two places."""

    opened = Signal(object)
    """The ExamQuestion whose right place is to be shown."""

    def __init__(
        self, question: ExamQuestion, outcome: ExamOutcome, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self._outcome = outcome
        self.setProperty("role", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._arrow = Words("")
        self._text = Words(question.text, wrap=True)
        self._state = Words("", "doubt" if outcome.rank else "bad")
        self.show_place = Button("", "link")
        self.show_place.setProperty("flush", "left")
        self._names = [Words("", "second") for _ in range(3)]
        self._values = [Words("", wrap=True, selectable=True) for _ in range(3)]
        self._more = QWidget()
        self._lay_out()
        self.show_place.clicked.connect(lambda: self.opened.emit(self.question))
        self.retranslate()
        self.unfold(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._text, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self._more)
        grid.setContentsMargins(Size.SMALL_ICON + Space.M, Space.S, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            name.setContentsMargins(0, 1, 0, 0)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        grid.addWidget(self.show_place, len(self._names), 1, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.L, Space.M)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._more)

    @property
    def unfolded(self) -> bool:
        """Whether it shows the two places."""
        return not self._more.isHidden()

    def unfold(self, is_open: bool) -> None:
        """Show the two places or put them away."""
        self._more.setVisible(is_open)
        self._dress()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click unfolds and folds."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.unfold(not self.unfolded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space do what a click does; with Ctrl, Enter shows the page."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit(self.question)
        else:
            self.unfold(not self.unfolded)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        name = "down" if self.unfolded else "forward"
        self._arrow.setPixmap(theme.pixmap(name, "faded", Size.SMALL_ICON, self))

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        state = words.outcome(self._outcome.rank)
        self._state.setText(state)
        self.setAccessibleName(f"{self.question.text} · {state}")
        facts = (
            (self.tr("Came first"), " ".join(self._outcome.passage.split())),
            (self.tr("Answer"), self.question.answer),
            (self.tr("Stands in"), "\n".join(words.place(each) for each in self.question.gold)),
        )
        for name, value, (title, text) in zip(self._names, self._values, facts, strict=True):
            name.setText(title)
            value.setText(text)
            name.setVisible(bool(text))
            value.setVisible(bool(text))
        self.show_place.setText(self.tr("Show the right place"))
        self.show_place.setVisible(bool(self.question.gold))
