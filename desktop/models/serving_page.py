"""Letting other programs on this computer ask the library."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class ServingPage(QWidget):
    """Letting other programs on this computer ask the library."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
