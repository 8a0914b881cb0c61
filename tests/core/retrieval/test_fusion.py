"""Scores of several legs in one ranking."""

import pytest

from core.retrieval.fusion import Leg, fuse


def test_scores_are_scaled_between_the_floor_and_the_best():
    leg = Leg("a", 1.0, {1: 0.9, 2: 0.5, 3: 0.1}, {1}, floor=0.5)
    assert leg.scaled() == {1: 1.0, 2: 0.0, 3: 0.0}
    assert Leg("a", 1.0, {1: 0.5}, {1}, floor=0.5).scaled() == {1: 0.0}
    assert Leg("a", 1.0, {}, set(), floor=0.5).scaled() == {}


def test_legs_add_up_by_weight():
    hits = fuse(
        [
            Leg("meaning", 0.6, {1: 1.0, 2: 0.5}, {1, 2}, 0.0),
            Leg("words", 0.4, {1: 0.0, 2: 8.0}, {2}, 0.0),
        ],
        10,
    )
    assert [(hit.chunk, hit.found_by) for hit in hits] == [
        (2, ("meaning", "words")),
        (1, ("meaning",)),
    ]
    assert hits[0].score == pytest.approx(0.7)
    assert hits[1].score == pytest.approx(0.6)


def test_a_chunk_a_leg_cannot_judge_loses_nothing_by_it():
    hits = fuse(
        [
            Leg("meaning", 0.6, {1: 1.0}, {1}, 0.0),
            Leg("words", 0.4, {1: 5.0, 2: 5.0}, {1, 2}, 0.0),
        ],
        10,
    )
    assert [hit.score for hit in hits] == [1.0, 1.0]


def test_no_more_than_asked_for():
    assert len(fuse([Leg("a", 1.0, dict.fromkeys(range(9), 1.0), set(range(9)), 0.0)], 4)) == 4
    assert fuse([], 4) == []
