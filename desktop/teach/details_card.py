"""What those who know the field want of a lesson, folded away until it is asked for."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.types import Lesson
from desktop.teach.lesson_words import lesson_words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class DetailsCard(QWidget):
    """A link that unfolds names and values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self.fold = Button("", "link")
        self.fold.setCheckable(True)
        self.fold.setProperty("flush", "left")
        self.rows: list[tuple[Words, Words]] = []
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inner)
        self.fold.toggled.connect(self._fill)
        self.retranslate()

    def show_lesson(self, lesson: Lesson) -> None:
        """Show those of a lesson."""
        self._lesson = lesson
        self._fill()

    def _fill(self) -> None:
        shown = self.fold.isChecked() and self._lesson is not None
        self._inner.setVisible(shown)
        self.fold.setText(self.tr("Hide details") if shown else self.tr("Details"))
        if self._lesson is None or not shown:
            return
        found = lesson_words.details(self._lesson)
        while len(self.rows) < len(found):
            pair = (Words("", "second"), Words("", "second", wrap=True, selectable=True))
            at = len(self.rows)
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(pair[0], at, 0, top)
            self._grid.addWidget(pair[1], at, 1)
            self.rows.append(pair)
        for at, (name, value) in enumerate(self.rows):
            there = at < len(found)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(found[at][0])
                value.setText(found[at][1])

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._fill()
