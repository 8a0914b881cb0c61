"""Models and instructions side by side on the same questions."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class LabPage(QWidget):
    """Models and instructions side by side on the same questions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
