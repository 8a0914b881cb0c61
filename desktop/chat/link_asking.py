"""Asks before a link in an answer is opened: a model may have made it up, or been told to."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

_FOLLOWED = ("http", "https", "mailto")
_A_LINE = 60


class LinkAsking(QMessageBox):
    """Shows the whole address and lets the person open or copy it; stays in nobody's way."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = address
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(self.tr("Open a link"))
        self.setText(self.tr("This link stands in the answer. It leads out of Lectern:"))
        # All of it, in lines that fit: an address may hide where it leads in its middle.
        lines = [address[at : at + _A_LINE] for at in range(0, len(address), _A_LINE)]
        self.setInformativeText("\n".join(lines))
        self.copy_button = self.addButton(
            self.tr("Copy the address"), QMessageBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(self._copy)
        self.open_button = None
        if QUrl(address).scheme().lower() in _FOLLOWED:
            self.open_button = self.addButton(
                self.tr("Open in the browser"), QMessageBox.ButtonRole.AcceptRole
            )
            self.open_button.clicked.connect(self._open)
        leave = self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(leave)
        self.setEscapeButton(leave)

    @staticmethod
    def ask(parent: QWidget, address: str) -> "LinkAsking":
        """Ask about an address."""
        asking = LinkAsking(address, parent)
        asking.open()
        return asking

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self.address))
