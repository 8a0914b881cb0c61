"""Taking up another way of preparing and searching, what it costs, and going back.

A way of searching changes at once. Another way of preparing is made beside the present one, after
its cost was said and agreed to, and taken up when it is ready; the former one is kept.
"""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from core import operations
from core.types import ExamComparison, ExamSitting, Recipe, RecipeEstimate, RecipeState
from desktop.engine_link import Request
from desktop.exam.contents import ExamContents

AUTO = "auto"
"""A way whose questions are searched as the library prefers."""


class Stand(StrEnum):
    """How far taking up the best way is."""

    OFFERED = "offered"
    ESTIMATING = "estimating"
    ASKED = "asked"
    """The cost is known; the person decides."""
    PREPARING = "preparing"
    TAKEN = "taken"
    LEFT = "left"
    """The person went back."""


class TakingUp(QObject):
    """The steps from "use the best" to "go back"."""

    changed = Signal()

    def __init__(self, contents: ExamContents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.stand = Stand.OFFERED
        self.estimate: RecipeEstimate | None = None
        self._comparison: ExamComparison | None = None
        self._before = ""
        """What was preferred before, as far as it was seen."""
        contents.changed.connect(self._on_contents)

    # ---- what is so ----------------------------------------------------------------------------

    @property
    def best(self) -> ExamSitting | None:
        """The best way of the latest comparison."""
        comparison = self._comparison
        return comparison.sittings[comparison.best] if comparison is not None else None

    @property
    def now(self) -> ExamSitting | None:
        """How the library worked when they were compared."""
        comparison = self._comparison
        return comparison.sittings[comparison.current] if comparison is not None else None

    def recipe(self, *states: RecipeState) -> Recipe | None:
        """The first recipe in one of these states."""
        return next((each for each in self._contents.recipes if each.state in states), None)

    @property
    def prepares(self) -> bool:
        """Whether the best way needs documents prepared in another way than now."""
        best, now = self.best, self.now
        return (
            best is not None
            and now is not None
            and (best.chunker, best.embedder) != (now.chunker, now.embedder)
        )

    @property
    def reads_anew(self) -> bool:
        """Whether the best way has another reading model."""
        best, now = self.best, self.now
        return best is not None and now is not None and best.embedder != now.embedder

    def _made(self) -> Recipe | None:
        best = self.best
        ready = (RecipeState.READY, RecipeState.FORMER, RecipeState.CURRENT)
        return next(
            (each for each in self._contents.recipes
             if best is not None and each.state in ready
             and (each.chunker, each.embedder) == (best.chunker, best.embedder)),
            None,
        )  # fmt: skip

    @Slot()
    def _on_contents(self) -> None:
        if self._contents.comparison is not self._comparison:
            self._comparison = self._contents.comparison
            self.stand = Stand.OFFERED
            self.estimate = None
        # After a restart too: the library tells that it works the best way now.
        if self._works_so() and self.stand is Stand.OFFERED:
            self.stand = Stand.TAKEN
        self.changed.emit()

    def _works_so(self) -> bool:
        best, current = self.best, self.recipe(RecipeState.CURRENT)
        if best is None or best is self.now or current is None:
            return False
        prepared = (current.chunker, current.embedder) == (best.chunker, best.embedder)
        return prepared and best.retriever in (AUTO, self._preferred)

    @property
    def _preferred(self) -> str:
        summary = self._contents.session.summary
        return summary.preferred_retriever if summary is not None else ""

    # ---- the steps -----------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Use the best: at once where nothing must be prepared, else say what it takes."""
        best = self.best
        if best is None or self.stand not in (Stand.OFFERED, Stand.LEFT):
            return
        made = self._made()
        if not self.prepares:
            self._prefer()
        elif made is not None:
            request = self._use(made)
            request.done.connect(lambda _: self._prefer())
        else:
            self._go(Stand.ESTIMATING)
            request = self._contents.run(
                operations.estimate_recipe, chunker=best.chunker, embedder=best.embedder
            )
            request.done.connect(self._on_estimate)
            request.failed.connect(lambda _: self._go(Stand.OFFERED))

    @Slot(object)
    def _on_estimate(self, estimate: RecipeEstimate) -> None:
        if self.stand is Stand.ESTIMATING:
            self.estimate = estimate
            self._go(Stand.ASKED)

    @Slot()
    def agree(self) -> None:
        """Prepare it in the background and take it up when it is ready."""
        best = self.best
        if best is None:
            return
        self._go(Stand.PREPARING)
        request = self._contents.start(
            operations.prepare_recipe,
            lambda _: self._prefer(),
            chunker=best.chunker,
            embedder=best.embedder,
            use=True,
        )
        request.ended.connect(self._on_prepared)

    @Slot()
    def decline(self) -> None:
        """Leave everything as it is."""
        self._go(Stand.OFFERED)

    def _on_prepared(self) -> None:
        if self.stand is Stand.PREPARING:
            self._go(Stand.OFFERED)

    def _prefer(self) -> None:
        best, now = self.best, self.now
        if best is None or now is None:
            return
        if self.stand is not Stand.TAKEN:
            self._before = self._preferred
        self._go(Stand.TAKEN)
        if best.retriever not in (AUTO, self._preferred):
            self._contents.run(operations.prefer_retriever, name=best.retriever)
        self._contents.session.say(
            self.tr("Your library now works the best way."), self.tr("Go back"), self.go_back
        )

    @property
    def can_go_back(self) -> bool:
        """Whether there is a way to go back to."""
        return not self.prepares or self.recipe(RecipeState.FORMER) is not None

    @Slot()
    def go_back(self) -> None:
        """Work the former way again, at once."""
        former, best = self.recipe(RecipeState.FORMER), self.best
        if best is None:
            return
        if former is not None and self.prepares:
            self._use(former)
        if best.retriever != AUTO:
            self._contents.run(operations.prefer_retriever, name=self._before)
        self._go(Stand.LEFT)
        self._contents.session.say(self.tr("Your library works as it did before."))

    def _use(self, recipe: Recipe) -> Request:
        request = self._contents.run(operations.use_recipe, id=recipe.id)
        # Documents that came in since it was made are prepared in it now.
        request.done.connect(lambda _: self._contents.session.prepare_files())
        return request

    def _go(self, stand: Stand) -> None:
        self.stand = stand
        self.changed.emit()
