"""Carrying things out of the reader: words to the clipboard, the document to its own program."""

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core import operations
from core.types import Citation, Document, TextSlice
from desktop.session import Session


class Carrying(QObject):
    """Copies texts and opens originals."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = (0, 0)

    def copy_text(self, document: Document, start: int, end: int) -> None:
        """Copy exactly `text[start:end]` of a document."""
        self._wanted = (start, end)
        request = self._session.link.start(
            operations.text_slice, id=document.id, start=start, end=end
        )
        request.done.connect(self._on_text)
        request.failed.connect(self._session.error_shown)

    @Slot(object)
    def _on_text(self, stretch: TextSlice) -> None:
        start, end = self._wanted
        text = stretch.text[max(0, start - stretch.start) : end - stretch.start]
        QGuiApplication.clipboard().setText(text.strip())
        self._session.say(self.tr("The text of this page is on the clipboard."))

    def copy_quote(self, citation: Citation) -> None:
        """Copy the cited words."""
        QGuiApplication.clipboard().setText(citation.quote)
        self._session.say(self.tr("The cited words are on the clipboard."))

    def open_outside(self, document: Document) -> None:
        """Open the original in the program that the computer has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(document.original))
