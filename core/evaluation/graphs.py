"""The knowledge graph of a trial library, for the ways of searching that go over it."""

from collections.abc import Collection
from dataclasses import replace

from core.evaluation.trial import Trial
from core.events import Road
from core.graph_building import update
from core.retrieval.plan import AUTO

OVER_THE_GRAPH = frozenset({AUTO, "graph", "path", "global"})
"""Retrievers that search over it; “auto” does where there is one, as with a person's library."""


def with_graph(made: Trial, retrievers: Collection[str]) -> Road[Trial]:
    """The trial with its graph, where one of the retrievers searches over it.

    What making the graph took counts as preparing. One that is there already is used again.

    Raises:
        DiskFull: no room.
    """
    if not OVER_THE_GRAPH & set(retrievers):
        return made
    status = yield from update(made.library)
    return replace(made, index_seconds=made.index_seconds + status.seconds)
