"""Figures of rankings, against values worked out by hand."""

import math

import pytest

from core.evaluation import metrics

RANKED = ["a", "b", "c", "d", "e", "f"]


def test_recall_counts_the_gold_among_the_first():
    assert metrics.recall_at(RANKED, {"a", "c", "x"}, 1) == pytest.approx(1 / 3)
    assert metrics.recall_at(RANKED, {"a", "c", "x"}, 3) == pytest.approx(2 / 3)


def test_all_asks_for_every_gold_passage():
    assert metrics.all_at(RANKED, {"a", "e"}, 5) == 1
    assert metrics.all_at(RANKED, {"a", "f"}, 5) == 0


def test_ndcg_is_one_for_the_ideal_and_falls_with_rank():
    assert metrics.ndcg_at(RANKED, {"a", "b"}, 10) == pytest.approx(1)
    by_hand = (1 / math.log2(3)) / (1 + 1 / math.log2(3))
    assert metrics.ndcg_at(RANKED, {"b", "x"}, 10) == pytest.approx(by_hand)
    assert metrics.ndcg_at([], {"x"}, 10) == 0


def test_reciprocal_rank_looks_no_further_than_k():
    assert metrics.reciprocal_rank_at(RANKED, {"c", "d"}, 10) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank_at(RANKED, {"f"}, 5) == 0


def test_average_precision_is_that_of_the_textbook():
    # Manning, Raghavan and Schütze 2008, ch. 8: precision at each relevant one, unfound ones 0.
    assert metrics.average_precision(RANKED, {"a", "c", "f"}) == pytest.approx(
        (1 + 2 / 3 + 3 / 6) / 3
    )
    assert metrics.average_precision(RANKED, {"a", "x"}) == pytest.approx(0.5)
    assert metrics.average_precision([], {"x"}) == 0


def test_figures_bear_the_names_of_the_command_line_and_scores_are_their_means():
    found = metrics.means([metrics.figures(["a"], {"a"}), metrics.figures(["b"], {"a"})])
    assert list(found) == [
        "recall@1", "recall@2", "recall@5", "recall@10",
        "all@2", "all@5", "all@10", "ndcg@10", "mrr@10", "map",
    ]  # fmt: skip
    assert set(found.values()) == {0.5}
    assert metrics.means([]) == {}
