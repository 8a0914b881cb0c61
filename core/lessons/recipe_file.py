"""Recipes: a plan and where its examples are, as one TOML file that a person keeps and shares.

title = "House style"          entries of a plan, see core/types/teaching.py
base = "local:qwen.gguf"
method = "lora"

[examples]
files = ["answers.csv"]        beside the recipe, or absolute
documents = ["a1b2c3"]         by id or its beginning, or ["all"]
by_model = false               let the writing model write about the documents
liked = true                   liked answers
corrected = true               answers that were corrected
count = 200                    of those that are made
"""

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from core.errors import BadRequest
from core.lessons import plan_file
from core.types import ExampleOrigin, LessonPlan
from core.whole_files import write_whole

ALL = "all"
_EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where examples come from."""

    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    by_model: bool = False
    liked: bool = False
    corrected: bool = False
    count: int = 200

    @property
    def origins(self) -> tuple[ExampleOrigin, ...]:
        """As they are gathered by."""
        wanted = (
            (ExampleOrigin.FILE, bool(self.files)),
            (ExampleOrigin.MODEL, bool(self.documents) and self.by_model),
            (ExampleOrigin.DOCUMENT, bool(self.documents) and not self.by_model),
            (ExampleOrigin.LIKED, self.liked),
            (ExampleOrigin.CORRECTED, self.corrected),
        )
        return tuple(origin for origin, is_wanted in wanted if is_wanted)

    @property
    def of_library(self) -> bool:
        """Whether some of it lies in a library."""
        return bool(self.documents) or self.liked or self.corrected


@dataclass(frozen=True, slots=True)
class Recipe:
    """A plan and where its examples come from."""

    plan: LessonPlan
    sources: Sources = Sources()


def read(path: Path) -> Recipe:
    """The recipe in a file; its paths become absolute.

    Raises:
        BadRequest: it cannot be read, or says what makes no sense.
    """
    table = plan_file.table_in(path)
    sources = _sources(table.pop(_EXAMPLES, {}), path)
    return Recipe(plan_file.plan_of(table), sources)


def save(recipe: Recipe, path: Path) -> None:
    """Write a recipe, whole or not at all; files that lie beside it are named by their names.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(path, written(recipe, path.parent).encode())


def written(recipe: Recipe, folder: Path) -> str:
    """A recipe as TOML that will lie in `folder`."""
    table = tomllib.loads(plan_file.written(recipe.plan))
    usual = dataclasses.asdict(Sources())
    said = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in dataclasses.asdict(recipe.sources).items()
        if value != usual[name]
    }
    if "files" in said:
        said["files"] = [_beside(Path(each), folder) for each in recipe.sources.files]
    return tomli_w.dumps(table | ({_EXAMPLES: said} if said else {}))


def _beside(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def _sources(table: Any, path: Path) -> Sources:
    if not isinstance(table, dict):
        raise BadRequest(reason=f"“examples” in “{path.name}” is a table: [examples].")
    known = {each.name: each.default for each in dataclasses.fields(Sources)}
    for name, value in table.items():
        if name not in known:
            names = ", ".join(known)
            raise BadRequest(reason=f"[examples] has no entry “{name}”. It may have: {names}.")
        usual = known[name]
        fits = (
            isinstance(value, list) and all(isinstance(each, str) for each in value)
            if isinstance(usual, tuple)
            else type(value) is type(usual)
        )
        if not fits or (name == "count" and value < 1):
            raise BadRequest(reason=f"“{name}” in [examples] cannot be {value!r}.")
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in table.items()
    }
    # A recipe is shared with what lies beside it.
    folder = path.resolve().parent
    values["files"] = tuple(str(folder / each) for each in values.get("files", ()))
    return Sources(**values)
