"""One run of a road: who asked for it, how urgent it is, and how to stop it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.events import Event, Road


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class Job:
    """A road with its listeners, which are called in the lane's thread."""

    id: int
    name: str
    urgency: int
    road: Road[Any]
    on_event: Callable[["Job", Event], None]
    on_end: Callable[["Job", Any, BaseException | None], None]
    state: JobState = JobState.WAITING
    cancelled: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
