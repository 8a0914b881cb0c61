"""A lesson's plan as TOML that a person can keep, change and share."""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from core.errors import BadRequest
from core.lessons.methods import METHODS
from core.training.methods.options import LIMITS
from core.types import FOLDER, LOCAL, PLAN_LIMITS, LessonPlan
from core.whole_files import write_whole

_LARGEST = 1_000_000
"""Bytes of a plan, or of a recipe that names thousands of files."""
_MOST_DIGITS = 18
"""A longer number is within no bounds, and cannot even be told."""


def read(path: Path) -> LessonPlan:
    """The plan in a file.

    Raises:
        BadRequest: it cannot be read, or says what makes no sense; the sentence names the line.
    """
    return plan_of(table_in(path))


def table_in(path: Path) -> dict[str, Any]:
    """What a file of TOML says.

    Raises:
        BadRequest: it cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BadRequest(reason=f"“{path.name}” is too large for a plan.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(reason=f"“{path.name}” cannot be read as a plan: {error}.") from error
    except RecursionError as error:
        raise BadRequest(reason=f"“{path.name}” is no plan: it is nested too deep.") from error
    except ValueError as error:
        raise BadRequest(reason=f"“{path.name}” is no TOML: {error}.") from error


def plan_of(table: dict[str, Any]) -> LessonPlan:
    """A plan from a TOML table; what is left out has its default.

    Raises:
        BadRequest: an entry is unknown, of the wrong kind or out of bounds.
    """
    fields = {each.name: each for each in dataclasses.fields(LessonPlan)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name == "options":
            values[name] = _options(value)
        elif name not in fields:
            known = ", ".join(sorted(fields))
            raise BadRequest(reason=f"A plan has no entry “{name}”. It may have: {known}.")
        else:
            values[name] = _fitting(name, value, fields[name].default)
    for name in ("title", "base"):
        if not str(values.get(name, "")).strip():
            raise BadRequest(reason=f"A plan needs an entry “{name}”.")
    return checked(LessonPlan(**values))


def checked(plan: LessonPlan) -> LessonPlan:
    """The plan, if it makes sense.

    Raises:
        BadRequest: it does not.
    """
    if not plan.base.startswith((LOCAL, FOLDER)):
        raise BadRequest(
            reason=f"“{plan.base}” is no model on this computer: write local:NAME or folder:PATH."
        )
    known = [each.id for each in METHODS]
    if plan.method not in known:
        names = ", ".join(known)
        raise BadRequest(reason=f"There is no method “{plan.method}”. There are: {names}.")
    for name, (least, most) in PLAN_LIMITS.items():
        value = getattr(plan, name)
        if not least <= value <= most:
            raise BadRequest(reason=f"“{name}” is {value:g}; it must be {least:g} to {most:g}.")
    for name, value in plan.options:
        if name not in LIMITS:
            names = ", ".join(sorted(LIMITS))
            raise BadRequest(reason=f"There is no option “{name}”. There are: {names}.")
        least, most = LIMITS[name]
        if not least <= value <= most:
            raise BadRequest(reason=f"“{name}” is {value:g}; it must be {least:g} to {most:g}.")
    return plan


def written(plan: LessonPlan) -> str:
    """A plan as TOML."""
    table = dataclasses.asdict(plan)
    table["options"] = dict(plan.options)
    if not table["options"]:
        del table["options"]
    return tomli_w.dumps(table)


def save(plan: LessonPlan, target: Path) -> str:
    """Write a plan to a file of TOML, whole or not at all; its path.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(target, written(plan).encode())
    return str(target)


def _fitting(name: str, value: Any, default: Any) -> Any:
    if default is dataclasses.MISSING:
        default = ""
    _require_short(name, value)
    if isinstance(default, float) and type(value) in (int, float):
        return float(value)
    if type(value) is not type(default):
        kinds = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
        kind = kinds.get(type(default), "something else")
        raise BadRequest(reason=f"“{name}” in a plan must be {kind}.")
    return value


def _options(value: Any) -> tuple[tuple[str, float], ...]:
    if not isinstance(value, dict) or not all(
        type(figure) in (int, float) for figure in value.values()
    ):
        raise BadRequest(reason="“options” in a plan is a table of numbers.")
    for name, figure in value.items():
        _require_short(name, figure)
    return tuple((str(name), float(figure)) for name, figure in value.items())


def _require_short(name: str, value: Any) -> None:
    if type(value) is int and abs(value) >= 10**_MOST_DIGITS:
        raise BadRequest(reason=f"“{name}” in a plan has more than {_MOST_DIGITS} digits.")
