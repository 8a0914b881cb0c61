"""A library as a whole."""

from dataclasses import dataclass
from enum import StrEnum


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
    preferred_retriever: str = ""
    """What “auto” uses for questions after single facts; empty for Lectern's own choice."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of the library found, and what was repaired; both empty when all is well."""

    problems: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()


class RecipeState(StrEnum):
    """Where a recipe stands."""

    CURRENT = "current"
    """Answers come from it."""
    PREPARING = "preparing"
    """Being made in the background, or stopped in the middle of it."""
    READY = "ready"
    """Made, and kept up to date; it can be taken up at once."""
    FORMER = "former"
    """It was the current one; one can go back to it at once."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way of preparing documents: a chunker and an embedder. `done` of `documents` are made."""

    id: int
    chunker: str
    embedder: str
    """Name of the embedder, with ":" and its source where it has one."""
    state: RecipeState
    done: int = 0
    documents: int = 0
    chunks: int = 0
    created: float = 0.0
    bytes: int = 0
    """Room it takes on the disk, about."""


@dataclass(frozen=True, slots=True)
class RecipeEstimate:
    """What preparing all documents in another way would cost, from a sample."""

    documents: int
    chunks: int
    seconds: float
    bytes: int
    model_requests: int = 0
    """Requests to the writing model, 0 where it is not needed."""
    model_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A technique that can be chosen. `needs` is what is missing: "model", "reranker" or empty."""

    table: str
    """"chunkers", "embedders" or "retrievers"."""
    name: str
    needs: str = ""
