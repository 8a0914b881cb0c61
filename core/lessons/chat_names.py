"""What chat calls the model of a lesson: before it was taught, and after."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import BadRequest, NotFound
from core.lessons.methods import method
from core.types import FOLDER, LOCAL, Lesson, Route

LESSON = "lesson:"
"""Begins the name of a model that answers in the trainer's process (core/models/taught.py)."""


@dataclass(frozen=True, slots=True)
class ChatNames:
    """Names for core/models/chosen.py's `open_model`."""

    base: str
    """The model as it was; "" where chat cannot run it."""
    tuned: str
    lessons: tuple[tuple[str, float], ...] = ()
    """What `tuned` is opened with."""


def chat_names(lesson: Lesson) -> ChatNames:
    """What a lesson that has been exported is called in chat.

    Raises:
        BadRequest: nothing of it can be used in chat yet.
    """
    if not lesson.exported:
        raise BadRequest(reason="This lesson has nothing yet that chat could use.")
    exported = Path(lesson.exported)
    base = lesson.plan.base
    if base.startswith(FOLDER):
        base = f"{LOCAL}{_base_beside(exported)}" if _base_beside(exported) else ""
    try:
        route = Route(lesson.route) if lesson.route else method(lesson.plan.method).route
    except NotFound as error:
        raise BadRequest(reason="The way this lesson was taught is not known.") from error
    if route is Route.MERGED:
        return ChatNames(base, f"{LOCAL}{exported.name}")
    if route is Route.TRANSFORMERS:
        return ChatNames(base, f"{LESSON}{lesson.id}")
    return ChatNames(base, base, ((lesson.id, 1.0),))


def _base_beside(exported: Path) -> str:
    beside = exported.with_name("base.gguf")
    return beside.name if beside.is_file() else ""
