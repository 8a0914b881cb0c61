"""What a worker process forbids itself, so that a hostile file can do little."""

import os
import sys

from core.processes.spawning import die_with_parent
from core.processes.worker_side import refuse_network

MEMORY = 1536 * 1024 * 1024
"""Address space for reading, in bytes."""
MEMORY_RECOGNISING = 4096 * 1024 * 1024
"""Address space once text recognition runs, which reserves more than it uses."""
LARGEST_FILE = 512 * 1024 * 1024
"""Largest file a worker may write, in bytes."""


def confine(background: bool) -> None:
    """Limit this process and tie its life to its parent's.

    Address space, file size and core dumps are limited where the system can (Linux, in part macOS);
    elsewhere the pool watches the memory from outside. `background` lowers the priority.
    """
    die_with_parent()
    if sys.platform != "win32":
        import resource

        _set(resource.RLIMIT_CORE, 0, 0)
        _set(resource.RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE)
        if sys.platform == "linux":
            _set(resource.RLIMIT_AS, MEMORY, MEMORY_RECOGNISING)
        if background:
            os.nice(10)
    refuse_network()


def allow_recognition() -> None:
    """Raise the memory limit to what text recognition needs."""
    if sys.platform == "linux":
        import resource

        _set(resource.RLIMIT_AS, MEMORY_RECOGNISING, MEMORY_RECOGNISING)


def _set(kind: int, soft: int, hard: int) -> None:
    import resource

    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (OSError, ValueError):
        print(f"limit {kind} could not be set", file=sys.stderr)  # noqa: T201
