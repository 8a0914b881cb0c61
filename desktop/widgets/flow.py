"""A layout that sets things in lines, like words."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop import theme
from desktop.theme import Space

_NARROWEST = 24
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own name for what is wide enough for anything."""


class Flow(QLayout):
    """Lays things out in lines, like words."""

    def __init__(self, parent: QWidget | None = None, spacing: int = Space.XS) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Put it after the others."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Lines are as many as the width makes them."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines."""
        return self._lay(QRect(0, 0, width, 0), False)

    def sizeHint(self) -> QSize:
        """As small as may be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """A narrow thing wide, in as many lines as the width it has makes."""
        width = self.geometry().width() or QWIDGETSIZE_MAX
        return QSize(theme.px(_NARROWEST), self._lay(QRect(0, 0, width, 0), False))

    def setGeometry(self, rect: QRect) -> None:
        """Lay it out."""
        super().setGeometry(rect)
        self._lay(rect, True)

    def _lay(self, rect: QRect, really: bool) -> int:
        x, y, line = rect.left(), rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), max(rect.width(), 1))
            if x > rect.left() and x + width > rect.right() + 1:
                x, y, line = rect.left(), y + line + self.spacing(), 0
            if really:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.top()
