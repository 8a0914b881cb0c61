"""The road of bringing in a model from elsewhere on this computer, such as a USB stick.

It is checked by its head before anything is copied, and appears in the models folder in one move.
"""

import hashlib
import os
import shutil
from collections.abc import Generator
from pathlib import Path

from core import paths
from core.catalogue import provenance, sources
from core.catalogue.durable import free_name, require_room, sync_folder, told_when_full
from core.catalogue.installed import installed
from core.catalogue.reading_models import of_file, of_folder
from core.catalogue.unfinished import folder as unfinished_folder
from core.errors import BadRequest, ModelMissing, UnsuitableModel
from core.events import Progress, Road, Stage
from core.gguf.digest import edges
from core.gguf.files import parts_of
from core.types import InstalledModel

_BLOCK = 4 * 1024 * 1024
_TAKEN = (*sources.WEIGHTS, ".json", ".txt", ".model")
_PREFIX = "import-"


def import_model(path: str) -> Road[InstalledModel]:
    """Copy a GGUF file, or a folder with a model, into the models folder.

    One that is there already is recognised and not copied. Closed, nothing of it stays.

    Raises:
        ModelMissing: there is nothing at `path`.
        UnsuitableModel: it is no model that can be used here.
        ModelBroken: it is damaged.
        DiskFull: there is no room for it.
        BadRequest: it went away while it was copied.
    """
    given = Path(path).expanduser()
    if not given.exists():
        raise ModelMissing(name=given.name)
    models = paths.models_folder()
    files = _files(given)
    there = _same(files)
    if there is not None:
        yield Progress(Stage.COPYING, there.bytes, there.bytes)
        return there
    unfinished_folder().mkdir(parents=True, exist_ok=True)
    require_room(models, sum(each.stat().st_size for each, _ in files))
    half = unfinished_folder() / f"{_PREFIX}{os.getpid()}"
    shutil.rmtree(half, ignore_errors=True)
    try:
        with told_when_full(models):
            digests = yield from _copy(files, half)
        target, made = _places(given, files)
        provenance.write(target, "", digests, None)
        os.rename(half / files[0][1] if target == made and made.suffix else half, target)
        sync_folder(models)
    except FileNotFoundError as error:
        raise BadRequest(reason=f"“{given.name}” went away while it was copied.") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return next(each for each in installed() if each.path == str(made))


def _files(given: Path) -> list[tuple[Path, str]]:
    """The files to copy, with their places in the model; the one it is opened by first.

    Raises:
        UnsuitableModel, ModelBroken: it is no model that can be used here.
    """
    if given.is_dir():
        inside = sorted(each for each in _own(given) if each.suffix.lower() == ".gguf")
        wholes = [each for each in inside if (sources.part(each.name) or ("", 1, 1))[1] == 1]
        if not wholes:
            of_folder(given)
            kept = [each for each in _own(given) if each.suffix.lower() in _TAKEN]
            return [(each, each.relative_to(given).as_posix()) for each in kept]
        if len(wholes) > 1:
            raise UnsuitableModel(
                name=given.name, reason="it holds several models; choose one of its files."
            )
        given = wholes[0]
    if given.suffix.lower() != ".gguf":
        reason = "its form could run programs when it is opened, or is not known here."
        raise UnsuitableModel(name=given.name, reason=reason)
    about = of_file(given)
    if about.problem:
        raise UnsuitableModel(name=given.name, reason=about.reason)
    return [(each, each.name) for each in parts_of(given)]


def _own(folder: Path) -> list[Path]:
    """Files of a folder and of folders in it; links that lead out of it are not followed."""
    root = folder.resolve()
    return sorted(
        each
        for each in folder.rglob("*")
        if each.is_file() and not each.name.startswith(".") and root in each.resolve().parents
    )


def _same(files: list[tuple[Path, str]]) -> InstalledModel | None:
    """The model of the models folder that these files are."""
    first, _ = max(files, key=lambda each: each[0].stat().st_size)
    for model in installed():
        own = Path(model.path)
        theirs = _own(own) if own.is_dir() else [each for each in parts_of(own) if each.exists()]
        for each in theirs:
            if each.stat().st_size != first.stat().st_size or model.problem:
                continue
            if each.samefile(first) or edges(each) == edges(first):
                return model
    return None


def _copy(files: list[tuple[Path, str]], half: Path) -> Generator[Progress, None, dict[str, str]]:
    """Copy the files and see that they are on the disk; the digest of each."""
    total, done = sum(each.stat().st_size for each, _ in files), 0
    digests: dict[str, str] = {}
    yield Progress(Stage.COPYING, 0, total)
    for source, place in files:
        target = half / place
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with source.open("rb") as read, target.open("wb") as written:
            while block := read.read(_BLOCK):
                written.write(block)
                digest.update(block)
                done += len(block)
                yield Progress(Stage.COPYING, done, total)
            written.flush()
            os.fsync(written.fileno())
        digests[place] = f"sha256:{digest.hexdigest()}"
    return digests


def _places(given: Path, files: list[tuple[Path, str]]) -> tuple[Path, Path]:
    """What is moved into the models folder, and the path by which the model is opened."""
    models = paths.models_folder()
    first = files[0][1]
    if not first.lower().endswith(".gguf"):
        target = free_name(models / given.name)
        return target, target
    named = sources.part(first)
    if named is None:
        target = free_name(models / first)
        return target, target
    target = free_name(models / Path(named[0]).name)
    return target, target / first
