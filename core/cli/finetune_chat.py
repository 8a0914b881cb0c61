"""The command that lets chat use what was learnt: finetune use."""

import argparse
from dataclasses import replace
from typing import Any

from core import operations, settings
from core.cli.command import Access, Command, Commands, run
from core.cli.lesson_shapes import whole_id
from core.errors import BadRequest
from core.models.lessons_on import MOST_STRENGTH
from core.types import LESSON, Route


def put_on(group: Commands) -> None:
    """Put the command into the group of `finetune`."""
    use = group.add(
        "use", "let answers use what was learnt, or not", Command(_use, _tell, Access.NONE)
    )
    use.add_argument("id", metavar="ID")
    use.add_argument(
        "strength",
        nargs="?",
        type=float,
        default=1.0,
        metavar="STRENGTH",
        help=f"0 (not at all) to {MOST_STRENGTH:g}; 1, the usual, is as it was taught",
    )


def _use(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id, strength = whole_id(options.id), options.strength
    if not 0 <= strength <= MOST_STRENGTH:
        raise BadRequest(reason=f"STRENGTH is {strength:g}; it must be 0 to {MOST_STRENGTH:g}.")
    lesson = next((each for each in run(operations.chat_lessons(None)) if each.id == id), None)
    if lesson is not None and lesson.route == Route.TRANSFORMERS:
        raise BadRequest(reason=f"It is a model of its own: ask with --model {LESSON}{id}.")
    if lesson is None and strength:
        raise BadRequest(reason="There is nothing of this lesson that can be switched on in chat.")
    current = settings.load()
    others = [each for each in current.lessons if each.partition("=")[0] != id]
    on = [f"{id}={strength:g}"] if strength else []
    settings.save(replace(current, lessons=(*others, *on)))
    models = list(lesson.models) if lesson is not None else []
    return {"id": id, "strength": strength, "models": models}


def _tell(result: dict[str, Any]) -> None:
    if not result["strength"]:
        print("off")
        return
    models = ", ".join(result["models"]) or "a model that is not there any more"
    print(f"on, at {result['strength']:g}, when {models} answers")
