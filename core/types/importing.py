"""Files on their way into the library and what became of them."""

from dataclasses import dataclass
from enum import StrEnum

from core.types.documents import Document


class FileState(StrEnum):
    """Where a file that was dropped on the program stands."""

    WAITING = "waiting"
    READING = "reading"
    PREPARING = "preparing"
    READY = "ready"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class QueuedFile:
    """A file on its way into the library, or one that could not be read.

    `done` of `total` counts pages (or passages while PREPARING). `document` is the id once READY or
    SKIPPED. FAILED carries the error's kind, what it is about, its message and hint.
    """

    id: int
    path: str
    name: str
    state: FileState
    done: int = 0
    total: int = 0
    document: str = ""
    error: str = ""
    subject: tuple[tuple[str, str], ...] = ()
    message: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was not added, and why ("already in the library", "system file", …)."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be added, in words."""

    path: str
    kind: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of the files that were added."""

    added: tuple[Document, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    failed: tuple[FailedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportTally:
    """How many files an import brought in, passed over, and could not read."""

    added: int = 0
    skipped: int = 0
    failed: int = 0
