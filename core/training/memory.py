"""What this process holds, and what the computer could still give it."""

import contextlib
import os
import sys
from pathlib import Path

import psutil

_CLEAR_PEAK = "5"


def held_now() -> int:
    """Bytes of memory that this process holds."""
    return int(psutil.Process().memory_info().rss)


def forget_peak() -> None:
    """Let `peak` begin anew, where the system can."""
    if sys.platform == "linux":
        # Some containers have no such file, or let nobody write to it.
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text(_CLEAR_PEAK, encoding="ascii")


def peak() -> int:
    """The most bytes that this process has held: since `forget_peak` on Linux, else ever."""
    if sys.platform == "linux":
        for line in (
            Path("/proc/self/status").read_text(encoding="utf-8", errors="replace").splitlines()
        ):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def available() -> int:
    """Bytes that this process could hold in all before others are pushed out."""
    spare = int(psutil.virtual_memory().available)
    if sys.platform == "linux":
        spare = min([spare, *_left_to_the_group()])
    return spare + held_now()


def _left_to_the_group() -> list[int]:
    """Bytes that a container leaves, where there is one."""
    folder = Path("/sys/fs/cgroup")
    try:
        most = (folder / "memory.max").read_text(encoding="ascii").strip()
        taken = int((folder / "memory.current").read_text(encoding="ascii"))
        return [] if most == "max" else [max(0, int(most) - taken)]
    except (OSError, ValueError):
        return []


def on_device(device: str) -> int:
    """Bytes of a graphics card that this process holds; 0 for "cpu"."""
    import torch

    if device == "cuda":
        return int(torch.cuda.memory_reserved())
    return int(torch.mps.driver_allocated_memory()) if device == "mps" else 0


def of_card() -> int:
    """Bytes that the graphics card has in all; 0 without one that CUDA knows."""
    import torch

    return int(torch.cuda.mem_get_info()[1]) if torch.cuda.is_available() else 0


def first_to_go() -> None:
    """When memory runs out all the same, let the system end this process and no other."""
    if sys.platform == "linux":
        target = Path(f"/proc/{os.getpid()}/oom_score_adj")
        target.write_text("1000", encoding="ascii")


def sized(count: int) -> str:
    """Bytes as a person reads them."""
    return f"{count / 2**30:.1f} GB"
