"""What local models gain by remembering, and how near they are to what the computer allows.

    pytest -s -m bench tests/bench/bench_local_model.py

A model of a real shape with random weights (tests/bench/shaped_model.py), Q4_K_M, half a thousand
million numbers. All that is compared is measured in turns within one run; figures are medians.
"""

import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from core import paths
from core.events import Token
from core.llama import lookup as lookups
from core.llama.context import LlamaContext, Opening
from core.llama.lookup import Lookup
from core.llama.prefix_cache import PrefixCache
from core.llama.prompts import Prompt
from core.llama.threads import cores
from core.llama.writing import Wish, write
from core.models.chosen import put_away
from core.models.local import LocalModel
from core.protocols import ChatMessage
from tests.bench.shaped_model import HALF, shaped

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")
pytestmark = [pytest.mark.bench, pytest.mark.timeout(7200)]

DOCUMENTS = int(os.environ.get("LECTERN_BENCH_TOKENS", "2000"))
"""Tokens of documents; every byte is one for this model."""
ROUNDS = int(os.environ.get("LECTERN_BENCH_ROUNDS", "3"))
WRITTEN = 48
REUSE, RESTART, OVERHEAD = 5.0, 3.0, 0.05
"""How many times sooner an answer must begin, and how much slower writing may be."""


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}")


@pytest.fixture
def model() -> Iterator[LocalModel]:
    paths.models_folder().mkdir(parents=True)
    place = paths.models_folder() / "half.gguf"
    try:
        os.link(shaped(HALF), place)
    except OSError:
        shutil.copy(shaped(HALF), place)
    yield LocalModel("local:half.gguf")
    put_away()


def documents(number: int) -> str:
    """Text of DOCUMENTS tokens, another one for each number."""
    chance = np.random.default_rng(number)
    return bytes(chance.integers(97, 123, DOCUMENTS).tolist()).decode()


def first_token(model: LocalModel, text: str, question: str) -> float:
    """Seconds until the answer to a question about a text begins."""
    began = time.perf_counter()
    messages = [ChatMessage("system", text), ChatMessage("user", question)]
    writing = model.write(messages, max_tokens=2)
    found = 0.0
    for token in writing:
        if isinstance(token, Token) and token.text and not found:
            found = time.perf_counter() - began
    return found


def test_a_second_question_and_the_next_day(model: LocalModel) -> None:
    first_token(model, "warm", "up")  # loaded, threads measured
    cold, warm = [], []
    for number in range(ROUNDS):
        text = documents(number)
        cold.append(first_token(model, text, "What is it about?"))
        warm.append(first_token(model, text, "And who wrote it?"))
    anew, kept = [], []
    for number in range(ROUNDS):
        put_away()
        anew.append(first_token(model, documents(100 + number), "What is it about?"))
        text = documents(200 + number)
        for _ in model.prime([ChatMessage("system", text)], keep="pinned"):
            pass
        put_away()
        kept.append(first_token(model, text, "What is it about?"))
    middle = statistics.median
    reuse, restart = middle(cold) / middle(warm), middle(anew) / middle(kept)
    say(
        f"{HALF.parameters / 1e6:.0f} M numbers, Q4_K_M, {DOCUMENTS} tokens of documents:"
        f" first question {middle(cold):.2f} s, second {middle(warm):.2f} s: {reuse:.1f} times;"
        f" after a restart {middle(anew):.2f} s, with pinned documents {middle(kept):.2f} s:"
        f" {restart:.1f} times\n"
    )
    assert reuse >= REUSE
    assert restart >= RESTART


@pytest.fixture
def context() -> Iterator[LlamaContext]:
    count = cores()
    opened = LlamaContext(
        shaped(HALF), Opening(context_tokens=2048, threads=count, batch_threads=count)
    )
    yield opened
    opened.close()


def test_writing_beside_the_plain_loop_and_the_memory(
    context: LlamaContext, tmp_path: Path
) -> None:
    prompt = [at % 200 + 10 for at in range(64)]
    ours, plain = [], []
    cache = PrefixCache(context, tmp_path / "saved")
    for _ in range(2 * ROUNDS + 1):
        ours.append(_ours(context, cache, prompt))
        plain.append(_plain(context, prompt))
    # What other programs take of the processor is in the seconds, and not in what it worked.
    middle = statistics.median
    waited = middle(one[0] / other[0] for one, other in zip(ours, plain, strict=True)) - 1
    overhead = middle(one[1] / other[1] for one, other in zip(ours, plain, strict=True)) - 1
    second, other_second = (1 / middle(each[0] for each in some) for some in (ours, plain))
    # Of the embedding one row is read a token; keys and values are few here.
    read = context.weights_bytes - HALF.words * HALF.hidden * 144 // 256
    limit = _bandwidth(context.opening.threads) / read
    say(
        f"writes {second:.1f} tokens a second, llama.cpp's plain loop {other_second:.1f}"
        f" (overhead {overhead:+.1%} of what the processor works, {waited:+.1%} of the time);"
        f" memory allows {limit:.1f}"
        f" ({limit * read / 1e9:.1f} GB/s, {read / 1e6:.0f} MB a token): {second / limit:.0%}\n"
    )
    assert overhead < OVERHEAD


def _ours(context: LlamaContext, cache: PrefixCache, prompt: list[int]) -> tuple[float, float]:
    """Seconds a token of the worker's loop, and what the processor worked in them."""
    text = context.vocabulary.text(prompt)
    writing = write(context, cache, Prompt(text, prompt), Wish(max_tokens=WRITTEN))
    next(writing)
    count, began, worked = 0, time.perf_counter(), time.process_time()
    try:
        while True:
            next(writing)
    except StopIteration as end:
        count = end.value.tokens
    assert count > WRITTEN // 2
    # The last token is told and not read.
    took, worked = time.perf_counter() - began, time.process_time() - worked
    return took / (count - 1), worked / (count - 1)


def _plain(context: LlamaContext, prompt: list[int]) -> tuple[float, float]:
    """The same of llama.cpp's own loop: its sampler, one batch a token, nothing else."""
    import llama_cpp

    chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
    llama_cpp.llama_sampler_chain_add(chain, llama_cpp.llama_sampler_init_greedy())
    sequence = 3
    context.remove(sequence)
    context.decode(prompt, sequence, 0)
    batch = llama_cpp.llama_batch_init(1, 0, 1)
    batch.n_tokens, batch.n_seq_id[0], batch.logits[0] = 1, 1, 1
    batch.seq_id[0][0] = sequence
    began, worked = time.perf_counter(), time.process_time()
    for at in range(WRITTEN - 1):
        batch.token[0] = llama_cpp.llama_sampler_sample(chain, context.handle, -1)
        batch.pos[0] = len(prompt) + at
        assert llama_cpp.llama_decode(context.handle, batch) == 0
    took = (time.perf_counter() - began) / (WRITTEN - 1)
    worked = (time.process_time() - worked) / (WRITTEN - 1)
    llama_cpp.llama_batch_free(batch)
    llama_cpp.llama_sampler_free(chain)
    context.remove(sequence)
    return took, worked


def _bandwidth(threads: int) -> float:
    """Bytes a second that so many threads read at best."""
    parts = [np.ones(16 << 20, np.float64) for _ in range(threads)]
    best = 0.0
    for _ in range(5):
        working = [threading.Thread(target=part.max) for part in parts]
        began = time.perf_counter()
        for each in working:
            each.start()
        for each in working:
            each.join()
        took = time.perf_counter() - began
        best = max(best, sum(part.nbytes for part in parts) / took)
    return best


def test_guessing_from_sources(context: LlamaContext, monkeypatch: pytest.MonkeyPatch) -> None:
    # Weights by chance are sure of nothing; what a step costs does not depend on that.
    monkeypatch.setattr(lookups, "MARGIN", 0.0)
    prompt = [at * 7 % 200 + 10 for at in range(64)]
    written = _written(context, prompt, lambda token, at: _single(context, token, at))[1]
    quoted = [*written, *prompt]
    # A source that goes on otherwise after every three words.
    other = [token if at % 3 else (token + 1) % 200 for at, token in enumerate(written)]
    plain: list[float] = []
    quoting: list[float] = []
    others: list[float] = []
    steps: list[int] = []
    for _ in range(ROUNDS):
        plain.append(_written(context, prompt, lambda token, at: _single(context, token, at))[0])
        for source, seconds in ((quoted, quoting), ([*other, *prompt], others)):
            lookup = Lookup(context, source)
            took, _ = _written(
                context, prompt, lambda token, at, lookup=lookup: lookup.read(token, 0, at)
            )
            seconds.append(took)
            if source is quoted:
                steps.append(lookup.kept)
    for batch in (1, 2, 4, 5, 8):
        say(f"a step of {batch}: {1000 * _step(context, batch):.0f} ms")
    middle = statistics.median
    say(
        f"{WRITTEN} tokens in {middle(plain):.2f} s; quoted word for word from a source"
        f" {middle(quoting):.2f} s ({middle(plain) / middle(quoting):.2f} times as fast,"
        f" {middle(steps)} guesses kept); with a source that misleads {middle(others):.2f} s"
        f" ({middle(plain) / middle(others):.2f} times)\n"
    )
    assert middle(quoting) < middle(plain)


def _single(context: LlamaContext, token: int, position: int) -> list[int]:
    context.decode([token], 0, position)
    return []


def _written(
    context: LlamaContext, prompt: list[int], read: Callable[[int, int], list[int]]
) -> tuple[float, list[int]]:
    """Seconds and tokens of a reply."""
    context.remove(0)
    context.decode(prompt, 0, 0)
    tokens: list[int] = []
    began = time.perf_counter()
    while len(tokens) < WRITTEN:
        token = int(context.logits().argmax())
        tokens += [token, *read(token, len(prompt) + len(tokens))]
    return time.perf_counter() - began, tokens


def _step(context: LlamaContext, batch: int) -> float:
    """Seconds that reading so many tokens at once takes."""
    found = []
    for _ in range(5):
        context.remove(0)
        context.decode([11] * 32, 0, 0)
        began = time.perf_counter()
        context.decode([12] * batch, 0, 32, all_logits=True)
        found.append(time.perf_counter() - began)
    return statistics.median(found)
