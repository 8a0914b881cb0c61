"""Whether two graphs are the same, however they came about."""

from dataclasses import fields

import numpy as np

from core.graph.arrays import Graph

_DRAWN = ("x", "y")
"""Where entities are drawn follows where they were drawn before."""


def same(one: Graph, other: Graph) -> bool:
    """Whether all is equal but where entities are drawn."""
    return not differences(one, other)


def differences(one: Graph, other: Graph) -> list[str]:
    """Names of the fields that differ in values, type or shape."""
    return [
        field.name
        for field in fields(Graph)
        if field.name not in _DRAWN
        and not _equal(getattr(one, field.name), getattr(other, field.name))
    ]


def _equal(left: object, right: object) -> bool:
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return left.dtype == right.dtype and np.array_equal(left, right)
    return bool(left == right)
