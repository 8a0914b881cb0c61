"""What chat calls the model of a lesson: before it was taught, and after."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import BadRequest, LecternError, NotFound
from core.gguf.lesson_file import read
from core.lessons.methods import method
from core.lessons.offering import model_with
from core.types import FOLDER, LESSON, LOCAL, Lesson, Route


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
        base = _base_of(exported)
    try:
        route = Route(lesson.route) if lesson.route else method(lesson.plan.method).route
    except NotFound as error:
        raise BadRequest(reason="The way this lesson was taught is not known.") from error
    if route is Route.MERGED:
        return ChatNames(base, f"{LOCAL}{exported.name}")
    if route is Route.TRANSFORMERS:
        return ChatNames(base, f"{LESSON}{lesson.id}")
    return ChatNames(base, base, ((lesson.id, 1.0),))


def _base_of(exported: Path) -> str:
    """The model that the file of a lesson names as its base."""
    try:
        return model_with(read(exported).base)
    except LecternError:
        return ""
