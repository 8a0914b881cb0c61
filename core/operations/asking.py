"""Finding passages, answering questions, keeping conversations."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import (
    Answer,
    Choice,
    Conversation,
    Document,
    Facets,
    Filter,
    Formula,
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
    after: int | None = None,
    prompt: str = "",
    pinned: Sequence[str] = (),
) -> Road[Answer]:
    """Answer a question from the documents and keep it in a conversation (0: a new one).

    `model` is "quoting", the name of an endpoint, "local:…", or "" for what the settings say.
    `after` is the id of the message that the question follows (0: none, None: the last one): where
    something else follows it already, a branch begins; the same question again is not kept twice,
    its answers stand beside each other. `prompt` is the id of an instruction. Of `pinned` documents
    the model reads the whole text, as far as it fits.
    """
    from core.answer import answer

    return (
        yield from answer(
            library, question, conversation, retriever, model, where, after, prompt, tuple(pinned)
        )
    )


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


@verb(Lane.VIEW)
def draw_formula(
    library: "KnowledgeBase | None", latex: str, display: bool = False
) -> Road[Formula]:
    """A formula in LaTeX as a drawing; an empty one where it cannot be drawn."""
    from core.text.formulas import drawn

    yield from ()
    return drawn(latex, display)


@verb(Lane.VIEW)
def list_conversations(library: "KnowledgeBase", words: str = "") -> Road[tuple[Conversation, ...]]:
    """Conversations, latest first; with `words`, those whose title or messages hold them."""
    yield from ()
    return library.conversations.all(words)


@verb(Lane.VIEW)
def conversation_messages(
    library: "KnowledgeBase", id: int, answers: bool = True
) -> Road[tuple[Message, ...]]:
    """The messages of a conversation's open branch in order.

    Their answers are light: what is only seen unfolded is left out (`whole_message`), or all of
    them without `answers`.
    """
    yield from ()
    return library.conversations.messages(id, answers="light" if answers else "none")


@verb(Lane.VIEW)
def whole_message(library: "KnowledgeBase", id: int) -> Road[Message]:
    """A message with its whole answer: all passages with their texts, and how they were found."""
    yield from ()
    return library.conversations.one_message(id)


@verb(Lane.VIEW)
def choose_branch(
    library: "KnowledgeBase", conversation: int, message: int
) -> Road[tuple[Message, ...]]:
    """Open the branch that a message stands in, where it was last gone on with; its messages, as
    `conversation_messages` gives them."""
    library.conversations.choose_branch(conversation, message)
    yield Changes(conversations=True)
    return library.conversations.messages(conversation, answers="light")


@verb(Lane.VIEW)
def rate_answer(library: "KnowledgeBase", message: int, rating: int) -> Road[None]:
    """Note whether an answer was liked: 1, -1, or 0 for neither."""
    library.conversations.rate(message, rating)
    yield Changes(conversations=True)


@verb(Lane.VIEW)
def correct_answer(library: "KnowledgeBase", message: int, text: str) -> Road[None]:
    """Note how an answer should have read; "" takes that back."""
    library.conversations.correct(message, text)
    yield Changes(conversations=True)


@verb(Lane.VIEW)
def pinned_documents(library: "KnowledgeBase") -> Road[tuple[Document, ...]]:
    """The documents that are kept before the model's eyes, in the order they were chosen."""
    from core.stores.pins import pinned

    yield from ()
    return library.catalog.some(pinned(library.database))


@verb(Lane.VIEW)
def pin_documents(library: "KnowledgeBase", ids: Sequence[str]) -> Road[None]:
    """Keep these documents, and no others, before the model's eyes in new questions."""
    from core.stores.pins import pin

    pin(library.database, ids)
    yield Changes(conversations=True)


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
