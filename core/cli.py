"""The command line: the verbs for a terminal or a script, with JSON that stays stable.

Exit codes: 0 done, 1 a named error, 2 usage, 130 interrupted. With --json one object goes to
standard output; progress and messages go to standard error.
"""

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core import __version__, operations, paths, settings
from core.cli_output import (
    Teller,
    answer_shape,
    document_shape,
    passage_shape,
    print_plain,
    scores_shape,
)
from core.errors import LecternError, LibraryBusy, Unexpected
from core.events import Event, Road, Token
from core.knowledge_base import KnowledgeBase
from core.registry import names
from core.stores.database import named_error
from core.types import (
    AddResult,
    Answer,
    CheckReport,
    Document,
    Evaluation,
    ParsedDocument,
    SearchResult,
)

READING = frozenset({"documents", "text", "search"})
"""Commands that leave the library as it is, so that they work beside an open window."""
WITHOUT_LIBRARY = frozenset({"evaluate"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    # Not as defaults of the parser: those of a command would write over what stood before it.
    options = _parser().parse_args(arguments, argparse.Namespace(library=None, json=False))
    wants_json: bool = options.json
    try:
        with _opened(options) as library:
            result = COMMANDS[options.command](library, options)
    except LecternError as error:
        _report(error, wants_json)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was added stays added.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("LECTERN_DEBUG"):
            raise
        _report(Unexpected(report=f"{type(error).__name__}: {error}"), wants_json)
        return 1
    if wants_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print_plain(options.command, result)
    return 0


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
def _opened(options: argparse.Namespace) -> Iterator[KnowledgeBase | None]:
    if options.command in WITHOUT_LIBRARY:
        yield None
        return
    named = options.library or settings.load().library
    folder = Path(named) if named else paths.default_library()
    library = _open(folder, options)
    try:
        if library.recovered:
            print(library.recovered, file=sys.stderr)
        yield library
    except sqlite3.DatabaseError as error:
        raise named_error(error, library.database.path) or error from error
    finally:
        library.close()


def _open(folder: Path, options: argparse.Namespace) -> KnowledgeBase:
    only_looks = options.command == "check" and not options.repair
    if options.command in READING or only_looks:
        return KnowledgeBase.open(folder, read_only=True)
    try:
        return KnowledgeBase.open(folder, create=options.command == "add")
    except LibraryBusy:
        if options.command != "ask":
            raise
        return KnowledgeBase.open(folder, read_only=True)


def _run(road: Road[Any], show: Callable[[Event], None] | None = None) -> Any:
    """Drive a road to its end, telling what it yields."""
    tell = show or Teller(sys.stderr)
    try:
        while True:
            tell(next(road))
    except StopIteration as stop:
        return stop.value
    finally:
        road.close()


# ---- commands ----------------------------------------------------------------------------------


def _add(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    outcome: AddResult = _run(
        operations.add_documents(library, paths=options.paths, copy=not options.link)
    )
    return {
        "added": [
            {
                "id": each.id,
                "title": each.title,
                "path": each.path,
                "pages": each.pages,
                "chunks": each.chunks,
                "notices": [asdict(notice) for notice in each.notices],
            }
            for each in outcome.added
        ],
        "skipped": [asdict(each) for each in outcome.skipped],
        "failed": [asdict(each) for each in outcome.failed],
    }


def _documents(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    found: list[Document] = []
    while page := _run(operations.list_documents(library, offset=len(found))):
        found.extend(page)
    return {"documents": [document_shape(each) for each in found]}


def _text(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    id = library.catalog.resolve(options.id)
    document = library.catalog.get(id)
    parsed: ParsedDocument = _run(operations.parsed_document(library, id=id))
    return {
        "id": id,
        "title": document.title,
        "text": parsed.text,
        "marks": [asdict(mark) for mark in parsed.marks],
    }


def _remove(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ids = [library.catalog.resolve(each) for each in options.ids]
    return {"removed": list(_run(operations.remove_documents(library, ids=ids)))}


def _search(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    found: SearchResult = _run(
        operations.search(
            library, question=options.question, retriever=options.retriever, limit=options.top
        )
    )
    return {"passages": [passage_shape(each) for each in found.passages]}


def _ask(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    def show(event: Event) -> None:
        if isinstance(event, Token) and not options.json and sys.stdout.isatty():
            print(event.text, end="", flush=True)

    answer: Answer = _run(
        operations.ask(
            library, question=options.question, retriever=options.retriever, model=options.model
        ),
        show,
    )
    return answer_shape(answer)


def _evaluate(library: None, options: argparse.Namespace) -> dict[str, Any]:
    measured: Evaluation = _run(
        operations.evaluate(
            library,
            source=options.folder,
            retrievers=options.retriever or (),
            chunkers=options.chunker or (),
            limit=options.limit,
            top=options.top,
            fresh=options.fresh,
        )
    )
    return scores_shape(measured.retrieval)


def _check(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    report: CheckReport = _run(operations.check_library(library, repair=options.repair))
    return {
        "ok": len(report.problems) == len(report.repaired),
        "problems": list(report.problems),
        "repaired": list(report.repaired),
        "recovered": library.recovered,
    }


COMMANDS: dict[str, Callable[[Any, argparse.Namespace], dict[str, Any]]] = {
    "add": _add,
    "documents": _documents,
    "text": _text,
    "remove": _remove,
    "search": _search,
    "ask": _ask,
    "evaluate": _evaluate,
    "check": _check,
}


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere.add_argument("--library", metavar="DIR", help="the library's folder")
    everywhere.add_argument("--json", action="store_true", help="one JSON object")

    parser = argparse.ArgumentParser(
        prog="lectern-cli", description="Ask your own documents.", parents=[everywhere]
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help, description=help, parents=[everywhere])

    retrievers = ["auto", *names("retrievers")]

    add = command("add", "add files and folders to the library")
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.add_argument("--link", action="store_true", help="leave the originals where they are")

    command("documents", "list the documents")

    text = command("text", "what was read from a document")
    text.add_argument("id", metavar="ID")

    remove = command("remove", "remove documents and everything made from them")
    remove.add_argument("ids", nargs="+", metavar="ID")

    search = command("search", "find passages")
    search.add_argument("question", metavar="QUESTION")
    search.add_argument("--retriever", choices=retrievers, default="auto")
    search.add_argument("--top", type=_positive, default=10, metavar="N")

    ask = command("ask", "answer a question from the documents")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--retriever", choices=retrievers, default="auto")
    ask.add_argument("--model", choices=names("writers"), default="quoting")

    evaluate = command("evaluate", "measure retrieval on a folder in BEIR layout")
    evaluate.add_argument("folder", metavar="FOLDER")
    evaluate.add_argument("--retriever", choices=retrievers, action="append")
    evaluate.add_argument("--chunker", choices=names("chunkers"), action="append")
    evaluate.add_argument("--limit", type=_positive, default=0, metavar="N", help="questions")
    evaluate.add_argument("--top", type=_positive, default=20, metavar="N")
    evaluate.add_argument("--fresh", action="store_true", help="build the index anew")

    check = command("check", "check the library, and mend it with --repair")
    check.add_argument("--repair", action="store_true")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number
