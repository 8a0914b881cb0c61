"""The instructions that answers are written by, with their versions."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class InstructionsPage(QWidget):
    """The instructions that answers are written by, with their versions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
