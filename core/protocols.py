"""The plugs: what a parser, chunker, embedder, retriever, reranker, writer or model must do.

TO ADD A PLUG: write a class that fits its Protocol, name it in core/registry.py, and subclass its
contract test in tests/contracts/.
"""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from core.events import Progress, Road, Thought, Token, ToolCall
from core.types import (
    AnswerSentence,
    Cut,
    ParsedDocument,
    Passage,
    Retrieval,
    TokenPiece,
    Usage,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Parser(Protocol):
    """Reads one family of formats. Runs in a parser worker: the file may be hostile."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read the file at `path`, called `name` by the person.

        Yields Progress (pages done of total) and returns the document. Never returns an empty text.

        Raises:
            ReadingError: one of its named children.
        """
        ...


TokenCounter = Callable[[Sequence[str]], list[int]]
"""Number of tokens of each text, as the embedder will count them (special tokens left out)."""


@dataclass(frozen=True)
class ChunkingTools:
    """What a chunker may use."""

    embedder: "Embedder"
    model: "LanguageModel | None" = None


class Chunker(Protocol):
    """Cuts a document into chunks. The constructor takes no arguments that matter to a library."""

    name: str

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        """Spans in document order, inside the text, non-empty, with no BOILERPLATE at their ends.

        Together they cover every non-space character outside BOILERPLATE. None is longer than the
        embedder reads. Yields Progress only where it takes long. Never fails: what a model cannot
        do is done without it, and a notice says so.
        """
        ...


class Embedder(Protocol):
    """Turns text into unit vectors. The constructor is light; the model loads at first use."""

    id: str
    """Names the vector space: model, revision and precision that matter for comparing vectors."""
    dimensions: int
    max_tokens: int

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens left out, without truncation."""
        ...

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether the model knows the language of each text well enough to have a vote on it."""
        ...

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors, shape (len(texts), dimensions); longer texts are truncated."""
        ...

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Unit vector of a question, shape (dimensions,)."""
        ...


class Retriever(Protocol):
    """Finds chunks for a question, best first. Made with the opened library."""

    name: str

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits by falling score; only from `documents` unless that is None.

        Yields Progress while it waits for a model. What a model cannot do is left out, and a notice
        in the result says so.
        """
        ...


class Reranker(Protocol):
    """Judges passages against a question, better and slower than a retriever."""

    name: str

    def rerank(self, question: str, texts: Sequence[str]) -> Road[list[float]]:
        """A score for each text, higher is better; they compare within one call.

        Raises:
            ModelError: it cannot; the order before stands.
        """
        ...


@dataclass(frozen=True)
class ChatMessage:
    """One message to a language model."""

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    calls: tuple[ToolCall, ...] = ()
    """Of an assistant: the tools it wanted."""
    answers: str = ""
    """Of a tool: the id of the call that its text answers."""


@dataclass(frozen=True)
class Tool:
    """A function that a model may ask for."""

    name: str
    description: str
    parameters: Mapping[str, Any]
    """JSON schema of its arguments, an object."""


Writing = Generator[Token | Thought | ToolCall | Usage, None, str]
"""A reply as it comes. Without `details` it yields Tokens only."""


class LanguageModel(Protocol):
    """Writes text."""

    name: str

    @property
    def context_tokens(self) -> int:
        """Tokens it can take in and write together, as far as is known."""
        ...

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
        *,
        tools: Sequence[Tool] = (),
        details: bool = False,
    ) -> Writing:
        """Stream the reply and return all of it; blank tokens come while it waits.

        With `schema`, a JSON schema, it is asked for JSON of that shape, which the caller checks.
        Closed in between, it stops the model. With `details` what it thinks comes as Thoughts, and
        at the end a Usage; without, thoughts are left out. `tools` are offered where the model
        takes them (`takes_tools`); what it wants of them comes as ToolCalls, `details` or not.

        Raises:
            ModelError: one of its named children.
        """
        ...

    @property
    def takes_tools(self) -> bool:
        """Whether it can be offered tools, as far as is known."""
        ...

    def prime(self, messages: Sequence[ChatMessage], keep: str = "") -> Writing:
        """Read what a prompt will begin with, so that its reply comes sooner; returns "".

        Does nothing where it cannot be done. With `keep`, a name, what was read is kept on the disk
        under that name until something else is kept under it.

        Raises:
            ModelError: as `write`.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text; an estimate where `counts_exactly` is false."""
        ...

    @property
    def counts_exactly(self) -> bool:
        """Whether `count_tokens` counts as the model does."""
        ...

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """The tokens of a text in order; empty where they cannot be had."""
        ...


class Writer(Protocol):
    """Writes an answer from passages."""

    name: str

    def write(
        self, question: str, passages: Sequence[Passage]
    ) -> Generator[Token, None, tuple[AnswerSentence, ...]]:
        """Stream the answer's text and return its sentences with citations (rectangles left empty).

        No sentences: the passages do not answer the question.
        """
        ...
