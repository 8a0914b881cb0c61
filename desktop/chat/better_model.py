"""After the first answers by quoting: one quiet sentence about a model that fits this computer."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.types import QUOTING, CatalogueEntry, Fit, ModelKind
from desktop import translations
from desktop.model_choices import ModelChoices
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import Words

_MOST_PARAMETERS = 4.5
"""In thousands of millions: what writes faster than a person reads on most processors."""


class BetterModel(QFrame):
    """Shown until a model is there or the person has put it away, which counts for ever."""

    wanted = Signal()

    def __init__(
        self, session: Session, choices: ModelChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._session = session
        self._choices = choices
        self._answered = False
        self.entry: CatalogueEntry | None = None
        self.words = Words("", "second", wrap=True)
        self.show_button = Button("", "link")
        self.show_button.clicked.connect(self.wanted)
        self.close_button = IconButton("close")
        self.close_button.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.close_button)
        choices.changed.connect(self._refresh)
        session.settings_changed.connect(self._refresh)
        self.hide()

    def note_answer(self, model: str) -> None:
        """An answer has come; after one by quoting the offer may show."""
        if model == QUOTING and not self._session.settings.model_offer_dismissed:
            self._answered = True
            self._choices.wake()
            self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.show_button.setText(self.tr("Have a look"))
        self.close_button.set_name(self.tr("Do not offer this again"))
        if self.entry is not None:
            self.words.setText(
                self.tr(
                    "“{name}” ({size}) fits this computer well and would answer in its own words."
                ).format(name=self.entry.name, size=translations.file_size(self.entry.bytes))
            )

    def _refresh(self) -> None:
        self.entry = self._best() if self._answered else None
        self.setVisible(self.entry is not None)
        self.retranslate()

    def _best(self) -> CatalogueEntry | None:
        """The largest model of the catalogue that fits well and knows the person's language, where
        there is none to choose yet; without a graphics card none that would crawl."""
        overview = self._choices.overview
        if (
            overview is None
            or self._choices.models()
            or self._session.settings.model_offer_dismissed
        ):
            return None
        language = translations.effective(self._session.settings.language)
        most = float("inf") if overview.graphics else _MOST_PARAMETERS
        fitting = [
            each
            for each in overview.catalogue
            if each.kind is ModelKind.CHAT
            and each.need is not None
            and each.need.fit is Fit.WELL
            and each.parameters <= most
            and language in (each.languages or (language,))
        ]
        return max(fitting, key=lambda each: each.parameters, default=None)

    def _dismiss(self) -> None:
        self._session.change_settings(model_offer_dismissed=True)
