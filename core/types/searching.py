"""Chunks, what is found of them, and how it was found."""

from dataclasses import dataclass
from enum import StrEnum

from core.types.documents import DocumentNotice
from core.types.graph import GraphTrace


@dataclass(frozen=True, slots=True)
class ChunkSpan:
    """A chunk as a chunker cuts it: a span of the document's text and the headings above it."""

    start: int
    end: int
    heading: str = ""
    """Heading path, joined by " › "; not part of the span's text."""
    section_start: int = -1
    section_end: int = -1
    """The section it stands in, which holds the span; -1 where the chunker knows of none."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a chunker made of a document, and what a person should know about how."""

    spans: tuple[ChunkSpan, ...]
    notices: tuple[DocumentNotice, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored chunk; `text` equals the document's text at its span."""

    id: int
    document: str
    ordinal: int
    start: int
    end: int
    page: int
    heading: str
    text: str
    section_start: int = -1
    section_end: int = -1
    """The section it stands in; -1 where its chunker knew of none."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents are searched; a document must fit every field that is not empty.

    Of the values in a field one is enough. Dates are seconds since the epoch, 0 for open.
    """

    documents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    added_from: float = 0.0
    added_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Facets:
    """What a library can be filtered by: values with the number of documents, most first."""

    tags: tuple[tuple[str, int], ...]
    formats: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """What one leg says of a chunk."""

    leg: str
    rank: int
    """From 1; 0 when the leg did not find it by itself and was asked about it."""
    score: float
    """As the leg counts (cosine, BM25, …)."""
    share: float
    """The score brought to a scale from 0 to 1, as it entered the fusion."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a retriever found. Scores compare within one retrieval only."""

    chunk: int
    score: float
    found_by: tuple[str, ...]
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class LegReport:
    """What one way of searching did for a question."""

    leg: str
    """A name of those listed in core/retrieval/fusion.py, with ":2", … for a further text."""
    asked: str
    """The text it searched for: the question, another phrasing, a part of it, a made-up answer."""
    found: int
    weight: float = 1.0
    """Its share of the say in the fusion; 0 when it had none, for the reason in `silent`."""
    silent: str = ""
    """"unreadable" (the reading model does not know the language), "unreachable" (it cannot be
    asked), or empty."""


class Hindrance(StrEnum):
    """Why a technique was left out; the result is then the one without it."""

    NO_MODEL = "no_model"
    """It needs a writing model and none is chosen."""
    NO_RERANKER = "no_reranker"
    NO_GRAPH = "no_graph"
    """It needs the knowledge graph and none has been built."""
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    REFUSED = "refused"
    """The model's server answered with an error."""
    NONSENSE = "nonsense"
    """The model's output made no sense."""
    NOT_ALLOWED = "not_allowed"
    """The model is on another computer, and the person has not agreed to send it anything."""


@dataclass(frozen=True, slots=True)
class SearchNotice:
    """A technique that was left out of a search, and why."""

    technique: str
    hindrance: Hindrance
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a retriever found, best first, and how."""

    hits: tuple[Hit, ...]
    legs: tuple[LegReport, ...] = ()
    notices: tuple[SearchNotice, ...] = ()
    graph: GraphTrace | None = None
    """The part of the knowledge graph that it used."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A found chunk with what a reader of it needs."""

    chunk: int
    document: str
    title: str
    page: int
    start: int
    end: int
    text: str
    heading: str
    score: float
    found_by: tuple[str, ...]
    around_start: int = -1
    around_end: int = -1
    """The stretch to read it in: its section, or its neighbours; -1 where none is known."""


class QuestionKind(StrEnum):
    """What kind of question a plan takes a question for."""

    KEYWORDS = "keywords"
    """Names, codes, numbers, words in quotation marks: they must be there to the letter."""
    FACT = "fact"
    MULTI_HOP = "multi_hop"
    """Its answer needs one passage to find the next."""
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """Which retriever was used, and why."""

    retriever: str
    chosen: bool = False
    """Whether `auto` chose it; otherwise it was asked for by name."""
    kind: QuestionKind = QuestionKind.FACT
    language: str = ""
    """ISO 639-1 of the question."""
    readable: bool = True
    """Whether the reading model knows the question's language."""
    reasons: tuple[str, ...] = ()
    """Codes that the window words; core/retrieval/question_kind.py lists them."""


class Fate(StrEnum):
    """What became of a chunk that was found."""

    KEPT = "kept"
    REPEATED = "repeated"
    """It says what a better one says."""
    CROWDED = "crowded"
    """Others of the same place say enough."""
    BELOW = "below"
    """Not among as many as were wanted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that was found, with what each leg said and what became of it."""

    chunk: int
    document: str
    title: str
    page: int
    start: int
    end: int
    opening: str
    """The beginning of its text."""
    score: float
    votes: tuple[Vote, ...]
    fate: Fate
    like: int = 0
    """For REPEATED: the chunk whose content it repeats."""


@dataclass(frozen=True, slots=True)
class SearchReport:
    """How passages were found for a question."""

    question: str
    plan: SearchPlan
    documents: int
    """Documents that were searched."""
    legs: tuple[LegReport, ...]
    candidates: tuple[Candidate, ...]
    """Best first, those that were kept and the best of those that were not."""
    notices: tuple[SearchNotice, ...] = ()
    seconds: float = 0.0
    graph: GraphTrace | None = None
    """The part of the knowledge graph that it used."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages for a question, best first, and how they were found."""

    passages: tuple[Passage, ...]
    report: SearchReport
