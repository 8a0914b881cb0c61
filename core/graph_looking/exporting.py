"""Writing the graph, or a part of it, into a file that other programs read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import BadRequest
from core.graph.export import FORMATS, Exported
from core.graph.scope import connections_in
from core.graph.told import told_of_connection
from core.graph.values import connection_at, entity_at, standing
from core.graph_looking.look import Look

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

OF_A_CONNECTION = 3
"""Sentences that each connection of a part is exported with, at most."""
OF_EACH_OF_ALL = 1
"""… and of the whole graph: a file of every sentence would be the library once more."""


def export(library: "KnowledgeBase", path: str, ids: Sequence[str] = ()) -> Path:
    """Write the graph, or some of its entities and what connects them, as the path's ending says.

    A file that is there is replaced when the new one is whole.

    Raises:
        BadRequest: no such format, or nothing may be written there.
        NotFound: no such entity; there is no graph yet.
    """
    target = Path(path).expanduser()
    write = FORMATS.get(target.suffix.lower())
    if write is None:
        known = ", ".join(FORMATS)
        raise BadRequest(reason=f"“{target.name}” does not end with one of {known}.")
    look = Look.finding(library, "graph", str(library.path))
    text = write(_exported(look, ids))
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise BadRequest(reason=f"“{target}” cannot be written: {error.strerror}.") from error
    return target


def _exported(look: Look, ids: Sequence[str]) -> Exported:
    graph, scope = look.graph, look.scope()
    chosen = scope.entities
    if ids:
        chosen = np.zeros(len(graph.ids), bool)
        chosen[[look.entity(id) for id in ids]] = True
    entities = np.flatnonzero(chosen).tolist()
    links = connections_in(graph, scope, chosen).tolist()
    sentences = OF_A_CONNECTION if ids else OF_EACH_OF_ALL
    x, y = graph.x.tolist(), graph.y.tolist()
    return Exported(
        entities=tuple(entity_at(graph, place) for place in entities),
        connections=tuple(connection_at(graph, link) for link in links),
        evidence=tuple(
            look.evidence(told_of_connection(graph, link, sentences, scope), sentences)
            for link in links
        ),
        communities=tuple(
            graph.community_names[id] if id >= 0 else ""
            for id in graph.community[-1, entities].tolist()
        ),
        places=tuple((round(x[place], 2), round(y[place], 2)) for place in entities),
        weights=tuple(np.sqrt(standing(graph)[entities]).tolist()),
    )
