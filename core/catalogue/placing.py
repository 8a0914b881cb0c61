"""Putting what was downloaded into the models folder, in one move."""

import os
from pathlib import Path

from core import paths
from core.catalogue import provenance
from core.catalogue.durable import free_name, sync_folder
from core.catalogue.entries import Listing
from core.catalogue.unfinished import Unfinished


def place(wanted: Listing, state: Unfinished, source: str) -> Path:
    """Move all files of a download to where models are; the path by which the model is opened.

    A model of one file becomes that file; one of several a folder that bears the entry's id, opened
    by the folder or, for the parts of a GGUF file, by the first part.
    """
    models = paths.models_folder()
    parts = sorted(state.parts)
    digests = {path.rpartition("/")[2]: state.parts[path].digest for path in parts}
    if len(parts) == 1:
        made = target = free_name(models / parts[0].rpartition("/")[2])
        provenance.write(target, source, digests, wanted)
        os.replace(state.at(state.parts[parts[0]]), target)
    else:
        target = free_name(models / wanted.entry.id)
        made = target if wanted.is_folder else target / parts[0]
        provenance.write(target, source, digests, wanted)
        os.rename(state.folder / "data", target)
    sync_folder(models)
    state.discard()
    return made
