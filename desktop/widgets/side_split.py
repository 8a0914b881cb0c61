"""The work in the middle and, when it is open, a reader at its right that remembers its width."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.theme import Size


class SideSplit(QSplitter):
    """Opens and closes its side; the middle takes what room is left."""

    toggled = Signal(bool)
    resized = Signal(int)
    """The person gave the side another width, in pixels."""

    def __init__(self, middle: QWidget, width: int = 0) -> None:
        super().__init__()
        self.side: QWidget | None = None
        self._width = width or Size.READER
        self.addWidget(middle)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.splitterMoved.connect(self._on_moved)

    def set_side(self, side: QWidget) -> None:
        """Give it its side, closed at first."""
        self.side = side
        side.setMinimumWidth(Size.READER_MINIMUM)
        side.hide()
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    @Slot()
    def open_side(self, *_: object) -> None:
        """Show the side in the width it had."""
        if self.side is None or not self.side.isHidden():
            return
        self.side.show()
        whole = self.width()
        wanted = max(Size.READER_MINIMUM, min(self._width, whole - Size.READER_MINIMUM))
        self.setSizes([whole - wanted, wanted])
        self.toggled.emit(True)

    @Slot()
    def close_side(self) -> None:
        """Put the side away."""
        if self.side is not None:
            self.side.hide()
            self.toggled.emit(False)

    @Slot()
    def _on_moved(self, *_: object) -> None:
        self._width = self.sizes()[1]
        self.resized.emit(self._width)
