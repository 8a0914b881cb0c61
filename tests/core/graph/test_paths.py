"""Ways between entities: the same from both ends, bounded, through what says something."""

from itertools import pairwise

import numpy as np

from core.graph.paths import MOST_HOPS, ways
from core.graph.scope import scope_of
from core.graph.values import connection_between, standing
from core.types import EntityKind
from tests.graph_making import graph_of, random_graph

TEXTS = {
    "a": "Ada met Babbage. Babbage built the Engine. The Engine stands in London.",
    "b": "Ada lived in London. Babbage knew Brunel. Brunel built Bridges.",
    "c": "Zebra eats Grass.",
}
NAMES = ("Ada", "Babbage", "Engine", "London", "Brunel", "Bridges", "Zebra", "Grass")


def graph():
    return graph_of(TEXTS, dict.fromkeys(NAMES, EntityKind.OTHER))


def names(graph, way):
    return [graph.names[place] for place in way.entities]


def place(graph, name):
    return graph.names.index(name)


def test_a_direct_way_comes_first_and_others_follow_by_score():
    made = graph()
    found = ways(made, place(made, "Ada"), place(made, "London"), 5, scope_of(made))
    assert names(made, found[0]) == ["Ada", "London"]
    assert names(made, found[1]) == ["Ada", "Babbage", "Engine", "London"]
    assert all(0 < way.score <= 1 for way in found)


def test_hops_are_the_connections_between_the_entities():
    made = graph()
    for way in ways(made, place(made, "Ada"), place(made, "Bridges"), 5, scope_of(made)):
        for (a, b), link in zip(pairwise(way.entities), way.connections, strict=True):
            assert {made.source[link], made.target[link]} == {a, b}


def test_where_nothing_connects_there_is_no_way():
    made = graph()
    assert ways(made, place(made, "Ada"), place(made, "Zebra"), 5, scope_of(made)) == []
    assert ways(made, place(made, "Ada"), place(made, "Ada"), 5, scope_of(made)) == []


def test_from_the_other_end_the_ways_are_the_same():
    made = random_graph(400, 1200)
    hubs = np.argsort(-standing(made))[:12].tolist()
    for a, b in pairwise(hubs):
        there = ways(made, a, b, 4, scope_of(made))
        back = ways(made, b, a, 4, scope_of(made))
        assert [way.score for way in there] == [way.score for way in back]
        assert max(len(way.connections) for way in there) <= MOST_HOPS
        assert len({way.entities for way in there}) == len(there)


def test_a_weak_connection_with_a_hub_is_found_too():
    made = random_graph(3000, 30_000)
    hub = int(np.argmax(np.diff(made.neighbours_first)))
    start, end = made.neighbours_first[hub], made.neighbours_first[hub + 1]
    weakest = int(made.neighbours[end - 1])
    assert end - start > 400
    found = ways(made, hub, weakest, 3, scope_of(made))
    assert found[0].connections == (connection_between(made, hub, weakest),)


def test_ways_keep_to_the_documents_that_are_looked_at():
    made = graph()
    only_a = np.array([document == "a" for document in made.documents])
    found = ways(made, place(made, "Ada"), place(made, "London"), 5, scope_of(made, only_a))
    assert [names(made, way) for way in found] == [["Ada", "Babbage", "Engine", "London"]]
