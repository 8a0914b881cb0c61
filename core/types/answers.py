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


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step of how an answer was found."""

    step: str
    detail: str
    seconds: float


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


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as a list shows it."""

    id: int
    title: str
    created: float
    updated: float
    messages: int
