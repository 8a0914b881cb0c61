"""Entities that look like one, for a person to say so: precision first, nothing is merged here.

Candidates come from tables, so that no name is compared with all others; what decides is the
company that two names keep. Names that differ in a number are never one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.graph.alike_by_company import keeping_the_same_company, standing_side_by_side
from core.graph.alike_by_name import abbreviated, parts_of_names, spelt_alike
from core.graph.arrays import Graph
from core.graph.company import Company
from core.graph.name_search import keys_of_entities
from core.graph.once import once
from core.graph.values import KINDS
from core.types import EntityKind

LEAST = 0.5
"""Score below which nothing is suggested."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two entities that may be one, by their places, the one that is named more first.

    `reason`: "spelling", "abbreviation", "translation", "part_of_name" or "company".
    """

    entities: tuple[int, int]
    reason: str
    score: float


def suggestions(graph: Graph, parted: frozenset[frozenset[str]] = frozenset()) -> list[Likeness]:
    """Pairs that look like one, the surest first; none of the pairs of ids in `parted`."""
    return [
        each
        for each in _all(graph)
        if frozenset(graph.ids[place] for place in each.entities) not in parted
    ]


def likeness_of(
    graph: Graph, place: int, parted: frozenset[frozenset[str]] = frozenset()
) -> list[Likeness]:
    """Those of an entity."""
    return [each for each in suggestions(graph, parted) if place in each.entities]


@once
def _all(graph: Graph) -> list[Likeness]:
    found: dict[tuple[int, int], Likeness] = {}
    for reason, a, b, score in _candidates(graph):
        if score < LEAST or not _may_be_one(graph, a, b):
            continue
        counts = graph.mention_count
        pair = (a, b) if (counts[a], b) >= (counts[b], a) else (b, a)
        if pair not in found or score > found[pair].score:
            found[pair] = Likeness(pair, reason, round(min(1.0, score), 3))
    return sorted(found.values(), key=lambda each: (-each.score, each.entities))


def _candidates(graph: Graph) -> Iterator[tuple[str, int, int, float]]:
    keys, company = keys_of_entities(graph), Company(graph)
    for reason, pairs in (
        ("spelling", spelt_alike(graph, keys, company)),
        ("part_of_name", parts_of_names(graph, keys, company)),
        ("abbreviation", abbreviated(graph, keys, company)),
        ("translation", standing_side_by_side(graph, company)),
        ("company", keeping_the_same_company(graph, company)),
    ):
        for a, b, score in pairs:
            yield reason, a, b, score


def _may_be_one(graph: Graph, a: int, b: int) -> bool:
    if a == b or graph.hidden[a] or graph.hidden[b]:
        return False
    # Senses of one homonym were told apart by what the documents say they are.
    if graph.ids[a].partition("#")[0] == graph.ids[b].partition("#")[0]:
        return False
    of_a, of_b = (set(re.findall(r"\d+", graph.names[place])) for place in (a, b))
    kinds = {KINDS[graph.kind[a]], KINDS[graph.kind[b]]} - {EntityKind.OTHER}
    return of_a == of_b and len(kinds) <= 1
