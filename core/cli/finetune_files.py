"""Commands that let a lesson leave this computer and come back: finetune export, import."""

import argparse
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.lesson_shapes import lesson_shape, whole_id
from core.errors import error_named
from core.lessons.exporting import FORMS


def put_on(group: Commands) -> None:
    """Put the commands into the group of `finetune`."""
    export = group.add(
        "export", "write what was learnt, or all of a lesson", _command(_export, _tell_export)
    )
    export.add_argument("id", metavar="ID")
    export.add_argument(
        "form",
        nargs="?",
        choices=FORMS,
        default="adapter",
        metavar="FORM",
        help=(
            "adapter (peft and GGUF, the usual), merged (a .gguf file), modelfile (for Ollama), "
            "folder (of transformers), cluster (to teach it on a GPU machine), "
            "recipe (plan and examples, to share)"
        ),
    )
    export.add_argument(
        "path",
        nargs="?",
        default="",
        metavar="PATH",
        help="a folder to be made, for merged a file (default: named after the lesson, here)",
    )
    back = group.add(
        "import", "bring back what a GPU machine made", _command(_import, _tell_import)
    )
    back.add_argument("path", metavar="PATH", help="its result/ folder")


def _command(do: Any, tell: Any) -> Command:
    return Command(do, tell, Access.NONE)


def _export(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    path = options.path or f"{id}-{options.form}" + ".gguf" * (options.form == "merged")
    written = run(operations.export_lesson(None, id=id, form=options.form, path=path))
    return {"id": id, "form": options.form, "path": written}


def _tell_export(result: dict[str, Any]) -> None:
    print(result["path"])


def _import(library: None, options: argparse.Namespace) -> dict[str, Any]:
    lesson = run(operations.import_lesson(None, path=options.path))
    if lesson.error:
        raise error_named(lesson.error, dict(lesson.error_subject))
    return {"lesson": lesson_shape(lesson)}


def _tell_import(result: dict[str, Any]) -> None:
    lesson = result["lesson"]
    print(f"{lesson['id']}  {lesson['plan']['title']}  {lesson['exported']}")
