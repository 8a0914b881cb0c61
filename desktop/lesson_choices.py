"""What models were taught, as chat takes it: what fits a model, what is on and how strongly."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from core import operations
from core.types import ChatLesson, Lesson, Route
from desktop.session import Session

WHOLE = 1.0
MOST = 2.0
_IN_FRONT = (Route.SOFT_PROMPT, Route.PREFIX)


class LessonChoices(QObject):
    """Kept up to date by whoever calls `reload`; switching goes through the settings."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: tuple[ChatLesson, ...] = ()
        self._before: dict[str, float] = {}
        """How strongly a lesson was on before it was switched off."""

    def reload(self) -> None:
        """Look for lessons anew."""
        link = self._session.link
        link.start(operations.chat_lessons).done.connect(self._on_lessons)
        link.start(operations.list_lessons).done.connect(self._on_every_lesson)

    def models(self) -> list[ChatLesson]:
        """Those that are models of their own and are no files."""
        return [each for each in self._all if each.route == Route.TRANSFORMERS]

    def fitting(self, model: str) -> list[ChatLesson]:
        """Those that can be switched on with a model."""
        return [each for each in self._all if model in each.models]

    def on(self, model: str) -> list[ChatLesson]:
        """Those that are on when a model answers."""
        strengths = self._strengths()
        return [each for each in self.fitting(model) if strengths.get(each.id, 0.0) > 0]

    def strength(self, lesson: ChatLesson) -> float:
        """How strongly a lesson is on; 0 when it is off."""
        return self._strengths().get(lesson.id, 0.0)

    def usual(self, lesson: ChatLesson) -> float:
        """How strongly it is on when it is switched on again."""
        return self.strength(lesson) or self._before.get(lesson.id, WHOLE)

    def switch(self, lesson: ChatLesson, strength: float) -> None:
        """Let a lesson be on as strongly as this from the next question on; 0: off.

        Of those that stand in front of prompts a model takes one.
        """
        strengths = self._strengths()
        self._before[lesson.id] = strength or self.usual(lesson)
        strengths.pop(lesson.id, None)
        if strength > 0:
            if lesson.route in _IN_FRONT:
                for other in self._all:
                    if other.route in _IN_FRONT and set(other.models) & set(lesson.models):
                        strengths.pop(other.id, None)
            strengths[lesson.id] = min(strength, MOST)
        self._set(strengths)

    def _strengths(self) -> dict[str, float]:
        found = {}
        for each in self._session.settings.lessons:
            id, _, said = each.partition("=")
            try:
                found[id] = float(said)
            except ValueError:
                continue
        return found

    def _set(self, strengths: dict[str, float]) -> None:
        lessons = tuple(f"{id}={strength:g}" for id, strength in strengths.items())
        self._session.change_settings(lessons=lessons)

    @Slot(object)
    def _on_lessons(self, found: Iterable[ChatLesson]) -> None:
        self._all = tuple(found)
        self.changed.emit()

    @Slot(object)
    def _on_every_lesson(self, found: Iterable[Lesson]) -> None:
        """What is removed for good is not switched on any more."""
        there = {each.id for each in found}
        strengths = self._strengths()
        if any(id not in there for id in strengths):
            self._set({id: strength for id, strength in strengths.items() if id in there})
