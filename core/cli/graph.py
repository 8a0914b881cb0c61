"""Commands about the knowledge graph: build it, look at it, export it."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core import operations
from core.cli import graph_correcting, graph_model
from core.cli.command import Access, Command, Commands, positive, run
from core.cli.graph_shapes import (
    connection_shape,
    counted,
    entity_shape,
    evidence_shape,
    path_shape,
    status_shape,
    suggestion_shape,
    tell_status,
)
from core.cli.telling import print_table
from core.errors import BadRequest
from core.knowledge_base import KnowledgeBase
from core.types import CommunityReport, EntityDetail, GraphPath, GraphStatus, GraphView

_LOOKS = Access.WRITE_OR_READ
"""What looks brings the graph up to date first, where it may."""


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    graph = commands.group("graph", "what the documents name, and how it is connected")

    build = graph.add(
        "build",
        "bring the graph up to date with the documents",
        Command(_build, tell_status, Access.WRITE),
    )
    build.add_argument("--fresh", action="store_true", help="read all documents again")

    graph.add("stats", "what the graph holds", Command(_stats, tell_status))

    find = graph.add(
        "find", "find entities by a part of a name", Command(_find, _tell_found, _LOOKS)
    )
    find.add_argument("words", nargs="?", default="", metavar="WORDS")
    _limit(find, 20, "entities")

    entity = graph.add(
        "entity", "all there is to say of an entity", Command(_entity, _tell_entity, _LOOKS)
    )
    entity.add_argument("name", metavar="NAME")
    _limit(entity, 20, "connections and sentences")

    around = graph.add("around", "what surrounds entities", Command(_around, _tell_around, _LOOKS))
    around.add_argument("names", nargs="+", metavar="NAME")
    around.add_argument("--depth", type=positive, default=1, metavar="N", help="steps (1)")
    _limit(around, 80, "entities")

    path = graph.add(
        "path", "how one entity is connected with another", Command(_path, _tell_path, _LOOKS)
    )
    path.add_argument("source", metavar="A")
    path.add_argument("target", metavar="B")
    _limit(path, 5, "paths")

    communities = graph.add(
        "communities", "what belongs together", Command(_communities, _tell_communities, _LOOKS)
    )
    communities.add_argument(
        "--level", type=int, default=0, metavar="N", help="how fine, from 0 for the coarsest (0)"
    )

    report = graph.add(
        "report", "what the documents say of a community", Command(_report, _tell_report, _LOOKS)
    )
    report.add_argument("id", type=int, metavar="ID")

    export = graph.add(
        "export",
        "write the graph as .graphml, .json or .svg",
        Command(_export, _tell_export, _LOOKS),
    )
    export.add_argument("file", metavar="FILE")
    export.add_argument(
        "--entity",
        action="append",
        default=[],
        metavar="NAME",
        help="this entity only; may be given again",
    )

    suggestions = graph.add(
        "suggestions",
        "entities that look like one",
        Command(_suggestions, _tell_suggestions, _LOOKS),
    )
    _limit(suggestions, 50, "suggestions")

    graph_correcting.put_on(graph)
    graph_model.put_on(graph)


def _limit(parser: argparse.ArgumentParser, default: int, what: str) -> None:
    parser.add_argument(
        "--limit", type=positive, default=default, metavar="N", help=f"{what} at most ({default})"
    )


def ready(library: KnowledgeBase) -> None:
    """Bring the graph up to date where that may be written; an older one is looked at otherwise.

    Raises:
        BadRequest: there is none, and none can be made.
    """
    status: GraphStatus = run(operations.graph_status(library))
    if status.missing and not library.read_only:
        status = run(operations.update_graph(library))
    if not status.built:
        raise BadRequest(
            reason="There is no graph of these documents yet. Make it with: lectern-cli graph build"
        )


def _build(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    return status_shape(run(operations.update_graph(library, fresh=options.fresh)))


def _stats(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    return status_shape(run(operations.graph_status(library)))


def _find(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    found = run(operations.find_entities(library, words=options.words, limit=options.limit))
    return {"entities": [entity_shape(each) for each in found]}


def _tell_found(result: dict[str, Any]) -> None:
    if not result["entities"]:
        print("Nothing is named like that.")
        return
    print_table(
        ["name", "kind", "mentions", "documents", "connections"],
        [
            [each["name"], each["kind"], each["mentions"], each["documents"], each["connections"]]
            for each in result["entities"]
        ],
    )


def _entity(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    found: EntityDetail = run(
        operations.entity_detail(library, id=options.name, limit=options.limit)
    )
    return {
        "entity": entity_shape(found.entity),
        "connections": [
            connection_shape(connection) | {"entity": entity_shape(other)}
            for connection, other in found.connections
        ],
        "mentions": [evidence_shape(each) for each in found.mentions],
        "facts": [evidence_shape(each) for each in found.facts],
        "documents": [
            {"id": id, "title": title, "mentions": mentions}
            for id, title, mentions in found.documents
        ],
        "suggestions": [suggestion_shape(each) for each in found.suggestions],
        "left_out": found.left_out,
    }


def _tell_entity(result: dict[str, Any]) -> None:
    entity = result["entity"]
    also = f"  (also {', '.join(entity['aliases'])})" if entity["aliases"] else ""
    print(f"{entity['name']}  {entity['kind']}{also}")
    mentions, documents = entity["mentions"], entity["documents"]
    print(f"{counted(mentions, 'mention')} in {counted(documents, 'document')}")
    for each in result["connections"]:
        label = f"  {each['label']}" if each["label"] else ""
        many = counted(each["sentences"], "sentence")
        print(f"  — {each['entity']['name']}  ({many}){label}")
    if result["left_out"]:
        print(f"  and {result['left_out']} more")
    for fact in result["facts"]:
        print(f"  {fact['label']}: {_line(fact)}")
    for mention in result["mentions"][:5]:
        print(f"  “{_line(mention)}”  {mention['title']}, p. {mention['page']}")
    for each in result["suggestions"]:
        print(f"Perhaps the same: {', '.join(other['name'] for other in each['entities'])}")


def _around(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    view: GraphView = run(
        operations.graph_around(
            library, ids=options.names, depth=options.depth, limit=options.limit
        )
    )
    return {
        "centre": list(view.centre),
        "nodes": [
            entity_shape(each.entity) | {"x": each.x, "y": each.y, "depth": each.depth}
            for each in view.nodes
        ],
        "edges": [connection_shape(each) for each in view.edges],
        "left_out": view.left_out,
    }


def _tell_around(result: dict[str, Any]) -> None:
    for node in result["nodes"]:
        print(f"{'  ' * node['depth']}{node['name']}  {node['kind']}")
    if result["left_out"]:
        print(f"and {result['left_out']} more")


def _path(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    found: tuple[GraphPath, ...] = run(
        operations.graph_paths(
            library, source=options.source, target=options.target, limit=options.limit
        )
    )
    return {"paths": [path_shape(each) for each in found]}


def _tell_path(result: dict[str, Any]) -> None:
    if not result["paths"]:
        print("Nothing in the documents connects them.")
    for path in result["paths"]:
        print(" — ".join(entity["name"] for entity in path["entities"]))
        for hop in path["hops"]:
            for each in hop["evidence"][:1]:
                print(f"    “{_line(each)}”  {each['title']}, p. {each['page']}")


def _communities(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    found = run(operations.graph_communities(library, level=options.level))
    return {"communities": [asdict(each) for each in found]}


def _tell_communities(result: dict[str, Any]) -> None:
    if not result["communities"]:
        print("Nothing belongs together yet.")
        return
    print_table(
        ["id", "name", "entities", "documents"],
        [
            [each["id"], each["name"], each["size"], each["documents"]]
            for each in result["communities"]
        ],
    )


def _report(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    found: CommunityReport = run(operations.community_report(library, id=options.id))
    return {
        "community": asdict(found.community),
        "entities": [entity_shape(each) for each in found.entities],
        "sentences": [evidence_shape(each) for each in found.sentences],
        "summary": found.summary,
    }


def _tell_report(result: dict[str, Any]) -> None:
    print(result["community"]["name"])
    if result["summary"]:
        print(result["summary"])
    for each in result["sentences"]:
        print(f"  “{_line(each)}”  {each['title']}, p. {each['page']}")


def _export(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    path = str(Path(options.file).absolute())
    return {"path": run(operations.export_graph(library, path=path, ids=options.entity))}


def _tell_export(result: dict[str, Any]) -> None:
    print(result["path"])


def _suggestions(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    ready(library)
    found = run(operations.merge_suggestions(library, limit=options.limit))
    return {"suggestions": [suggestion_shape(each) for each in found]}


def _tell_suggestions(result: dict[str, Any]) -> None:
    if not result["suggestions"]:
        print("No two entities look like one.")
        return
    print_table(
        ["score", "reason", "entities"],
        [
            [each["score"], each["reason"], " = ".join(one["name"] for one in each["entities"])]
            for each in result["suggestions"]
        ],
    )


def _line(evidence: dict[str, Any]) -> str:
    return " ".join(evidence["quote"].split())
