"""The model that a lesson begins from, by its name: "local:…" of the models folder, "folder:/…"."""

from pathlib import Path

from core.catalogue.installed import path_of
from core.errors import ModelMissing
from core.training.opened_base import kind_of
from core.types import FOLDER


def place_of(base: str) -> Path:
    """The GGUF file or folder that a plan's base names.

    Raises:
        ModelMissing: there is nothing.
        UnsuitableModel: nothing that can be taught.
    """
    place = Path(base.removeprefix(FOLDER)) if base.startswith(FOLDER) else path_of(base)
    if base.startswith(FOLDER) and not place.is_absolute():
        raise ModelMissing(name=str(place))
    kind_of(place)
    return place
