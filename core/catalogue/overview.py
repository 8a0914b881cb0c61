"""The catalogue with how each model fits this computer, and the models that are on it."""

import shutil
from dataclasses import replace
from pathlib import Path

from core import paths, settings
from core.catalogue import sources
from core.catalogue.entries import listings
from core.catalogue.fitting import need_of_listing
from core.catalogue.installed import installed
from core.catalogue.unfinished import entries as unfinished
from core.types import ModelOverview


def overview() -> ModelOverview:
    """Everything that a person chooses a model by."""
    import psutil

    here = installed()
    by_entry = {model.entry: model.name for model in here if model.entry and not model.problem}
    preferred = settings.load().model_source
    catalogue = tuple(
        replace(
            each.entry,
            need=need_of_listing(each),
            installed=by_entry.get(each.entry.id, ""),
            sites=tuple(sources.host(name) for name in sources.order(each, preferred)),
        )
        for each in listings()
    )
    known = {entry.id for entry in catalogue}
    begun = [(entry, came) for entry, came in unfinished() if entry in known]
    folder = paths.models_folder()
    return ModelOverview(
        installed=here,
        catalogue=catalogue,
        unfinished=tuple(entry for entry, _ in begun),
        came=tuple(came for _, came in begun),
        folder=str(folder),
        free_bytes=shutil.disk_usage(_existing(folder)).free,
        memory_bytes=psutil.virtual_memory().total,
    )


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
