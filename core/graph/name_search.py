"""Finding entities by what a person types: the beginning or a part of any of their names."""

import re
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.keys import is_cjk, key_of
from core.graph.once import once
from core.graph.values import standing

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EXACT, _BEGINS, _WORD_BEGINS, _HOLDS, _CLOSED_UP, _WORDS = range(6)
"""How well a key fits, the better the lower: equal, begins with it, one of its words does, has it
within, has it when spaces are left out ("gpt4"), has all of its words in any order."""


def find(graph: Graph, words: str, limit: int, allowed: "NDArray[np.bool_]") -> "NDArray[np.int64]":
    """Places of the entities whose names hold the words, the best first; `allowed` is (E,).

    Without words the most central ones.
    """
    matters = standing(graph)
    wanted = key_of(words)
    if not wanted:
        places = np.flatnonzero(allowed) if not words.strip() else np.zeros(0, np.int64)
        return places[np.lexsort((places, -matters[places]))][:limit]
    fit = np.full(len(graph.ids), 255, np.uint8)
    for place, how in _matching(graph, wanted):
        fit[place] = min(fit[place], how)
    places = np.flatnonzero((fit < 255) & allowed)
    return places[np.lexsort((places, -matters[places], fit[places]))][:limit]


def named(graph: Graph, name: str) -> int:
    """The entity of this id, else of this name; -1 where there is none."""
    at = int(_place(graph.ids, name))
    if at >= 0:
        return at
    key = key_of(name)
    known = _place(graph.keys, key)
    if known >= 0:
        return int(graph.key_entity[known])
    return int(_place(graph.ids, key))


def _matching(graph: Graph, wanted: str) -> list[tuple[int, int]]:
    keys = _all_keys(graph)
    found: list[tuple[int, int]] = []
    for key, entity in keys:
        if wanted in key:
            found.append((entity, _how(key, wanted)))
    closed = wanted.replace(" ", "")
    if len(closed) > 1:
        found += [(entity, _CLOSED_UP) for key, entity in _closed_up(graph) if closed in key]
    words = wanted.split(" ")
    if len(words) > 1:
        patterns = [re.compile(rf"(?:^| ){re.escape(word)}") for word in words]
        found += [
            (entity, _WORDS)
            for key, entity in keys
            if all(word in key for word in words)
            and all(pattern.search(key) for pattern in patterns)
        ]
    return found


def _how(key: str, wanted: str) -> int:
    if key == wanted:
        return _EXACT
    if key.startswith(wanted):
        return _BEGINS
    return _WORD_BEGINS if f" {wanted}" in key or is_cjk(wanted[0]) else _HOLDS


@once
def _all_keys(graph: Graph) -> list[tuple[str, int]]:
    """Every key with what it means: that of a homonym means each of its senses."""
    senses = [(id.partition("#")[0], place) for place, id in enumerate(graph.ids) if "#" in id]
    return [*zip(graph.keys, graph.key_entity.tolist(), strict=True), *senses]


@once
def keys_of_entities(graph: Graph) -> list[list[str]]:
    """(E) the keys that mean each entity."""
    found: list[list[str]] = [[] for _ in graph.ids]
    for key, entity in _all_keys(graph):
        found[entity].append(key)
    return found


@once
def _closed_up(graph: Graph) -> list[tuple[str, int]]:
    return [(key.replace(" ", ""), entity) for key, entity in _all_keys(graph) if " " in key]


def _place(sorted_words: tuple[str, ...], word: str) -> int:
    from bisect import bisect_left

    at = bisect_left(sorted_words, word)
    return at if at < len(sorted_words) and sorted_words[at] == word else -1
