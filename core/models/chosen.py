"""The writing model that the person has chosen in the settings."""

from core.protocols import LanguageModel


def chosen() -> LanguageModel | None:
    """The model, ready to write; None where none is chosen."""
    return None
