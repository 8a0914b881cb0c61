"""What a road may yield while it runs, and what it changed when it ends."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from core.types import Document, LabCell, LessonDetail, Passage, QueuedFile, TraceStep, Usage


class Stage(StrEnum):
    """What a long job is doing."""

    READING = "reading"
    RECOGNISING = "recognising"
    PREPARING = "preparing"
    INDEXING = "indexing"
    SEARCHING = "searching"
    CHECKING = "checking"
    THINKING = "thinking"
    """A writing model is at work."""
    EXAMINING = "examining"
    MAPPING = "mapping"
    """The knowledge graph is brought up to date."""
    DOWNLOADING = "downloading"
    """Bytes of a model come; `done` and `total` count bytes."""
    COPYING = "copying"
    """A model is copied from elsewhere on this computer; bytes likewise."""
    VERIFYING = "verifying"
    """What came is compared with what its source says."""
    LOADING = "loading"
    """A model is read into memory."""
    MEASURING = "measuring"
    TEACHING = "teaching"
    """Steps of a lesson are done."""
    EXPORTING = "exporting"
    """What was learnt is written and tested."""
    COMPARING = "comparing"
    """The lab's candidates answer; `done` and `total` count answers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. `total` 0: unknown. `seconds_left` < 0: not known yet."""

    stage: Stage
    done: int
    total: int
    seconds_left: float = -1.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of an answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Thought:
    """The next piece of what a model thinks before it answers."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model wants a tool to be used; `arguments` is JSON as the model wrote it."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class LabProgress:
    """A cell of the lab as it stands; the latest one for its place counts."""

    cell: LabCell


@dataclass(frozen=True, slots=True)
class LessonTold:
    """How a lesson stands; `points` and `samples` hold what came since it was last told."""

    detail: LessonDetail


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The passages an answer will rest on, shown before its first word."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the search for an answer has ended."""

    trace: TraceStep


@dataclass(frozen=True, slots=True)
class FilesChanged:
    """Rows of the import list that changed; a READY file comes with its document."""

    files: tuple[QueuedFile, ...]
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a job changed in the library, so that each pane can decide whether to look again."""

    documents: bool = False
    files: bool = False
    conversations: bool = False
    library: bool = False
    recipes: bool = False
    exam: bool = False
    graph: bool = False
    models: bool = False
    """Models on this computer, or what is loaded."""
    prompts: bool = False
    lessons: bool = False


Event = (
    Progress
    | Token
    | Thought
    | ToolCall
    | Usage
    | LabProgress
    | LessonTold
    | Retrieved
    | Step
    | FilesChanged
    | Changes
)

Result = TypeVar("Result")

Road = Generator[Event, None, Result]
"""A road: a generator that tells what it does as it goes and returns its result.

It may be closed at any yield; `finally` blocks clean up. It yields only where nothing is half done.
"""


def finished(road: Generator[Any, None, Result]) -> Result:
    """Run a road to its end, unheard; its result."""
    try:
        while True:
            next(road)
    except StopIteration as end:
        result: Result = end.value
        return result
