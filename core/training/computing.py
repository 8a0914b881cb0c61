"""What a lesson is computed with: graphics processor or cores, how many, how wide its numbers.

Chosen by trying, once for each lesson: later runs of it take the same, for sums come out otherwise
with others.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from core.whole_files import write_whole

_ROUNDS = 3
_WORTH = 0.9
"""More threads must take less than this share of the time that fewer take."""
_NARROW_WORTH = 0.7
"""Numbers of half the width, of that of whole ones: they are less exact."""
_WIDTH, _ROWS = 1024, 256


def device_for(kind: str) -> str:
    """ "cuda", "mps" or "cpu" for a base of a kind: blocks of a GGUF file are read by cores."""
    if kind != "folder":
        return "cpu"
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def threads_measured() -> int:
    """How many threads multiply fastest now: few where the computer is busy."""
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    tried = sorted({1, max(1, most // 2), max(1, most - 1), most})
    if len(tried) == 1:
        return tried[0]
    a, b = torch.randn(_ROWS, _WIDTH), torch.randn(_WIDTH, _WIDTH)
    took = dict.fromkeys(tried, float("inf"))
    before = torch.get_num_threads()
    for _ in range(_ROUNDS):
        for count in tried:
            torch.set_num_threads(count)
            took[count] = min(took[count], _seconds(lambda: torch.mm(a, b)))
    torch.set_num_threads(before)
    best = tried[0]
    for count in tried[1:]:
        if took[count] < _WORTH * took[best]:
            best = count
    return best


def narrow_pays(device: str) -> bool:
    """Whether products of bfloat16 are worth it: on graphics processors that know them, and on
    cores where they are faster (AMX, AVX512-BF16), which is tried."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    if device == "mps":
        return False
    if not _knows_narrow():
        # Made up of other instructions they are slower by a hundred times: not even tried.
        return False
    a, b = torch.randn(_ROWS, _WIDTH), torch.randn(_WIDTH, _WIDTH)
    narrow_a, narrow_b = a.bfloat16(), b.bfloat16()
    wide = narrow = float("inf")
    for _ in range(_ROUNDS):
        wide = min(wide, _seconds(lambda: torch.mm(a, b)))
        narrow = min(narrow, _seconds(lambda: torch.mm(narrow_a, narrow_b)))
    return narrow < _NARROW_WORTH * wide


def _knows_narrow() -> bool:
    """Whether the cores have instructions for bfloat16, as far as PyTorch says."""
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(bool(getattr(torch.cpu, name, bool)()) for name in names)


@dataclass(frozen=True)
class Means:
    """What a lesson is computed with."""

    device: str
    threads: int
    narrow: bool
    """Products of bfloat16."""

    def forward(self) -> AbstractContextManager[object]:
        """In which forward passes are made."""
        if not self.narrow:
            return contextlib.nullcontext()
        return torch.autocast(self.device, torch.bfloat16)


def means_of(folder: Path, kind: str, threads: int = 0) -> Means:
    """What a lesson was begun with; chosen now, and written into its folder, if it is new.

    `threads` where the plan says so, 0 for a measurement.
    """
    file = folder / "computing.json"
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        means = Means(str(kept["device"]), int(kept["threads"]), bool(kept["narrow"]))
    except (OSError, ValueError, KeyError):
        device = device_for(kind)
        means = Means(device, threads or threads_measured(), narrow_pays(device))
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(asdict(means)).encode())
    torch.set_num_threads(means.threads)
    return means


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(4):
        work()
    return time.perf_counter() - began
