"""Parts of the graph to look at: around entities, of documents, of a question; and all of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.ego import EDGES_A_NODE, Ego, drawn, ego_of
from core.graph.linking import linked
from core.graph.picture import picture_of
from core.graph.placing import placed
from core.graph.scope import Scope, scope_of
from core.graph.values import connection_at, entity_at, standing
from core.graph_looking.look import Look
from core.types import GraphFilter, GraphNode, GraphPicture, GraphView

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.knowledge_base import KnowledgeBase

_NOTHING = GraphView((), (), ())
_NO_PICTURE = GraphPicture((), (), b"", b"", b"", b"", b"", b"", b"", b"")


def around(
    library: "KnowledgeBase",
    ids: Sequence[str],
    depth: int = 1,
    limit: int = 80,
    where: GraphFilter | None = None,
) -> GraphView:
    """What surrounds some entities, called by id or name; deeper views hold shallower ones.

    Raises:
        NotFound: there is no such entity.
    """
    if not ids:
        return _NOTHING
    look = Look.finding(library, "entity", ids[0])
    centre = [look.entity(id) for id in ids]
    return _view(look.graph, ego_of(look.graph, centre, depth, limit, look.scope(where)), centre)


def of_question(
    library: "KnowledgeBase", question: str, depth: int = 1, limit: int = 80
) -> GraphView:
    """What surrounds the entities that a question names; empty where it names none."""
    look = Look.at(library)
    if look is None:
        return _NOTHING
    scope = look.scope()
    centre = [place for place, _, _ in linked(look.graph, question) if scope.entities[place]]
    if not centre:
        return _NOTHING
    return _view(look.graph, ego_of(look.graph, centre, depth, limit, scope), centre)


def of_documents(library: "KnowledgeBase", documents: Sequence[str], limit: int = 80) -> GraphView:
    """The most central entities of some documents and what connects them there."""
    look = Look.at(library)
    if look is None or not documents:
        return _NOTHING
    graph = look.graph
    scope = scope_of(graph, look.within(documents))
    there = np.flatnonzero(scope.entities)
    # Named here often, and here rather than elsewhere: that is what these documents are about.
    here = _mentions_within(graph, scope)[there]
    elsewhere = graph.mention_count[there] - here
    value = np.log1p(here) * here / np.maximum(1, here + 0.2 * elsewhere) + standing(graph)[there]
    chosen = there[np.lexsort((there, -value))][: max(0, limit)]
    inside = np.zeros(len(graph.ids), bool)
    inside[chosen] = True
    none = np.zeros(0, np.int64)
    links = drawn(graph, inside, scope, none, EDGES_A_NODE * len(chosen))
    ego = Ego(chosen, np.zeros(len(chosen), np.int64), links, len(there) - len(chosen))
    return _view(graph, ego, [])


def picture(
    library: "KnowledgeBase",
    level: int = 0,
    nodes: int = 10_000,
    edges: int = 30_000,
    where: GraphFilter | None = None,
) -> GraphPicture:
    """The whole graph packed for drawing, with the communities of a level."""
    look = Look.at(library)
    if look is None:
        return _NO_PICTURE
    return picture_of(look.graph, level, nodes, edges, look.scope(where))


def _view(graph: Graph, ego: Ego, centre: Sequence[int]) -> GraphView:
    x, y = placed(graph, ego)
    return GraphView(
        centre=tuple(graph.ids[place] for place in dict.fromkeys(centre)),
        nodes=tuple(
            GraphNode(entity_at(graph, place), round(left, 2), round(top, 2), depth)
            for place, left, top, depth in zip(
                ego.entities.tolist(), x.tolist(), y.tolist(), ego.depth.tolist(), strict=True
            )
        ),
        edges=tuple(connection_at(graph, link) for link in ego.connections.tolist()),
        left_out=max(0, ego.left_out),
    )


def _mentions_within(graph: Graph, scope: Scope) -> "NDArray[np.int64]":
    """(E,) mentions of each entity in the sentences of a scope."""
    if scope.sentences is None:
        return graph.mention_count.astype(np.int64)
    entities = graph.mention_entity[scope.sentences[graph.mention_sentence]]
    return np.bincount(entities, minlength=len(graph.ids))
