"""The models that a client can name: the library's two ways of answering, and writing models."""

from core import settings
from core.types import ModelKind

LIBRARY = "lectern"
"""The library, answered as the settings say."""
QUOTES = "lectern-quotes"
"""The library, answered in the documents' own sentences."""
EMBEDDINGS = "lectern-embeddings"
"""What reads the library's passages."""
OURS = "lectern"


def offered() -> dict[str, str]:
    """Names and who made them, the library's own first."""
    from core.catalogue.installed import installed

    found = {LIBRARY: OURS, QUOTES: OURS, EMBEDDINGS: OURS}
    for model in installed():
        if model.kind is ModelKind.CHAT and not model.problem:
            found.setdefault(model.name, "local")
    for endpoint in settings.load().endpoints:
        if endpoint.model:
            found.setdefault(endpoint.name, endpoint.model)
    return found


def is_writing_model(name: str) -> bool:
    """Whether it names a plain writing model that is at hand."""
    return offered().get(name, OURS) != OURS
