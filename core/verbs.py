"""What a verb is: a road with the lane it runs in and how urgent it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from core.events import Road

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


class Lane(StrEnum):
    """A thread and the resource it guards."""

    VIEW = "view"
    """Looking things up and drawing pages; always quick."""
    MODEL = "model"
    """Questions."""
    LIBRARY = "library"
    """Everything that changes documents."""
    TEACHING = "teaching"
    """Lessons; their work is done by a process of its own."""
    NETWORK = "network"
    """Downloads; mostly waiting."""


class Urgency(IntEnum):
    """Who goes first in a lane; the lower number does."""

    NOW = 0
    SOON = 1
    PATIENT = 2
    BACKGROUND = 3
    """Lets everything else go first, also what comes later."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A road with its lane and urgency; called as the road itself."""

    road: Callable[..., Road[Any]]
    lane: Lane
    urgency: Urgency

    @property
    def name(self) -> str:
        """How the verb is called on the pipe."""
        return self.road.__name__

    def __call__(self, library: "KnowledgeBase | None", **arguments: Any) -> Road[Any]:
        """The road, ready to run."""
        return self.road(library, **arguments)


VERBS: dict[str, Verb] = {}
_Road = TypeVar("_Road", bound=Callable[..., Road[Any]])


def verb(lane: Lane, urgency: Urgency = Urgency.NOW) -> Callable[[_Road], Verb]:
    """Put a road on the page."""

    def register(road: _Road) -> Verb:
        VERBS[road.__name__] = Verb(road, lane, urgency)
        return VERBS[road.__name__]

    return register
