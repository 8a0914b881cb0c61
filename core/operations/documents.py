"""Bringing documents in, looking at them, taking them out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import (
    AddResult,
    Document,
    ImportTally,
    Mark,
    MarkKind,
    PageGeometry,
    PageImage,
    ParsedDocument,
    QueuedFile,
    Rectangle,
    TextSlice,
)
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


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
