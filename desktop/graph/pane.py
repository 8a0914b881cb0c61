"""The map: a question, a document or a name in the middle, and what is connected with it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.session import Session
from desktop.widgets.header import Header


class MapPane(QWidget):
    """What the documents name and how it is connected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._header = Header()
        self._header.title.setText(self.tr("Map"))
        column = QVBoxLayout(self)
        column.addWidget(self._header)
        column.addStretch(1)
