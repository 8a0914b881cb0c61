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
        self._heights: dict[int, int] = {}
        """Heights by width, which Qt asks for again and again, until something changes."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Put it after the others."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def widgets(self) -> list[QWidget]:
        """The things themselves, in their order."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Lines are as many as the width makes them."""
        return True

    def invalidate(self) -> None:
        """Something in it has changed."""
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """All lines."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As small as may be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """A narrow thing wide, in as many lines as the width it has makes."""
        width = self.geometry().width() or QWIDGETSIZE_MAX
        return QSize(theme.px(_NARROWEST), self.heightForWidth(width))

    def setGeometry(self, rect: QRect) -> None:
        """Lay it out."""
        super().setGeometry(rect)
        self._lay(rect, True)

    def _lay(self, rect: QRect, really: bool) -> int:
        """Set the lines into `rect`, each thing in the middle of its line; the height of all."""
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        top = inner.top()
        line: list[tuple[QLayoutItem, QSize]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            size = QSize(min(hint.width(), max(inner.width(), 1)), hint.height())
            if line and used + size.width() > inner.width():
                top += self._set(line, inner.left(), top, really) + self.spacing()
                line, used = [], 0
            line.append((item, size))
            used += size.width() + self.spacing()
        return top + self._set(line, inner.left(), top, really) + margins.bottom() - rect.top()

    def _set(self, line: list[tuple[QLayoutItem, QSize]], left: int, top: int, really: bool) -> int:
        """One line; its height."""
        height = max((size.height() for _, size in line), default=0)
        for item, size in line:
            if really:
                at = QPoint(left, top + (height - size.height()) // 2)
                item.setGeometry(QRect(at, size))
            left += size.width() + self.spacing()
        return height
