"""What was asked and answered before, as the prompt of the next question repeats it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.types import Message, Passage, Role


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the reply to it; `passages` were given for it, in the order of the prompt."""

    question: str
    written: str
    passages: tuple[Passage, ...] = ()


def turns_of(messages: Iterable[Message]) -> tuple[Turn, ...]:
    """The answered questions among the messages of a branch, in order.

    A question without an answer is left out: it was stopped before the first word, or its model
    failed.
    """
    turns: list[Turn] = []
    question = ""
    for message in messages:
        if message.role is Role.PERSON:
            question = message.text
        elif question:
            answer = message.answer
            given: tuple[Passage, ...] = ()
            if answer is not None:
                given = tuple(
                    answer.passages[at] for at in answer.read if 0 <= at < len(answer.passages)
                )
            written = (answer.written if answer is not None else "") or message.text
            turns.append(Turn(question, written, given))
            question = ""
    return tuple(turns)


Place = tuple[str, int, int]


def place_of(passage: Passage) -> Place:
    """What makes two passages the same: the stretch of the document."""
    return (passage.document, passage.start, passage.end)


class Numbers:
    """The passages of a conversation, numbered from 1 by their first appearance."""

    def __init__(self) -> None:
        self._numbers: dict[Place, int] = {}

    def of(self, passage: Passage) -> int:
        """The number of a passage; a new one takes the next."""
        return self._numbers.setdefault(place_of(passage), len(self._numbers) + 1)


def numbered(turns: Sequence[Turn]) -> Numbers:
    """The numbers that the passages of these turns have."""
    numbers = Numbers()
    for turn in turns:
        for passage in turn.passages:
            numbers.of(passage)
    return numbers
