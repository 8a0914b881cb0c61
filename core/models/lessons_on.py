"""Lessons in chat: which are switched on, which fit a model, what is left out and why.

A lesson's folder says what it became (core/lessons/store.py writes it); the file itself names the
model it belongs to by digest. Nothing here opens a model, and what is read of files is read anew
only when they have changed: it is asked before every question.
"""

import json
import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core import paths, settings
from core.errors import LecternError, LessonUnfit, ModelError
from core.gguf import lesson_file
from core.gguf.lesson_file import LessonFile
from core.models import local_files
from core.types import ChatLesson, Route

MOST_STRENGTH = 2.0
_ID = re.compile(r"[a-z0-9]{12}")
_SWITCHED = (Route.ADAPTER, Route.SOFT_PROMPT, Route.PREFIX)
Wanted = tuple[tuple[str, float], ...]
"""Ids of lessons with their strengths."""


@dataclass(frozen=True)
class LessonOn:
    """A lesson that a model writes with."""

    id: str
    title: str
    file: LessonFile
    strength: float

    @property
    def said(self) -> str:
        """As an answer names it: "House style", or "House style 50 %"."""
        if self.file.route is not Route.ADAPTER or self.strength == 1:
            return self.title
        return f"{self.title} {round(100 * self.strength)} %"


@dataclass(frozen=True)
class Fitting:
    """What of the lessons that are wanted a model writes with."""

    on: tuple[LessonOn, ...] = ()
    left_out: tuple[str, ...] = ()
    """Why others are not, a few words each."""

    @property
    def ahead(self) -> int:
        """Tokens of the context that they take in front of every prompt."""
        return sum(each.file.virtual_tokens for each in self.on)

    @property
    def needs_exact_cache(self) -> bool:
        """Whether the cache of the model must not be quantised."""
        return any(each.file.route is Route.PREFIX for each in self.on)


def switched_on() -> Wanted:
    """Those of the settings, with strengths that make sense; 0 is off."""
    found: dict[str, float] = {}
    for each in settings.load().lessons:
        id, _, said = each.partition("=")
        try:
            strength = float(said)
        except ValueError:
            continue
        if _ID.fullmatch(id) and math.isfinite(strength) and strength > 0:
            found[id] = min(strength, MOST_STRENGTH)
    return tuple(found.items())


def fitting(model: Path, name: str, wanted: Wanted) -> Fitting:
    """Those that the model in this file, called `name`, writes with.

    Lessons of other models are no matter; of its own those that cannot be had are told.
    """
    on: list[LessonOn] = []
    left_out = []
    for id, strength in wanted:
        found = _looked_up(id, strength, model, name)
        if isinstance(found, LessonOn) and found.file.virtual_tokens:
            other = next((each for each in on if each.file.virtual_tokens), None)
            if other is not None:
                found = f"“{found.title}” (it cannot be on together with “{other.title}”)"
        if isinstance(found, LessonOn):
            on.append(found)
        elif found:
            left_out.append(found)
    return Fitting(tuple(on), tuple(left_out))


def exactly(model: Path, name: str, wanted: Wanted) -> Fitting:
    """All of these.

    Raises:
        LessonUnfit: one cannot be had, or was taught to another model.
    """
    for id, strength in wanted:
        if not isinstance(_looked_up(id, strength, model, name), LessonOn):
            raise LessonUnfit(name=_title(id) or id, model=model.stem)
    found = fitting(model, name, wanted)
    if found.left_out:
        raise LessonUnfit(name=_title(wanted[-1][0]) or wanted[-1][0], model=model.stem)
    return found


def offered(models: Iterable[str]) -> tuple[ChatLesson, ...]:
    """All lessons that chat can take, with those of these models that each can be on with."""
    by_digest: dict[str, list[str]] = {}
    for name in models:
        try:
            digest = local_files.digest(local_files.path_of(name))
        except ModelError:
            continue
        by_digest.setdefault(digest, []).append(name)
    found = []
    folder = paths.lessons_folder()
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        about = _about(place.name)
        if about is None:
            continue
        fits: list[str] = []
        if about.route in _SWITCHED:
            try:
                fits = by_digest.get(lesson_file.read(about.file).base, [])
            except (OSError, ValueError):
                continue
        elif about.route is not Route.TRANSFORMERS:
            continue
        found.append(
            ChatLesson(place.name, about.title, about.route.value, about.method, tuple(fits))
        )
    return tuple(sorted(found, key=lambda each: (each.title, each.id)))


def leave_out(files: Sequence[Path]) -> None:
    """The model's process refused these files, or ended over them: not before they change."""
    for file in files:
        try:
            _refused.add((file, *local_files.stamp(file)))
        except LecternError:
            continue


_refused: set[tuple[Path, int, int]] = set()


def _looked_up(id: str, strength: float, model: Path, name: str) -> "LessonOn | str":
    """The lesson, or why it cannot be had; "" where it has nothing to do with the model."""
    about = _about(id)
    if about is None or about.route not in _SWITCHED:
        return f"“{_title(id) or id}” (it is not there any more)" if about is None else ""
    try:
        file = lesson_file.read(about.file)
        digest = local_files.digest(model)
        refused = (about.file, *local_files.stamp(about.file)) in _refused
    except (OSError, ValueError, ModelError):
        return f"“{about.title}” (its file cannot be read)" if about.base == name else ""
    if file.base != digest:
        changed = f"“{about.title}” (the model has changed since)"
        return changed if about.base == name else ""
    if refused:
        return f"“{about.title}” (the model does not take it)"
    return LessonOn(id, about.title, file, strength)


@dataclass(frozen=True)
class _About:
    """What a lesson's folder says of it."""

    title: str
    base: str
    method: str
    route: Route
    file: Path


def _about(id: str) -> _About | None:
    """What is known of a lesson; None where it is not there, or not ready for chat."""
    if not _ID.fullmatch(id):
        return None
    folder = paths.lessons_folder() / id
    try:
        state, plan = (folder / each for each in ("state.json", "plan.toml"))
        return _read(folder, *local_files.stamp(state), *local_files.stamp(plan))
    except ModelError:
        return None


@lru_cache(maxsize=256)
def _read(folder: Path, *stamps: int) -> _About | None:
    try:
        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        plan = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
        exported = str(state.get("exported", ""))
        if not exported:
            return None
        # By its name alone: the folder may have been moved with everything in it.
        file = folder / "export" / Path(exported).name
        title, base, method = (str(plan.get(each, "")) for each in ("title", "base", "method"))
        return _About(title, base, method, Route(state.get("route", "")), file)
    except (OSError, ValueError, AttributeError):
        return None


def _title(id: str) -> str:
    about = _about(id)
    return about.title if about else ""
