"""The command that lets the writing model read documents for the knowledge graph."""

import argparse
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.telling import duration
from core.knowledge_base import KnowledgeBase
from core.types import GraphEstimate, GraphStatus


def put_on(graph: Commands) -> None:
    """Put the command into the group `graph`."""
    parser = graph.add(
        "read-with-model",
        "let the writing model name entities and connections of documents",
        Command(_read, _tell, Access.WRITE),
    )
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="ID",
        help="of this document only; may be given again",
    )
    parser.add_argument(
        "--estimate",
        action="store_true",
        help="tell from a sample what it would take, and read nothing else",
    )
    parser.add_argument(
        "--reports", action="store_true", help="write what the largest communities are about too"
    )


def _read(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    documents = [library.catalog.resolve(each) for each in options.document]
    if options.estimate:
        found: GraphEstimate = run(operations.estimate_graph_reading(library, documents=documents))
        return {"estimate": asdict(found)}
    status: GraphStatus = run(
        operations.read_graph_with_model(library, documents=documents, reports=options.reports)
    )
    return {"graph": asdict(status)}


def _tell(result: dict[str, Any]) -> None:
    if "estimate" in result:
        _tell_estimate(result["estimate"])
        return
    status = result["graph"]
    print(
        f"{status['read_by_model']} documents read by the model,"
        f" {status['entities']} entities, {status['connections']} connections"
    )
    for title in status["failed_by_model"]:
        print(f"Nothing that makes sense was said of “{title}”.")


def _tell_estimate(estimate: dict[str, Any]) -> None:
    seconds = estimate["seconds"]
    time = duration(seconds) if seconds >= 0 else "time not known: the model could not be tried"
    print(
        f"{estimate['documents']} documents: about {estimate['requests']} requests,"
        f" {estimate['tokens_in']} tokens read, {estimate['tokens_out']} written, {time}"
    )
