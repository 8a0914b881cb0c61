"""A finished lesson in chat: switched on and how strongly, or chosen as a model of its own."""

from pathlib import PurePath

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from core.types import LOCAL, QUOTING, Lesson, Route
from desktop import translations
from desktop.session import Session
from desktop.teach.lesson_words import filled, lesson_words
from desktop.teach.method_names import method_names
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

SWITCHED = (Route.ADAPTER, Route.SOFT_PROMPT, Route.PREFIX)
"""Routes that are switched on beside a model; the others are models of their own."""
_WHOLE = 100
_MOST = 200
_STEP = 5
_PAGE = 25


def strengths(lessons: tuple[str, ...]) -> dict[str, float]:
    """The lessons that are switched on (core.settings.Settings.lessons) with their strength."""
    found = {}
    for each in lessons:
        id, _, strength = each.partition("=")
        try:
            found[id] = float(strength or 1)
        except ValueError:
            found[id] = 1.0
    return found


def written(lessons: dict[str, float]) -> tuple[str, ...]:
    """The same as the settings keep it."""
    return tuple(f"{id}={strength:g}" for id, strength in lessons.items())


def model_of(lesson: Lesson) -> str:
    """The name by which chat asks what was learnt where it is a model of its own."""
    if lesson.route == Route.MERGED:
        return LOCAL + PurePath(lesson.exported).name
    return f"lesson:{lesson.id}"


class ChatCard(QFrame):
    """Where a lesson is in chat."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lesson: Lesson | None = None
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self.route = Words("", "second", wrap=True, selectable=True)
        self.switch = QCheckBox()
        self._strength = Words("", "second")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _MOST)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.slider.setMaximumWidth(280)
        self.value = Words("", "second")
        self._usual = Button("", "link")
        self.other = Words("", "doubt", wrap=True, selectable=True)
        self.choose = Button("", "primary")
        self.ask = Button()
        self._strength_row = QWidget()
        row = QHBoxLayout(self._strength_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self._strength)
        row.addWidget(self.slider, 1)
        row.addWidget(self.value)
        row.addWidget(self._usual)
        row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.ask)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        for widget in (self._title, self.switch, self.route, self._strength_row, self.other):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.switch.toggled.connect(self._on_switch)
        self.slider.valueChanged.connect(self._on_slide)
        self._usual.clicked.connect(lambda: self.slider.setValue(_WHOLE))
        self.choose.clicked.connect(self._choose)
        self.ask.clicked.connect(lambda: session.question_requested.emit("", ()))
        session.settings_changed.connect(self.fill)
        self.retranslate()

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a finished lesson."""
        self._lesson = lesson
        self.fill()

    # ---- how it stands -------------------------------------------------------------------------

    @property
    def switched(self) -> bool:
        """Whether it is something that is switched on beside a model."""
        return self._lesson is not None and self._lesson.route in SWITCHED

    @property
    def model(self) -> str:
        """The model that has to answer so that what was learnt is used."""
        if self._lesson is None:
            return ""
        return self._lesson.plan.base if self.switched else model_of(self._lesson)

    @property
    def _answering(self) -> str:
        settings = self._session.settings
        return settings.answering or settings.writing_model or QUOTING

    @Slot()
    def fill(self) -> None:
        """Show how things stand in the settings."""
        lesson = self._lesson
        if lesson is None:
            return
        on = strengths(self._session.settings.lessons)
        strength = on.get(lesson.id)
        for widget, value in ((self.switch, strength is not None),):
            widget.blockSignals(True)
            widget.setChecked(value)
            widget.blockSignals(False)
        self.slider.blockSignals(True)
        self.slider.setValue(round(_WHOLE * (1.0 if strength is None else strength)))
        self.slider.blockSignals(False)
        self._say_strength()
        self.switch.setVisible(self.switched)
        # What stands in front of a prompt cannot be had by half.
        scaled = lesson.route == Route.ADAPTER and strength is not None
        self._strength_row.setVisible(scaled)
        self.route.setText(method_names.route(lesson.route))
        asked = self._answering == self.model
        self.choose.setVisible(not asked and (strength is not None or not self.switched))
        self.ask.setVisible(asked and (strength is not None or not self.switched))
        self.other.setVisible(not asked and strength is not None and self.switched)
        name = lesson_words.base(lesson.plan.base)
        self.other.setText(
            filled(
                self.tr("It belongs to “{model}”, and something else answers in chat now."),
                model=name,
            )
        )
        self.choose.setText(
            filled(self.tr("Let “{model}” answer"), model=name).replace("&", "&&")
            if self.switched
            else self.tr("Let it answer in chat")
        )

    def _say_strength(self) -> None:
        share = self.slider.value() / _WHOLE
        text = translations.percent(share)
        self.value.setText(text)
        self._usual.setEnabled(self.slider.value() != _WHOLE)
        self.slider.setAccessibleName(self.tr("Strength"))
        self.slider.setAccessibleDescription(text)

    # ---- changing ------------------------------------------------------------------------------

    @Slot(bool)
    def _on_switch(self, on: bool) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        lessons = strengths(self._session.settings.lessons)
        if on:
            lessons[lesson.id] = 1.0
        else:
            lessons.pop(lesson.id, None)
        self._session.change_settings(lessons=written(lessons))

    @Slot(int)
    def _on_slide(self, value: int) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        lessons = strengths(self._session.settings.lessons)
        if lesson.id in lessons:
            lessons[lesson.id] = value / _WHOLE
            self._session.change_settings(lessons=written(lessons))
        self._say_strength()

    @Slot()
    def _choose(self) -> None:
        self._session.change_settings(answering=self.model)
        self.ask.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("In chat"))
        self.switch.setText(self.tr("Use it in chat"))
        self._strength.setText(self.tr("Strength"))
        self._usual.setText(self.tr("As taught"))
        self.ask.setText(self.tr("Ask something"))
        self.fill()
