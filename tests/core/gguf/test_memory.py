"""What a model takes is reckoned as llama.cpp takes it, whatever its kind."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.gguf import memory
from core.gguf.header import GgufHeader, read_header
from core.types import Fit
from tests.bench.shaped_model import EXPERTS, HALF, TINY_LLAMA, ModelShape, shaped
from tests.tiny_llama import random_model

LEAST, MOST = 0.95, 1.12
"""What is reckoned beside what is resident: never much less, and not much more. The worker has the
vocabulary once more than is measured here, and what a step takes is bounded from above."""


def header(architecture: str, **entries: Any) -> GgufHeader:
    own = {f"{architecture}.{name.replace('__', '.')}": value for name, value in entries.items()}
    return GgufHeader({"general.architecture": architecture} | own, 1 << 30)


LLAMA_1B = header(
    "llama",
    block_count=16,
    embedding_length=2048,
    feed_forward_length=8192,
    attention__head_count=32,
    attention__head_count_kv=8,
    vocab_size=128_256,
)
QWEN_7B = header(
    "qwen2",
    block_count=28,
    embedding_length=3584,
    feed_forward_length=18_944,
    attention__head_count=28,
    attention__head_count_kv=4,
)
# Keys and values are one compressed vector of 512 and 64 for the place.
LATENT = header(
    "deepseek2",
    block_count=27,
    embedding_length=2048,
    attention__head_count=16,
    attention__head_count_kv=1,
    attention__key_length=576,
    attention__value_length=512,
    attention__key_length_mla=192,
    attention__value_length_mla=128,
)
# Every sixth layer sees all; the others have heads of another width.
WINDOWED = header(
    "gemma4",
    block_count=12,
    embedding_length=1536,
    attention__head_count=8,
    attention__head_count_kv=1,
    attention__key_length=512,
    attention__value_length=512,
    attention__key_length_swa=256,
    attention__value_length_swa=256,
    attention__sliding_window=512,
    attention__sliding_window_pattern=[True] * 5 + [False] + [True] * 5 + [False],
    attention__shared_kv_layers=4,
)
# Three of four layers go by a running state.
HYBRID = header(
    "qwen3next",
    block_count=48,
    embedding_length=2048,
    attention__head_count=16,
    attention__head_count_kv=2,
    attention__key_length=256,
    attention__value_length=256,
    full_attention_interval=4,
    ssm__conv_kernel=4,
    ssm__inner_size=4096,
    ssm__state_size=128,
    ssm__group_count=16,
)
# Layers without heads go by a running state.
MIXED = header(
    "granitehybrid",
    block_count=4,
    embedding_length=1536,
    attention__head_count=12,
    attention__head_count_kv=[0, 0, 4, 0],
    ssm__conv_kernel=4,
    ssm__inner_size=3072,
    ssm__state_size=128,
    ssm__group_count=1,
)


@pytest.mark.parametrize(
    ("head", "per_token"),
    [
        (LLAMA_1B, 16 * 8 * (64 + 64) * 2),
        (QWEN_7B, 28 * 4 * (128 + 128) * 2),
        (LATENT, 27 * 576 * 2),
        (WINDOWED, (5 * 512 + 1024 + 2 * 512) * 2),
        (HYBRID, 12 * 2 * 512 * 2),
        (MIXED, 4 * 256 * 2),
    ],
)
def test_the_cache_of_known_kinds(head: GgufHeader, per_token: int) -> None:
    assert memory.cache_bytes_per_token(head) == per_token
    assert memory.cache_bytes_per_token(head, "q8_0") == per_token * 34 // 64


def test_running_states_are_counted_once_for_each_sequence() -> None:
    state = 3 * (4096 + 2 * 16 * 128) + 4096 * 128
    taken = memory.cache_bytes(HYBRID, 1024, sequences=4)
    assert taken == 1024 * 12 * 2 * 512 * 2 + 36 * 4 * state * 4


def test_a_head_full_of_nonsense_still_gives_a_number() -> None:
    for entries in ({}, {"block_count": "x"}, {"block_count": 3, "attention__head_count_kv": []}):
        need = memory.need_of(header("llama", **entries), 4096)
        assert need.total >= 1 << 30


def test_a_longer_context_and_finer_numbers_take_more() -> None:
    small = memory.need_of(LLAMA_1B, 2048, cache="q8_0")
    large = memory.need_of(LLAMA_1B, 2048)
    longer = memory.need_of(LLAMA_1B, 8192)
    assert small.cache < large.cache < longer.cache
    assert longer.cache == 8192 * 32_768
    assert small.weights == 1 << 30
    assert memory.need_of(LLAMA_1B, 2048, weights=5).weights == 5


@pytest.mark.parametrize(
    ("needed", "fit"), [(80, Fit.WELL), (81, Fit.TIGHT), (100, Fit.TIGHT), (101, Fit.TOO_LARGE)]
)
def test_what_fits(needed: int, fit: Fit) -> None:
    assert memory.fit_of(needed, 100) is fit


@pytest.mark.parametrize(("experts", "cache"), [(False, "f16"), (True, "q8_0")])
def test_it_agrees_with_what_llama_cpp_says(experts: bool, cache: str) -> None:
    pytest.importorskip("llama_cpp", reason="it is compiled at installation")
    file = random_model(experts).gguf("q8_0")
    head = read_header(file)
    for context, step in ((1000, 512), (4096, 64)):
        told = _opened(file, context, cache, step, 20)
        reckoned = memory.cache_bytes(head, context, cache)
        assert reckoned == pytest.approx(told["buffers"]["KV"], abs=6000)  # told in 0.01 MiB
        step_bytes = memory.step_bytes(head, context, step)
        assert (
            told["buffers"]["compute"] <= step_bytes <= told["buffers"]["compute"] * 2 + (4 << 20)
        )


@pytest.mark.slow
@pytest.mark.parametrize("shape", [HALF, TINY_LLAMA, EXPERTS], ids=lambda shape: shape.name)
@pytest.mark.parametrize(("context", "cache"), [(4096, "f16"), (8192, "q8_0")])
def test_it_agrees_with_what_is_resident(shape: ModelShape, context: int, cache: str) -> None:
    pytest.importorskip("llama_cpp", reason="it is compiled at installation")
    file = shaped(shape)
    need = memory.need_of(read_header(file), context, cache)
    told = _opened(file, context, cache, 512, 600)
    share = need.total / told["resident"]
    sys.stdout.write(
        f"{shape.name}, {context} {cache}: reckoned {need.total / 1e6:.0f} MB ("
        f"{need.weights / 1e6:.0f} + {need.cache / 1e6:.0f} + {need.overhead / 1e6:.0f}), "
        f"resident {told['resident'] / 1e6:.0f} MB, {share:.3f}\n"
    )
    assert LEAST < share < MOST


def _opened(file: Path, context: int, cache: str, step: int, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.core.gguf.opened_model"]
    run = subprocess.run(
        [*command, str(file), str(context), cache, str(step), str(count)],
        check=True,
        capture_output=True,
    )
    told: dict[str, Any] = json.loads(run.stdout)
    return told
