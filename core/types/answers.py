"""Answers, what they rest on, and the conversations they stand in."""

from dataclasses import dataclass
from enum import StrEnum

from core.types.documents import Citation
from core.types.searching import Passage, SearchReport


class Support(StrEnum):
    """Whether a sentence of an answer was found in what it cites."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer with what it rests on."""

    text: str
    support: Support
    citations: tuple[Citation, ...] = ()
    start: int = -1
    end: int = -1
    """Where it stands in the answer's text, marks of sources left out there; -1 where that is not
    known, as in answers that are nothing but their sentences."""


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step of how an answer was found."""

    step: str
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Usage:
    """What a reply of a language model took."""

    prompt_tokens: int
    cached_tokens: int
    """Of the prompt, those that had been read before."""
    answer_tokens: int
    first_word_seconds: float
    seconds: float
    exact: bool = True
    """Whether the tokens were counted by the model itself."""
    lessons: tuple[str, ...] = ()
    """Titles of the lessons that it was written with, with strengths other than the whole."""
    left_out: tuple[str, ...] = ()
    """Lessons that were switched on and could not be used, and why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; without sentences the documents do not say."""

    text: str
    sentences: tuple[AnswerSentence, ...]
    passages: tuple[Passage, ...]
    trace: tuple[TraceStep, ...]
    model: str
    conversation: int = 0
    message: int = 0
    waiting: int = 0
    """Files that were still being prepared when the question was asked."""
    search: SearchReport | None = None
    """How the passages were found; None for answers of older versions."""
    thought: str = ""
    """What the model thought before it answered."""
    usage: Usage | None = None
    """None where no language model wrote."""
    prompt: str = ""
    """Id of the instruction it was written by, and its version: "usual@1"."""
    read: tuple[int, ...] = ()
    """Places in `passages` of those that the model was given for this question, in the order they
    stood in the prompt; those given for an earlier question of the conversation are left out."""
    written: str = ""
    """The reply as the model wrote it, with its marks of sources: what the prompt of the next
    question repeats, so that it begins as this one did."""
    lessons: tuple[str, ...] = ()
    """Titles of the lessons that the model wrote it with, with strengths other than the whole."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as a drawing; lengths in widths of the letter M (em)."""

    svg: str
    """In currentColor; empty where it could not be drawn, and its source is shown."""
    width: float
    ascent: float
    """Above the baseline."""
    descent: float


class Role(StrEnum):
    """Who said a message of a conversation."""

    PERSON = "person"
    LECTERN = "lectern"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; Lectern's carry the whole answer."""

    id: int
    role: Role
    text: str
    created: float
    answer: Answer | None = None
    alternatives: tuple[int, ...] = ()
    """Ids of the messages that stand at this place in other branches, this one among them, oldest
    first; empty where there is no other."""
    rating: int = 0
    """1 liked, -1 not, 0 neither."""
    corrected: str = ""
    """The answer as the person would have it; "" where they left it."""
    packed: bytes = b""
    """In place of `answer`: a light one, a frame of core/wire.py. Of hundreds of answers in a
    conversation a window opens a few."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as a list shows it."""

    id: int
    title: str
    created: float
    updated: float
    messages: int
