"""Commands about documents: add, documents, text, remove, check."""

import argparse
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.shapes import document_shape
from core.knowledge_base import KnowledgeBase
from core.types import AddResult, CheckReport, Document, ParsedDocument


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    add = commands.add(
        "add", "add files and folders to the library", Command(_add, _tell_added, Access.CREATE)
    )
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.add_argument("--link", action="store_true", help="leave the originals where they are")

    commands.add("documents", "list the documents", Command(_documents, _tell_documents))

    text = commands.add("text", "what was read from a document", Command(_text, _tell_text))
    text.add_argument("id", metavar="ID")

    remove = commands.add(
        "remove",
        "remove documents and everything made from them",
        Command(_remove, _tell_removed, Access.WRITE),
    )
    remove.add_argument("ids", nargs="+", metavar="ID")


def put_check_on(commands: Commands) -> None:
    """Put `check` on the command line, which stands at the end of the list."""
    check = commands.add("check", "check the library, and mend it", Command(_check, _tell_check))
    check.add_argument(
        "--repair",
        dest="command",
        action="store_const",
        const=Command(_repair, _tell_check, Access.WRITE),
        help="mend what can be mended",
    )


def _add(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    outcome: AddResult = run(
        operations.add_documents(library, paths=options.paths, copy=not options.link)
    )
    if outcome.added:
        run(operations.update_graph(library))
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


def _tell_added(result: dict[str, Any]) -> None:
    for each in result["added"]:
        print(f"added    {each['id'][:8]}  {each['title']}  ({each['pages']} p.)")
    for each in result["skipped"]:
        print(f"skipped  {each['path']}: {each['reason']}")
    for each in result["failed"]:
        print(f"not read {each['path']}: {each['message']} {each['hint']}")


def _documents(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    found: list[Document] = []
    while page := run(operations.list_documents(library, offset=len(found))):
        found.extend(page)
    return {"documents": [document_shape(each) for each in found]}


def _tell_documents(result: dict[str, Any]) -> None:
    for each in result["documents"]:
        print(f"{each['id'][:8]}  {each['state']:8}  {each['pages']:4} p.  {each['title']}")


def _text(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    id = library.catalog.resolve(options.id)
    document = library.catalog.get(id)
    parsed: ParsedDocument = run(operations.parsed_document(library, id=id))
    return {
        "id": id,
        "title": document.title,
        "text": parsed.text,
        "marks": [asdict(mark) for mark in parsed.marks],
    }


def _tell_text(result: dict[str, Any]) -> None:
    print(result["text"])


def _remove(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ids = [library.catalog.resolve(each) for each in options.ids]
    removed = run(operations.remove_documents(library, ids=ids))
    run(operations.update_graph(library))
    return {"removed": list(removed)}


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"removed {len(result['removed'])}")


def _check(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    return _checked(library, repair=False)


def _repair(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    return _checked(library, repair=True)


def _checked(library: KnowledgeBase, repair: bool) -> dict[str, Any]:
    report: CheckReport = run(operations.check_library(library, repair=repair))
    return {
        "ok": len(report.problems) == len(report.repaired),
        "problems": list(report.problems),
        "repaired": list(report.repaired),
        "recovered": library.recovered,
    }


def _tell_check(result: dict[str, Any]) -> None:
    for problem in result["problems"]:
        print(problem)
    for repair in result["repaired"]:
        print(f"mended: {repair}")
    if not result["problems"]:
        print("All is well.")
