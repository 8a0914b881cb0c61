"""How many threads a model computes with: measured, because no rule holds.

One token is bound by memory, many at once by computing, and which count is best depends on the
processor and on what else runs. The best of several short runs counts: others only disturb.
"""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.llama.context import LlamaContext

_ROUNDS = 3
_TOGETHER = 32
_SECONDS = 3.0
"""Measuring ends after so long, whatever has been tried."""
_WORTH = 0.95
"""More threads must take less than this share of the time that fewer take."""


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def measured(context: "LlamaContext") -> tuple[int, int]:
    """Threads for one token and for many, set in the context, which is empty before and after.

    Raises:
        Stopped: the context was stopped meanwhile.
    """
    began = time.monotonic()
    token = max(0, context.vocabulary.begin)
    tried = _candidates(cores())
    single = dict.fromkeys(tried, float("inf"))
    many = dict.fromkeys(tried, float("inf"))
    try:
        context.decode([token], 0, 0)  # the first one reads the weights from the disk
        for _ in range(_ROUNDS):
            for count in tried:
                if time.monotonic() - began > _SECONDS and min(single.values()) < float("inf"):
                    break
                context.set_threads(count, count)
                single[count] = min(single[count], _seconds(context, [token]))
                many[count] = min(many[count], _seconds(context, [token] * _TOGETHER))
    finally:
        context.remove(0)
    found = _best(single), _best(many)
    context.set_threads(*found)
    return found


def _candidates(most: int) -> list[int]:
    """Counts that are worth a try: all cores, half of them (real cores often are), one less."""
    return sorted({1, max(1, most // 2), max(1, most * 3 // 4), max(1, most - 1), most} - {0})


def _seconds(context: "LlamaContext", tokens: list[int]) -> float:
    began = time.perf_counter()
    context.decode(tokens, 0, context.length(0))
    return time.perf_counter() - began


def _best(seconds: dict[int, float]) -> int:
    best, *others = sorted(seconds)
    for count in others:
        if seconds[count] < _WORTH * seconds[best]:
            best = count
    return best
