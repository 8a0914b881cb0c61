"""What a scroll area scrolls: as high as its contents are at the width it has."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ScrolledPage(QWidget):
    """A page whose wrapped words need more height the narrower it is.

    Qt asks a layout for its least height at its least width, where words wrap most, and would
    scroll over so much that stays empty.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")

    def minimumSizeHint(self) -> QSize:
        """Its width alone: the height follows from the width it gets."""
        return QSize(super().minimumSizeHint().width(), 0)
