"""The order in which the keyboard walks through a conversation, not put right at each word."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_BETWEEN_SECONDS = 0.25
"""While an answer streams in, its links and tables come by the dozen."""


class TabOrder(QObject):
    """Orders what `stops` gives, behind the `first` widget."""

    def __init__(self, first: QWidget, stops: Callable[[], list[QWidget]]) -> None:
        super().__init__(first)
        self._first = first
        self._stops = stops
        self._ordered: list[QWidget] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.set)

    def set_soon(self) -> None:
        """Order it now, or a little later when that was done a moment ago."""
        left = _BETWEEN_SECONDS - (time.perf_counter() - self._last)
        if left <= 0:
            self.set()
        elif not self._timer.isActive():
            self._timer.start(round(1000 * left))

    def set(self) -> None:
        """Order it now."""
        self._timer.stop()
        self._last = time.perf_counter()
        stops = self._stops()
        if stops == self._ordered:
            return
        self._ordered = stops
        before = self._first
        for stop in stops:
            if before.nextInFocusChain() is not stop:
                QWidget.setTabOrder(before, stop)
            before = stop
