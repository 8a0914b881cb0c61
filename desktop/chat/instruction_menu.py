"""The instruction that answers are written by: a quiet button, and a menu of those there are."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from core.types import Prompt
from desktop import theme, translations
from desktop.session import Session
from desktop.widgets.buttons import Button
from desktop.widgets.text import plain_tip

_ROOM = 120


class InstructionButton(Button):
    """Sets `prompt` in the settings; shown only where a model writes."""

    more_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", "link", parent=parent)
        self._session = session
        self._prompts: tuple[Prompt, ...] = ()
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setProperty("menu", "true")
        session.settings_changed.connect(self._refresh)
        self._refresh()

    def show_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        """What there is to choose from."""
        self._prompts = prompts
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._refresh()

    def _refresh(self) -> None:
        chosen = self._session.settings.prompt
        usual = self.tr("Usual instruction")
        title = next((each.title for each in self._prompts if each.id == chosen), "") or usual
        metrics = QFontMetrics(theme.font(theme.Type.SECOND))
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, theme.px(_ROOM))
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tip(self.tr("The instruction the model follows: {name}").format(
            name=title
        )))  # fmt: skip
        self.setAccessibleName(self.tr("The instruction the model follows: {name}").format(
            name=title
        ))  # fmt: skip
        self._menu.clear()
        self._entry(usual, "", not any(each.id == chosen for each in self._prompts))
        for prompt in self._offered():
            self._entry(prompt.title, prompt.id, prompt.id == chosen)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Change instructions…")).triggered.connect(self.more_wanted)

    def _offered(self) -> list[Prompt]:
        """Those in the person's language, their own, and the one that is chosen."""
        language = translations.effective(self._session.settings.language)
        chosen = self._session.settings.prompt
        return [
            each
            for each in self._prompts
            if each.own or each.id == chosen or each.language in ("", language)
        ]

    def _entry(self, title: str, id: str, checked: bool) -> None:
        action = self._menu.addAction(title.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda _=False, id=id: self._session.change_settings(prompt=id))
