"""What answers: a button that says it and where that runs, and a menu to choose another.

What a model was taught is switched on and off in the same menu, which stays open meanwhile.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from core.types import QUOTING
from desktop import theme
from desktop.chat.lesson_row import LessonRow
from desktop.model_choices import ModelChoice, ModelChoices
from desktop.widgets.buttons import Button
from desktop.widgets.text import plain_tip

_ROOM = 220
"""Pixels that its words may take; the whole of them is its tool tip."""
_ROOM_BESIDE = 140
"""The same for a model's name beside its lessons."""
_ROOM_LESSONS = 160


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
        self._menu.aboutToHide.connect(self._settle)
        self._settling = False
        self.rows: list[LessonRow] = []
        """Of the lessons that the model can have on."""
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
        lessons = self._choices.lessons.on(choice.name)
        room = theme.px(_ROOM if not lessons else _ROOM_BESIDE)
        title = metrics.elidedText(choice.title, Qt.TextElideMode.ElideMiddle, room)
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
        cut = bool(title)
        title = title or choice.title
        if choice.name == QUOTING or choice.host:
            return title
        if lessons := self._choices.lessons.on(choice.name):
            added = " + ".join(each.title for each in lessons)
            if cut:
                metrics = QFontMetrics(theme.font(theme.Type.SECOND))
                middle = Qt.TextElideMode.ElideMiddle
                added = metrics.elidedText(added, middle, theme.px(_ROOM_LESSONS))
            title = f"{title} + {added}"
        if choice.taught:
            return self.tr("{model} · taught, on this computer").format(model=title)
        return self.tr("{model} · on this computer").format(model=title)

    # ---- the menu ------------------------------------------------------------------------------

    def _on_menu(self) -> None:
        self._choices.wake()
        self._fill()

    def _on_choices(self) -> None:
        if (self._menu.isVisible() and self.rows) or self._settling:
            # Its rows may be in use; another switch may have been moved by one of them.
            for row in self.rows:
                row.show_strength(self._choices.lessons.strength(row.lesson))
        else:
            self._fill()
        self.retranslate()

    def _settle(self) -> None:
        self._settling = True
        for row in self.rows:
            row.settle()
        self._settling = False

    def _fill(self) -> None:
        self._menu.clear()
        self.rows = []
        current = self._choices.current
        quotes, *models = self._choices.all()
        self._entry(quotes, current, "")
        here = [each for each in models if not each.host]
        away = [each for each in models if each.host]
        if here:
            self._head(self.tr("On this computer"))
        for choice in here:
            self._entry(choice, current, self.tr("taught, slower") if choice.taught else "")
        if away:
            self._head(self.tr("On other computers"))
        for choice in away:
            place = (
                self.tr("sends to {host}") if choice.allowed else self.tr("{host}, asks you first")
            )
            self._entry(choice, current, place.format(host=choice.host))
        self._lessons(current)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("More models…")).triggered.connect(self.more_wanted)

    def _lessons(self, current: str) -> None:
        """What the model that answers was taught, each with a switch."""
        lessons = self._choices.lessons
        for place, lesson in enumerate(lessons.fitting(current)):
            if not place:
                self._head(self.tr("What it was taught"))
            row = LessonRow(lesson, lessons.strength(lesson), lessons.usual(lesson))
            row.set_to.connect(lambda strength, one=lesson: lessons.switch(one, strength))
            entry = QWidgetAction(self._menu)
            entry.setDefaultWidget(row)
            self._menu.addAction(entry)
            self.rows.append(row)

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
