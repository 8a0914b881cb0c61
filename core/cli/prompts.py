"""Commands about the instructions that answers are written by."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.telling import print_table
from core.errors import BadRequest
from core.types import Prompt, PromptStyle


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    prompts = commands.group("prompts", "instructions that a writing model answers by")

    prompts.add("list", "the instructions there are", Command(_list, _tell_list, Access.NONE))

    show = prompts.add("show", "the text of one", Command(_show, _tell_one, Access.NONE))
    show.add_argument("id", metavar="ID")
    show.add_argument("--version", type=int, default=0, metavar="N", help="not the latest")

    save = prompts.add(
        "save",
        "keep a text as the next version of an instruction, or as a new one",
        Command(_save, _tell_saved, Access.NONE),
    )
    save.add_argument("file", metavar="FILE", help="its text, or - for standard input")
    save.add_argument("--id", default="", metavar="ID", help="the instruction to change")
    save.add_argument("--title", default="", metavar="WORDS", help="its name; needed for a new one")
    save.add_argument(
        "--style", choices=[each.value for each in PromptStyle], default="", metavar="NAME"
    )
    save.add_argument("--language", choices=["", "en", "zh"], default=None, metavar="CODE")

    versions = prompts.add(
        "versions", "all versions of one", Command(_versions, _tell_list, Access.NONE)
    )
    versions.add_argument("id", metavar="ID")

    remove = prompts.add(
        "remove",
        "remove one of your own; one of the program comes back as it was",
        Command(_remove, _tell_removed, Access.NONE),
    )
    remove.add_argument("id", metavar="ID")


def _list(library: None, options: argparse.Namespace) -> dict[str, Any]:
    from core.prompting.store import broken

    found: tuple[Prompt, ...] = run(operations.list_prompts(None))
    return {
        "prompts": [_shape(each) for each in found],
        "broken": [{"path": path, "reason": reason} for path, reason in broken()],
    }


def _tell_list(result: dict[str, Any]) -> None:
    print_table(
        ["id", "title", "style", "language", "version", ""],
        [
            [
                each["id"],
                each["title"],
                each["style"].replace("_", " "),
                each["language"],
                each["version"],
                "yours" if each["own"] else "",
            ]
            for each in result["prompts"]
        ],
    )
    for each in result.get("broken", ()):
        print(f"Passed over: {each['path']} ({each['reason']})", file=sys.stderr)


def _show(library: None, options: argparse.Namespace) -> dict[str, Any]:
    found: tuple[Prompt, ...] = run(operations.prompt_versions(None, id=options.id))
    for each in found:
        if options.version in (0, each.version):
            return {"prompt": _shape(each)}
    raise BadRequest(reason=f"“{options.id}” has no version {options.version}.")


def _tell_one(result: dict[str, Any]) -> None:
    print(result["prompt"]["text"])


def _versions(library: None, options: argparse.Namespace) -> dict[str, Any]:
    found: tuple[Prompt, ...] = run(operations.prompt_versions(None, id=options.id))
    return {"prompts": [_shape(each) for each in found]}


def _save(library: None, options: argparse.Namespace) -> dict[str, Any]:
    before = None
    if options.id:
        known: tuple[Prompt, ...] = run(operations.list_prompts(None))
        before = next((each for each in known if each.id == options.id), None)
    wanted = Prompt(
        id=options.id,
        title=options.title or (before.title if before else ""),
        style=PromptStyle(options.style or (before.style if before else PromptStyle.ZERO_SHOT)),
        text=_text(options.file),
        language=options.language
        if options.language is not None
        else (before.language if before else ""),
    )
    saved: Prompt = run(operations.save_prompt(None, prompt=wanted))
    return {"prompt": _shape(saved)}


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(reason=f"“{file}” cannot be read as text.") from error


def _tell_saved(result: dict[str, Any]) -> None:
    print(f"{result['prompt']['id']}, version {result['prompt']['version']}")


def _remove(library: None, options: argparse.Namespace) -> dict[str, Any]:
    run(operations.remove_prompt(None, id=options.id))
    return {"removed": options.id}


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"Removed {result['removed']}.")


def _shape(prompt: Prompt) -> dict[str, Any]:
    return asdict(prompt) | {"style": prompt.style.value}
