"""Whether a lesson fits into memory: weights by their sizes, the longest row by trying it."""

import json
import math
import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import LessonTooLarge, ModelBroken
from core.training import memory
from core.training.batches import Piece

if TYPE_CHECKING:
    from core.training.loop import Loop
    from core.types import LessonPlan

SPARE = 0.95
"""Share of what is available that a lesson may take."""
_SAFE = 0.5
"""Where a rough reckoning stays below this share nothing needs to be tried carefully."""
_KEPT_A_LAYER = 34
"""Numbers of the size of the residual stream that a layer keeps for the way back, at most."""
_LARGEST_HEAD = 100_000_000
"""Bytes that say what lies in a file of safetensors, as its own library takes them at most."""
_CHECKPOINTED = 0.25
_UPPER = 0.3
"""What is kept for the way back with settings that keep less, beside what is kept without."""


def weights_needed(place: Path, plan: "LessonPlan", dense: bool) -> tuple[int, int]:
    """Bytes that the base and what learns take at least, and the base's parameters.

    A GGUF that is read in its blocks counts nothing: its pages are given back when they are wanted.
    """
    count = _numbers_in(place)
    if not dense and not place.is_dir():
        return 0, count
    needed = 4 * count
    if plan.method == "full":
        learnt = count // 4 if plan.fast else count
        paged = dict(plan.options).get("paged", 0.0)
        needed += (4 if paged else 12) * learnt
    return needed, count


def smaller_weights(plan: "LessonPlan", place: Path, dense: bool) -> "LessonPlan | None":
    """The same with settings under which the weights fit; None where there are none."""
    paged = (*((name, value) for name, value in plan.options if name != "paged"), ("paged", 1.0))
    for tried in (
        replace(plan, fast=True),
        replace(plan, fast=True, checkpointing=True, options=paged),
    ):
        if tried != plan and weights_needed(place, tried, dense)[0] <= SPARE * memory.available():
            return tried
    return None


def require(loop: "Loop") -> None:
    """Try the longest row before anything is learnt: what does not fit is said at once.

    Raises:
        LessonTooLarge: it would need more than there is.
    """
    longest = longest_row(loop)
    if _rough(loop, longest) < _SAFE * memory.available():
        return
    needed = needed_for(loop, longest)
    if needed > SPARE * memory.available():
        raise LessonTooLarge(
            name=loop.plan.title,
            needed=memory.sized(needed),
            available=memory.sized(memory.available()),
        )


def needed_for(loop: "Loop", row: Sequence[Piece]) -> int:
    """The most bytes that the process holds for a row, by trying; where shorter ones foretell that
    it would not fit, as they foretell it."""
    if _rough(loop, row) >= _SAFE * memory.available():
        quarter, half = (_tried(loop, [_cut(row[0], part)]) for part in (4, 2))
        # Grows with the length, and with its square: by a quarter, then by a half of it.
        before = memory.held_now()
        rise, next_rise = quarter - before, half - before
        bend = max(0.0, next_rise - 2 * rise) / 2
        foretold = round(before + 4 * rise + 12 * bend)
        if foretold > SPARE * memory.available():
            return foretold
    return _tried(loop, row)


def longest_row(loop: "Loop") -> list[Piece]:
    """The fullest row of the lesson's longest examples."""
    from core.training.batches import packed

    longest = sorted(loop.material.learn, key=lambda each: (-each.length, each.number))
    rows = packed(longest[: loop.plan.batch], loop.capacity, loop.packs)
    return max(rows, key=lambda row: (sum(each.length for each in row), row[0].length))


def smaller(loop: "Loop", held: int, needed: int) -> "LessonPlan | None":
    """The same plan with settings that would fit; None where none would.

    `held` bytes are taken before anything is computed, `needed` at the most.
    """
    plan, kept = loop.plan, max(0, needed - held)
    longest = max(each.length for each in loop.material.learn)
    share = 1.0 if plan.checkpointing else _CHECKPOINTED
    upper = 1.0 if plan.fast else _UPPER
    tries = [
        (share, replace(plan, checkpointing=True)),
        (upper, replace(plan, fast=True)),
        (upper * share, replace(plan, fast=True, checkpointing=True)),
    ]
    for part in (2, 4, 8):
        shorter = max(16, longest // part)
        tries.append((share / part, replace(plan, checkpointing=True, max_tokens=shorter)))
    for left, tried in tries:
        if tried != plan and held + kept * left <= SPARE * memory.available():
            return tried
    return None


def _tried(loop: "Loop", row: Sequence[Piece]) -> int:
    """The most that was held while a row went forward and back twice: the second time there are
    gradients besides."""
    memory.forget_peak()
    learnt = max(1, sum(each.learnt for each in row))
    for _ in range(2):
        loop.backward(row, learnt, len(row))
    return memory.peak()


def _rough(loop: "Loop", row: Sequence[Piece]) -> float:
    config: Any = loop.model.config
    tokens = sum(max(each.length, len(each.rejected)) for each in row)
    layers, width = int(config.num_hidden_layers), int(config.hidden_size)
    kept = 4 * layers * tokens * width * _KEPT_A_LAYER
    learnt = sum(each.learnt for each in row)
    return memory.held_now() + kept + 12 * learnt * int(config.vocab_size)


def _cut(piece: Piece, part: int) -> Piece:
    length = max(2, piece.length // part)
    start = max(1, min(piece.start // part, length - 1))
    rejected = piece.rejected[:length]
    return Piece(piece.number, piece.tokens[:length], start, rejected)


def _numbers_in(place: Path) -> int:
    if place.is_dir() and (place / "config.json").is_file():
        return sum(_numbers_of(file) for file in place.glob("*.safetensors"))
    import gguf

    from core.gguf.files import file_in, parts_of

    parts = parts_of(file_in(place))
    return sum(
        int(tensor.n_elements) for part in parts for tensor in gguf.GGUFReader(str(part)).tensors
    )


def _numbers_of(file: Path) -> int:
    """Of a file of safetensors, by its head.

    Raises:
        ModelBroken: there is no head that makes sense.
    """
    try:
        with file.open("rb") as opened:
            (length,) = struct.unpack("<Q", opened.read(8))
            head = json.loads(opened.read(min(length, _LARGEST_HEAD)))
        return sum(
            math.prod(int(size) for size in each["shape"])
            for name, each in head.items()
            if name != "__metadata__"
        )
    except (
        OSError,
        struct.error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        raise ModelBroken(name=file.name) from error
