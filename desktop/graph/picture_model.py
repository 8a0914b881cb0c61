"""What the canvas draws, the same for a small view and for the picture of everything."""

import math
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF

from core.types import Community, EntityKind, GraphPicture, GraphView
from desktop.graph.hit_testing import Grid

_Number = TypeVar("_Number", int, float)
_KINDS = tuple(str(kind) for kind in EntityKind)
_BIG = 21.0
_SMALL = 6.5
"""Radii in a small view, of its centre and of what is farthest."""

_APART = 2.0
"""How many times as far apart as usual entries may lie for the disc of their community."""


@dataclass(frozen=True)
class Model:
    """Nodes by falling weight and edges likewise; places in units of the drawing."""

    ids: Sequence[str] = ()
    names: Sequence[str] = ()
    kinds: Sequence[str] = ()
    x: Sequence[float] = ()
    y: Sequence[float] = ()
    radii: Sequence[float] = ()
    """In pixels at a scale of 1."""
    depths: Sequence[int] = ()
    communities: Sequence[int] = ()
    sources: Sequence[int] = ()
    targets: Sequence[int] = ()
    strengths: Sequence[float] = ()
    groups: tuple[Community, ...] = ()
    centre: frozenset[str] = frozenset()
    small: bool = True
    """All of it is drawn at once, with every name that has room."""
    place: dict[str, int] = field(init=False, default_factory=dict)
    """Where each id stands."""
    edges_of: dict[int, list[int]] = field(init=False, default_factory=dict)
    grid: Grid = field(init=False, default_factory=Grid)
    _beginnings: "dict[int, Model]" = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.place.update((id, at) for at, id in enumerate(self.ids))
        for at, (source, target) in enumerate(zip(self.sources, self.targets, strict=True)):
            self.edges_of.setdefault(source, []).append(at)
            self.edges_of.setdefault(target, []).append(at)
        self.grid.fill(self.x, self.y)

    def point(self, at: int) -> QPointF:
        """Where a node is."""
        return QPointF(self.x[at], self.y[at])

    def beginning(self, many: int) -> "Model":
        """The weightiest nodes and the strongest edges between them: a rough picture."""
        if many not in self._beginnings:
            edges = [
                edge
                for edge in range(min(len(self.sources), 8 * many))
                if self.sources[edge] < many and self.targets[edge] < many
            ][:many]
            self._beginnings[many] = Model(
                self.ids[:many], self.names[:many], self.kinds[:many], self.x[:many],
                self.y[:many], self.radii[:many], self.depths[:many], self.communities[:many],
                [self.sources[edge] for edge in edges], [self.targets[edge] for edge in edges],
                [self.strengths[edge] for edge in edges], self.groups, self.centre, self.small,
            )  # fmt: skip
        return self._beginnings[many]

    @cached_property
    def reaches(self) -> Sequence[float]:
        """Of each community the radius of its disc: one whose entries lie far apart from each other
        gets no larger disc than so many need, else it would lie over all the others."""
        needed = [math.sqrt(max(group.size, 1)) for group in self.groups]
        usual = sorted(g.radius / n for g, n in zip(self.groups, needed, strict=True))
        most = _APART * usual[len(usual) // 2] if usual else 0.0
        if not most:
            return [group.radius for group in self.groups]
        return [min(g.radius, most * n) for g, n in zip(self.groups, needed, strict=True)]

    @cached_property
    def extent(self) -> QRectF:
        """What `bounds` gives, made once."""
        return self.bounds()

    def bounds(self) -> QRectF:
        """What holds all nodes; for a picture all but the outermost hundredth."""
        if not self.ids:
            return QRectF()
        left, right = _spread(self.x, 0.0 if self.small else 0.004)
        top, bottom = _spread(self.y, 0.0 if self.small else 0.004)
        return QRectF(left, top, right - left, bottom - top)


def of_view(view: GraphView) -> Model:
    """A small view: the centre largest, the better connected before the others."""
    order = sorted(
        view.nodes, key=lambda n: (n.entity.id not in view.centre, n.depth, -n.entity.connections)
    )
    place = {node.entity.id: at for at, node in enumerate(order)}
    edges = sorted(
        (e for e in view.edges if e.source in place and e.target in place),
        key=lambda e: -e.strength,
    )
    return Model(
        ids=[node.entity.id for node in order],
        names=[node.entity.name for node in order],
        kinds=[str(node.entity.kind) for node in order],
        x=[node.x for node in order],
        y=[node.y for node in order],
        radii=[_radius(n.depth, n.entity.connections, n.entity.id in view.centre) for n in order],
        depths=[node.depth for node in order],
        communities=[node.entity.community for node in order],
        sources=[place[edge.source] for edge in edges],
        targets=[place[edge.target] for edge in edges],
        strengths=[edge.strength for edge in edges],
        centre=frozenset(view.centre),
    )


def of_picture(picture: GraphPicture) -> Model:
    """Everything, as it comes packed."""
    weights = _floats(picture.weights)
    return Model(
        ids=picture.ids,
        names=picture.names,
        kinds=[_KINDS[kind] for kind in picture.kinds],
        x=_floats(picture.x),
        y=_floats(picture.y),
        radii=[5.0 + 13.0 * weight for weight in weights],
        depths=bytes(len(picture.ids)),
        communities=_integers(picture.communities),
        sources=_integers(picture.sources),
        targets=_integers(picture.targets),
        strengths=_floats(picture.strengths),
        groups=picture.groups,
        small=False,
    )


def _floats(packed: bytes) -> "array[float]":
    return _native(array("f", packed))


def _integers(packed: bytes) -> "array[int]":
    return _native(array("i", packed))


def _native(values: "array[_Number]") -> "array[_Number]":
    """From little-endian to what this machine speaks."""
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _radius(depth: int, connections: int, is_centre: bool) -> float:
    if is_centre:
        return _BIG
    return max(_SMALL, 14.0 - 4.5 * max(depth - 1, 0)) * (
        0.62 + 0.38 * min(1.0, math.log1p(connections) / 3)
    )


def _spread(values: Sequence[float], beyond: float) -> tuple[float, float]:
    ordered = sorted(values)
    cut = int(len(ordered) * beyond)
    return ordered[cut], ordered[-1 - cut]
