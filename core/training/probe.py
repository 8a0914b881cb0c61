"""What a lesson will cost, measured before it begins: memory on its longest row, time on steps."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.training import general, memory, room, sampling
from core.training.batches import Piece, packed, rows_of_step, steps_of
from core.training.loop import SAMPLE_TOKENS, SAMPLES, Loop
from core.training.told import Ended, Measured, Told, Working
from core.types import LessonEstimate

if TYPE_CHECKING:
    from core.training.lesson import OpenLesson
    from core.types import LessonPlan

_STEPS = 3
_STEPS_SEEN = 200
"""Steps whose rows are counted; longer lessons go on as they began."""
_TRIED_TOKENS = 6


def too_large(place: Path, plan: "LessonPlan", dense: bool) -> LessonEstimate | None:
    """An estimate of what cannot even be opened; None of what can."""
    needed, parameters = room.weights_needed(place, plan, dense)
    available = memory.available()
    if needed <= room.SPARE * available:
        return None
    return LessonEstimate(
        memory_bytes=needed,
        available_bytes=available,
        seconds=0.0,
        steps=0,
        tokens=0,
        trainable=0,
        parameters=parameters,
        fits=False,
        smaller=room.smaller_weights(plan, place, dense),
    )


def measured(lesson: "OpenLesson", stopped: Callable[[], bool]) -> Iterator[Told]:
    """Measure, say Measured and Ended. Afterwards the lesson's model is spent."""
    from core.training.lesson import parameters_of

    yield Working("measuring", 0, _STEPS + 1)
    loop = lesson.loop()
    loop.model.train()
    held = memory.held_now()
    available = memory.available()
    needed = room.needed_for(loop, room.longest_row(loop))
    fits = needed <= room.SPARE * available
    seconds = 0.0
    if fits:
        # What the optimiser keeps of each parameter is there from the first step on.
        began = time.monotonic()
        loop.optimizer.step()
        stepping = time.monotonic() - began
        loop.optimizer.zero_grad(set_to_none=True)
        needed = max(needed, room.needed_for(loop, room.longest_row(loop)))
        fits = needed <= room.SPARE * available
        clock = Clock(loop, stepping)
        for number, row in enumerate(clock.sample()):
            if stopped():
                yield Ended("stopped")
                return
            yield Working("measuring", 1 + number, _STEPS + 1)
            clock.time(row)
        seconds = clock.whole() + _talking(lesson)
    learn = loop.material.learn
    tokens = sum(_tokens([each]) for each in learn) * lesson.plan.epochs
    # What the base has yet to answer will be learnt too.
    more = 1.0 + lesson.general_wanted() / len(learn)
    yield Measured(
        LessonEstimate(
            memory_bytes=needed,
            available_bytes=available,
            seconds=seconds * more,
            steps=steps_of(round(len(learn) * more), lesson.plan),
            tokens=round(tokens * more),
            trainable=sum(each.numel() for each in loop.model.parameters() if each.requires_grad),
            parameters=parameters_of(loop.model),
            fits=fits,
            smaller=None if fits else room.smaller(loop, held, needed),
            device=lesson.means.device,
        )
    )
    yield Ended("done")


class Clock:
    """Times some rows of a lesson, and says what all will take."""

    def __init__(self, loop: Loop, stepping: float) -> None:
        """`stepping`: seconds of a step of the optimiser."""
        self._loop, self._stepping = loop, stepping
        seen = min(loop.steps, _STEPS_SEEN)
        pieces, plan = loop.material.learn, loop.plan
        self._rows = [
            row
            for step in range(1, seen + 1)
            for row in rows_of_step(step, pieces, plan, loop.capacity, loop.packs)
        ]
        self._times = loop.steps / seen
        self._took: list[tuple[int, float]] = []
        self._fed: list[tuple[int, float]] = []
        self._looked: list[tuple[int, float]] = []

    def sample(self) -> list[list[Piece]]:
        """Rows of different lengths: what lies below a sixth, a half and five sixths of all."""
        ordered = sorted(self._rows, key=_tokens)
        last = len(ordered) - 1
        return [ordered[round(last * share)] for share in (5 / 6, 1 / 2, 1 / 6)]

    def time(self, row: Sequence[Piece]) -> None:
        """Time a row: filled, back and forth, and looked at."""
        tokens, learnt = _tokens(row), max(1, sum(each.learnt for each in row))
        began = time.monotonic()
        self._loop.feed(row)
        fed = time.monotonic()
        self._loop.backward(row, learnt, len(row))
        done = time.monotonic()
        self._loop.look_at(row, learnt, len(row))
        self._fed.append((tokens, fed - began))
        self._took.append((tokens, done - fed))
        self._looked.append((tokens, time.monotonic() - done))

    def whole(self) -> float:
        """Seconds of all steps and looks."""
        loop = self._loop
        tokens = self._times * sum(_tokens(row) for row in self._rows)
        seconds = _each(self._took) * tokens + self._stepping * loop.steps
        held = packed(loop.held, loop.capacity, loop.packs)
        looked = sum(_tokens(row) for row in held)
        seconds += _each(self._looked) * looked * loop.looks
        # Lower layers are computed once for each example.
        once = sum(each.length + len(each.rejected) for each in loop.material.learn)
        return seconds + _each(self._fed) * min(tokens, once + looked)


def _talking(lesson: "OpenLesson") -> float:
    """Seconds of samples at the beginning and the end, and of general answers that are wanted."""
    loop_pieces = lesson.material()
    prompts = [each.tokens[: each.start] for each in loop_pieces.held_out[:SAMPLES]]
    asked = lesson.general_wanted()
    if not prompts and not asked:
        return 0.0
    prompts = prompts or [loop_pieces.learn[0].tokens[: loop_pieces.learn[0].start]]
    lesson.model.eval()
    together = bool(getattr(lesson.method, "caches", True))
    words, device = lesson.base.words, lesson.means.device
    began = time.monotonic()
    sampling.answered(lesson.model, words, prompts, 1, together, device)
    first = time.monotonic() - began
    sampling.answered(lesson.model, words, prompts, 1 + _TRIED_TOKENS, together, device)
    each = max(0.0, (time.monotonic() - began - 2 * first) / _TRIED_TOKENS)
    answer = first + SAMPLE_TOKENS * each
    samples = 2.0 * answer * bool(loop_pieces.held_out)
    return samples + general.rounds(asked) * answer


def _each(took: Sequence[tuple[int, float]]) -> float:
    """Seconds of a token."""
    return sum(seconds for _, seconds in took) / max(1, sum(tokens for tokens, _ in took))


def _tokens(row: Sequence[Piece]) -> int:
    return sum(each.length + len(each.rejected) for each in row)
