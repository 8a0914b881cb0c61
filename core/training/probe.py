"""What a lesson will cost, measured before it begins: memory on its longest row, time on steps."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import torch

from core.training import memory
from core.training.batches import Piece, chosen, packed, steps_of
from core.training.told import Ended, Measured, Told, Working
from core.types import LessonEstimate

if TYPE_CHECKING:
    from core.training.lesson import OpenLesson

_STEPS = 3


def measured(lesson: "OpenLesson", stopped: Callable[[], bool]) -> Iterator[Told]:
    """Measure, say Measured and Ended. Afterwards the lesson's model is spent."""
    loop = lesson.loop()
    plan, pieces = lesson.plan, loop.material.learn
    loop.model.train()
    yield Working("measuring", 0, _STEPS + 1)
    rows = packed(_largest(pieces, plan.batch), loop.capacity, loop.packs)
    memory.forget_peak()
    began = time.monotonic()
    loop.backward(rows[0], sum(each.learnt for each in rows[0]), len(rows[0]))
    loop.optimizer.step()
    loop.optimizer.zero_grad(set_to_none=True)
    took: list[tuple[int, float]] = []
    steps = steps_of(len(pieces), plan)
    sample = _rows(loop.capacity, pieces, lesson)
    for number, row in enumerate(sample[:_STEPS]):
        if stopped():
            yield Ended("stopped")
            return
        yield Working("measuring", 1 + number, _STEPS + 1)
        began = time.monotonic()
        loop.backward(row, sum(each.learnt for each in row), len(row))
        took.append((sum(each.length for each in row), time.monotonic() - began))
    speed = sum(tokens for tokens, _ in took) / max(1e-9, sum(seconds for _, seconds in took))
    tokens = sum(each.length for each in pieces) * plan.epochs
    needed, available = memory.peak(), memory.available()
    from core.training.lesson import parameters_of

    yield Measured(
        LessonEstimate(
            memory_bytes=needed,
            available_bytes=available,
            seconds=tokens / speed,
            steps=steps,
            tokens=round(tokens),
            trainable=sum(each.numel() for each in loop.model.parameters() if each.requires_grad),
            parameters=parameters_of(loop.model),
            fits=needed <= available,
            smaller=None if needed <= available else replace(plan, checkpointing=True),
        )
    )
    yield Ended("done")


def _largest(pieces: Sequence[Piece], count: int) -> list[Piece]:
    return sorted(pieces, key=lambda each: (-each.length, each.number))[:count]


def _rows(capacity: int, pieces: Sequence[Piece], lesson: "OpenLesson") -> list[list[Piece]]:
    taken = [pieces[place] for place in chosen(1, len(pieces), lesson.plan)]
    return packed(taken, capacity, bool(getattr(lesson.method, "packs", True)))


def device() -> str:
    """What a lesson is computed on."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
