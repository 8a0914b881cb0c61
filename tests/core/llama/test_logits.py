"""What a model in a GGUF file computes is what transformers computes from the same weights.

Two questions: how far is llama.cpp from transformers with exactly the numbers in the file, which is
a matter of rounding; and how far is it from the model the file was made of, which is what the
format costs. Of weights by chance every token is nearly as good as the next, so argmax of a format
with few bits says little about real models: the first question is the one that finds mistakes.
"""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from core.llama.context import MOST_ROWS, LlamaContext, Opening
from tests.tiny_llama import FORMATS, HEADS, KEY_HEADS, TinyModel, interleaved, random_model

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")

TEXT = "The herb bed lies along the south wall. 净利润为 1860 万元，入职满一年有七天带薪年假。"
LIMITS = {"f16": 0.1, "q8_0": 0.6, "q4_K_M": 0.6}
"""Of the largest difference of two logits, whose standard deviation is 1.3. llama.cpp rounds what
goes into a product to the format's own kind: half precision for f16, bytes for the others; 0.02 and
0.3 were seen. A tensor in the wrong place or order gives 4 and more."""
ROUTED = 2.0
"""The same with a mixture of experts: rounding may choose another expert for a token, where two are
nearly as good."""


@pytest.fixture(scope="module", params=[False, True], ids=["dense", "experts"])
def model(request: pytest.FixtureRequest) -> TinyModel:
    return random_model(experts=request.param)


@pytest.fixture(params=sorted(FORMATS))
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def computed(model: TinyModel, form: str) -> Iterator[tuple[list[int], np.ndarray]]:
    context = LlamaContext(
        model.gguf(form), Opening(context_tokens=256, threads=1, batch_threads=1)
    )
    tokens = context.vocabulary.tokens(TEXT)[:MOST_ROWS]
    context.decode(tokens, 0, 0, all_logits=True)
    yield tokens, np.stack([context.logits(row) for row in range(len(tokens))])
    context.close()


def test_logits_agree(model: TinyModel, form: str, computed: tuple[list[int], np.ndarray]) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokens, logits = computed
    assert AutoTokenizer.from_pretrained(model.folder)(TEXT)["input_ids"][:MOST_ROWS] == tokens
    reference = AutoModelForCausalLM.from_pretrained(model.folder, dtype=torch.float32)
    of_original = _logits(reference, tokens)
    _fill(reference, model, form)
    of_same_numbers = _logits(reference, tokens)

    apart = np.abs(logits - of_same_numbers)
    agree = float((logits.argmax(1) == of_same_numbers.argmax(1)).mean())
    from_original = np.abs(logits - of_original)
    same = float((logits.argmax(1) == of_original.argmax(1)).mean())
    sys.stdout.write(
        f"\n{model.folder.name} {form}: same numbers: most {apart.max():.3f}, median"
        f" {np.median(apart):.4f}, argmax {agree:.0%}; original: most {from_original.max():.3f},"
        f" argmax {same:.0%}\n"
    )
    routed = "experts" in model.folder.name
    assert apart.max() < (ROUTED if routed else LIMITS[form])
    assert np.median(apart) < LIMITS[form] / 4
    assert agree >= 0.75
    if form == "f16":
        assert same >= 0.95


def _logits(model: Any, tokens: list[int]) -> np.ndarray:
    import torch

    with torch.no_grad():
        found: np.ndarray = model(torch.tensor([tokens])).logits[0].numpy()
    return found


def _fill(model: Any, tiny: TinyModel, form: str) -> None:
    """Give a model of transformers the numbers of a file."""
    import torch
    from gguf import GGUFReader, dequantize

    from tests.tiny_llama import _tensors

    numbers = {
        tensor.name: dequantize(tensor.data, tensor.tensor_type)
        for tensor in GGUFReader(str(tiny.gguf(form))).tensors
    }
    filled = {}
    for name, weights in model.state_dict().items():
        parts = [
            numbers[called].reshape(array.shape)
            for called, array in _tensors(name, weights.numpy(), HEADS, KEY_HEADS)
        ]
        whole = np.concatenate(parts, axis=1) if len(parts) > 1 else parts[0]
        if "q_proj" in name or "k_proj" in name:
            whole = _halves(whole, HEADS if "q_proj" in name else KEY_HEADS)
        filled[name] = torch.from_numpy(np.ascontiguousarray(whole, np.float32))
    model.load_state_dict(filled)


def _halves(weights: np.ndarray, heads: int) -> np.ndarray:
    """Rows as transformers has them; the other way round of `interleaved`."""
    rows, columns = weights.shape
    found = weights.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2)
    assert (interleaved(found.reshape(rows, columns), heads) == weights).all()
    return found.reshape(rows, columns)
