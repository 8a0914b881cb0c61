"""The Teach pane: lessons at the left, the chosen one at the right. It only arranges them."""

from PySide6.QtWidgets import QWidget

from desktop.session import Session


class TeachPane(QWidget):
    """Lessons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
