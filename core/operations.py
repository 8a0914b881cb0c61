"""The verbs: everything that can be set running, on one page.

The window, the command line and every other face call these and nothing else. A verb takes the
opened library and plain arguments and is a road (core/events.py); `@verb` says in which lane it
runs and how urgent it is there.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import (
    AddResult,
    Answer,
    CheckReport,
    Choice,
    Conversation,
    Document,
    Endpoint,
    EndpointCheck,
    Evaluation,
    ExamComparison,
    ExamQuestion,
    ExamSitting,
    Facets,
    Filter,
    ImportTally,
    LibrarySummary,
    Mark,
    MarkKind,
    Message,
    PageGeometry,
    PageImage,
    ParsedDocument,
    QueuedFile,
    Recipe,
    RecipeEstimate,
    Rectangle,
    SearchResult,
    TextSlice,
)
from core.verbs import VERBS, Lane, Urgency, Verb, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

__all__ = ["VERBS", "Lane", "Urgency", "Verb"]


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
    where: Filter | None = None,
) -> Road[SearchResult]:
    """Passages for a question, best first, and how they were found."""
    from core.retrieval.plan import find

    return (yield from find(library, question, retriever, limit, where))


@verb(Lane.MODEL)
def ask(
    library: "KnowledgeBase",
    question: str,
    conversation: int = 0,
    retriever: str = "auto",
    model: str = "quoting",
    where: Filter | None = None,
) -> Road[Answer]:
    """Answer a question from the documents and keep it in a conversation (0: a new one)."""
    from core.answer import answer

    return (yield from answer(library, question, conversation, retriever, model, where))


@verb(Lane.VIEW)
def document_facets(library: "KnowledgeBase") -> Road[Facets]:
    """The tags, formats and languages there are, for filters."""
    yield from ()
    return library.catalog.facets()


@verb(Lane.VIEW)
def choices(library: "KnowledgeBase") -> Road[tuple[Choice, ...]]:
    """The techniques that can be chosen here, and what is missing for the others."""
    yield from ()
    return library.choices()


@verb(Lane.MODEL)
def check_endpoint(library: "KnowledgeBase | None", endpoint: Endpoint) -> Road[EndpointCheck]:
    """Ask a server which models it has, and its model for one word."""
    from core.models.endpoint import check

    return (yield from check(endpoint))


# ---- measuring ---------------------------------------------------------------------------------


@verb(Lane.LIBRARY, Urgency.PATIENT)
def evaluate(
    library: "KnowledgeBase | None",
    source: str,
    retrievers: Sequence[str] = (),
    chunkers: Sequence[str] = (),
    limit: int = 0,
    top: int = 20,
    fresh: bool = False,
    baseline: str = "",
    answers: bool = False,
) -> Road[Evaluation]:
    """Measure retrievers, chunkers and answers on a question set; the library is not touched.

    `source` is a folder in BEIR layout or a JSON file as SQuAD and CMRC have them.
    """
    from core.evaluation.report import report

    return (
        yield from report(
            Path(source),
            retrievers,
            chunkers,
            limit,
            top,
            fresh,
            baseline=baseline,
            answers=answers,
        )
    )


@verb(Lane.VIEW)
def exam_questions(library: "KnowledgeBase") -> Road[tuple[ExamQuestion, ...]]:
    """The questions of the library's exam, those put aside included."""
    yield from ()
    return library.exam.questions()


@verb(Lane.MODEL, Urgency.PATIENT)
def make_exam(
    library: "KnowledgeBase",
    count: int = 40,
    documents: Sequence[str] = (),
    with_model: bool = False,
) -> Road[tuple[ExamQuestion, ...]]:
    """Make questions from the documents and keep them; returns the new ones."""
    from core.exam.making import make

    return (yield from make(library, count, documents, with_model))


@verb(Lane.VIEW)
def save_exam_question(library: "KnowledgeBase", question: ExamQuestion) -> Road[ExamQuestion]:
    """Keep a question as it is given: a new one (id 0), a changed one, or one taken back."""
    saved = library.exam.save(question)
    yield Changes(exam=True)
    return saved


@verb(Lane.VIEW)
def remove_exam_questions(
    library: "KnowledgeBase", ids: Sequence[int]
) -> Road[tuple[ExamQuestion, ...]]:
    """Remove questions; returns them as they were, to be saved again if that was a mistake."""
    removed = library.exam.remove(ids)
    yield Changes(exam=True)
    return removed


@verb(Lane.MODEL, Urgency.PATIENT)
def take_exam(library: "KnowledgeBase", retriever: str = "auto") -> Road[ExamSitting]:
    """Ask the exam's questions of the library as it is now and keep how it went."""
    from core.exam.taking import take

    return (yield from take(library, retriever))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def compare_exam(
    library: "KnowledgeBase",
    chunkers: Sequence[str] = (),
    retrievers: Sequence[str] = (),
    embedders: Sequence[str] = (),
) -> Road[ExamComparison]:
    """Take the exam with each way of preparing and searching, and keep what came out.

    The library itself is not changed. By default every way that needs nothing that is missing.
    """
    from core.exam.comparing import compare

    return (yield from compare(library, chunkers, retrievers, embedders))


@verb(Lane.VIEW)
def exam_sittings(library: "KnowledgeBase") -> Road[tuple[ExamSitting, ...]]:
    """How the exam went each time, latest first; their outcomes included."""
    yield from ()
    return library.exam.sittings()


@verb(Lane.VIEW)
def exam_comparison(library: "KnowledgeBase") -> Road[ExamComparison | None]:
    """The latest comparison, None where there is none."""
    yield from ()
    return library.exam.comparison()


# ---- how documents are prepared ----------------------------------------------------------------


@verb(Lane.VIEW)
def list_recipes(library: "KnowledgeBase") -> Road[tuple[Recipe, ...]]:
    """The ways the documents are prepared in: the current one first."""
    yield from ()
    return library.recipes.all()


@verb(Lane.LIBRARY, Urgency.SOON)
def estimate_recipe(
    library: "KnowledgeBase", chunker: str = "", embedder: str = ""
) -> Road[RecipeEstimate]:
    """What preparing all documents another way would cost, from a sample of them."""
    from core.preparing import estimate

    return (yield from estimate(library, chunker, embedder))


@verb(Lane.LIBRARY, Urgency.BACKGROUND)
def prepare_recipe(
    library: "KnowledgeBase", chunker: str = "", embedder: str = "", use: bool = False
) -> Road[Recipe]:
    """Prepare all documents another way beside the current one; empty names: as it is now.

    Questions are answered from the current one meanwhile. Stopped, it goes on from there the next
    time. With `use` it is taken up when it is ready.
    """
    from core.preparing import prepare

    return (yield from prepare(library, chunker, embedder, use))


@verb(Lane.LIBRARY, Urgency.NOW)
def use_recipe(library: "KnowledgeBase", id: int) -> Road[Recipe]:
    """Answer from another recipe from now on, or go back to the former one; at once.

    Documents that it lacks count as waiting until `prepare_files` has prepared them.
    """
    from core.chunk_making import clear_away

    recipe = library.use_recipe(id)
    yield Changes(recipes=True, documents=True, library=True)
    yield from clear_away(library)
    return recipe


@verb(Lane.LIBRARY, Urgency.NOW)
def prefer_retriever(library: "KnowledgeBase", name: str) -> Road[None]:
    """What “auto” uses for questions after single facts in this library; "" for Lectern's own."""
    library.prefer_retriever(name)
    yield Changes(library=True)


@verb(Lane.LIBRARY, Urgency.NOW)
def remove_recipe(library: "KnowledgeBase", id: int) -> Road[None]:
    """Forget a recipe that is not the current one, with all that was made by it."""
    from core.chunk_making import clear_away

    library.remove_recipe(id)
    yield Changes(recipes=True)
    yield from clear_away(library)


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
