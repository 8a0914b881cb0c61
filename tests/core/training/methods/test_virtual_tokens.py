"""Virtual tokens stand before whatever is read: packs, padding, caches, layers computed twice."""

import pytest
import torch
from torch import nn
from transformers import DynamicCache

from core.training import sampling
from core.training.batches import answers, batch_of
from core.training.method import learning
from core.training.quick import quicken
from tests.core.training.export import tiny_bases
from tests.core.training.methods.taught import FIGURES, TOKENS, Run, batch, pieces

METHODS = ("prompt", "p-tuning", "prefix", "p-tuning-v2")


@pytest.fixture(scope="module", params=METHODS)
def run(request):
    """A lesson that has learnt a little."""
    made = Run(request.param, tiny_bases.folder("llama"), 1e-2)
    made.steps(4, batch())
    return made


def test_examples_side_by_side_see_nothing_of_each_other(run):
    run.model.eval()
    rows = pieces(3)
    with torch.no_grad():
        together = answers(run.model, batch_of(rows))
        apart = torch.cat([answers(run.model, batch_of([each])) for each in rows])
    assert (together - apart).abs().max() < 1e-5
    changed = [rows[0], rows[1], pieces(3, seed=2)[2]]
    with torch.no_grad():
        again = answers(run.model, batch_of(changed))
    assert torch.equal(again[: rows[0].learnt], together[: rows[0].learnt])


def test_a_mask_of_four_dimensions_says_the_same(run):
    rows = batch_of(pieces(3))
    owner = torch.repeat_interleave(torch.arange(3), torch.tensor(rows.lengths))
    count = len(owner)
    mask = (owner[:, None] == owner) & torch.ones(count, count).tril().bool()
    run.model.eval()
    with torch.no_grad():
        given = {"input_ids": rows.input_ids, "position_ids": rows.position_ids}
        plain = run.model(**given).logits
        masked = run.model(**given, attention_mask=mask[None, None]).logits
    assert plain.shape[1] == count
    assert torch.equal(plain, masked)


@pytest.mark.parametrize("kept", [1, 3, torch.tensor([0, 4, 9])])
def test_logits_are_counted_in_real_tokens(run, kept):
    whole = run.logits()
    with torch.no_grad():
        some = run.model(input_ids=TOKENS, logits_to_keep=kept).logits
    wanted = whole[:, kept] if isinstance(kept, torch.Tensor) else whole[:, -kept:]
    assert torch.allclose(some, wanted, atol=1e-5)
    assert whole.shape[:2] == TOKENS.shape


def test_word_by_word_with_a_cache_is_the_whole_at_once(run):
    whole = run.logits()
    cache = DynamicCache()
    found = []
    with torch.no_grad():
        for place in (slice(0, 4), slice(4, 5), slice(5, 10)):
            made = run.model(input_ids=TOKENS[:, place], past_key_values=cache, use_cache=True)
            found.append(made.logits)
    assert (torch.cat(found, 1) - whole).abs().max() < 1e-5
    assert cache.get_seq_length() == TOKENS.shape[1] + run.plan.virtual_tokens


def test_answers_written_together_are_those_written_alone(run):
    prompts = [[5, 900, 17], [44, 3, 1200, 8, 91], [7]]
    words = run.base.words
    run.model.eval()
    together = sampling.answered(run.model, words, prompts, 6)
    alone = sampling.answered(run.model, words, prompts, 6, together=False)
    assert together == alone
    assert any(together)


def test_layers_computed_twice_learn_the_same(run):
    batches = batch()
    found = []
    run.model.train()
    for twice in (False, True):
        causal = run.model.model
        if twice:
            causal.gradient_checkpointing_enable({"use_reentrant": False})
        run.loss(batches).backward()
        found.append([each.grad.clone() for _, each in learning(run.model)])
        run.optimizer.zero_grad()
        causal.gradient_checkpointing_disable()
    assert all(torch.allclose(*pair, atol=1e-6) for pair in zip(*found, strict=True))
    assert all(each.any() for each in found[0])


def test_the_quick_way_through_the_layers_asks_no_other_numbers():
    for id in METHODS:
        ours, theirs = (Run(id, tiny_bases.folder("llama")) for _ in range(2))
        assert quicken(ours.model) is not None
        losses = [each.steps(3, batch()) for each in (ours, theirs)]
        assert losses[0] == pytest.approx(losses[1], abs=1e-4)


def test_it_begins_with_words_that_the_base_can_read(run):
    fresh = Run(
        {"SoftPrompted": "prompt", "Prefixed": "p-tuning-v2"}[type(run.model).__name__],
        tiny_bases.folder("llama"),
    )
    begun = fresh.model.virtual().detach()
    if begun.dim() == 2:
        table = fresh.base.model.get_input_embeddings().weight
        rows = [int((table == each).all(1).nonzero()[0, 0]) for each in begun]
        assert len(set(rows)) == len(rows)
        assert all(fresh.base.words.text([each]).strip() for each in rows)
    else:
        # As a cache that has read real tokens: keys of the first layer are turned by their places,
        # so the second half of a head holds what the first did not lose.
        assert begun.shape[2] == fresh.plan.virtual_tokens
        assert begun.abs().amax((0, 1, 3, 4)).min() > 0


def test_encoders_add_nothing_at_first():
    place = tiny_bases.folder("llama")
    for id, plain in (("p-tuning", "prompt"), ("prefix", "p-tuning-v2")):
        assert torch.equal(Run(id, place).model.virtual(), Run(plain, place).model.virtual())
    assert FIGURES["hidden"] == Run("prefix", place).model.encoder.words.shape[1]


def test_half_width_is_taken_where_the_base_computes_so(run):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = run.loss(batch())
        loss.backward()
    assert all(each.grad.isfinite().all() for _, each in learning(run.model))
    assert all(each.grad.dtype == torch.float32 for _, each in learning(run.model))
    run.optimizer.zero_grad()
    with torch.no_grad():
        assert abs(float(run.loss(batch())) - float(loss)) < 0.2
    assert isinstance(run.model, nn.Module)
