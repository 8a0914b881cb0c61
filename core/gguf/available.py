"""Memory that programs can have on this computer, or in the box they run in."""

from collections.abc import Iterator
from pathlib import Path

_CONTROL = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")


def available_bytes() -> int:
    """Bytes that can be had without taking them from others: of this computer, or of what the
    group of processes may take that this one is in, whichever is less."""
    import psutil

    return max(0, min([int(psutil.virtual_memory().available), *_left(_CONTROL, _OWN)]))


def total_bytes() -> int:
    """Memory of this computer, or what the group of processes may take, whichever is less."""
    import psutil

    limits = [limit for limit, _ in _limits(_CONTROL, _OWN)]
    return int(min([psutil.virtual_memory().total, *limits]))


def _left(control: Path, own: Path) -> list[int]:
    return [limit - used for limit, used in _limits(control, own)]


def _limits(control: Path, own: Path) -> Iterator[tuple[int, int]]:
    """Limits of Linux's control groups above this process, and what is taken of each."""
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return  # another system
    for line in lines:
        number, controllers, path = [*line.split(":", 2), "", ""][:3]
        if number == "0" and not controllers:
            root, most, now = control, "memory.max", "memory.current"
        elif "memory" in controllers.split(","):
            root, most, now = control / "memory", "memory.limit_in_bytes", "memory.usage_in_bytes"
        else:
            continue
        folder = root / path.lstrip("/")
        # In a container the path may be the host's, and what is seen is the group itself.
        for place in [folder, *folder.parents] if root in folder.parents else [root]:
            limit, used = _number(place / most), _number(place / now)
            if limit is not None and used is not None:
                yield limit, used - _reclaimable(place)
            if place == root:
                break


def _reclaimable(place: Path) -> int:
    """Files that are kept in memory as long as nobody needs it."""
    try:
        lines = (place / "memory.stat").read_text().splitlines()
    except OSError:
        return 0
    pairs = dict(line.split(" ", 1) for line in lines if " " in line)
    found = pairs.get("total_inactive_file", pairs.get("inactive_file", "0"))
    return int(found) if found.strip().isdecimal() else 0


def _number(file: Path) -> int | None:
    """A number in a file; None for "max", for one that stands for it, and where there is none."""
    try:
        said = file.read_text().strip()
    except OSError:
        return None
    return int(said) if said.isdecimal() and int(said) < 1 << 60 else None
