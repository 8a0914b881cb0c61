"""A model in memory: reading, stopping, what is kept."""

import threading

import numpy as np
import pytest

from core.llama.context import MOST_ROWS, CacheFull, LlamaContext, Opening, Stopped
from core.llama.library import LlamaError
from tests.tiny_llama import random_model

TEXT = "<|im_start|>user\nThe harbour lies in the north. 港口在北边。<|im_end|>\n"


@pytest.fixture(scope="module", params=["f16", "q8_0"])
def context(request):
    made = LlamaContext(random_model().gguf("q8_0"), Opening(1024, cache=request.param, threads=1))
    yield made
    made.close()


@pytest.fixture
def fresh(context):
    context.clear()
    context.go_on()
    return context


@pytest.fixture
def tokens(context):
    return context.vocabulary.tokens(TEXT, special=True)


def test_reading_in_pieces_is_reading_at_once(fresh, tokens):
    fresh.decode(tokens, 0, 0)
    at_once = fresh.logits().copy()
    fresh.decode(tokens[:7], 1, 0)
    fresh.decode(tokens[7:], 1, 7)
    assert np.allclose(fresh.logits(), at_once, atol=0.05)
    assert fresh.length(0) == fresh.length(1) == len(tokens)


def test_a_copy_goes_on_alone(fresh, tokens):
    fresh.decode(tokens, 0, 0)
    before = fresh.logits().copy()
    fresh.copy(0, 1)
    assert fresh.remove(1, 5)
    assert (fresh.length(0), fresh.length(1)) == (len(tokens), 5)
    fresh.decode(tokens[5:], 1, 5)
    assert np.allclose(fresh.logits(), before, atol=0.05)


def test_a_state_comes_back(fresh, tokens):
    fresh.decode(tokens[:-1], 0, 0)
    state = fresh.state(0)
    fresh.decode(tokens[-1:], 0, len(tokens) - 1)
    before = fresh.logits().copy()
    fresh.clear()
    assert fresh.restore(2, state)
    fresh.decode(tokens[-1:], 2, len(tokens) - 1)
    assert np.array_equal(fresh.logits(), before)
    assert not fresh.restore(1, state[: len(state) // 2])


def test_logits_of_every_token(fresh, tokens):
    few = tokens[:MOST_ROWS]
    fresh.decode(few, 0, 0, all_logits=True)
    third = fresh.logits(2).copy()
    fresh.clear()
    fresh.decode(few[:3], 0, 0)
    assert np.allclose(fresh.logits(), third, atol=0.05)
    with pytest.raises(ValueError):
        fresh.decode([1] * (MOST_ROWS + 1), 0, 0, all_logits=True)


def test_a_full_cache_says_so(fresh):
    with pytest.raises(CacheFull):
        fresh.decode([5] * (fresh.context_tokens + 1), 0, 0)


def test_a_token_that_is_none_is_refused(fresh):
    with pytest.raises(LlamaError):
        fresh.decode([fresh.vocabulary.size + 5], 0, 0)


def test_a_stop_comes_before_the_first_step(fresh, tokens):
    fresh.stop()
    with pytest.raises(Stopped):
        fresh.decode(tokens, 0, 0)
    assert fresh.length(0) == 0
    fresh.go_on()
    fresh.decode(tokens, 0, 0)


def test_a_stop_ends_a_computation_under_way():
    context = LlamaContext(random_model().gguf("f16"), Opening(4096, threads=1, step=32))
    try:
        many = [5 + place % 1000 for place in range(4000)]
        ended = []

        def read():
            try:
                context.decode(many, 0, 0)
            except Stopped:
                ended.append("stopped")

        reading = threading.Thread(target=read)
        reading.start()
        while context.length(0) < 600:
            assert reading.is_alive()
        context.stop()
        reading.join()
        assert ended == ["stopped"]
        # What had been read stays, but for the step under way, and reading can go on from there.
        read_so_far = context.length(0)
        assert 512 <= read_so_far < len(many)
        context.go_on()
        context.decode(many[read_so_far : read_so_far + 10], 0, read_so_far)
    finally:
        context.close()


def test_what_a_kept_state_depends_on_has_a_name():
    prints = []
    for form, cache, size in (
        ("q8_0", "f16", 512),
        ("q8_0", "q8_0", 512),
        ("f16", "f16", 512),
        ("q8_0", "f16", 1024),
        ("q8_0", "f16", 512),
    ):
        context = LlamaContext(random_model().gguf(form), Opening(size, cache=cache))
        prints.append(context.fingerprint)
        context.close()
    assert len(set(prints)) == 4
    assert prints[0] == prints[-1]


def test_experts_read_as_well():
    context = LlamaContext(random_model(experts=True).gguf("q4_K_M"), Opening(512))
    context.decode(context.vocabulary.tokens(TEXT, special=True), 0, 0)
    assert np.isfinite(context.logits()).all()
    context.close()


def test_a_file_that_is_none_is_refused(tmp_path):
    file = tmp_path / "模型.gguf"
    file.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(LlamaError):
        LlamaContext(file, Opening())
