"""Letting other programs on this computer ask the library."""

from typing import TYPE_CHECKING

from core.events import Road
from core.types import ServingStatus
from core.verbs import Lane, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.NETWORK)
def start_serving(library: "KnowledgeBase", port: int = 0) -> Road[ServingStatus]:
    """Open the library to other programs on this computer, at a port (0: any free one)."""
    from core.serving.server import start

    yield from ()
    return start(library, port)


@verb(Lane.NETWORK)
def stop_serving(library: "KnowledgeBase") -> Road[ServingStatus]:
    """Close it to them again."""
    from core.serving.server import stop

    yield from ()
    return stop(library)


@verb(Lane.NETWORK)
def serving_status(library: "KnowledgeBase") -> Road[ServingStatus]:
    """Whether and where it is open to them."""
    from core.serving.server import status

    yield from ()
    return status(library)


@verb(Lane.NETWORK)
def renew_serving_token(library: "KnowledgeBase") -> Road[ServingStatus]:
    """Make a new token; programs that know the old one are refused from now on."""
    from core.serving.server import renew_token

    yield from ()
    return renew_token(library)
