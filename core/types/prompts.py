"""Instructions for writing models, and the lab that compares them."""

from dataclasses import dataclass
from enum import StrEnum


class PromptStyle(StrEnum):
    """How an instruction is built."""

    ZERO_SHOT = "zero_shot"
    FEW_SHOT = "few_shot"
    """With examples from answers the person liked."""
    CHAIN_OF_THOUGHT = "chain_of_thought"
    CO_STAR = "co_star"
    """Context, objective, style, tone, audience, response."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An instruction for answering from documents."""

    id: str
    """File name without its ending; those of the program and the person's own share one space."""
    title: str
    style: PromptStyle
    text: str
    language: str = ""
    """"zh", "en", or "" for any."""
    own: bool = False
    """Made or changed by the person."""
    version: int = 1
    versions: int = 1
    changed: float = 0.0


@dataclass(frozen=True, slots=True)
class LabCandidate:
    """One column of the lab: what answers, and how."""

    model: str
    """"quoting", the name of a server, or "local:…"."""
    prompt: str = ""
    """Id of an instruction; "" for the usual one."""
    temperature: float = 0.0
    retriever: str = "auto"
    max_tokens: int = 512


@dataclass(frozen=True, slots=True)
class LabCell:
    """What one candidate answered to one question."""

    question: int
    candidate: int
    text: str
    sentences: int = 0
    supported: int = 0
    first_word_seconds: float = 0.0
    seconds: float = 0.0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    score: float = -1.0
    """Against the exam's answer, 0 to 1; below 0 where there is none."""
    error: str = ""
    """Kind of the error in place of an answer."""
    error_message: str = ""


@dataclass(frozen=True, slots=True)
class LabResult:
    """All cells, by question and candidate; a stopped run holds those that were done."""

    questions: tuple[str, ...]
    candidates: tuple[LabCandidate, ...]
    cells: tuple[LabCell, ...]
