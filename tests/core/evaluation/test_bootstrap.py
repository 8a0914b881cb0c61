"""Paired intervals: they hold what is true, and nothing where nothing differs."""

import numpy as np
import pytest

from core.evaluation.bootstrap import (
    COMPARED,
    differences,
    paired_interval,
    paired_interval_of_sets,
)


def test_the_same_rankings_differ_by_nothing():
    same = [0.0, 1.0, 0.5, 1.0]
    assert paired_interval(same, same) == (0.0, 0.0, 0.0)


def drawn(seed, count=200):
    """Figures of questions whose true mean difference is 0.1."""
    random = np.random.default_rng(seed)
    theirs = random.normal(0.5, 0.3, count)
    return list(theirs + random.normal(0.1, 0.2, count)), list(theirs)


def test_the_interval_is_that_of_theory_and_the_same_each_time():
    ours, theirs = drawn(1)
    difference, low, high = paired_interval(ours, theirs)
    apart = np.subtract(ours, theirs)
    # Mean ± 1.96 standard errors of the paired differences (Student 1908).
    half = 1.96 * np.std(apart, ddof=1) / np.sqrt(len(apart))
    assert difference == pytest.approx(np.mean(apart))
    assert low == pytest.approx(difference - half, abs=0.1 * half)
    assert high == pytest.approx(difference + half, abs=0.1 * half)
    assert paired_interval(ours, theirs) == (difference, low, high)


def test_nineteen_of_twenty_intervals_hold_the_true_difference():
    held = 0
    for seed in range(100):
        _, low, high = paired_interval(*drawn(seed, 80), draws=500)
        held += low < 0.1 < high
    assert 88 <= held <= 99


def test_pairs_are_drawn_together():
    # Unpaired, questions as unlike as these would drown a difference that every pair has.
    theirs = [0.0, 0.5] * 100
    ours = [each + 0.1 for each in theirs]
    difference, low, high = paired_interval(ours, theirs)
    assert (difference, low, high) == (pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.1))


def test_many_questions_are_drawn_in_portions_and_every_draw_counts():
    theirs, ours = [0.0] * 30_000, [1.0, 0.0] * 15_000
    difference, low, high = paired_interval(ours, theirs, draws=100)
    assert difference == 0.5
    assert 0.49 < low < 0.5 < high < 0.51


def test_differences_are_named():
    figures = [dict.fromkeys(COMPARED, 1.0)] * 3
    found = differences(figures, [dict.fromkeys(figures[0], 0.0)] * 3, "vector")
    assert [each.measure for each in found] == list(COMPARED)
    assert all((each.than, each.difference, each.low) == ("vector", 1.0, 1.0) for each in found)


def test_each_set_counts_as_one_however_many_questions_it_has():
    large, small = ([1.0] * 1000, [0.0] * 1000), ([0.0] * 10, [0.0] * 10)
    assert paired_interval_of_sets([large, small]) == pytest.approx((0.5, 0.5, 0.5))


def test_questions_must_be_the_same():
    with pytest.raises(ValueError, match="each question"):
        paired_interval([1.0], [])
    with pytest.raises(ValueError, match="each question"):
        paired_interval_of_sets([])
