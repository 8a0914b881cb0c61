"""Commands that correct the knowledge graph by hand, and take corrections back."""

import argparse
from collections.abc import Callable
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.graph_shapes import correction_shape, status_shape, tell_status
from core.cli.telling import print_table
from core.errors import BadRequest
from core.graph.keys import key_of
from core.knowledge_base import KnowledgeBase
from core.types import Correction, CorrectionKind, EntityDetail, EntityKind, GraphStatus

_KINDS = [kind.value for kind in EntityKind if kind not in (EntityKind.DATE, EntityKind.NUMBER)]


def put_on(graph: Commands) -> None:
    """Put the commands into the group `graph`."""
    merge = _correction(graph, CorrectionKind.MERGE, "make one entity of several", _several)
    merge.add_argument("names", nargs="+", metavar="NAME", help="the first gives its name")

    different = _correction(
        graph, CorrectionKind.DIFFERENT, "say that entities are not one", _several
    )
    different.add_argument("names", nargs="+", metavar="NAME")

    split = _correction(graph, CorrectionKind.SPLIT, "make a name an entity of its own", _split)
    split.add_argument("names", nargs=1, metavar="ENTITY")
    split.add_argument("text", metavar="NAME")

    rename = _correction(graph, CorrectionKind.RENAME, "call an entity otherwise", _text)
    rename.add_argument("names", nargs=1, metavar="NAME")
    rename.add_argument("text", metavar="NEW")

    retype = _correction(graph, CorrectionKind.RETYPE, "say what an entity is", _text)
    retype.add_argument("names", nargs=1, metavar="NAME")
    retype.add_argument("text", choices=_KINDS, metavar="KIND", help=", ".join(_KINDS))

    hide = _correction(graph, CorrectionKind.HIDE, "hide entities everywhere", _text)
    hide.add_argument("names", nargs="+", metavar="NAME")

    show = _correction(graph, CorrectionKind.SHOW, "show hidden entities again", _text)
    show.add_argument("names", nargs="+", metavar="NAME")

    add = _correction(graph, CorrectionKind.ADD, "add an entity that was not found", _new)
    add.add_argument("text", metavar="NAME")
    add.add_argument("label", choices=_KINDS, metavar="KIND", help=", ".join(_KINDS))

    connect = _correction(graph, CorrectionKind.CONNECT, "say that two are connected", _text)
    connect.add_argument("names", nargs=2, metavar="NAME")
    connect.add_argument("--label", default="", metavar="WORDS", help="how, from the first on")

    disconnect = _correction(
        graph, CorrectionKind.DISCONNECT, "say that two are not connected", _text
    )
    disconnect.add_argument("names", nargs=2, metavar="NAME")

    graph.add("undo", "take the latest correction back", Command(_undo, tell_status, Access.WRITE))
    graph.add("corrections", "the corrections made by hand", Command(_corrections, _tell_list))


def _correction(
    graph: Commands,
    kind: CorrectionKind,
    help: str,
    made: Callable[[KnowledgeBase, CorrectionKind, argparse.Namespace], Correction],
) -> argparse.ArgumentParser:
    def correct(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
        status: GraphStatus = run(operations.graph_status(library))
        if status.missing:
            run(operations.update_graph(library))
        correction = made(library, kind, options)
        return status_shape(run(operations.correct_graph(library, correction=correction)))

    return graph.add(kind.value, help, Command(correct, tell_status, Access.WRITE))


def _several(
    library: KnowledgeBase, kind: CorrectionKind, options: argparse.Namespace
) -> Correction:
    ids = tuple(dict.fromkeys(_id(library, name) for name in options.names))
    if len(ids) < 2:
        raise BadRequest(reason="Name two different entities at least.")
    return Correction(kind, ids)


def _text(library: KnowledgeBase, kind: CorrectionKind, options: argparse.Namespace) -> Correction:
    ids = tuple(_id(library, name) for name in options.names)
    text, label = getattr(options, "text", ""), getattr(options, "label", "")
    return Correction(kind, ids, text, label)


def _split(library: KnowledgeBase, kind: CorrectionKind, options: argparse.Namespace) -> Correction:
    found: EntityDetail = run(operations.entity_detail(library, id=options.names[0], limit=1))
    entity, wanted = found.entity, key_of(options.text)
    if wanted not in {key_of(each) for each in entity.aliases}:
        others = ", ".join(entity.aliases) or "none"
        raise BadRequest(
            reason=f"“{options.text}” is no other name of “{entity.name}”. It has: {others}."
        )
    return Correction(kind, (entity.id,), options.text)


def _new(library: KnowledgeBase, kind: CorrectionKind, options: argparse.Namespace) -> Correction:
    return Correction(kind, (), options.text, options.label)


def _id(library: KnowledgeBase, name: str) -> str:
    found: EntityDetail = run(operations.entity_detail(library, id=name, limit=1))
    return found.entity.id


def _undo(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    before: GraphStatus = run(operations.graph_status(library))
    if not before.undo:
        raise BadRequest(reason="There is no correction to take back.")
    return status_shape(run(operations.undo_graph_correction(library)))


def _corrections(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    found: tuple[Correction, ...] = run(operations.graph_corrections(library))
    return {"corrections": [correction_shape(each) for each in found]}


def _tell_list(result: dict[str, Any]) -> None:
    if not result["corrections"]:
        print("No corrections have been made.")
        return
    print_table(
        ["made", "what", "entities", "text"],
        [
            [
                each["made"],
                each["kind"],
                ", ".join(each["entities"]),
                " ".join(filter(None, (each["text"], each["label"]))),
            ]
            for each in result["corrections"]
        ],
    )
