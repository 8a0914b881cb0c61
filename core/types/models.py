"""Language models: what is on this computer, what can be had, what writing cost, tokens."""

from dataclasses import dataclass
from enum import StrEnum

LOCAL = "local:"
"""Begins the name of a model that is on this computer; names of servers hold no colon."""
LESSON = "lesson:"
"""Begins the name of a lesson that is a model of its own, which PyTorch runs."""
QUOTING = "quoting"
"""Named in place of a model: answers are made of the documents' own sentences."""


class ModelKind(StrEnum):
    """What a model is for."""

    CHAT = "chat"
    EMBEDDING = "embedding"
    RERANKER = "reranker"
    OCR = "ocr"


class Fit(StrEnum):
    """Whether a model fits this computer's memory."""

    WELL = "well"
    TIGHT = "tight"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """Bytes that a model takes while it is used."""

    weights: int
    cache: int
    """What it keeps of the text it has read, at the context it is opened with."""
    overhead: int
    available: int
    """What programs can have on this computer, the part in use by others left out."""
    fit: Fit

    @property
    def total(self) -> int:
        """Bytes in all."""
        return self.weights + self.cache + self.overhead


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model that can be downloaded. Figures are about; exact ones come from its source."""

    id: str
    name: str
    kind: ModelKind
    maker: str
    languages: tuple[str, ...]
    licence: str
    licence_url: str
    parameters: float
    """In thousands of millions."""
    bytes: int
    """Size of its download, about."""
    context_tokens: int
    summary_en: str
    summary_zh: str
    page: str
    """Address where a person can read about it."""
    need: MemoryNeed | None = None
    """On this computer; filled in when the catalogue is listed."""
    installed: str = ""
    """Name of the installed model that came from it; "" when there is none."""
    first_choice: bool = False
    """Suits someone who has never had a model: small for what it can do, answers without ado."""
    restricted: bool = False
    """Its licence binds the person to terms beyond naming its makers."""
    sites: tuple[str, ...] = ()
    """Hosts that have it, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model in the models folder."""

    name: str
    """As settings and commands name it: "local:" and the file or folder below the models folder."""
    title: str
    kind: ModelKind
    path: str
    bytes: int
    architecture: str = ""
    parameters: float = 0.0
    quantisation: str = ""
    context_tokens: int = 0
    """What it was made for; it is opened with what fits."""
    entry: str = ""
    """Id in the catalogue, if it came from there."""
    licence: str = ""
    problem: str = ""
    """Kind of the error that keeps it from being used; "" when nothing does."""
    words_a_second: float = 0.0
    """Measured on this computer; 0 when it has not been."""
    need: MemoryNeed | None = None


@dataclass(frozen=True, slots=True)
class ModelOverview:
    """The catalogue and what is on this computer."""

    installed: tuple[InstalledModel, ...]
    catalogue: tuple[CatalogueEntry, ...]
    unfinished: tuple[str, ...] = ()
    """Ids of entries whose download was begun and not ended."""
    came: tuple[int, ...] = ()
    """Bytes that came of each of those."""
    folder: str = ""
    free_bytes: int = 0
    memory_bytes: int = 0
    graphics: str = ""
    """What computes besides the processor, in words; "" for nothing."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """The model that is loaded at the moment."""

    name: str = ""
    """"" when none is."""
    context_tokens: int = 0
    weights_bytes: int = 0
    cache_bytes: int = 0
    cached_tokens: int = 0
    """Tokens it has read and need not read again."""
    saved_bytes: int = 0
    """What is kept on the disk for pinned documents."""
    threads: int = 0
    on_graphics: bool = False


@dataclass(frozen=True, slots=True)
class ModelSpeed:
    """Measured on this computer."""

    name: str
    words_a_second: float
    tokens_a_second: float
    reading_tokens_a_second: float
    first_word_seconds: float
    load_seconds: float


@dataclass(frozen=True, slots=True)
class TokenPiece:
    """A token of a text: `text[start:end]`; tokens that share a character share its span."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenView:
    """A text as a model sees it; `pieces` is empty where only a count can be had."""

    model: str
    pieces: tuple[TokenPiece, ...]
    count: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """What of a model's context a question would take, in tokens."""

    context: int
    instructions: int
    history: int
    documents: int
    question: int
    answer: int
    """Kept free for the answer."""
    exact: bool = True


class KeyPlace(StrEnum):
    """Where the key of a server is kept."""

    NONE = "none"
    KEYRING = "keyring"
    FILE = "file"
    """In a file, encrypted with a passphrase."""
    LOCKED = "locked"
    """In that file, whose passphrase has not been given since the program started."""
    SESSION = "session"
    """In memory until the program ends."""
    VARIABLE = "variable"
    """In the environment variable that the endpoint names."""


@dataclass(frozen=True, slots=True)
class ServingStatus:
    """Whether other programs can ask the library, and how."""

    running: bool
    address: str = ""
    mcp_address: str = ""
    token: str = ""
    requests: int = 0
    """Answered since it was started."""
