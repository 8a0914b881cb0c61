"""Figures of evaluations, and the exam on a person's own documents."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.types.searching import SearchNotice


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """By how much one retriever differs from another on the same questions.

    `low` and `high` bound the 95 % interval of a paired bootstrap over the questions.
    """

    measure: str
    than: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    """How well one retriever over one chunker found the gold passages; fractions from 0 to 1."""

    retriever: str
    chunker: str
    scores: dict[str, float] = field(default_factory=dict)
    queries_per_second: float = 0.0
    index_seconds: float = 0.0
    passages: int = 0
    questions: int = 0
    chunks: int = 0
    differences: tuple[PairedDifference, ...] = ()
    """Against the baseline of the evaluation, where one was asked for."""
    p50_milliseconds: float = 0.0
    p95_milliseconds: float = 0.0
    """What half of the questions, and 95 of 100, were answered within."""
    notices: tuple[SearchNotice, ...] = ()
    """Techniques that were left out, and for how many of the questions or documents."""


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """How good the answers over one retriever were; fractions from 0 to 1.

    `scores` holds those of core/evaluation/answer_metrics.py: "em", "f1", "contains", "refused",
    "citation_validity", "citation_precision", "citation_recall", "citation_answer", "support",
    where the set has unanswerable questions "refusal_precision" and "refusal_recall", and where a
    model judged "faithfulness", "answer_relevancy" and "context_precision".
    """

    retriever: str
    chunker: str
    model: str
    scores: dict[str, float] = field(default_factory=dict)
    questions: int = 0
    unanswerable: int = 0
    seconds_per_question: float = 0.0
    notices: tuple[SearchNotice, ...] = ()
    """Measures that a model could not give, or not for every question, and why."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation measured."""

    retrieval: tuple[RetrievalScores, ...]
    answers: tuple[AnswerScores, ...] = ()


# ---- the exam ----------------------------------------------------------------------------------


class ExamQuestionKind(StrEnum):
    """How an exam question was made."""

    CLOZE = "cloze"
    """A sentence with a gap for a name, a date or a number."""
    PLACE = "place"
    """Which page says …"""
    DEFINITION = "definition"
    WRITTEN = "written"
    """By a writing model."""
    OWN = "own"
    """By the person."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A stretch of a document that answers an exam question. `quote` is its text."""

    document: str
    title: str
    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ExamQuestion:
    """A question of the exam; its gold is a place in the text, whatever the chunker."""

    id: int
    """0 for one that is not stored yet."""
    kind: ExamQuestionKind
    text: str
    answer: str
    gold: tuple[GoldSpan, ...]
    language: str = ""
    accepted: bool = True
    """Whether it is asked; one that a person put aside is kept."""


@dataclass(frozen=True, slots=True)
class ExamOutcome:
    """How one question went. `rank` is that of the first passage with the answer, 0 for none."""

    question: int
    rank: int
    passage: str = ""
    """Opening of the passage that came first."""


@dataclass(frozen=True, slots=True)
class ExamSitting:
    """One time the exam was taken. `scores`: "found@1", "found@3", "found@10", "mrr@10"."""

    id: int
    taken: float
    """Seconds since the epoch."""
    retriever: str
    chunker: str
    embedder: str
    questions: int
    scores: dict[str, float] = field(default_factory=dict)
    seconds_per_question: float = 0.0
    index_seconds: float = 0.0
    """What preparing the documents this way took; 0 where it was not measured."""
    chunks: int = 0
    outcomes: tuple[ExamOutcome, ...] = ()
    differences: tuple[PairedDifference, ...] = ()
    """Against the way the library is prepared and searched now."""
    notices: tuple[SearchNotice, ...] = ()
    """Techniques that were left out, and for how many of the questions or documents."""


class ExamVerdict(StrEnum):
    """What a comparison says in the end."""

    BETTER = "better"
    """Another way is better, and chance does not explain it."""
    NO_DIFFERENCE = "no_difference"
    CURRENT_BEST = "current_best"
    TOO_FEW = "too_few"
    """Too few questions to say anything."""


@dataclass(frozen=True, slots=True)
class ExamComparison:
    """Ways of preparing and searching on the same exam, best first."""

    taken: float
    questions: int
    sittings: tuple[ExamSitting, ...]
    best: int
    current: int
    """Places in `sittings`; `current` is how the library works now."""
    verdict: ExamVerdict
    documents: int = 0
    """Documents the comparison was made on."""
    sampled: bool = False
    """Whether those are a part of the library, since all of it would have taken too long."""
