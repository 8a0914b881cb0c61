"""A step of a lesson beside peft with transformers' Trainer, the fast way, estimates, overhead.

    pytest -s -m bench tests/bench/bench_training.py

A Llama shape of a quarter of a thousand million random numbers, LoRA of rank 8 on all products,
float32, 512 tokens. Both sides are processes of their own that make their steps in turns; the best
step of each counts, in seconds of the processor (others may disturb it) and of the wall.
"""

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from core.lessons.methods import method
from core.training.told import Ended, Measured, MicroStepped, Stepped
from core.training.trainer import Trainer
from core.types import Example, ExampleOrigin, LessonPlan
from tests.bench.training_material import quarter
from tests.core.training.lesson_folders import lesson
from tests.tiny_llama import random_model

pytestmark = [pytest.mark.bench, pytest.mark.timeout(7200)]

STEPS = int(os.environ.get("LECTERN_BENCH_STEPS", "5"))
THREADS = os.environ.get("LECTERN_BENCH_THREADS", "2")
FASTER, FAST, OVERHEAD = 1.3, 2.5, 0.02
MEMORY, TIME = 0.15, 0.20
"""How far an estimate may be from what happens."""


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}")
    sys.stdout.flush()


class Side:
    """A process that makes a step when it is told to."""

    def __init__(self, module: str, arguments: Sequence[str], **more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE", "HF_HUB_OFFLINE": "1", **more},
        )
        self.ready = self._heard()
        self.cpu: list[float] = []
        self.wall: list[float] = []

    def step(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        told = self._heard()
        self.cpu.append(told["cpu"])
        self.wall.append(told["wall"])

    def peak(self) -> int:
        """Bytes, at its end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        told = self._heard()
        self._process.wait()
        return int(told["peak"])

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


def race(even: bool, batch: int, accumulation: int, fast: bool = False) -> tuple[Side, Side]:
    common = [str(quarter()), "32", str(batch), str(int(even)), str(STEPS + 1), str(accumulation)]
    peer = Side("tests.bench.training_peer", [*common, THREADS])
    # As the trainer's process is started.
    own = Side(
        "tests.bench.training_turns",
        [*common, THREADS, str(int(fast))],
        GLIBC_TUNABLES="glibc.malloc.hugetlb=1",
    )
    for number in range(STEPS + 1):
        for side in (peer, own):
            side.step()
        if not number:
            # The first step reads weights from the disk.
            for side in (peer, own):
                side.cpu.clear()
                side.wall.clear()
    return peer, own


@pytest.mark.parametrize(
    ("even", "batch", "accumulation"),
    [(True, 1, 2), (False, 4, 1)],
    ids=["all-of-512-one-by-one", "of-64-to-512-by-four"],
)
def test_a_step_is_faster_and_takes_less_memory(even: bool, batch: int, accumulation: int) -> None:
    peer, own = race(even, batch, accumulation)
    cpu, wall = min(peer.cpu) / min(own.cpu), min(peer.wall) / min(own.wall)
    if not even:
        # Steps take other examples, so all of them together are compared.
        cpu, wall = sum(peer.cpu) / sum(own.cpu), sum(peer.wall) / sum(own.wall)
    memory, theirs = own.peak(), peer.peak()
    say(f"peft + Trainer {min(peer.cpu):.2f} s cpu, {min(peer.wall):.2f} s, {theirs >> 20} MB")
    say(f"Lectern        {min(own.cpu):.2f} s cpu, {min(own.wall):.2f} s, {memory >> 20} MB")
    say(f"faster {cpu:.2f} times by the processor's time, {wall:.2f} by the wall's")
    assert memory < theirs
    assert max(cpu, wall) >= FASTER


def test_the_fast_way() -> None:
    peer, own = race(True, 1, 2, fast=True)
    cpu, wall = min(peer.cpu) / min(own.cpu), min(peer.wall) / min(own.wall)
    # Lower layers are computed once; over three epochs a third of it falls to each.
    once = own.ready["once"][1] * 2 / 3
    whole = min(peer.cpu) / (min(own.cpu) + once)
    memory, theirs = own.peak(), peer.peak()
    say(f"fast: {cpu:.2f} times by the processor's time, {wall:.2f} by the wall's;")
    say(
        f"{whole:.2f} with what is computed once, over three epochs;"
        f" {memory >> 20} of {theirs >> 20} MB"
    )
    assert max(cpu, wall) >= FAST
    assert whole >= FAST


PLAN = LessonPlan("Bench", "local:tiny.gguf", max_tokens=256, epochs=2, batch=8, general=0.0)
RECIPES = {
    "lora": {},
    "lora-checkpointing": {"checkpointing": True},
    "fast": {"fast": True},
    "full": {"method": "full"},
    "prefix": {"method": "prefix", "max_tokens": 128},
    "dpo": {"method": "dpo", "general": 0.0},
}


@pytest.mark.parametrize("name", RECIPES)
def test_estimates(name: str, tmp_path: Path) -> None:
    plan = dataclasses.replace(PLAN, **RECIPES[name])  # type: ignore[arg-type]
    place = lesson(tmp_path, plan, count=0)
    _put(place, 160)
    with Trainer(place, random_model().gguf("q8_0"), plan, method(plan.method)) as teacher:
        found = next(each for each in teacher.estimate() if isinstance(each, Measured)).estimate
    with Trainer(place, random_model().gguf("q8_0"), plan, method(plan.method)) as teacher:
        peak, taken, began = 0, 0.0, 0.0
        told = teacher.train()
        next(told)
        teacher.go(10**9)
        for each in told:
            if isinstance(each, Stepped) and not began:
                began = time.perf_counter()
            if isinstance(each, MicroStepped):
                peak = max(peak, each.memory_bytes)
            if isinstance(each, Ended):
                taken = time.perf_counter() - began
    memory, seconds = found.memory_bytes / peak - 1, found.seconds / taken - 1
    say(f"{name}: memory {found.memory_bytes >> 20} of {peak >> 20} MB ({memory:+.0%}),")
    say(f"    time {found.seconds:.1f} of {taken:.1f} s ({seconds:+.0%})")
    assert abs(memory) <= MEMORY
    assert abs(seconds) <= TIME


def _put(place: Path, count: int) -> None:
    from core import wire

    with (place / "examples.jsonl").open("w", encoding="utf-8") as file:
        for number in range(count):
            words = " ".join(f"visitors {each}" for each in range(number % 30 + 3))
            example = Example(
                number + 1,
                f"What of {words}?",
                f"Of {words} it is {number}.",
                ExampleOrigin.OWN,
                rejected=f"I cannot say {words}.",
                held_out=number >= count - 8,
            )
            file.write(json.dumps(wire.to_plain(example)) + "\n")
