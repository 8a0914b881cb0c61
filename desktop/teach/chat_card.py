"""A finished lesson in chat: switched on and how strongly, or chosen as a model of its own."""

from pathlib import PurePath

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from core import operations
from core.events import Changes
from core.types import LOCAL, QUOTING, ChatLesson, Lesson, Route
from desktop import translations
from desktop.session import Session
from desktop.teach.lesson_words import filled, lesson_words
from desktop.teach.method_names import method_names
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

SWITCHED = (Route.ADAPTER, Route.SOFT_PROMPT, Route.PREFIX)
"""Routes that are switched on beside a model; the others are models of their own."""
_WHOLE = 100
_MOST = 200
_STEP = 5
_PAGE = 25
_NAME = 32
"""Letters of a model's name on a button."""


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


def _elided(name: str) -> str:
    """A name cut in the middle, so that the button with it fits a narrow window."""
    return name if len(name) <= _NAME else f"{name[: _NAME // 2]}…{name[-_NAME // 2 :]}"


class ChatCard(QFrame):
    """Where a lesson is in chat."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lesson: Lesson | None = None
        self._offered: dict[str, ChatLesson] | None = None
        """What chat can take, by id; None while that is not known."""
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self.route = Words("", "second", wrap=True, selectable=True)
        self.switch = QCheckBox()
        self._strength = Words("", "second")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_STEP, _MOST)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.slider.setMaximumWidth(280)
        self.value = Words("", "second")
        self._usual = Button("", "link")
        self.other = Words("", "doubt", wrap=True, selectable=True)
        self.choose = Button()
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
        self._buttons = QWidget()
        flow = Flow(self._buttons, Space.S)
        flow.addWidget(self.choose)
        flow.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.route, self._strength_row, self.other):
            column.addWidget(widget)
        column.addWidget(self._buttons)
        self.switch.toggled.connect(self._on_switch)
        self.slider.valueChanged.connect(self._on_slide)
        self._usual.clicked.connect(lambda: self.slider.setValue(_WHOLE))
        self.choose.clicked.connect(self._choose)
        self.ask.clicked.connect(lambda: session.question_requested.emit("", ()))
        session.settings_changed.connect(self.fill)
        session.changed.connect(self._on_changes)
        self.retranslate()

    def show_lesson(self, lesson: Lesson) -> None:
        """Show a finished lesson."""
        new = self._lesson is None or lesson.id != self._lesson.id
        self._lesson = lesson
        if new:
            self._ask_offered()
        self.fill()

    def _ask_offered(self) -> None:
        request = self._session.link.start(operations.chat_lessons)
        request.done.connect(self._on_offered)

    @Slot(object)
    def _on_offered(self, offered: tuple[ChatLesson, ...]) -> None:
        self._offered = {each.id: each for each in offered}
        self.fill()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if (changes.lessons or changes.models) and self._lesson is not None:
            self._ask_offered()

    # ---- how it stands -------------------------------------------------------------------------

    @property
    def switched(self) -> bool:
        """Whether it is something that is switched on beside a model."""
        return self._lesson is not None and self._lesson.route in SWITCHED

    @property
    def models(self) -> tuple[str, ...]:
        """The models of which one has to answer so that what was learnt is used."""
        lesson = self._lesson
        if lesson is None:
            return ()
        if not self.switched:
            return (model_of(lesson),)
        offered = (self._offered or {}).get(lesson.id)
        if offered is None:
            return () if self._offered is not None else (lesson.plan.base,)
        return offered.models

    @property
    def model(self) -> str:
        """The one of them that is chosen where none answers: the one it was taught on."""
        base = self._lesson.plan.base if self._lesson is not None else ""
        return base if base in self.models else next(iter(self.models), "")

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
        self.switch.blockSignals(True)
        self.switch.setChecked(strength is not None)
        self.switch.blockSignals(False)
        self.slider.blockSignals(True)
        self.slider.setValue(round(_WHOLE * (1.0 if strength is None else strength)))
        self.slider.blockSignals(False)
        self._say_strength()
        self.switch.setVisible(self.switched)
        # What stands in front of a prompt cannot be had by half.
        scaled = lesson.route == Route.ADAPTER and strength is not None
        self._strength_row.setVisible(scaled)
        self.route.setText(method_names.route(lesson.route))
        asked = self._answering in self.models
        used = strength is not None or not self.switched
        self._buttons.setVisible(used and bool(self.models))
        self.choose.setVisible(used and not asked and bool(self.models))
        self.ask.setVisible(used and asked)
        self.other.setVisible(used and not asked and self.switched)
        name = _elided(lesson_words.base(self.model or lesson.plan.base))
        self.other.setText(
            filled(
                self.tr("It belongs to “{model}”, and something else answers in chat now.")
                if self.models
                else self.tr("It belongs to “{model}”, which is not among your models any more."),
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
