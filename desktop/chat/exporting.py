"""Writes a conversation to a file the person chooses, and says where it went."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core import operations
from desktop.chat.open_conversation import OpenConversation
from desktop.session import Session

_LONGEST_NAME = 80


class Exporting(QObject):
    """Asks for a file name and starts the export."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def choose(self, conversation: OpenConversation, suffix: str) -> None:
        """Let the person choose a file, ".md" or ".docx", and write it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = {".md": self.tr("Markdown (*.md)"), ".docx": self.tr("Word document (*.docx)")}
        name = safe_name(conversation.title) or self.tr("Conversation")
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export the conversation"),
            str(Path(folder) / f"{name}{suffix}"),
            kinds[suffix],
        )
        if path:
            self.write(conversation.id, path if path.lower().endswith(suffix) else path + suffix)

    def write(self, conversation: int, path: str) -> None:
        """Write a stored conversation to a file."""
        request = self._session.link.start(
            operations.export_conversation, id=conversation, path=path
        )
        request.done.connect(self._on_written)
        request.failed.connect(self._session.error_shown)

    def _on_written(self, path: str) -> None:
        self._session.say(
            self.tr("Saved as “{name}”.").format(name=Path(path).name),
            self.tr("Show the folder"),
            lambda: _show_folder(Path(path).parent),
        )


def safe_name(title: str) -> str:
    """A title as a file name: without what file systems refuse, and not too long."""
    kept = "".join(" " if letter in '\\/:*?"<>|\r\n\t' else letter for letter in title)
    return " ".join(kept.split())[:_LONGEST_NAME].rstrip(". ")


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
