"""What a worker process does first: its answers have a stream of their own, it has no network."""

import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from core import wire


def own_stdout() -> BinaryIO:
    """A stream for answers only: whatever a library prints goes to the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def listen(take: Callable[[dict[str, Any]], None]) -> None:
    """Hand on each order that comes, and end the process as soon as the parent is gone."""
    try:
        while True:
            take(wire.read(sys.stdin.buffer))
    except (EOFError, OSError, wire.WireError):
        os._exit(0)


def refuse_network() -> None:
    """Let no code in this process, whoever wrote it, speak with another computer."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        raise PermissionError("a worker has no network")
