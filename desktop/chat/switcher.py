"""‹ 2/3 ›: which of the messages that stand at one place is open, and the way to the others."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import IconButton
from desktop.widgets.text import Words


class Switcher(QWidget):
    """Hidden where there is only one."""

    chosen = Signal(int)
    """Id of a message."""

    def __init__(self, of_questions: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of_questions = of_questions
        self._ids: tuple[int, ...] = ()
        self._place = 0
        self.before = IconButton("back")
        self.after = IconButton("forward")
        self.words = Words("", "second")
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.before, self.words, self.after):
            row.addWidget(part)
        self.hide()

    def show_place(self, ids: tuple[int, ...], open_id: int) -> None:
        """Show which of the messages is open."""
        self._ids = ids
        there = open_id in ids
        self._place = ids.index(open_id) if there else 0
        self.setVisible(there and len(ids) > 1)
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place < len(ids) - 1)
        self.retranslate()

    def stops(self) -> list[QWidget]:
        """What takes the keyboard."""
        if self.isHidden():
            return []
        return [each for each in (self.before, self.after) if each.isEnabled()]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        if self._of_questions:
            self.before.set_name(self.tr("The question as it was before"))
            self.after.set_name(self.tr("The question as it was changed"))
        else:
            self.before.set_name(self.tr("The answer before"))
            self.after.set_name(self.tr("The next answer"))
        self.words.setText(f"{self._place + 1}/{len(self._ids)}")
        self.words.setAccessibleName(
            self.tr("{number} of {count}").format(number=self._place + 1, count=len(self._ids))
        )

    def _go(self, step: int) -> None:
        self.chosen.emit(self._ids[self._place + step])
