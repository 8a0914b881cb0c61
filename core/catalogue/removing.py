"""Deleting a model from the models folder."""

import shutil
from pathlib import Path

from core import paths
from core.catalogue import provenance
from core.catalogue.durable import sync_folder
from core.catalogue.installed import home_of, path_of
from core.catalogue.speeds import forget_speed
from core.errors import BadRequest
from core.gguf.files import parts_of


def remove(name: str) -> None:
    """Delete a model by its name, with all its parts and what was noted beside it.

    What a link in the models folder leads to is left alone.

    Raises:
        ModelMissing: there is no such model.
        BadRequest: the system does not let go of its files.
    """
    path = path_of(name)
    home = home_of(path)
    try:
        for each in parts_of(path) if path.suffix.lower() == ".gguf" else [path]:
            if each.exists() or each.is_symlink():
                _delete(each)
        if home != path and not any(each.is_file() for each in home.rglob("*")):
            _delete(home)
    except OSError as error:
        reason = f"“{path.name}” is in use, or may not be deleted."
        raise BadRequest(reason=reason) from error
    if not home.exists():
        provenance.beside(home).unlink(missing_ok=True)
    forget_speed(name)
    sync_folder(paths.models_folder())


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
