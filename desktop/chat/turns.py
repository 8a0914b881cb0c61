"""A question with what came of it: the values that the transcript draws."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.errors import LecternError
from core.types import Answer, Message, Passage, Role, TraceStep, Usage
from desktop.engine_link import unpacked

_PINNED = ("pinned",)


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
    thought: str = ""
    """What a model has thought so far."""
    thinking_seconds: float = 0.0
    """How long it thought, once its answer has begun."""
    model: str = ""
    """What answers, as `ask` names it."""
    asked: int = 0
    """Id of the question's message; 0 while it is not kept."""
    asked_beside: tuple[int, ...] = ()
    """Ids of the questions that stand at its place in other branches, this one among them."""
    message: int = 0
    """Id of the answer's message; 0 while it is not kept."""
    beside: tuple[int, ...] = ()
    """Ids of the answers to the same question, this one among them."""
    rating: int = 0
    corrected: str = ""
    light: bool = False
    """Whether the answer came without what is only seen unfolded."""
    packed: bytes = b""
    """Its answer, until it is looked at (`unpack`)."""
    other: "Turn | None" = None
    """Another answer to the question, to be read beside this one."""
    former: "tuple[Turn, ...]" = ()
    """What this turn took the place of, to go back to when nothing comes of it."""

    @property
    def trace(self) -> tuple[TraceStep, ...]:
        """The steps of the search so far."""
        return self.answer.trace if self.answer else tuple(self.steps)

    @property
    def unanswered(self) -> bool:
        """Whether the search ended and the documents do not say."""
        return self.answer is not None and not self.answer.sentences

    @property
    def usage(self) -> Usage | None:
        """What the reply took; None where no model wrote."""
        return self.answer.usage if self.answer else None

    @property
    def last(self) -> int:
        """Id of its last message, which the next question follows; 0 while nothing is kept."""
        return self.message or self.asked

    def named(self, model: str) -> str:
        """What wrote the answer, by the model's title: with the lessons that were on."""
        return " + ".join([model, *(self.answer.lessons if self.answer else ())])

    def begin(self, model: str) -> None:
        """Be as it was when it had just been asked."""
        self.state, self.error, self.answer, self.model = TurnState.ASKING, None, None, model
        self.streamed, self.passages, self.steps = "", (), []
        self.thought, self.thinking_seconds, self.light = "", 0.0, False

    def take(self, answer: Answer) -> None:
        """Hold an answer."""
        self.answer = answer
        # What is pinned was not found.
        self.passages = tuple(each for each in answer.passages if each.found_by != _PINNED)
        self.streamed = answer.text
        self.thought = answer.thought
        self.model = answer.model or self.model
        self.message = answer.message or self.message

    def unpack(self) -> None:
        """Hold the answer that came packed; one of a later version is no more than its words."""
        packed, self.packed = self.packed, b""
        if not packed or self.answer is not None:
            return
        answer = unpacked(packed)
        if isinstance(answer, Answer):
            self.take(answer)
        else:
            self.state, self.light = TurnState.STOPPED, False


def turns_of(messages: Iterable[Message]) -> list[Turn]:
    """The turns of a stored conversation; a question without an answer counts as stopped."""
    turns: list[Turn] = []
    for message in messages:
        if message.role is Role.PERSON:
            asked = Turn(message.text, TurnState.STOPPED, asked=message.id)
            asked.asked_beside = message.alternatives
            turns.append(asked)
            continue
        if not turns or turns[-1].message:
            turns.append(Turn("", TurnState.STOPPED))
        turn = turns[-1]
        has_answer = message.answer is not None or bool(message.packed)
        turn.state = TurnState.DONE if has_answer else TurnState.STOPPED
        turn.streamed = message.text
        if message.answer is not None:
            turn.take(message.answer)
        turn.packed = message.packed
        turn.light = bool(message.packed)
        noted(turn, message)
    return turns


def noted(turn: Turn, message: Message) -> None:
    """Note what is said of an answer's message."""
    turn.message = message.id
    turn.beside = message.alternatives
    turn.rating = message.rating
    turn.corrected = message.corrected


def joined(now: Sequence[Turn], stored: Sequence[Turn]) -> list[Turn]:
    """Stored turns, with those that are shown already in their place: they are on screen."""
    known = {(turn.asked, turn.message): turn for turn in now if turn.asked}
    found = []
    for turn in stored:
        shown = known.get((turn.asked, turn.message), turn)
        shown.asked_beside, shown.beside = turn.asked_beside, turn.beside
        shown.rating, shown.corrected = turn.rating, turn.corrected
        found.append(shown)
    return found
