"""What one server lets its clients have: sizes, times, and how many at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Tests make them small; nobody else changes them."""

    body_bytes: int = 4 * 1024 * 1024
    """A request's body; books are asked about, not sent."""
    head_seconds: float = 10.0
    """For a request's head to arrive, from the connection's or the last answer's first byte."""
    body_seconds: float = 20.0
    """For its body."""
    send_seconds: float = 60.0
    """For a client to take what has been written for it."""
    burst: int = 200
    """Requests at once after a quiet time …"""
    a_second: float = 20.0
    """… and steadily."""
    at_once: int = 2
    """Questions that are worked on together: more would make each slower than one by one."""
    waiting: int = 16
    """Questions that wait behind those."""
    connections: int = 128
    alive_seconds: float = 5.0
    """After so long without a word a stream says that it is alive."""
    leave_seconds: float = 1.0
    """When the server ends, what is under way has so long to end by itself."""
