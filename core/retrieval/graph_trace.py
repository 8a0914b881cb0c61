"""The part of the graph that a search used, small enough to be drawn under an answer."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from core.types import GraphTrace, Hit

if TYPE_CHECKING:
    from core.graph.arrays import Graph
    from core.graph.bridging import Bridges
    from core.retrieval.graph_binding import Bound

TOLD = 6
"""Best hits whose entities are shown."""
MOST_NODES = 24


def trace(
    graph: "Bound", named: Sequence[int], bridges: "Bridges", hits: Sequence[Hit]
) -> GraphTrace:
    """What the question names, what led to the best hits, and what these are about."""
    passages = graph.passages
    rows = [
        row for row in passages.rows_of([hit.chunk for hit in hits[:TOLD]]).tolist() if row >= 0
    ]
    led = {
        row: (start, via)
        for row, start, via in zip(
            bridges.row.tolist(), bridges.start.tolist(), bridges.via.tolist(), strict=True
        )
    }
    entities = list(named)
    for row in rows:
        if row in led:
            start, via = led[row]
            entities += [*_subject(graph, start), via]
        entities += _subject(graph, row)
    return part_of(graph.graph, entities, named)


def _subject(graph: "Bound", row: int) -> list[int]:
    """The entity that a row is about most; none where it names none."""
    pairs = graph.passages.pairs_of_row(row)
    about, count = graph.passages.about[pairs], graph.passages.count[pairs]
    if not len(about):
        return []
    best = max(range(len(about)), key=lambda place: (about[place], count[place], -place))
    return [int(graph.passages.entity[pairs][best])]


def part_of(graph: "Graph", entities: Iterable[int], named: Sequence[int]) -> GraphTrace:
    """Entities, as many as can be shown, and the connections between them."""
    from core.graph.values import connection_at, connection_between, entity_at

    shown = list(dict.fromkeys(entities))[:MOST_NODES]
    between = [connection_between(graph, a, b) for a, b in combinations(shown, 2)]
    return GraphTrace(
        nodes=tuple(entity_at(graph, place) for place in shown),
        edges=tuple(connection_at(graph, place) for place in between if place >= 0),
        seeds=tuple(graph.ids[place] for place in named if place in shown),
    )
