"""Language models by name: on this computer or behind servers, and the one the settings name."""

from functools import lru_cache
from typing import TYPE_CHECKING

from core import settings
from core.errors import ModelError, ModelMissing, NoModel
from core.protocols import LanguageModel
from core.types import LOCAL, Endpoint, ModelState

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


def open_model(name: str) -> LanguageModel:
    """The model called `name`: "local:" and a model on this computer, or the name of an endpoint.

    Raises:
        NoModel: the name is empty.
        ModelMissing: there is none of that name, or its server names no model that writes.
        UnsuitableModel: a file that is no model which writes.
        ModelBroken: a file that is damaged or cut short.
    """
    if not name:
        raise NoModel
    if name.startswith(LOCAL):
        from core.models.local import open_local

        return open_local(name)
    endpoint = settings.load().endpoint(name)
    if endpoint is None or not endpoint.model:
        raise ModelMissing(name=name)
    return _model(endpoint)


def put_away(name: str = "") -> None:
    """Free the memory of the local model called `name` if it is loaded; of any when it is empty."""
    from core.models.local_engine import engine

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
