"""What is worked out of a graph once and kept while that graph is the one that is looked at."""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from core.graph.arrays import Graph

_Made = TypeVar("_Made")


def once(make: Callable[[Graph], _Made]) -> Callable[[Graph], _Made]:
    """Remember the result for the graphs asked about last; it must not hold the graph itself.

    By identity: a Graph never changes, and comparing its arrays would cost more than the work.
    Asked from two threads at the same time it may be worked out twice, to the same end.
    """
    kept: tuple[tuple[weakref.ref[Graph], _Made], ...] = ()

    @wraps(make)
    def made(graph: Graph) -> _Made:
        nonlocal kept
        for known, value in kept:
            if known() is graph:
                return value
        value = make(graph)
        kept = ((weakref.ref(graph), value), *kept[:1])
        return value

    return made
