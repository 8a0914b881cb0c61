"""What answers: a button that says it and where that runs, and a menu to choose another."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from core.types import QUOTING
from desktop import theme
from desktop.model_choices import ModelChoice, ModelChoices
from desktop.widgets.buttons import Button
from desktop.widgets.text import plain_tip

_ROOM = 220
"""Pixels that its words may take; the whole of them is its tool tip."""


class ModelButton(Button):
    """Shows the choice of the settings; `chosen` brings another one, which nobody has set yet."""

    chosen = Signal(object)
    """ModelChoice."""
    more_wanted = Signal()

    def __init__(self, choices: ModelChoices, parent: QWidget | None = None) -> None:
        super().__init__("", "link", parent=parent)
        self._choices = choices
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._on_menu)
        self.setMenu(self._menu)
        self.setProperty("menu", "true")
        choices.changed.connect(self._on_choices)
        self._fill()
        self.retranslate()

    @property
    def choice(self) -> ModelChoice:
        """What answers; a model that is not there any more keeps its name."""
        current = self._choices.current
        found = next((each for each in self._choices.all() if each.name == current), None)
        return found or ModelChoice(current, current)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self.retranslate()

    def retranslate(self) -> None:
        """Word the button."""
        choice = self.choice
        said = self.said(choice)
        metrics = QFontMetrics(theme.font(theme.Type.SECOND))
        title = metrics.elidedText(choice.title, Qt.TextElideMode.ElideMiddle, theme.px(_ROOM))
        self.setText(self.said(choice, title).replace("&", "&&"))
        if choice.name == QUOTING:
            tip = self.tr(
                "The answer is made of your documents' own sentences. Nothing is made up."
            )
        else:
            tip = said
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(self.tr("What answers: {which}").format(which=said))

    def said(self, choice: ModelChoice, title: str = "") -> str:
        """A choice in words, with where it runs."""
        title = title or choice.title
        if choice.name == QUOTING or choice.host:
            return title
        return self.tr("{model} · on this computer").format(model=title)

    # ---- the menu ------------------------------------------------------------------------------

    def _on_menu(self) -> None:
        self._choices.wake()
        self._fill()

    def _on_choices(self) -> None:
        self._fill()
        self.retranslate()

    def _fill(self) -> None:
        self._menu.clear()
        current = self._choices.current
        quotes, *models = self._choices.all()
        self._entry(quotes, current, "")
        here = [each for each in models if not each.host]
        away = [each for each in models if each.host]
        if here:
            self._head(self.tr("On this computer"))
        for choice in here:
            self._entry(choice, current, "")
        if away:
            self._head(self.tr("On other computers"))
        for choice in away:
            place = (
                self.tr("sends to {host}") if choice.allowed else self.tr("{host}, asks you first")
            )
            self._entry(choice, current, place.format(host=choice.host))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("More models…")).triggered.connect(self.more_wanted)

    def _head(self, title: str) -> None:
        self._menu.addSeparator()
        self._menu.addAction(title).setEnabled(False)

    def _entry(self, choice: ModelChoice, current: str, place: str) -> None:
        # What follows a tab stands at the right of a menu.
        text = choice.title.replace("\t", " ") + (f"\t{place}" if place else "")
        action = self._menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(choice.name == current)
        action.triggered.connect(lambda _=False, choice=choice: self.chosen.emit(choice))
