"""What trying other ways takes, added up from an estimate of each way of preparing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core import operations
from core.types import RecipeEstimate
from desktop.engine_link import Request
from desktop.exam.contents import ExamContents

_USUAL_SECONDS = 0.1
"""A question's search, where none was measured yet."""


class Estimating(QObject):
    """Asks for one estimate after the other; `done` brings seconds for all of them."""

    done = Signal(float)

    def __init__(self, contents: ExamContents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._request: Request | None = None
        self._left: list[str] = []
        self._seconds = 0.0

    @property
    def running(self) -> bool:
        """Whether an estimate is being made."""
        return self._request is not None

    def begin(self, chunkers: Sequence[str], retrievers: int) -> None:
        """Estimate preparing with these chunkers and searching with so many retrievers."""
        self.stop()
        sittings = self._contents.sittings
        question = sittings[0].seconds_per_question if sittings else _USUAL_SECONDS
        self._seconds = question * self._contents.accepted * len(chunkers) * retrievers
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
            self.done.emit(self._seconds)
            return
        request = self._contents.run(operations.estimate_recipe, chunker=self._left.pop(0))
        self._request = request
        request.done.connect(lambda found: self._take(request, found))
        request.failed.connect(lambda _: self._give_up(request))

    def _take(self, request: Request, found: RecipeEstimate) -> None:
        if request is self._request:
            self._seconds += found.seconds
            self._go_on()

    def _give_up(self, request: Request) -> None:
        if request is self._request:
            self._request = None
            self._left = []
            self._contents.work_changed.emit()
