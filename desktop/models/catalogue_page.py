"""Models that can be downloaded, and those on this computer."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class CataloguePage(QWidget):
    """Models that can be downloaded, and those on this computer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
