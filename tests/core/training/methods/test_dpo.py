"""DPO's loss is its paper's, measured against the model as it was."""

import math
from dataclasses import replace

import pytest
import torch

from core.training.batches import batch_of
from tests.core.training.export import tiny_bases
from tests.core.training.methods.taught import PLAN, Run, batch, opened, pieces


@pytest.fixture(scope="module")
def place():
    return tiny_bases.folder("llama")


def likelihood(model, tokens, start):
    """Of an answer, by the plainest means."""
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([tokens])).logits[0].log_softmax(-1)
    return float(sum(logits[place - 1, tokens[place]] for place in range(start, len(tokens))))


def test_it_begins_at_even_odds(place):
    run = Run("dpo", place)
    assert run.loss(batch()).item() == pytest.approx(math.log(2), abs=1e-6)


@pytest.mark.parametrize("beta", [0.1, 0.5])
def test_it_is_the_papers_formula(place, beta):
    run = Run("dpo", place, plan=replace(PLAN, options=(("beta", beta),)))
    run.steps(4, batch())
    before = opened(place).model
    wanted = []
    for piece in pieces():
        gains = [
            likelihood(run.model, tokens, piece.start) - likelihood(before, tokens, piece.start)
            for tokens in (piece.tokens, piece.rejected)
        ]
        wanted.append(-math.log(1 / (1 + math.exp(-beta * (gains[0] - gains[1])))))
    assert run.loss(batch()).item() == pytest.approx(sum(wanted) / len(wanted), abs=1e-4)


def test_better_answers_gain_on_worse_ones(place):
    run = Run("dpo", place)
    before = opened(place).model
    run.steps(10, batch())
    for piece in pieces():
        better, worse = (
            likelihood(run.model, tokens, piece.start) - likelihood(before, tokens, piece.start)
            for tokens in (piece.tokens, piece.rejected)
        )
        assert better > worse


def test_examples_without_a_worse_answer_are_refused(place):
    run = Run("dpo", place)
    plain = batch_of([replace(each, rejected=()) for each in pieces()])
    with pytest.raises(ValueError, match="pairs"):
        run.loss(plain)
