"""The writing model that the person has chosen in the settings."""

from functools import lru_cache
from typing import TYPE_CHECKING

from core import settings
from core.protocols import LanguageModel
from core.types import Endpoint

if TYPE_CHECKING:
    from core.models.endpoint import EndpointModel


def chosen() -> LanguageModel | None:
    """The model, ready to write; None where none is chosen. Settings are read anew each time."""
    current = settings.load()
    endpoint = current.endpoint(current.writing_model)
    return _model(endpoint) if endpoint and endpoint.model else None


@lru_cache(maxsize=4)
def _model(endpoint: Endpoint) -> "EndpointModel":
    """The same object for the same endpoint: it remembers what its server does not take."""
    from core.models.endpoint import EndpointModel

    return EndpointModel(endpoint)
