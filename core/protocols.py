"""The plugs: what a parser, chunker, embedder, retriever or writer must do.

TO ADD A PLUG: write a class that fits its Protocol, name it in core/registry.py, and subclass its
contract test in tests/contracts/.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.events import Progress, Token
from core.types import AnswerSentence, ChunkSpan, Hit, ParsedDocument, Passage

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


class Chunker(Protocol):
    """Cuts a document into chunks."""

    name: str

    def chunk(self, document: ParsedDocument, count_tokens: TokenCounter) -> Iterator[ChunkSpan]:
        """Spans in document order, inside the text, non-empty, with no BOILERPLATE at their ends.

        Together they cover every non-space character outside BOILERPLATE.
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
    """Finds chunks for a question, best first."""

    name: str

    def retrieve(self, question: str, limit: int, documents: Sequence[str] = ()) -> list[Hit]:
        """At most `limit` hits by falling score; only from `documents` when any are given."""
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
