"""A library as a whole."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit


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


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's protocol, on this computer or elsewhere."""

    name: str
    address: str
    """Base address, such as "http://127.0.0.1:11434/v1"."""
    model: str = ""
    """Language model to ask for; empty when there is none to ask."""
    embedding_model: str = ""
    key_variable: str = ""
    """Environment variable that holds its key; keys are never written to settings."""
    timeout: float = 60.0
    """Seconds to wait for the next piece of an answer."""
    allowed: bool = False
    """Whether the person has agreed that text is sent there; not asked for on this computer."""
    context_tokens: int = 4096
    """Tokens its language model takes in and writes together."""
    headers: tuple[str, ...] = ()
    """Further lines of each request, "Name: value"; never a key."""
    proxy: str = ""
    """Address of the proxy to go through; "" for the system's."""

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer. No name is looked up: that would be a request."""
        try:
            host = (urlsplit(self.address).hostname or "").rstrip(".")
        except ValueError:
            return False
        if host == "localhost":
            return True
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class EndpointCheck:
    """What trying an endpoint showed."""

    models: tuple[str, ...]
    seconds: float
    reply: str = ""
