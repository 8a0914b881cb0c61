"""Finding passages over the knowledge graph: what the plain search finds, and where that leads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.events import Road
from core.foreground import foreground
from core.retrieval.fusion import Leg, first, fuse, means, retrieval
from core.retrieval.graph_binding import Bound, bound
from core.retrieval.graph_trace import trace
from core.retrieval.hybrid import without_graph
from core.retrieval.legs import MEANING_LEG, asked, depth_for, judging_more, searched
from core.types import Hit, Retrieval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.graph.bridging import Bridges
    from core.knowledge_base import KnowledgeBase

BRIDGE, GRAPH, AMONG = "bridge", "graph", "among"
STARTS = 5
"""Best hits of the plain search that may lead to others."""
KEPT, FIRST_FEW = 3, 5
"""So many best hits of the plain search stay among so many first ones."""
BESIDE_WORDS = 0.5
"""Say of each leg of the graph beside words that stand alone; beside meaning and words it is as
much as theirs together (less or more matters little there)."""
MOST_FOUND = 50
"""Chunks that each leg of the graph brings in."""


@dataclass(frozen=True)
class Reached:
    """What the graph says for a question, by row of the bound passages."""

    named: tuple[int, ...]
    """Entities of the question."""
    bridges: "Bridges"
    flow: "NDArray[np.float64]"
    """(N,)"""

    def found(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """The rows that bridges and flow bring in, the best first."""
        import numpy as np

        leading = np.argsort(-self.bridges.score, kind="stable")[:MOST_FOUND]
        flowing = np.argsort(-self.flow, kind="stable")[:MOST_FOUND]
        return self.bridges.row[leading], flowing[self.flow[flowing] > 0]


class GraphRetriever:
    """Hybrid's hits, what they lead to, and what is near the question in the graph, by thirds.

    Hybrid's first hit stays first and its first three among the first five.
    """

    name = "graph"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits; hybrid's, exactly, where the graph knows nothing of the question.

        A notice says so where there is no graph.
        """
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        library = self._library
        graph = bound(library)
        if graph is None:
            return without_graph(library, self.name, question, limit, documents)
        text = asked(library, question)
        legs = searched(library, [text], depth_for(limit), documents)
        hits = fuse(legs, len(legs) * depth_for(limit))
        reached = reach(graph, question, hits, documents)
        if reached is None:
            return retrieval(legs, limit)
        leading, flowing = (graph.passages.chunk[rows].tolist() for rows in reached.found())
        there = library.chunks.places(sorted({*leading, *flowing})).keys()
        legs = judging_more(library, text, legs, there, documents)
        legs += _graph_legs(graph, reached, legs, there & set(leading), there & set(flowing))
        legs += _kept(hits, legs)
        found = retrieval(legs, limit)
        return replace(found, graph=trace(graph, reached.named, reached.bridges, found.hits))


@foreground()
def reach(
    graph: Bound, question: str, hits: Sequence[Hit], documents: Collection[str] | None
) -> Reached | None:
    """What the graph says for a question and the plain search's hits; None for nothing at all."""
    import numpy as np

    from core.graph.bridging import bridges
    from core.graph.pagerank import ranked
    from core.graph.passages import terms_asked
    from core.graph.walking import seeds, walk

    passages = graph.passages
    named, terms = seeds(graph.graph, question), terms_asked(question)
    if not named or not hits or hits[0].score <= 0:
        return None
    usable = graph.rows_within(documents)
    rows = passages.rows_of([hit.chunk for hit in hits])
    known = [(int(row), hit.score) for row, hit in zip(rows, hits, strict=True) if row >= 0]
    starts = [(row, score / hits[0].score) for row, score in known[:STARTS]]
    signal = np.zeros(len(passages), dtype=np.float32)
    signal[[row for row, _ in known]] = [score for _, score in known]
    walked = walk(graph.graph, named, terms, graph.sentences_within(documents))
    return Reached(
        tuple(named),
        bridges(passages, starts, terms, named, usable),
        ranked(passages, graph.flow, walked, signal, usable),
    )


def _graph_legs(
    graph: Bound,
    reached: Reached,
    legs: Sequence[Leg],
    leading: Collection[int],
    flowing: Collection[int],
) -> list[Leg]:
    """A leg of each way that the graph judges; both judge all candidates."""
    every = sorted({chunk for leg in legs for chunk in leg.scores})
    rows = graph.passages.rows_of(every).tolist()
    led = dict(zip(reached.bridges.row.tolist(), reached.bridges.score.tolist(), strict=True))
    bridged = {chunk: led.get(row, 0.0) for chunk, row in zip(every, rows, strict=True)}
    near = {
        chunk: float(reached.flow[row]) if row >= 0 else 0.0
        for chunk, row in zip(every, rows, strict=True)
    }
    alone = any(leg.name == MEANING_LEG and leg.silent for leg in legs)
    say = (BESIDE_WORDS if alone else 1.0) * sum(leg.weight for leg in legs)
    return [Leg(BRIDGE, say, bridged, leading, 0.0), Leg(GRAPH, say, near, flowing, 0.0)]


def _kept(hits: Sequence[Hit], legs: Sequence[Leg]) -> list[Leg]:
    """The legs that keep hybrid's best hits among the first, and the very best one first."""
    judged = means(legs)
    best = [hit.chunk for hit in hits[:KEPT]]
    others = sorted(judged.keys() - set(best), key=lambda chunk: (-judged[chunk], chunk))
    few = [*best, *others[: FIRST_FEW - len(best)]]
    weight = 2 * sum(leg.weight for leg in legs)
    among = Leg(
        AMONG, weight, dict.fromkeys(judged, 0.0) | dict.fromkeys(few, 1.0), (), 0.0, ceiling=1.0
    )
    return [among, first(hits, 1, [*legs, among])]
