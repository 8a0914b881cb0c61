"""Running one command: its library opened as it needs it, its result or its error told.

Exit codes: 0 done, 1 a named error, 2 usage, 130 interrupted. With --json one object goes to
standard output; progress and messages go to standard error.
"""

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core import __version__, paths, settings
from core.cli import (
    asking,
    documents,
    evaluating,
    exams,
    finetune,
    graph,
    lab,
    models,
    prompts,
    recipes,
    serving,
)
from core.cli.command import Access, Command, Commands
from core.errors import LecternError, LibraryBusy, Unexpected
from core.knowledge_base import KnowledgeBase
from core.stores.database import named_error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    # Not as defaults of the parser: those of a command would write over what stood before it.
    options = _parser().parse_args(arguments, argparse.Namespace(library=None, json=False))
    command: Command = options.command
    # Over stdio, standard output belongs to the protocol.
    wants_json: bool = options.json and not getattr(options, "stdio", False)
    try:
        with _opened(command.access_for(options), options.library) as library:
            result = command.run(library, options)
        _tell(command, result, wants_json)
    except LecternError as error:
        _report(error, wants_json)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was done so far stays done.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Who reads has read enough. Nothing is left for the interpreter to flush in vain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("LECTERN_DEBUG"):
            raise
        _report(Unexpected(report=f"{type(error).__name__}: {error}"), wants_json)
        return 1
    return 0


def _tell(command: Command, result: dict[str, Any] | None, wants_json: bool) -> None:
    if result is None:
        return
    if wants_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        command.tell(result)
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere.add_argument("--library", metavar="DIR", help="the library's folder")
    everywhere.add_argument("--json", action="store_true", help="one JSON object")
    parser = argparse.ArgumentParser(
        prog="lectern-cli", description="Ask your own documents.", parents=[everywhere]
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = Commands(parser.add_subparsers(required=True, metavar="COMMAND"), everywhere)
    rooms = (
        documents,
        asking,
        graph,
        exams,
        recipes,
        models,
        finetune,
        prompts,
        lab,
        evaluating,
        serving,
    )
    for room in rooms:
        room.put_on(commands)
    documents.put_check_on(commands)
    return parser


def _report(error: LecternError, wants_json: bool) -> None:
    if wants_json:
        described = {"kind": error.kind, "message": error.message, "hint": error.hint}
        if report := error.subject.get("report"):
            described["report"] = report
        print(json.dumps({"error": described}, ensure_ascii=False))
    else:
        print(f"{error.message} {error.hint}".strip(), file=sys.stderr)
        if report := error.subject.get("report"):
            print(report, file=sys.stderr)


@contextmanager
def _opened(access: Access, folder: str | None) -> Iterator[KnowledgeBase | None]:
    if access is Access.NONE:
        yield None
        return
    named = folder or settings.load().library
    library = _open(access, Path(named) if named else paths.default_library())
    try:
        if library.recovered:
            print(library.recovered, file=sys.stderr)
        yield library
    except sqlite3.DatabaseError as error:
        raise named_error(error, library.database.path) or error from error
    finally:
        library.close()


def _open(access: Access, folder: Path) -> KnowledgeBase:
    if access is Access.READ:
        try:
            return KnowledgeBase.open(folder, read_only=True)
        except LibraryBusy:
            # It waits to be brought to this version, which the next program that writes does.
            KnowledgeBase.open(folder).close()
            return KnowledgeBase.open(folder, read_only=True)
    try:
        return KnowledgeBase.open(folder, create=access is Access.CREATE)
    except LibraryBusy:
        if access is not Access.WRITE_OR_READ:
            raise
        return KnowledgeBase.open(folder, read_only=True)
