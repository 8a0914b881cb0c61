"""A question with what came of it: the values that the transcript draws."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.errors import LecternError
from core.types import Answer, Message, Passage, Role, TraceStep


class TurnState(enum.Enum):
    """How far a question has come."""

    ASKING = enum.auto()
    DONE = enum.auto()
    STOPPED = enum.auto()
    FAILED = enum.auto()


@dataclass(slots=True, eq=False)
class Turn:
    """One question and, as it arrives, its answer. Turns are told apart by identity."""

    question: str
    state: TurnState = TurnState.ASKING
    streamed: str = ""
    """The words that have come so far; what a stopped question keeps."""
    passages: tuple[Passage, ...] = ()
    """What was found, known before the first word."""
    steps: list[TraceStep] = field(default_factory=list)
    answer: Answer | None = None
    error: LecternError | None = None

    @property
    def trace(self) -> tuple[TraceStep, ...]:
        """The steps of the search so far."""
        return self.answer.trace if self.answer else tuple(self.steps)

    @property
    def unanswered(self) -> bool:
        """Whether the search ended and the documents do not say."""
        return self.answer is not None and not self.answer.sentences


def turns_of(messages: Iterable[Message]) -> list[Turn]:
    """The turns of a stored conversation; a question without an answer counts as stopped."""
    turns: list[Turn] = []
    for message in messages:
        if message.role is Role.PERSON:
            turns.append(Turn(message.text, TurnState.STOPPED))
            continue
        if not turns or turns[-1].state is not TurnState.STOPPED:
            turns.append(Turn(""))
        turn = turns[-1]
        turn.state = TurnState.DONE if message.answer else TurnState.STOPPED
        turn.answer = message.answer
        turn.streamed = message.text
        if message.answer:
            turn.passages = message.answer.passages
    return turns
