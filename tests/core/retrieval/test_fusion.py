"""Scores of several legs in one ranking."""

import pytest

from core.retrieval.fusion import Leg, first, fuse, retrieval


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


def test_a_ceiling_is_what_counts_as_best():
    leg = Leg("a", 1.0, {1: 0.5, 2: 0.25}, {1, 2}, 0.0, ceiling=1.0)
    assert leg.scaled() == {1: 0.5, 2: 0.25}


def test_the_first_hits_stay_first_and_in_order():
    legs = [Leg("a", 1.0, {1: 0.9, 2: 0.8, 3: 0.7, 4: 0.6}, {1, 2, 3, 4}, 0.0)]
    plain = fuse(legs, 4)
    against = Leg("b", 5.0, {1: 0.0, 2: 1.0, 3: 2.0, 4: 3.0}, {4}, 0.0)
    assert [hit.chunk for hit in fuse([*legs, against], 4)] == [4, 3, 2, 1]
    every = [*legs, against]
    kept = fuse([*every, first(plain, 2, every)], 4)
    assert [hit.chunk for hit in kept] == [1, 2, 4, 3]


def test_the_report_gives_each_leg_its_share_of_the_say():
    legs = [
        Leg("a", 3.0, {1: 1.0}, {1}, 0.0, "asked"),
        Leg("b", 1.0, {1: 1.0, 2: 1.0}, {1, 2}, 0.0),
        Leg("c", 0.0, {}, (), 0.0, silent="unreadable"),
    ]
    result = retrieval(legs, 5)
    assert [(leg.leg, leg.found, leg.weight) for leg in result.legs] == [
        ("a", 1, 0.75),
        ("b", 2, 0.25),
        ("c", 0, 0.0),
    ]
    assert result.legs[0].asked == "asked"
    assert result.legs[2].silent == "unreadable"
    assert retrieval([], 5).hits == ()


def test_which_of_several_texts_found_it_does_not_show_in_the_hit():
    (hit,) = fuse([Leg("a", 1.0, {1: 1.0}, {1}, 0.0), Leg("a:2", 1.0, {1: 1.0}, {1}, 0.0)], 5)
    assert hit.found_by == ("a",)
    assert [vote.leg for vote in hit.votes] == ["a", "a:2"]
