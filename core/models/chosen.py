"""Language models by name: on this computer or behind servers, and the one the settings name."""

from functools import lru_cache
from typing import TYPE_CHECKING

from core import settings
from core.errors import LessonUnfit, ModelError, ModelMissing, NoModel
from core.protocols import LanguageModel
from core.types import LESSON, LOCAL, Endpoint, ModelState

if TYPE_CHECKING:
    from core.models.endpoint import EndpointModel


def chosen() -> LanguageModel | None:
    """The writing model of the settings, ready to write; None where none is chosen, or it is gone.

    Settings are read anew each time.
    """
    name = settings.load().writing_model
    if not name:
        return None
    try:
        return open_model(name)
    except ModelError:
        return None


def open_model(name: str, lessons: tuple[tuple[str, float], ...] | None = None) -> LanguageModel:
    """The model called `name`: "local:" and a model on this computer, "lesson:" and a lesson that
    is a model of its own, or the name of an endpoint.

    A model on this computer writes with the lessons that the settings switch on, at each question
    anew; with `lessons`, ids and strengths, with these and no others.

    Raises:
        NoModel: the name is empty.
        ModelMissing: there is none of that name, or its server names no model that writes.
        UnsuitableModel: a file that is no model which writes.
        ModelBroken: a file that is damaged or cut short.
        LessonUnfit: one of `lessons` cannot be had, or was not taught to this model.
    """
    if not name:
        raise NoModel
    if name.startswith(LOCAL):
        from core.models.local import open_local

        return open_local(name, lessons)
    if lessons:
        raise LessonUnfit(name=lessons[0][0], model=name)
    if name.startswith(LESSON):
        from core import registry

        # It stands above this package: what teaches models uses them.
        taught: LanguageModel = registry.resolve("models", "lesson")(name)
        return taught
    endpoint = settings.load().endpoint(name)
    if endpoint is None or not endpoint.model:
        raise ModelMissing(name=name)
    return _model(endpoint)


def lessons_of(model: LanguageModel) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lessons a model writes with when it is asked now, and what is left out and why."""
    from core.models.local import LocalModel

    if not isinstance(model, LocalModel):
        return (), ()
    try:
        fitting = model.lessons()
    except LessonUnfit:
        return (), ()
    return tuple(each.said for each in fitting.on), fitting.left_out


def put_away(name: str = "") -> None:
    """Free the memory of the local model called `name` if it is loaded; of any when it is empty."""
    from core import registry
    from core.models.local_engine import engine

    if not name or name.startswith(LESSON):
        registry.resolve("models", "lesson").put_away()
    # The file may be open for its vocabulary alone, which is not told in the state.
    engine().put_away(name)


def state() -> ModelState:
    """The local model that is loaded, and what it takes."""
    from core.models.local_engine import engine

    return engine().state()


def busy() -> bool:
    """Whether a model on this computer is at work for someone: what can wait should."""
    from core.models.local_engine import engine

    return engine().busy


@lru_cache(maxsize=8)
def _model(endpoint: Endpoint) -> "EndpointModel":
    """The same object for the same endpoint: it remembers what its server does not take."""
    from core.models.endpoint import EndpointModel

    return EndpointModel(endpoint)
