"""The packed picture: places that fit, the weightiest first, groups that are there."""

import numpy as np

from core.graph.picture import picture_of
from core.graph.scope import scope_of
from tests.graph_making import random_graph


def test_a_shorter_picture_is_the_beginning_of_a_longer_one():
    graph = random_graph(900, 2800)
    whole = picture_of(graph, 0, 10_000, 30_000, scope_of(graph))
    part = picture_of(graph, 0, 100, 150, scope_of(graph))
    assert part.ids == whole.ids[:100]
    assert part.left_out == len(whole.ids) - 100
    assert len(part.sources) == len(part.targets) == len(part.strengths) == 4 * 150
    weights = np.frombuffer(whole.weights, "<f4")
    assert (np.diff(weights) <= 0).all()
    assert weights[0] == 1


def test_arrays_are_of_one_length_and_point_into_each_other():
    graph = random_graph(900, 2800)
    for level in (0, 1, 9):
        picture = picture_of(graph, level, 500, 800, scope_of(graph, None, ["person", "place"]))
        many = len(picture.ids)
        assert len(picture.kinds) == many
        assert set(picture.kinds) <= {0, 1}
        assert all(len(each) == 4 * many for each in (picture.x, picture.y, picture.communities))
        ends = np.frombuffer(picture.sources + picture.targets, "<i4")
        assert ((ends >= 0) & (ends < many)).all()
        groups = np.frombuffer(picture.communities, "<i4")
        assert set(groups[groups >= 0]) == set(range(len(picture.groups)))
        assert len({group.level for group in picture.groups}) == 1
        at = picture.ids.index(picture.ids[-1])
        place = graph.ids.index(picture.ids[at])
        if groups[at] >= 0:
            group = picture.groups[groups[at]]
            assert graph.community[group.level, place] == group.id
