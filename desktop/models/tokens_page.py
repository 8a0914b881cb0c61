"""Any text as a model sees it."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class TokensPage(QWidget):
    """Any text as a model sees it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
