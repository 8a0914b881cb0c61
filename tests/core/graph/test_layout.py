import numpy as np

from core.graph.layout import positions
from core.graph.layout_around import HEIGHT, around, label_widths
from tests.graph_making import random_graph


def laid(graph, x=None, y=None, is_old=None):
    nothing = np.zeros(len(graph.ids), np.float32)
    return positions(
        graph.source, graph.target, graph.weight, graph.community,
        nothing if x is None else x, nothing if y is None else y,
        nothing > 0 if is_old is None else is_old,
    )  # fmt: skip


def test_the_same_graph_gives_the_same_drawing():
    graph = random_graph(600, 1800)
    first, second = laid(graph), laid(graph)
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])
    assert first[0].dtype == np.float32


def test_members_of_a_community_lie_together():
    graph = random_graph(600, 1800)
    x, y = laid(graph)
    coarsest = graph.community[0]
    known = np.flatnonzero(coarsest >= 0)
    middle = {
        each: np.array([x[coarsest == each].mean(), y[coarsest == each].mean()])
        for each in np.unique(coarsest[known])
    }
    inside = np.mean([np.hypot(*(middle[coarsest[at]] - (x[at], y[at]))) for at in known])
    whole = np.mean(np.hypot(x[known] - x[known].mean(), y[known] - y[known].mean()))
    assert inside < whole / 2


def test_no_two_entities_lie_on_each_other():
    from scipy.spatial import cKDTree

    x, y = laid(random_graph(2000, 6000))
    nearest = cKDTree(np.stack([x, y], axis=1)).query(np.stack([x, y], axis=1), 2)[0][:, 1]
    assert nearest.min() > 8


def test_old_entities_stay_and_new_ones_come_beside_their_neighbours():
    graph = random_graph(600, 1800)
    x, y = laid(graph)
    is_old = np.arange(len(graph.ids)) % 10 > 0
    again_x, again_y = laid(graph, x, y, is_old)
    assert np.array_equal(again_x[is_old], x[is_old])
    assert np.array_equal(again_y[is_old], y[is_old])
    inside = graph.community[0][graph.source] == graph.community[0][graph.target]
    links = inside & (is_old[graph.source] != is_old[graph.target])
    length = np.hypot(
        again_x[graph.source] - again_x[graph.target], again_y[graph.source] - again_y[graph.target]
    )
    assert np.median(length[links]) < np.ptp(again_x) / 6


def test_a_graph_that_is_mostly_new_is_turned_towards_the_old_one():
    graph = random_graph(600, 1800)
    x, y = laid(graph)
    is_old = np.arange(len(graph.ids)) % 4 == 0
    again_x, again_y = laid(graph, -y + 500, x, is_old)
    off = np.hypot(again_x + y - 500, again_y - x)[is_old]
    assert off.max() < 5


def test_nothing_and_one_entity_are_laid_too():
    empty = np.zeros(0, np.int32)
    for count in (0, 1):
        x, _ = positions(
            empty, empty, empty.astype(np.float32), np.zeros((1, count), np.int32),
            np.zeros(count, np.float32), np.zeros(count, np.float32), np.zeros(count, bool),
        )  # fmt: skip
        assert len(x) == count


def ego(outer):
    """A centre, eight around it and so many around those."""
    chance = np.random.default_rng(5)
    count = 9 + outer
    depth = np.array([0] + [1] * 8 + [2] * outer)
    source = np.array([0] * 8 + [1 + at % 8 for at in range(outer)])
    target = np.arange(1, count)
    hint = chance.normal(0, 100, (2, 100))[:, :count]
    widths = np.linspace(44, 150, 100)[:count]
    return around(source, target, np.ones(count - 1), depth, hint[0], hint[1], widths), widths


def test_names_around_a_centre_do_not_overlap():
    (x, y), widths = ego(70)
    beside = (widths[:, None] + widths[None]) / 2 > np.abs(x[:, None] - x[None])
    level = np.abs(y[:, None] - y[None]) < HEIGHT - 2
    assert (beside & level).sum() == len(x)
    assert (x[0], y[0]) == (0, 0)


def test_a_deeper_view_has_the_shallower_one_where_it_was():
    (x, y), _ = ego(0)
    (deep_x, deep_y), _ = ego(40)
    assert np.array_equal(deep_x[: len(x)], x)
    assert np.array_equal(deep_y[: len(y)], y)


def test_old_places_of_a_view_are_kept():
    (x, y), widths = ego(40)
    is_old = np.arange(len(x)) != 20
    depth = np.array([0] + [1] * 8 + [2] * 40)
    again = around(
        np.array([0] * 8 + [1 + at % 8 for at in range(40)]), np.arange(1, 49), np.ones(48),
        depth, x, y, widths, x, y, is_old,
    )  # fmt: skip
    assert np.array_equal(again[0][is_old], x[is_old])


def test_chinese_names_are_reckoned_wider_than_latin_ones_of_the_same_length():
    narrow, wide = label_widths(["corpus", "知识图谱检索"])
    assert wide > narrow
