"""Dropping and pasting: what a drag carries, and the clear target the window turns into."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWindow,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from core import paths
from desktop import theme
from desktop.theme import Size, Space
from desktop.widgets.text import Words

_ICON = 48
_NAME_LENGTH = 40


def files_in(mime: QMimeData) -> list[str]:
    """Local files and folders that a drag or the clipboard carries."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile() and url.toLocalFile()]


def is_model(path: str) -> bool:
    """Whether a file is a language model and no document."""
    return path.lower().endswith(".gguf")


def web_pages_in(mime: QMimeData) -> list[str]:
    """Addresses of the web that it carries."""
    return [url.toString() for url in mime.urls() if url.scheme() in ("http", "https")]


def keep_text(text: str) -> str:
    """Write dropped or pasted words as a text file, named after how they begin; its path."""
    first = unicodedata.normalize("NFC", next(iter(text.strip().splitlines()), ""))
    name = re.sub(r"[^\w\- ]+", " ", first)
    name = " ".join(name.split())[:_NAME_LENGTH].strip() or "text"
    folder = paths.cache_folder() / "dropped"
    folder.mkdir(parents=True, exist_ok=True)
    path: Path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


class DropTarget(QWidget):
    """Covers the window while something that can be added is dragged over it."""

    dropped = Signal(QMimeData)

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self.setAcceptDrops(True)
        self.links = False
        self.claimed: Callable[[QMimeData], str] = lambda _: ""
        """What a room that takes files itself says would happen to these; "" when it does not."""
        self._picture = QLabel()
        self._title = Words("", "title")
        self._text = Words("", "second", wrap=True)
        for label in (self._picture, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(Space.XXL * 2,) * 4)
        column.setSpacing(Space.M)
        column.addStretch()
        for widget in (self._picture, self._title, self._text):
            column.addWidget(widget)
        column.addStretch()
        self.hide()

    def watch(self, window: QWindow) -> None:
        """Appear when a drag enters this window, whatever widget is below it."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the drag before any child does."""
        if isinstance(event, QDragEnterEvent) and self._wanted(event):
            self.cover(event.mimeData())
        return False

    def cover(self, mime: QMimeData) -> None:
        """Turn the window into the target for what is dragged."""
        self._word(mime)
        self._picture.setPixmap(theme.pixmap("add", "seal", _ICON, self))
        self.setGeometry(self._room.rect())
        self.show()
        self.raise_()

    def text(self) -> str:
        """What it says will happen."""
        return self._title.text()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take it."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take it wherever it is."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Give the window back."""
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped."""
        self.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Veil the window and outline the target."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("veil"))
        pen = QPen(theme.colour("seal"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inner = QRectF(self.rect()).adjusted(Space.XL, Space.XL, -Space.XL, -Space.XL)
        painter.drawRoundedRect(inner, Size.RADIUS, Size.RADIUS)
        painter.end()

    def _wanted(self, event: QDragEnterEvent) -> bool:
        mime = event.mimeData()
        if mime.hasUrls():
            return bool(files_in(mime) or web_pages_in(mime))
        if not mime.hasText():
            return False
        below: QWidget | None = self._room.childAt(event.position().toPoint())
        while below is not None:
            if isinstance(below, QLineEdit | QTextEdit | QPlainTextEdit):
                return False
            below = below.parentWidget()
        return True

    def _word(self, mime: QMimeData) -> None:
        if claimed := self.claimed(mime):
            self._title.setText(claimed)
            self._text.setText(self.tr("They are only read; your library stays as it is."))
            return
        files = files_in(mime)
        if len(files) == 1:
            what = Path(files[0])
            if is_model(files[0]):
                title = self.tr("Add “%1” to your models").replace("%1", what.name)
            elif what.is_dir():
                title = self.tr("Add all documents in “%1”").replace("%1", what.name)
            else:
                title = self.tr("Add “%1” to your library").replace("%1", what.name)
        elif files:
            title = self.tr("Add %Ln item(s) to your library", "", len(files))
        elif web_pages_in(mime):
            title = self.tr("Web addresses are not fetched")
        else:
            title = self.tr("Add this text to your library")
        if not files and web_pages_in(mime):
            text = self.tr("Save the page in your browser and drop the file here.")
        elif self.links and files:
            text = self.tr("They stay where they are; Lectern only reads them.")
        else:
            text = self.tr("Copies are kept in your library; the originals are not touched.")
        self._title.setText(title)
        self._text.setText(text)
