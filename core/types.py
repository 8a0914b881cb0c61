"""The values that travel through Lectern: frozen, comparable, free of any library.

Positions are character offsets into a document's text, half open: `text[start:end]`.
Pages count from 1. Rectangles are in PDF points, origin at the top left of the page.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class MarkKind(StrEnum):
    """What a stretch of a document's text is."""

    PAGE = "page"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    CODE = "code"
    CAPTION = "caption"
    NOTE = "note"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of a document's text.

    PAGE: `label` is the name a person sees (printed number, slide title, sheet name), may be empty.
    HEADING: `level` counts from 1. LIST_ITEM: `level` is the nesting depth from 0.
    BOILERPLATE: a running header or footer; shown, but kept out of chunks.
    Blocks (HEADING … CAPTION, NOTE, BOILERPLATE) do not overlap, except that TABLE contains its
    TABLE_HEADER and TABLE_ROW marks. PAGE marks tile the text of formats that have pages.
    """

    kind: MarkKind
    start: int
    end: int
    label: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Where the characters of one page stand; see core/geometry.py for the packing.

    `boxes` packs one rectangle for each character of `text[start:end]`, in the page's unrotated
    coordinates; `width` and `height` are the unrotated page's size in points, `rotation` the
    clockwise turn (0, 90, 180, 270) applied when the page is shown.
    """

    page: int
    start: int
    end: int
    width: float
    height: float
    boxes: bytes
    rotation: int = 0


class NoticeKind(StrEnum):
    """What a person should know about a document that was read, though nothing failed."""

    SCAN_RECOGNISED = "scan_recognised"
    PAGES_UNREADABLE = "pages_unreadable"
    PAGES_EMPTY = "pages_empty"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    ATTACHMENT_UNREAD = "attachment_unread"
    HIDDEN_TEXT = "hidden_text"


@dataclass(frozen=True, slots=True)
class DocumentNotice:
    """Something about a document read only in part; `detail` holds names or page numbers."""

    kind: NoticeKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What a parser read: the text, what its stretches are, and where each character stands."""

    format: str
    title: str
    text: str
    marks: tuple[Mark, ...]
    geometry: tuple[PageGeometry, ...] = ()
    notices: tuple[DocumentNotice, ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages, slides or sheets; 1 for formats without pages."""
        return sum(mark.kind is MarkKind.PAGE for mark in self.marks) or 1


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is in the library and searchable."""

    id: str
    """First 32 hexadecimal digits of the SHA-256 of the file's bytes."""
    title: str
    name: str
    """File name as the person knows it."""
    path: str
    """Where the file came from, for display."""
    original: str
    """Absolute path of the file to open: the library's copy, or the linked original."""
    format: str
    language: str
    """ISO 639-1 of most of its text ("zh", "en", …), "" when unknown."""
    pages: int
    characters: int
    chunks: int
    bytes: int
    added: float
    """Seconds since the epoch."""
    linked: bool = False
    tags: tuple[str, ...] = ()
    notices: tuple[DocumentNotice, ...] = ()
    prepare_seconds: float = 0.0
    """What it cost to read and prepare."""


class FileState(StrEnum):
    """Where a file that was dropped on the program stands."""

    WAITING = "waiting"
    READING = "reading"
    PREPARING = "preparing"
    READY = "ready"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class QueuedFile:
    """A file on its way into the library, or one that could not be read.

    `done` of `total` counts pages (or passages while PREPARING). `document` is the id once READY or
    SKIPPED. FAILED carries the error's kind, what it is about, its message and hint.
    """

    id: int
    path: str
    name: str
    state: FileState
    done: int = 0
    total: int = 0
    document: str = ""
    error: str = ""
    subject: tuple[tuple[str, str], ...] = ()
    message: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChunkSpan:
    """A chunk as a chunker cuts it: a span of the document's text and the headings above it."""

    start: int
    end: int
    heading: str = ""
    """Heading path, joined by " › "; not part of the span's text."""


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a retriever found. Scores compare within one retrieval only."""

    chunk: int
    score: float
    found_by: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle on a page, in PDF points from the top left of the unrotated page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Citation:
    """The stretch of a document that a sentence of an answer rests on. `quote` is its text."""

    document: str
    title: str
    page: int
    start: int
    end: int
    quote: str
    rectangles: tuple[Rectangle, ...] = ()


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


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """What is in an opened library."""

    path: str
    name: str
    documents: int
    pages: int
    waiting: int
    failed: int
    read_only: bool = False
    recovered: str = ""
    """What was mended while opening, in one English sentence; empty when nothing was."""


@dataclass(frozen=True, slots=True)
class TextSlice:
    """Part of a document's text with the marks that touch it; positions are the document's."""

    document: str
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    total: int
    """Characters in the whole document."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: raw RGB rows, 3 bytes a pixel, in a file to delete after use."""

    document: str
    page: int
    scale: float
    """Pixels for each PDF point."""
    path: str
    width: int
    height: int
    stride: int
    rotation: int = 0
    page_width: float = 0.0
    """Unrotated page size in points, to place rectangles."""
    page_height: float = 0.0


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was not added, and why ("already in the library", "system file", …)."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be added, in words."""

    path: str
    kind: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of the files that were added."""

    added: tuple[Document, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    failed: tuple[FailedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportTally:
    """How many files an import brought in, passed over, and could not read."""

    added: int = 0
    skipped: int = 0
    failed: int = 0


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


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of the library found, and what was repaired; both empty when all is well."""

    problems: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
