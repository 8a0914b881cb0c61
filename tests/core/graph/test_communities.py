"""Communities: found where they are, in levels that nest, the same for the same graph."""

import numpy as np
import pytest

from core.graph.communities import MOST_LEVELS, communities
from core.graph.community_names import names_of
from tests.graph_making import graph_of, random_graph


def cliques(*sizes, bridge=0.05):
    """Groups of entities that are all connected, each hung to the next by a weak connection."""
    source, target, weight = [], [], []
    first = 0
    for size in sizes:
        for a in range(first, first + size):
            for b in range(a + 1, first + size):
                source.append(a)
                target.append(b)
                weight.append(1.0)
        if first and bridge:
            source.append(first - 1)
            target.append(first)
            weight.append(bridge)
        first += size
    places = (np.array(source, np.int32), np.array(target, np.int32))
    return *places, np.array(weight, np.float32), first


def test_groups_that_hang_together_are_communities():
    source, target, weight, many = cliques(6, 5, 4)
    community, parent, level = communities(source, target, weight, many)
    assert community[0].tolist() == [0] * 6 + [1] * 5 + [2] * 4
    assert parent.tolist() == [-1, -1, -1]
    assert level.tolist() == [0, 0, 0]


def test_an_entity_without_connections_has_none():
    source, target, weight, many = cliques(5, 5)
    community, _, _ = communities(source, target, weight, many + 2)
    assert community[:, -2:].tolist() == [[-1, -1]] * len(community)
    assert (community[:, :-2] >= 0).all()


def test_a_pair_that_hangs_on_nothing_else_is_no_community():
    source, target, weight, many = cliques(6, 6, 2, bridge=0.0)
    community, _, _ = communities(source, target, weight, many)
    assert community[0].tolist() == [0] * 6 + [1] * 6 + [-1] * 2


def test_a_graph_of_nothing_has_one_level_of_nothing():
    nothing = np.zeros(0, np.int32)
    community, parent, level = communities(nothing, nothing, np.zeros(0, np.float32), 3)
    assert community.tolist() == [[-1, -1, -1]]
    assert len(parent) == len(level) == 0
    assert communities(nothing, nothing, np.zeros(0, np.float32), 0)[0].shape == (1, 0)


@pytest.mark.parametrize("size", [(300, 900), (4000, 12_000)])
def test_levels_nest_and_count_through(size):
    graph = random_graph(*size)
    community, parent, level = graph.community, graph.community_parent, graph.community_level
    assert 2 <= len(community) <= MOST_LEVELS
    assert sorted(np.unique(community[community >= 0])) == list(range(len(parent)))
    for depth in range(len(community)):
        members = community[depth][community[depth] >= 0]
        assert set(level[members]) == {depth}
        sizes = np.bincount(members)[np.unique(members)]
        assert (np.diff(sizes) <= 0).all()
        assert len(sizes) < 500
        assert sizes.min() >= 3
        if depth:
            known = community[depth] >= 0
            assert (parent[community[depth][known]] == community[depth - 1][known]).all()


def test_the_same_graph_has_the_same_communities():
    graph = random_graph(2000, 6000)
    again = communities(graph.source, graph.target, graph.weight, len(graph.ids))
    assert (again[0] == graph.community).all()
    assert (again[1] == graph.community_parent).all()
    assert (again[2] == graph.community_level).all()


def test_a_community_is_called_after_what_is_central_to_it_alone():
    names = ["Hub", "LoRA", "QLoRA", "微调", "Rank", "Oslo", "Bergen", "Norway", "Fjord"]
    source, target, weight = [], [], []
    for group in ((1, 2, 3, 4), (5, 6, 7, 8)):
        for at, a in enumerate(group):
            for b in group[at + 1 :]:
                source.append(a)
                target.append(b)
                weight.append(1.0 if group[0] in (a, b) else 0.6)
    for other in range(1, 9):
        source.append(0)
        target.append(other)
        weight.append(0.5)
    ends = (np.array(source, np.int32), np.array(target, np.int32))
    row = np.array([[0, 0, 0, 0, 0, 1, 1, 1, 1]], np.int32)
    first, second = names_of(row, *ends, np.array(weight, np.float32), names)
    assert first.startswith("LoRA · ")
    assert second.startswith("Oslo · ")
    assert "Hub" not in first


def test_a_name_within_another_is_not_said_twice():
    source, target, weight, _ = cliques(4)
    names = ["Marie Curie", "Curie", "Radium", "Paris"]
    (name,) = names_of(np.zeros((1, 4), np.int32), source, target, weight, names)
    assert name == "Marie Curie · Radium · Paris"


def test_real_sentences_make_a_graph_for_tests():
    from core.types import EntityKind

    text = "Marie Curie found radium in Paris. Paris lies on the Seine."
    kinds = {"Marie Curie": EntityKind.PERSON, "Paris": EntityKind.PLACE, "Seine": EntityKind.PLACE}
    graph = graph_of({"a": text}, kinds, relations=[("Paris", "Seine", "lies on")])
    assert graph.ids == ("marie curie", "paris", "seine")
    assert graph.mention_count.tolist() == [1, 2, 1]
    assert list(zip(graph.source.tolist(), graph.target.tolist(), strict=True)) == [(0, 1), (1, 2)]
    assert graph.label.tolist() == [-1, 0]
