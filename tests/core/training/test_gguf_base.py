"""Models over GGUF files compute what transformers computes from the folder they came from."""

import pytest
import torch

from core.errors import UnsuitableModel
from core.training.block_layers import BlockEmbedding, BlockLinear
from core.training.gguf_base import GgufTensors, halves, open_gguf, pairs
from tests.tiny_llama import random_model

TOKENS = torch.tensor([[5, 900, 17, 44, 3, 1200, 8, 8, 91]])


@pytest.fixture(scope="module")
def tiny():
    return random_model()


@pytest.fixture(scope="module")
def logits(tiny):
    from transformers import AutoModelForCausalLM

    with torch.no_grad():
        return AutoModelForCausalLM.from_pretrained(tiny.folder, dtype="float32")(TOKENS).logits


@pytest.mark.parametrize(("form", "most"), [("f16", 0.02), ("q8_0", 0.4)])
def test_it_computes_what_the_folder_computes(tiny, logits, form, most):
    model, architecture = open_gguf(tiny.gguf(form), threads=2)
    assert architecture == "llama"
    with torch.no_grad():
        ours = model(TOKENS).logits
    assert (ours - logits).abs().max() < most
    assert isinstance(model.model.layers[0].mlp.up_proj, BlockLinear)
    assert isinstance(model.model.embed_tokens, BlockEmbedding)


def test_dense_weights_are_the_same_numbers(tiny):
    blocks, _ = open_gguf(tiny.gguf("q4_K_M"), threads=2)
    dense, _ = open_gguf(tiny.gguf("q4_K_M"), threads=1, dense=True)
    with torch.no_grad():
        assert (blocks(TOKENS).logits - dense(TOKENS).logits).abs().max() < 1e-4
    assert not any(each.requires_grad for each in dense.parameters())


def test_gradients_pass_through_blocks(tiny):
    blocks, _ = open_gguf(tiny.gguf("q4_K_M"), threads=2)
    dense, _ = open_gguf(tiny.gguf("q4_K_M"), threads=1, dense=True)
    found = []
    for model in (blocks, dense):
        with torch.no_grad():
            begin = model.get_input_embeddings()(TOKENS)
        begin.requires_grad_(True)
        model(inputs_embeds=begin).logits[0, -1, 7].backward()
        found.append(begin.grad)
    assert found[0].abs().max() > 0
    assert torch.allclose(found[0], found[1], atol=1e-4)


def test_rows_turn_there_and_back():
    for rows, heads in ((64, 4), (128, 2)):
        there, back = halves(rows, heads), pairs(rows, heads)
        assert torch.equal(there[back], torch.arange(rows))


def test_no_weights_are_copied_but_those_that_turn(tiny):
    tensors = GgufTensors(tiny.gguf("q4_K_M"))
    assert tensors.matrix("blk.0.ffn_up.weight", 1).raw.data_ptr() == (
        tensors.matrix("blk.0.ffn_up.weight", 1).raw.data_ptr()
    )


def test_experts_are_refused_with_a_reason(tmp_path):
    with pytest.raises(UnsuitableModel, match="cannot be taught"):
        open_gguf(random_model(experts=True).gguf(), threads=1)
