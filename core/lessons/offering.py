"""Putting what a lesson became where chat finds it.

Small files stay in the lesson's folder. A model of its own, merged or the GGUF form of a base that
is a folder, becomes one of the person's models, in one move.
"""

import contextlib
import os
import re
import shutil
from pathlib import Path

from core import paths
from core.catalogue import provenance
from core.catalogue.durable import free_name, sync_folder
from core.errors import LecternError
from core.training.opened_base import digest_of
from core.types import LOCAL, Lesson, Route

BASE = "base.gguf"
"""Beside what was made of a base that is a folder, as core/training/export names it."""
_SOURCE = "lesson:"
_LONGEST = 80
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def offered(lesson: Lesson, route: str, made: Path) -> Path:
    """Put in its place what was exported to `made` and passed its test; where it is then."""
    base = made.with_name(BASE)
    if base.is_file():
        _place_base(base, lesson)
    return _placed(made, lesson.plan.title, lesson.id) if route == Route.MERGED else made


def file_name(title: str) -> str:
    """A title as the name of a file on any system, without an ending."""
    name = _UNFIT.sub(" ", title).strip(" .")[:_LONGEST].strip(" .")
    return name or "lesson"


def _place_base(base: Path, lesson: Lesson) -> None:
    """One base serves all lessons that were taught on it."""
    if model_with(digest_of(base)):
        base.unlink()
    else:
        _placed(base, Path(lesson.plan.base).name, "")


def model_with(digest: str) -> str:
    """The name of the person's model that has this digest of a base; "" where there is none."""
    models = paths.models_folder()
    for each in sorted(models.rglob("*.gguf")) if models.is_dir() else ():
        with contextlib.suppress(OSError, LecternError):
            if digest_of(each) == digest:
                return LOCAL + each.relative_to(models).as_posix()
    return ""


def _placed(made: Path, title: str, id: str) -> Path:
    models = paths.models_folder()
    models.mkdir(parents=True, exist_ok=True)
    before = _of_lesson(id) if id else None
    # An export that is made anew takes the place of the one before.
    target = before or free_name(models / f"{file_name(title)}.gguf")
    provenance.write(target, f"{_SOURCE}{id}" if id else "", {}, None)
    try:
        os.replace(made, target)
    except OSError:
        # Models may lie on another disk, by a link.
        half = target.with_name(f".{target.name}")
        shutil.move(made, half)
        os.replace(half, target)
    sync_folder(models)
    return target


def _of_lesson(id: str) -> Path | None:
    """The model that this lesson became before."""
    models = paths.models_folder()
    for each in sorted(models.glob("*.gguf")):
        if provenance.read(each).source == f"{_SOURCE}{id}":
            return each
    return None
