"""Chunks beside good ones move up."""

import pytest

from core.retrieval.neighbours import SHARE, lifted
from core.types import Hit


def test_of_two_equals_the_one_with_a_good_neighbour_comes_first():
    hits = [Hit(n, 1.0, ("keyword",)) for n in (1, 2)] + [Hit(3, 0.8, ("keyword",))]
    places = {1: ("a", 0), 2: ("b", 4), 3: ("b", 5)}
    found = lifted(hits, places)
    assert [hit.chunk for hit in found] == [2, 3, 1]
    assert found[0].score == pytest.approx((1 + SHARE * 0.8) / (1 + SHARE))


def test_without_neighbours_the_order_stays():
    hits = [Hit(1, 0.9, ("keyword",)), Hit(2, 0.5, ("keyword",))]
    assert [hit.chunk for hit in lifted(hits, {1: ("a", 0), 2: ("a", 2)})] == [1, 2]
    assert [hit.chunk for hit in lifted(hits, {})] == [1, 2]
