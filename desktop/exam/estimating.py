"""What trying other ways takes, added up from an estimate of each way of preparing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core import operations
from core.types import RecipeEstimate
from desktop.engine_link import Request
from desktop.exam.contents import ExamContents

MOST_SECONDS = 900.0
"""About as long as a comparison takes at most; the engine then tries a part of the documents."""
_USUAL_SECONDS = 0.1
"""A question's search, where none was measured yet."""


class Estimating(QObject):
    """Asks for one estimate after the other; `done` brings what all take together."""

    done = Signal(float, bool)
    """Seconds, and whether only a part of the documents is tried, since all would take long."""

    def __init__(self, contents: ExamContents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._request: Request | None = None
        self._left: list[str] = []
        self._asking = self._preparing = 0.0

    @property
    def running(self) -> bool:
        """Whether an estimate is being made."""
        return self._request is not None

    def begin(self, chunkers: Sequence[str], retrievers: int) -> None:
        """Estimate preparing with these chunkers and searching with so many retrievers."""
        self.stop()
        sittings = self._contents.sittings
        question = sittings[0].seconds_per_question if sittings else _USUAL_SECONDS
        self._preparing = 0.0
        self._asking = question * self._contents.accepted * len(chunkers) * retrievers
        self._left = list(chunkers)
        self._go_on()

    def stop(self) -> None:
        """Ask no more."""
        request, self._request = self._request, None
        self._left = []
        if request is not None:
            request.cancel()

    def _go_on(self) -> None:
        if not self._left:
            self._request = None
            most = max(0.0, MOST_SECONDS - self._asking)
            self.done.emit(self._asking + min(self._preparing, most), self._preparing > most)
            return
        request = self._contents.run(operations.estimate_recipe, chunker=self._left.pop(0))
        self._request = request
        request.done.connect(lambda found: self._take(request, found))
        request.failed.connect(lambda _: self._give_up(request))

    def _take(self, request: Request, found: RecipeEstimate) -> None:
        if request is self._request:
            self._preparing += found.seconds
            self._go_on()

    def _give_up(self, request: Request) -> None:
        if request is self._request:
            self._request = None
            self._left = []
            self._contents.work_changed.emit()
