"""What lessons cost in chat: speed with adapters of several ranks, and how long a switch takes.

    pytest -s -m bench tests/bench/bench_lessons.py

A model of a real shape with random weights, Q4_K_M, half a thousand million numbers, one thread.
All is measured in turns within one run. Speeds are the best of some rounds, in processor time:
other programs only disturb. A switch is a median.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from core.llama.context import LlamaContext, Opening
from core.llama.lessons import LessonOn
from tests.bench.shaped_model import HALF, shaped
from tests.lesson_files import _writer, _written

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")
pytestmark = [pytest.mark.bench, pytest.mark.timeout(7200)]

RANKS = (8, 16, 64, 256)
ROUNDS, WRITTEN, READ = 3, 16, 128
LEAST_OF_8 = 0.7
"""Share of the speed that writing keeps with an adapter of rank 8."""
LEAST_IN_FRONT = 0.8
"""The same with sixteen places in front of the prompt."""
LONGEST_SWITCH = 0.25
"""Seconds that putting on a loaded adapter may add to the next token."""


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}")


@pytest.fixture(scope="module")
def context() -> Iterator[LlamaContext]:
    made = LlamaContext(shaped(HALF), Opening(2048, threads=1, batch_threads=1))
    yield made
    made.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lessons")
    made = {f"rank {rank}": _adapter(folder / f"{rank}.gguf", rank) for rank in RANKS}
    return made | {
        "soft prompt": _words(folder / "words.gguf"),
        "prefix": _cells(folder / "p.gguf"),
    }


def test_speed_with_lessons(context: LlamaContext, files: dict[str, Path]) -> None:
    ways: dict[str, list[LessonOn]] = {"bare": []}
    ways |= {name: [(file, 1.0)] for name, file in files.items()}
    ways["rank 8 and 16"] = [(files["rank 8"], 1.0), (files["rank 16"], 0.5)]
    prompt = np.random.default_rng(1).integers(300, 5000, READ).tolist()
    reading: dict[str, list[float]] = {name: [] for name in ways}
    writing: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, lessons in ways.items():
            context.put_on(lessons)
            context.clear()
            context.decode(prompt[:1], 0, 0)
            reading[name].append((READ - 1) / _worked(lambda: context.decode(prompt[1:], 0, 1)))

            def write() -> None:
                for place in range(WRITTEN):
                    context.decode([int(context.logits().argmax())], 0, READ + place)

            writing[name].append(WRITTEN / _worked(write))
    read, wrote = (
        {name: max(each) for name, each in found.items()} for found in (reading, writing)
    )
    for name in ways:
        size = files[name].stat().st_size / 1e6 if name in files else 0.0
        say(
            f"{name}: reads {read[name]:.0f} tokens a second ({read[name] / read['bare']:.0%}),"
            f" writes {wrote[name]:.1f} ({wrote[name] / wrote['bare']:.0%}); {size:.1f} MB"
        )
    assert wrote["rank 8"] > LEAST_OF_8 * wrote["bare"]
    for name in ("soft prompt", "prefix"):
        assert wrote[name] > LEAST_IN_FRONT * wrote["bare"]


def test_switching(context: LlamaContext, files: dict[str, Path]) -> None:
    lessons = [(files["rank 8"], 1.0)]
    unseen = _adapter(files["rank 64"].with_name("unseen.gguf"), 63)
    fresh = _took(lambda: context.put_on([(unseen, 1.0)]))
    switches, firsts, usual = [], [], []
    for turn in range(20):
        switches.append(_took(lambda turn=turn: context.put_on(lessons if turn % 2 else [])))
        context.remove(0)
        firsts.append(_took(lambda: context.decode([5], 0, 0)))
        usual.append(_took(lambda: context.decode([5], 0, 1)))
    switch, first, then = (statistics.median(each) for each in (switches, firsts, usual))
    say(
        f"switch {1000 * switch:.2f} ms; the token after it {1000 * first:.1f} ms, usually"
        f" {1000 * then:.1f}; an adapter of rank 63 seen for the first time {1000 * fresh:.0f} ms"
    )
    assert switch + first - then < LONGEST_SWITCH


def _took(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _worked(do: Callable[[], object]) -> float:
    """Seconds of the processor."""
    began = time.process_time()
    do()
    return time.process_time() - began


def _adapter(file: Path, rank: int) -> Path:
    width = HALF.hidden // HALF.heads * HALF.key_heads
    shapes = {
        "attn_q": (HALF.hidden, HALF.hidden),
        "attn_k": (HALF.hidden, width),
        "attn_v": (HALF.hidden, width),
        "attn_output": (HALF.hidden, HALF.hidden),
        "ffn_gate": (HALF.hidden, HALF.inner),
        "ffn_up": (HALF.hidden, HALF.inner),
        "ffn_down": (HALF.inner, HALF.hidden),
    }
    writer = _writer(file, "adapter", shaped(HALF), {})
    writer.add_string("adapter.type", "lora")
    for layer in range(HALF.layers):
        for part, (size, out) in shapes.items():
            a, b = np.zeros((rank, size), np.float32), np.zeros((out, rank), np.float32)
            writer.add_tensor(f"blk.{layer}.{part}.weight.lora_a", a)
            writer.add_tensor(f"blk.{layer}.{part}.weight.lora_b", b)
    _written(writer, file)
    return file


def _words(file: Path) -> Path:
    writer = _writer(file, "lectern.soft_prompt", shaped(HALF), {})
    writer.add_tensor("soft_prompt", np.full((16, HALF.hidden), 0.01, np.float32))
    _written(writer, file)
    return file


def _cells(file: Path) -> Path:
    width = HALF.hidden // HALF.heads * HALF.key_heads
    writer = _writer(file, "lectern.prefix", shaped(HALF), {})
    for layer in range(HALF.layers):
        for kind in "kv":
            writer.add_tensor(f"blk.{layer}.prefix_{kind}", np.zeros((16, width), np.float32))
    _written(writer, file)
    return file
