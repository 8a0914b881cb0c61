"""What a person can do to a turn, as the transcript tells it to the pane."""

import enum
from dataclasses import dataclass

from desktop.chat.turns import Turn


class Deed(enum.Enum):
    """What is wanted; what `value` of TurnDeed means for it."""

    AGAIN = enum.auto()
    COMPARE = enum.auto()
    """The model that answers too."""
    CHANGE = enum.auto()
    """The question that takes its place."""
    BRANCH = enum.auto()
    """Id of a message in the branch to open."""
    BACK = enum.auto()
    RATE = enum.auto()
    """1, -1 or 0."""
    CORRECT = enum.auto()
    """How the answer should have read; "" takes that back."""
    BESIDE = enum.auto()
    """Id of another answer to show beside it; 0 puts that away."""
    WHOLE = enum.auto()
    """Its answer is unfolded, and all of it wanted."""
    MODELS = enum.auto()


@dataclass(frozen=True, slots=True)
class TurnDeed:
    """Something that is wanted of a turn."""

    deed: Deed
    turn: Turn
    text: str = ""
    number: int = 0
