"""Background computing gives way while someone waits for a search.

Two cores shared with an import would make every question two to three times as slow. Who searches
says so; who computes in bulk asks between small steps whether to wait a moment.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 0.25
"""Waited at one step at most, so that an import goes on under questions without end."""

_guard = threading.Lock()
_nobody_waits = threading.Event()
_nobody_waits.set()
_waiting = 0


@contextmanager
def foreground() -> Iterator[None]:
    """Around work that someone waits for; short, and never around a yield of a road."""
    global _waiting
    with _guard:
        _waiting += 1
        _nobody_waits.clear()
    try:
        yield
    finally:
        with _guard:
            _waiting -= 1
            if not _waiting:
                _nobody_waits.set()


def give_way() -> None:
    """Wait while someone waits for a search, a moment at most."""
    _nobody_waits.wait(MOST_SECONDS)
