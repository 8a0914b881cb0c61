"""How one thing is connected with another: the passages that say each step of the way."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.events import Road
from core.foreground import foreground
from core.retrieval.fusion import Leg, fuse, retrieval
from core.retrieval.graph_binding import Bound, bound
from core.retrieval.graph_trace import part_of
from core.retrieval.hybrid import without_graph
from core.retrieval.legs import asked, depth_for, judging_more, searched
from core.retrieval.question_kind import own_line
from core.stores.quotes import Quotes
from core.types import Evidence, GraphPath, GraphTrace, Retrieval

if TYPE_CHECKING:
    from core.graph.paths import Way
    from core.graph.scope import Scope
    from core.knowledge_base import KnowledgeBase

PATH = "path"
WAYS = 3
"""Ways from one end to the other that are told."""
SENTENCES = 2
"""Sentences of each step whose passages come first."""


class PathRetriever:
    """The passages of the ways between two things that a question names, then hybrid's."""

    name = "path"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits; hybrid's, exactly, where no way is known.

        A notice says so where there is no graph.
        """
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        library = self._library
        graph = bound(library)
        if graph is None:
            return without_graph(library, self.name, question, limit, documents)
        found, scope = _ways(graph, question, documents)
        said = _said(graph, found, scope)
        there = library.chunks.places(said)
        said = [chunk for chunk in said if chunk in there]
        text = asked(library, question)
        legs = searched(library, [text], depth_for(limit), documents)
        if not said:
            return retrieval(legs, limit)
        legs = judging_more(library, text, legs, said, documents)
        result = retrieval([*legs, _leg(said, legs)], limit)
        return replace(result, graph=_trace(library, graph, found, scope))


def _leg(said: Sequence[int], legs: Sequence[Leg]) -> Leg:
    """Puts the passages of the ways before all others, in the order of the steps."""
    every = {hit.chunk for hit in fuse(legs, len({c for leg in legs for c in leg.scores}))}
    scores = {chunk: float(len(said) - place) for place, chunk in enumerate(said)}
    weight = (len(said) + 1) * sum(leg.weight for leg in legs)
    whole = dict.fromkeys(every, 0.0) | scores
    return Leg(PATH, weight, whole, said, 0.0, ceiling=float(len(said)))


@foreground()
def _ways(
    graph: Bound, question: str, documents: Collection[str] | None
) -> "tuple[list[Way], Scope]":
    """The best ways between the first two things that the question names."""
    from core.graph.paths import ways
    from core.graph.scope import scope_of
    from core.graph.walking import seeds

    scope = scope_of(graph.graph, graph.documents_within(documents))
    ends = [entity for entity in seeds(graph.graph, own_line(question)) if scope.entities[entity]][
        :2
    ]
    if len(ends) < 2:
        return [], scope
    return ways(graph.graph, ends[0], ends[1], WAYS, scope), scope


def _said(graph: Bound, found: "Sequence[Way]", scope: "Scope") -> list[int]:
    """The chunks that say the steps: of the best way first, of each step the most telling first."""
    from core.graph.told import told_of_connection

    steps = [place for way in found for place in way.connections if place >= 0]
    told = [
        told_of_connection(graph.graph, place, SENTENCES, scope) for place in dict.fromkeys(steps)
    ]
    turns = [each[turn].sentence for turn in range(SENTENCES) for each in told if turn < len(each)]
    rows = [int(graph.passages.sentence_row[sentence]) for sentence in turns]
    return list(dict.fromkeys(int(graph.passages.chunk[row]) for row in rows if row >= 0))


def _trace(
    library: "KnowledgeBase", graph: Bound, found: "Sequence[Way]", scope: "Scope"
) -> GraphTrace:
    from core.graph.values import connection_at, entity_at

    quotes = Quotes(library.catalog)
    ends = (found[0].entities[0], found[0].entities[-1])
    nodes = [*ends, *(entity for way in found for entity in way.entities)]
    paths = tuple(
        GraphPath(
            tuple(entity_at(graph.graph, place) for place in way.entities),
            tuple(connection_at(graph.graph, place) for place in way.connections),
            tuple(_evidence(quotes, graph, place, scope) for place in way.connections),
            way.score,
        )
        for way in found
        if min(way.connections, default=-1) >= 0
    )
    return replace(part_of(graph.graph, nodes, ends), paths=paths)


def _evidence(
    quotes: Quotes, graph: Bound, connection: int, scope: "Scope"
) -> tuple[Evidence, ...]:
    """The most telling sentences of a step, as they stand in their documents."""
    from core.graph.told import told_of_connection

    known, found = graph.graph, list[Evidence]()
    for told in told_of_connection(known, connection, SENTENCES, scope):
        document = known.documents[known.sentence_document[told.sentence]]
        start, end = known.sentence_start[told.sentence], known.sentence_end[told.sentence]
        citation = quotes.citation(document, int(start), int(end))
        if citation is not None:
            found.append(Evidence(citation, told.spans, told.label, told.by))
    return tuple(found)
