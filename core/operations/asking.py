"""Finding passages, answering questions, keeping conversations."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import (
    Answer,
    Choice,
    Conversation,
    Endpoint,
    EndpointCheck,
    Facets,
    Filter,
    Message,
    SearchResult,
)
from core.verbs import Lane, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


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
