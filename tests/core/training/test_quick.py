"""The quick forward pass computes what transformers' does, gradients too, and falls back to it."""

import copy
from dataclasses import replace

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM

from core.training import quick_layers
from core.training.batches import Piece, answers, batch_of
from core.training.quick import lengths_of, quicken

SHAPE = {
    "vocab_size": 96,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "initializer_range": 0.2,
    "attn_implementation": "sdpa",
}


def two(family: str = "llama"):
    """The same model twice, the second one quick."""
    torch.manual_seed(3)
    if family == "llama":
        plain = LlamaForCausalLM(LlamaConfig(**SHAPE))
    else:
        plain = Qwen3ForCausalLM(Qwen3Config(**SHAPE))
    other = copy.deepcopy(plain)
    return plain, other, quicken(other)


def row(*lengths: int):
    torch.manual_seed(5)
    return batch_of(
        [
            Piece(number, tuple(torch.randint(0, 96, (length,)).tolist()), length // 2)
            for number, length in enumerate(lengths)
        ]
    )


def loss_of(model, batch):
    loss = torch.nn.functional.cross_entropy(answers(model, batch), batch.targets)
    loss.backward()
    return loss.item()


@pytest.mark.parametrize("family", ["llama", "qwen3"])
@pytest.mark.parametrize("lengths", [(90,), (7, 40, 3, 66)], ids=["one", "four"])
def test_logits_and_gradients_are_those_of_transformers(family, lengths):
    plain, other, quick = two(family)
    assert quick is not None
    batch = row(*lengths)
    assert loss_of(other, batch) == pytest.approx(loss_of(plain, batch), abs=1e-5)
    for (name, one), two_ in zip(plain.named_parameters(), other.parameters(), strict=True):
        assert torch.allclose(one.grad, two_.grad, atol=2e-5), name


def test_long_examples_go_through_fused_attention(monkeypatch):
    plain, other, _ = two()
    monkeypatch.setattr(quick_layers, "LONGEST_KEPT", 20)
    batch = row(50, 12)
    assert loss_of(other, batch) == pytest.approx(loss_of(plain, batch), abs=1e-5)
    for one, two_ in zip(plain.parameters(), other.parameters(), strict=True):
        assert torch.allclose(one.grad, two_.grad, atol=2e-5)


def test_computing_twice_gives_the_same_gradients():
    _, once, _ = two()
    _, twice, quick = two()
    quick.checkpointing = True
    batch = row(30, 20)
    assert loss_of(once, batch) == loss_of(twice, batch)
    for one, two_ in zip(once.parameters(), twice.parameters(), strict=True):
        assert torch.equal(one.grad, two_.grad)


def test_examples_of_a_row_do_not_see_each_other():
    _, model, _ = two()
    together, alone = row(20, 30), row(20)
    with torch.no_grad():
        both = answers(model, together)[: len(alone.places)]
        assert torch.allclose(both, answers(model, alone), atol=1e-5)


def test_a_cache_or_a_mask_is_left_to_transformers():
    plain, other, _ = two()
    tokens = torch.randint(0, 96, (2, 9))
    with torch.no_grad():
        for given in ({}, {"attention_mask": torch.ones(2, 9)}, {"use_cache": True}):
            assert torch.equal(plain(tokens, **given).logits, other(tokens, **given).logits)
        kept = other(tokens[:1], use_cache=True).past_key_values
        assert kept.get_seq_length() == 9


def test_upper_layers_go_on_from_what_lower_ones_made():
    _, model, quick = two()
    batch = row(25)
    with torch.no_grad():
        whole = answers(model, batch)
        quick.first = 2
        known = quick.lower(batch.input_ids[0])
        upper = answers(model, replace(batch, inputs_embeds=known[None]))
    assert torch.allclose(whole, upper, atol=1e-5)


def test_examples_are_told_apart_by_their_positions():
    assert lengths_of(torch.tensor([[0, 1, 2, 0, 1, 0]])) == [3, 2, 1]
    assert lengths_of(torch.tensor([[4, 5, 6]])) == [3]
