"""Chunks beside good ones move up."""

import pytest

from core.retrieval.fusion import Leg, fuse
from core.retrieval.neighbours import SHARE, UNKNOWN, beside
from core.stores.chunks import Place


def lifted(scores, places):
    legs = [Leg("keyword", 0.4, scores, scores, 0.0)]
    return fuse([*legs, beside(fuse(legs, 10), places, legs)], 10)


def test_of_two_equals_the_one_with_a_good_neighbour_comes_first():
    places = {1: Place("a", 0, 0, 9), 2: Place("b", 4, 0, 9), 3: Place("b", 5, 9, 18)}
    found = lifted({1: 1.0, 2: 1.0, 3: 0.8}, places)
    assert [hit.chunk for hit in found] == [2, 1, 3]
    assert found[0].score == pytest.approx((1 + SHARE * 0.8) / (1 + SHARE))
    assert found[0].found_by == ("keyword",)


def test_without_neighbours_the_order_stays():
    scores = {1: 0.9, 2: 0.5}
    apart = {1: Place("a", 0, 0, 9), 2: Place("a", 2, 20, 29)}
    assert [hit.chunk for hit in lifted(scores, apart)] == [1, 2]
    assert [hit.chunk for hit in lifted(scores, {})] == [1, 2]


def test_windows_that_overlap_are_no_neighbours():
    scores = {1: 1.0, 2: 0.9, 3: 0.8}
    places = {1: Place("a", 0, 0, 9), 2: Place("b", 0, 0, 9), 3: Place("b", 1, 8, 17)}
    assert [hit.chunk for hit in lifted(scores, places)] == [1, 2, 3]


def test_a_document_of_one_chunk_is_not_behind_for_having_no_neighbour():
    scores = {1: 1.0, 2: 0.96, 3: UNKNOWN * 0.9}
    places = {1: Place("a", 0, 0, 9), 2: Place("b", 0, 0, 9), 3: Place("b", 1, 9, 18)}
    assert [hit.chunk for hit in lifted(scores, places)] == [1, 2, 3]
