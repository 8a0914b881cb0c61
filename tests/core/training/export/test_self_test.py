"""A comparison counts what is equal, what parts at a near tie, and what is wrong."""

import math

import pytest
import torch

from core.training.export.self_test import Agreement, _Found, compared
from tests.core.training.export import tiny_bases


def found(answer, theirs, ours, allowed):
    made = _Found()
    made.take(answer, torch.tensor(theirs), torch.tensor(ours))
    return made.agreement(allowed, same_prompts=True)


def test_the_same_tokens_are_equal():
    seen = found([1, 0], [[0.0, 2.0], [3.0, 1.0]], [[0.0, 2.01], [3.0, 1.0]], 0.02)
    assert (seen.equal, seen.near_ties, seen.answers, seen.same_tokens) == (1, 0, 1, 1.0)
    assert seen.difference == pytest.approx(0.01, abs=1e-6)
    assert seen.holds


def test_another_token_at_a_near_tie_is_counted_as_one():
    seen = found([1, 0], [[1.0, 1.01], [3.0, 1.0]], [[1.01, 1.0], [3.0, 1.0]], 0.03)
    assert (seen.equal, seen.near_ties, seen.same_tokens) == (0, 1, 0.5)
    assert seen.holds


def test_another_token_where_there_was_no_tie_does_not_hold():
    seen = found([1], [[1.0, 1.3]], [[1.3, 1.0]], 0.2)
    assert (seen.equal, seen.near_ties) == (0, 0)
    assert not seen.holds


def test_equal_answers_with_other_logits_do_not_hold():
    assert not found([1], [[0.0, 2.0]], [[1.0, 2.0]], 0.5).holds


def test_a_gap_of_more_than_half_of_what_is_explained_is_no_near_tie():
    assert found([1], [[1.0, 1.1]], [[1.1, 1.0]], 0.22).near_ties == 1
    assert found([1], [[1.0, 1.1]], [[1.1, 1.0]], 0.18).near_ties == 0


def test_what_is_no_number_does_not_hold():
    seen = found([1], [[math.nan, 2.0]], [[1.0, 2.0]], 0.5)
    assert seen.difference == math.inf
    assert not seen.holds


def test_a_vocabulary_may_be_padded_on_one_side():
    assert found([1], [[0.0, 2.0]], [[0.0, 2.0, 0.0]], 0.1).holds


def test_other_tokens_of_a_prompt_do_not_hold(files):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f32"))

    class Other:
        ends = staticmethod(base.words.ends)

        def prompt(self, messages):
            return base.words.prompt(messages)[1:]

    for words, holds in ((base.words, True), (Other(), False)):
        *_, seen = compared(base.path, None, base.model, words, tiny_bases.TRIED[:1], 1)
        assert isinstance(seen, Agreement)
        assert seen.difference < 5e-5
        assert seen.holds == holds


def test_the_model_is_left_as_it_was(files):
    base = tiny_bases.opened(tiny_bases.file("llama", files, "f32"))
    base.model.train()
    list(compared(base.path, None, base.model, base.words, tiny_bases.TRIED[:1], 1))
    assert base.model.training
