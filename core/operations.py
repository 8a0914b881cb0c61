"""The verbs: everything that can be set running, on one page.

The window, the command line and every other face call these and nothing else. A verb takes the
opened library and plain arguments and is a road (core/events.py); `@verb` says in which lane it
runs and how urgent it is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.events import Changes, Road
from core.types import (
    AddResult,
    Answer,
    CheckReport,
    Conversation,
    Document,
    ImportTally,
    LibrarySummary,
    Mark,
    MarkKind,
    Message,
    PageGeometry,
    PageImage,
    ParsedDocument,
    Passage,
    QueuedFile,
    Rectangle,
    RetrievalScores,
    TextSlice,
)

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


class Lane(StrEnum):
    """A thread and the resource it guards."""

    VIEW = "view"
    """Looking things up and drawing pages; always quick."""
    MODEL = "model"
    """Questions."""
    LIBRARY = "library"
    """Everything that changes documents."""


class Urgency(IntEnum):
    """Who goes first in a lane; the lower number does."""

    NOW = 0
    SOON = 1
    PATIENT = 2


@dataclass(frozen=True, slots=True)
class Verb:
    """A road with its lane and urgency; called as the road itself."""

    road: Callable[..., Road[Any]]
    lane: Lane
    urgency: Urgency

    @property
    def name(self) -> str:
        """How the verb is called on the pipe."""
        return self.road.__name__

    def __call__(self, library: "KnowledgeBase | None", **arguments: Any) -> Road[Any]:
        """The road, ready to run."""
        return self.road(library, **arguments)


VERBS: dict[str, Verb] = {}
_Road = TypeVar("_Road", bound=Callable[..., Road[Any]])


def verb(lane: Lane, urgency: Urgency = Urgency.NOW) -> Callable[[_Road], Verb]:
    """Put a road on the page."""

    def register(road: _Road) -> Verb:
        VERBS[road.__name__] = Verb(road, lane, urgency)
        return VERBS[road.__name__]

    return register


# ---- the library -------------------------------------------------------------------------------


@verb(Lane.VIEW)
def library_summary(library: "KnowledgeBase") -> Road[LibrarySummary]:
    """What is in the library."""
    yield from ()
    return library.summary()


@verb(Lane.LIBRARY, Urgency.PATIENT)
def check_library(library: "KnowledgeBase", repair: bool = False) -> Road[CheckReport]:
    """Compare truth, index and originals; mend what can be mended when `repair`."""
    from core.checking import check

    return (yield from check(library, repair))


@verb(Lane.MODEL, Urgency.SOON)
def warm_up(library: "KnowledgeBase") -> Road[None]:
    """Load what a question needs, so that the first one is quick."""
    yield from ()
    library.warm_up()


# ---- documents ---------------------------------------------------------------------------------


@verb(Lane.LIBRARY, Urgency.NOW)
def enqueue_files(
    library: "KnowledgeBase", paths: Sequence[str], copy: bool = True
) -> Road[tuple[QueuedFile, ...]]:
    """Put files, and those in folders, on the import list; quick, nothing is read yet."""
    from core.ingest import enqueue

    return (yield from enqueue(library, [Path(path) for path in paths], copy))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def prepare_files(library: "KnowledgeBase") -> Road[ImportTally]:
    """Bring everything on the import list into the library, files added meanwhile included."""
    from core.ingest import prepare

    return (yield from prepare(library))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def add_documents(
    library: "KnowledgeBase", paths: Sequence[str], copy: bool = True
) -> Road[AddResult]:
    """`enqueue_files` and `prepare_files` in one, for faces that wait."""
    from core.ingest import add

    return (yield from add(library, [Path(path) for path in paths], copy))


@verb(Lane.LIBRARY, Urgency.NOW)
def retry_files(
    library: "KnowledgeBase", ids: Sequence[int], password: str = ""
) -> Road[tuple[QueuedFile, ...]]:
    """Put failed files back on the import list, with a password where one was missing."""
    from core.ingest import retry

    return (yield from retry(library, ids, password))


@verb(Lane.LIBRARY, Urgency.NOW)
def dismiss_files(library: "KnowledgeBase", ids: Sequence[int]) -> Road[None]:
    """Take files off the import list, failed or waiting."""
    library.queue.remove(ids)
    yield Changes(files=True)


@verb(Lane.VIEW)
def list_files(library: "KnowledgeBase") -> Road[tuple[QueuedFile, ...]]:
    """The import list: files waiting, and files that could not be read."""
    yield from ()
    return library.queue.all()


@verb(Lane.VIEW)
def list_documents(
    library: "KnowledgeBase", offset: int = 0, limit: int = 500
) -> Road[tuple[Document, ...]]:
    """A stretch of the documents, newest first; fewer than `limit` come at the end."""
    yield from ()
    return library.catalog.documents(offset, limit)


@verb(Lane.VIEW)
def find_documents(library: "KnowledgeBase", words: str) -> Road[tuple[str, ...]]:
    """Ids of documents whose name, title, tags or text hold the words."""
    yield from ()
    return library.catalog.find(words)


@verb(Lane.LIBRARY, Urgency.NOW)
def tag_documents(
    library: "KnowledgeBase",
    ids: Sequence[str],
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
) -> Road[tuple[Document, ...]]:
    """Add and take away tags; returns the documents as they are now."""
    documents = library.catalog.tag(ids, add, remove)
    yield Changes(documents=True)
    return documents


@verb(Lane.LIBRARY, Urgency.NOW)
def rename_document(library: "KnowledgeBase", id: str, title: str) -> Road[Document]:
    """Give a document another title."""
    document = library.catalog.rename(id, title)
    yield Changes(documents=True)
    return document


@verb(Lane.LIBRARY, Urgency.NOW)
def remove_documents(library: "KnowledgeBase", ids: Sequence[str]) -> Road[tuple[str, ...]]:
    """Remove documents with everything made from them; returns the ids that were there."""
    removed = library.remove(ids)
    yield Changes(documents=True, library=True)
    return removed


@verb(Lane.LIBRARY, Urgency.PATIENT)
def reread_documents(library: "KnowledgeBase", ids: Sequence[str] = ()) -> Road[AddResult]:
    """Read and prepare documents anew from their originals; all of them when none are named."""
    from core.ingest import reread

    return (yield from reread(library, ids))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def add_sample(library: "KnowledgeBase", language: str = "") -> Road[AddResult]:
    """Add the sample documents, those in `language` first."""
    from core.ingest import add
    from core.paths import resources_folder

    files = sorted((resources_folder() / "sample").glob("*-??.*"))
    files.sort(key=lambda file: not file.stem.endswith(f"-{language}"))
    return (yield from add(library, files, True))


# ---- reading -----------------------------------------------------------------------------------


@verb(Lane.VIEW)
def parsed_document(library: "KnowledgeBase", id: str) -> Road[ParsedDocument]:
    """What the parser read; `id` may be shortened to what is unique. For the command line."""
    yield from ()
    return library.catalog.parsed(library.catalog.resolve(id))


@verb(Lane.VIEW)
def open_document(
    library: "KnowledgeBase", id: str
) -> Road[tuple[Document, tuple[Mark, ...], tuple[PageGeometry, ...]]]:
    """A document, its PAGE marks, and the pages with places for their text (boxes left out)."""
    yield from ()
    document = library.catalog.get(id)
    marks = library.catalog.texts.marks(document.id)
    return (
        document,
        tuple(mark for mark in marks if mark.kind is MarkKind.PAGE),
        library.catalog.texts.page_sizes(document.id),
    )


@verb(Lane.VIEW)
def text_slice(library: "KnowledgeBase", id: str, start: int, end: int) -> Road[TextSlice]:
    """Part of a document's text, widened to whole blocks, with its marks."""
    yield from ()
    return library.catalog.text_slice(id, start, end)


@verb(Lane.VIEW)
def page_image(library: "KnowledgeBase", id: str, page: int, scale: float) -> Road[PageImage]:
    """Draw a page of a PDF or picture at `scale` pixels a point."""
    yield from ()
    return library.draw_page(id, page, scale)


@verb(Lane.VIEW)
def rectangles(
    library: "KnowledgeBase", id: str, start: int, end: int
) -> Road[tuple[Rectangle, ...]]:
    """Where a stretch of text stands on its pages."""
    yield from ()
    return library.catalog.rectangles(id, start, end)


@verb(Lane.VIEW)
def find_in_document(
    library: "KnowledgeBase", id: str, words: str
) -> Road[tuple[tuple[int, int], ...]]:
    """Places of the words in a document, as (start, end)."""
    yield from ()
    return library.catalog.find_in(id, words)


# ---- finding and asking ------------------------------------------------------------------------


@verb(Lane.MODEL)
def search(
    library: "KnowledgeBase",
    question: str,
    retriever: str = "auto",
    limit: int = 10,
    documents: Sequence[str] = (),
) -> Road[tuple[Passage, ...]]:
    """Passages for a question, best first."""
    from core.retrieval.plan import find

    yield from ()
    return tuple(find(library, question, retriever, limit, documents))


@verb(Lane.MODEL)
def ask(
    library: "KnowledgeBase",
    question: str,
    conversation: int = 0,
    retriever: str = "auto",
    model: str = "quoting",
    documents: Sequence[str] = (),
) -> Road[Answer]:
    """Answer a question from the documents and keep it in a conversation (0: a new one)."""
    from core.answer import answer

    return (yield from answer(library, question, conversation, retriever, model, documents))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def evaluate(
    library: "KnowledgeBase | None",
    folder: str,
    retrievers: Sequence[str] = (),
    chunkers: Sequence[str] = (),
    limit: int = 0,
    top: int = 20,
    fresh: bool = False,
) -> Road[tuple[RetrievalScores, ...]]:
    """Measure retrievers and chunkers on a folder in BEIR layout; the library is not touched."""
    from core.evaluation.retrieval_report import report

    return (yield from report(Path(folder), retrievers, chunkers, limit, top, fresh))


# ---- conversations -----------------------------------------------------------------------------


@verb(Lane.VIEW)
def list_conversations(library: "KnowledgeBase", words: str = "") -> Road[tuple[Conversation, ...]]:
    """Conversations, latest first; with `words`, those whose title or messages hold them."""
    yield from ()
    return library.conversations.all(words)


@verb(Lane.VIEW)
def conversation_messages(library: "KnowledgeBase", id: int) -> Road[tuple[Message, ...]]:
    """The messages of a conversation in order."""
    yield from ()
    return library.conversations.messages(id)


@verb(Lane.VIEW)
def rename_conversation(library: "KnowledgeBase", id: int, title: str) -> Road[None]:
    """Give a conversation another title."""
    library.conversations.rename(id, title)
    yield Changes(conversations=True)


@verb(Lane.VIEW)
def remove_conversations(library: "KnowledgeBase", ids: Sequence[int]) -> Road[None]:
    """Remove conversations with their messages."""
    library.conversations.remove(ids)
    yield Changes(conversations=True)


@verb(Lane.VIEW)
def export_conversation(library: "KnowledgeBase", id: int, path: str) -> Road[str]:
    """Write a conversation as .md or .docx, footnotes naming file and page; returns the path."""
    from core.generation.export import export

    yield from ()
    return str(export(library, id, Path(path)))
