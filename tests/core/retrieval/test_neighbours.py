"""Chunks beside good ones move up."""

import pytest

from core.retrieval.fusion import Leg, fuse
from core.retrieval.neighbours import SHARE, beside


def lifted(scores, places):
    legs = [Leg("keyword", 0.4, scores, scores, 0.0)]
    return fuse([*legs, beside(fuse(legs, 10), places, legs)], 10)


def test_of_two_equals_the_one_with_a_good_neighbour_comes_first():
    places = {1: ("a", 0), 2: ("b", 4), 3: ("b", 5)}
    found = lifted({1: 1.0, 2: 1.0, 3: 0.8}, places)
    assert [hit.chunk for hit in found] == [2, 3, 1]
    assert found[0].score == pytest.approx((1 + SHARE * 0.8) / (1 + SHARE))
    assert found[0].found_by == ("keyword",)


def test_without_neighbours_the_order_stays():
    scores = {1: 0.9, 2: 0.5}
    assert [hit.chunk for hit in lifted(scores, {1: ("a", 0), 2: ("a", 2)})] == [1, 2]
    assert [hit.chunk for hit in lifted(scores, {})] == [1, 2]
