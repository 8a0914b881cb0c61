"""One row of the documents table: a document, or a file on its way to become one."""

from dataclasses import dataclass
from enum import Enum, auto

from core.types import Document, FileState, NoticeKind, QueuedFile

_IN_PART = {
    NoticeKind.PAGES_UNREADABLE,
    NoticeKind.TRUNCATED,
    NoticeKind.DAMAGED,
    NoticeKind.ATTACHMENT_UNREAD,
}
_LOCKED = {"PasswordNeeded", "WrongPassword"}


class Standing(Enum):
    """Where a row stands, as a person sees it."""

    WAITING = auto()
    READING = auto()
    PREPARING = auto()
    READY = auto()
    IN_PART = auto()
    KNOWN = auto()
    """The same content was in the library already."""
    LOCKED = auto()
    FAILED = auto()


NOT_READY = frozenset({Standing.WAITING, Standing.READING, Standing.PREPARING})
NEEDS_HELP = frozenset({Standing.LOCKED, Standing.FAILED})


@dataclass(slots=True, eq=False)
class Row:
    """A row; `arrived` orders it by age in seconds since the epoch, `serial` breaks ties."""

    serial: int
    arrived: float
    document: Document | None = None
    file: QueuedFile | None = None
    hidden: bool = False
    """Removed by the person, with the removal still to be undone."""

    @property
    def name(self) -> str:
        """File name as the person knows it."""
        if self.document is not None:
            return self.document.name
        return self.file.name if self.file is not None else ""

    @property
    def title(self) -> str:
        """What the row is called: the document's title, else the file's name."""
        if self.document is not None and self.document.title:
            return self.document.title
        return self.name

    @property
    def path(self) -> str:
        """Where the file came from."""
        if self.document is not None:
            return self.document.path
        return self.file.path if self.file is not None else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The document's tags; none before it is in."""
        return self.document.tags if self.document is not None else ()

    @property
    def standing(self) -> Standing:
        """Where the row stands."""
        file = self.file
        if file is not None and file.state not in (FileState.READY, FileState.SKIPPED):
            if file.state is FileState.FAILED:
                return Standing.LOCKED if file.error in _LOCKED else Standing.FAILED
            return Standing[file.state.name]
        if self.document is not None:
            partly = any(notice.kind in _IN_PART for notice in self.document.notices)
            return Standing.IN_PART if partly else Standing.READY
        return Standing.KNOWN

    @property
    def fraction(self) -> float:
        """How much of the work under way is done, 0 to 1; below 0 when unknown."""
        if self.file is None or self.file.total <= 0:
            return -1.0
        return min(1.0, self.file.done / self.file.total)
