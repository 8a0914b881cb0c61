"""Asks before a link in an answer is opened: a model may have made it up, or been told to."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCursor, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from desktop.theme import Space
from desktop.widgets.text import Words

_FOLLOWED = ("http", "https", "mailto")
_A_LINE = 60


class LinkAsking(QMenu):
    """A menu at the link: the whole address, and what can be done with it."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = address
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # All of it, in lines that fit: an address may hide where it leads in its middle.
        lines = [address[at : at + _A_LINE] for at in range(0, len(address), _A_LINE)]
        said = self.tr("This link stands in the answer. It leads out of Lectern:")
        self.words = Words("\n".join([said, *lines]), "second")
        self.words.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        head = QWidgetAction(self)
        head.setDefaultWidget(self.words)
        head.setEnabled(False)
        self.addAction(head)
        self.addSeparator()
        self.copy_action = self.addAction(self.tr("Copy the address"))
        self.copy_action.triggered.connect(self._copy)
        self.open_action = None
        if QUrl(address).scheme().lower() in _FOLLOWED:
            self.open_action = self.addAction(self.tr("Open in the browser"))
            self.open_action.triggered.connect(self._open)

    @staticmethod
    def ask(parent: QWidget, address: str) -> "LinkAsking":
        """Ask about an address, where the pointer is."""
        asking = LinkAsking(address, parent)
        asking.popup(QCursor.pos())
        return asking

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self.address))
