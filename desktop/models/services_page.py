"""Servers with models, on this computer or elsewhere, and their keys."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class ServicesPage(QWidget):
    """Servers with models, on this computer or elsewhere, and their keys."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
