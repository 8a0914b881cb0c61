"""The way to the end of a conversation, over its lower edge while the person is elsewhere."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import Space
from desktop.widgets.buttons import Button


class LatestButton(Button):
    """Floats over its parent; hidden at the end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", icon="down", parent=parent)
        self.retranslate()
        self.hide()

    def place(self, away: bool) -> None:
        """Show it where the person is away from the end, in the middle of the lower edge."""
        self.setVisible(away)
        area = self.parentWidget()
        if away and area is not None:
            self.adjustSize()
            left = (area.width() - self.width()) // 2
            self.move(left, area.height() - self.height() - Space.S)
            self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.setText(self.tr("Latest"))
