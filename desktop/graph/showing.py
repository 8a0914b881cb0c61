"""What the map can show in its middle and in its column, as plain values.

Going back, and looking again after a change, is then to ask for the same value once more.
"""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What the middle shows."""

    START = "start"
    AROUND = "around"
    QUESTION = "question"
    DOCUMENTS = "documents"
    PATHS = "paths"
    OVERVIEW = "overview"


class Side(StrEnum):
    """What the column at the right shows."""

    NOTHING = "nothing"
    ENTITY = "entity"
    CONNECTION = "connection"
    PATHS = "paths"
    COMMUNITY = "community"
    SUGGESTIONS = "suggestions"
    CORRECTIONS = "corrections"
    MODEL = "model"
    """What letting the writing model read would take."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the middle shows. `ids`: entities, for DOCUMENTS documents."""

    what: What = What.START
    ids: tuple[str, ...] = ()
    question: str = ""
    level: int = 0
    """Of the communities in the overview, 0 the broadest."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the column shows: an entity's id, or the two ends of a connection, or a community."""

    side: Side = Side.NOTHING
    ids: tuple[str, ...] = ()
    community: int = -1
