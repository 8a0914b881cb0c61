"""Which model writes, in one row: everything about models is in the models' room."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.types import LOCAL, QUOTING
from desktop.session import Session
from desktop.settings.section import Section
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import ElidedWords


class ModelSection(Section):
    """Says what answers, and leads to where it is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.chosen = ElidedWords()
        self.open_models = Button()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.chosen, 1)
        row.addWidget(self.open_models)
        self.add(line)
        self.open_models.clicked.connect(self._open)
        session.settings_changed.connect(self._fill)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.set_title(self.tr("Writing model"))
        self.open_models.setText(self.tr("Open Models"))
        self._fill()

    @property
    def _name(self) -> str:
        settings = self._session.settings
        name = settings.answering or settings.writing_model
        return "" if name == QUOTING else name

    @Slot()
    def _fill(self) -> None:
        name = self._name
        endpoint = self._session.settings.endpoint(name)
        if endpoint is not None:
            name = f"{endpoint.name} · {endpoint.model}" if endpoint.model else endpoint.name
        elif name.startswith(LOCAL):
            name = name.removeprefix(LOCAL)
        self.chosen.setText(name or self.tr("None: answers are quoted from your documents"))

    @Slot()
    def _open(self) -> None:
        """Show the page where the model that answers is; without one, those that can be had."""
        is_service = self._session.settings.endpoint(self._name) is not None
        self._session.models_requested.emit("services" if is_service else "catalogue")
