"""Documents: what was read, what is in the library, what is shown of it."""

from dataclasses import dataclass
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
    CUT_WITHOUT_MODEL = "cut_without_model"
    """The writing model could not say where to part it; it was parted by its structure."""


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
