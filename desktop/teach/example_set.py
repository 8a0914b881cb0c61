"""The examples of a lesson in the making: fetched page by page, changed at once, kept soon after.

Every change can be taken back and done again. What was changed goes to the engine in one piece
when a moment has passed without another change, because a set of ten thousand is written whole.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import LecternError
from core.types import Example, ExampleOrigin
from desktop.engine_link import Request
from desktop.session import Session

PAGE = 500
FLUSH_MILLISECONDS = 600
_MOST_UNDO = 200
_id = attrgetter("id")


@dataclass(frozen=True, slots=True)
class _Change:
    """Rows as they were and as they are; in one of the two a row may be missing."""

    before: tuple[Example, ...]
    after: tuple[Example, ...]


class ExampleSet(QObject):
    """Rows in the order of their numbers, which rise from the top."""

    changed = Signal()
    """Rows changed or went."""
    appended = Signal(int)
    """Rows came at the end; the place of the first of them."""
    loaded = Signal()
    """All that there are have come."""
    kept = Signal()
    """What was changed is on the disk."""
    failed = Signal(object)
    """LecternError: a change was not kept; the rows are fetched anew."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lesson = ""
        self.rows: list[Example] = []
        self.complete = True
        self._asking: Request | None = None
        self._done: deque[_Change] = deque(maxlen=_MOST_UNDO)
        self._undone: list[_Change] = []
        self._accepted = -1
        """-1: to be counted."""
        self._changed: dict[int, Example] = {}
        self._gone: set[int] = set()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(FLUSH_MILLISECONDS)
        self._later.timeout.connect(self.flush)
        session.leaving.connect(self.flush)

    # ---- fetching ------------------------------------------------------------------------------

    def open(self, lesson: str, is_new: bool = False) -> None:
        """Show the examples of a lesson; "" shows none, and a new one has none to ask for."""
        if lesson == self.lesson:
            return
        self.flush()
        self.lesson = lesson
        self._forget()
        if lesson and not is_new:
            self._ask(was=-1)
        else:
            self.complete = True

    def fetch_more(self) -> None:
        """New ones stand behind those that are here: fetch them, as a change to be taken back."""
        if self.lesson and self.complete:
            self.complete = False
            self._ask(was=len(self.rows))

    def _forget(self) -> None:
        self.rows = []
        self._accepted = -1
        self.complete = not self.lesson
        self._asking = None
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _ask(self, was: int) -> None:
        request = self._session.link.start(
            operations.lesson_examples, id=self.lesson, offset=len(self.rows), limit=PAGE
        )
        self._asking = request
        request.done.connect(partial(self._take, request, was))
        request.failed.connect(partial(self._miss, request))

    def _take(self, request: Request, was: int, page: tuple[Example, ...]) -> None:
        if request is not self._asking:
            return
        first = len(self.rows)
        self.rows += page
        self._accepted = -1
        if page:
            self.appended.emit(first)
        if len(page) == PAGE:
            self._ask(was)
            return
        self.complete = True
        if was >= 0 and len(self.rows) > was:
            self._note(_Change((), tuple(self.rows[was:])))
        self.loaded.emit()

    def _miss(self, request: Request, error: LecternError) -> None:
        if request is self._asking:
            self.complete = True
            self.failed.emit(error)

    # ---- what is there -------------------------------------------------------------------------

    def place(self, id: int) -> int:
        """Where a row stands, -1 when it does not."""
        at = bisect_left(self.rows, id, key=_id)
        return at if at < len(self.rows) and self.rows[at].id == id else -1

    def get(self, id: int) -> Example | None:
        """A row by its number."""
        at = self.place(id)
        return self.rows[at] if at >= 0 else None

    @property
    def accepted(self) -> int:
        """How many rows are learnt from or kept for testing."""
        if self._accepted < 0:
            self._accepted = sum(row.accepted for row in self.rows)
        return self._accepted

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done) and self.complete

    @property
    def can_redo(self) -> bool:
        """Whether there is one to do again."""
        return bool(self._undone) and self.complete

    # ---- changing ------------------------------------------------------------------------------

    def save(self, examples: Sequence[Example]) -> None:
        """Change rows."""
        before = tuple(row for each in examples if (row := self.get(each.id)) is not None)
        self._do(_Change(before, tuple(examples)))

    def remove(self, ids: Iterable[int]) -> None:
        """Take rows away."""
        before = tuple(row for id in ids if (row := self.get(id)) is not None)
        if before:
            self._do(_Change(before, ()))

    def add(self, question: str = "", answer: str = "", rejected: str = "") -> Example:
        """Put a row of the person's own at the end."""
        number = max(self.rows[-1].id if self.rows else 0, *self._gone, 0) + 1
        new = Example(number, question, answer, ExampleOrigin.OWN, rejected=rejected)
        self._do(_Change((), (new,)))
        return new

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo:
            change = self._done.pop()
            self._undone.append(change)
            self._apply(change.after, change.before)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        if self.can_redo:
            change = self._undone.pop()
            self._done.append(change)
            self._apply(change.before, change.after)

    def _do(self, change: _Change) -> None:
        self._note(change)
        self._apply(change.before, change.after)

    def _note(self, change: _Change) -> None:
        self._done.append(change)
        self._undone.clear()

    def _apply(self, before: tuple[Example, ...], after: tuple[Example, ...]) -> None:
        self._accepted = -1
        wanted = {each.id: each for each in after}
        gone = {each.id for each in before if each.id not in wanted}
        if gone:
            self.rows = [row for row in self.rows if row.id not in gone]
        fresh = []
        for id, row in wanted.items():
            at = self.place(id)
            if at >= 0:
                self.rows[at] = row
            else:
                fresh.append(row)
        if fresh:
            self.rows = sorted([*self.rows, *fresh], key=_id)
        for id in gone:
            self._changed.pop(id, None)
        self._gone = (self._gone | gone) - wanted.keys()
        self._changed |= wanted
        self._later.start()
        self.changed.emit()

    # ---- keeping -------------------------------------------------------------------------------

    @property
    def is_kept(self) -> bool:
        """Whether nothing waits to be kept."""
        return not self._changed and not self._gone

    @Slot()
    def flush(self) -> None:
        """Keep now what was changed."""
        self._later.stop()
        gone, changed = sorted(self._gone), tuple(self._changed.values())
        self._gone, self._changed = set(), {}
        link, last = self._session.link, None
        if gone:
            last = link.start(operations.remove_examples, id=self.lesson, examples=gone)
            last.failed.connect(self._on_failed)
        if changed:
            last = link.start(operations.save_examples, id=self.lesson, examples=changed)
            last.failed.connect(self._on_failed)
        if last is not None:
            last.done.connect(lambda _: self.kept.emit())

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        self.failed.emit(error)
        lesson, self.lesson = self.lesson, ""
        self._changed, self._gone = {}, set()
        self.open(lesson)
