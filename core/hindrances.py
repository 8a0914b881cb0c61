"""Why a model could not help, as a search report and a document's notice say it."""

from core.errors import (
    ModelError,
    ModelMissing,
    ModelNonsense,
    ModelTooSlow,
    ModelUnreachable,
    NoModel,
    NotAllowed,
)
from core.types import Hindrance


def hindrance_of(error: ModelError) -> Hindrance:
    """In the words of a search report."""
    match error:
        case NoModel() | ModelMissing():
            return Hindrance.NO_MODEL
        case ModelUnreachable():
            return Hindrance.UNREACHABLE
        case ModelTooSlow():
            return Hindrance.TOO_SLOW
        case ModelNonsense():
            return Hindrance.NONSENSE
        case NotAllowed():
            return Hindrance.NOT_ALLOWED
    return Hindrance.REFUSED
