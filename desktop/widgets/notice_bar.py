"""The quiet bar at the bottom that says what happened and offers to undo it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop import theme
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import Words

_WIDEST = 640


class NoticeBar(QFrame):
    """Floats at the bottom of `room`, above what is on `floor`; goes by itself."""

    def __init__(self, room: QWidget, floor: tuple[QWidget, ...] = ()) -> None:
        super().__init__(room)
        self._room = room
        self._floor = floor
        self.setProperty("role", "notice")
        self._words = Words("", wrap=True, selectable=True)
        self._action = Button("", "")
        self._close = IconButton("close")
        self._callback: Callable[[], None] | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.NOTICE_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        for widget in (room, *floor):
            widget.installEventFilter(self)
        self.retranslate()
        self.hide()

    def say(
        self,
        text: str,
        action: str = "",
        callback: Callable[[], None] | None = None,
        *,
        stay: bool = False,
    ) -> None:
        """Show a text in place of the one before."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._callback = callback
        self._place()
        self.show()
        self.raise_()
        self._timer.stop() if stay else self._timer.start()

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def press(self) -> None:
        """Do what its button does."""
        self._action.click()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._close.set_name(self.tr("Close this notice"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place when the parent changes size."""
        moved = event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if moved and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def _act(self) -> None:
        callback, self._callback = self._callback, None
        self.hide()
        if callback is not None:
            callback()

    def _place(self) -> None:
        room = self._room.rect()
        width = min(_WIDEST, room.width() - 2 * Space.XL)
        self.ensurePolished()
        self.setFixedSize(width, self._row.heightForWidth(width))
        floor = sum(widget.height() for widget in self._floor if widget.isVisible())
        self.move((room.width() - width) // 2, room.height() - self.height() - floor - Space.L)
