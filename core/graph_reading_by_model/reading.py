"""The road that lets the model read documents: stretch by stretch, and the graph made of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import ModelError, ModelNonsense, NoModel, NotFound
from core.events import Changes, Progress, Road, Stage
from core.graph.model_findings import ModelReading
from core.graph_reading_by_model.asking import Asking
from core.graph_reading_by_model.planning import Plan, digest, planned, wanted
from core.stores.graph_model import GraphModel
from core.types import GraphStatus

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import LanguageModel


def read(
    library: "KnowledgeBase", documents: Sequence[str] = (), reports: bool = False
) -> Road[GraphStatus]:
    """Let the model read documents (all when none are named), then assemble the graph again.

    What it has read stays when the road is closed or fails, and is not read again; stretches that
    failed are tried again the next time. With `reports` it also writes of the largest communities.

    Raises:
        NoModel: none is chosen.
        NotAllowed: text would leave this computer and nobody has agreed; nothing was sent.
        NotFound: no such documents.
        ModelNonsense: nothing that it said of any document makes sense.
        ModelError: it failed; what it had read is in the graph.
        ReadOnlyLibrary: nothing was changed.
    """
    from core.graph_building import update
    from core.graph_reading_by_model.reporting import write

    library.require_writable()
    model = library.language_model
    if model is None:
        raise NoModel
    reading = Reading(library, model)
    failure: ModelError | None = None
    try:
        yield from reading.all(wanted(library, documents))
    except ModelError as error:
        failure = error
    # What was read before it failed belongs in the graph too.
    status = yield from update(library)
    if failure is None and reading.failed and not reading.succeeded:
        failure = ModelNonsense(name=model.name)
    if reports and failure is None:
        try:
            yield from write(library, model)
        except ModelError as error:
            failure = error
    yield Changes(graph=True)
    if failure is not None:
        raise failure
    return replace(status, failed_by_model=tuple(reading.failed))


class Reading:
    """Reads one document after the other."""

    def __init__(self, library: "KnowledgeBase", model: "LanguageModel") -> None:
        self._library = library
        self._model = model
        self._store = GraphModel(library.database)
        self.failed: list[str] = []
        """Titles of documents of which it could say nothing."""
        self.succeeded = False
        """Whether one of them has been read, now or before."""

    def all(self, ids: Sequence[str]) -> Road[None]:
        """Read what is not read yet.

        Raises:
            ModelError: the model is not to be had any more, or fails again and again.
        """
        todo: list[tuple[str, int]] = []
        for number, id in enumerate(ids):
            yield Progress(Stage.READING, number, len(ids))
            plan = planned(self._library, id, self._model.context_tokens)
            if plan is None or not plan.stretches:
                continue
            left = len(plan.stretches) - len(self._before(plan).read)
            self.succeeded = self.succeeded or not left
            if left:
                todo.append((id, left))
        asking = Asking(self._model, sum(left for _, left in todo))
        for id, left in todo:
            plan = planned(self._library, id, self._model.context_tokens, names=True)
            if plan is None:
                asking.leave_out(left)
            else:
                yield from self._one(plan, asking)

    def _one(self, plan: Plan, asking: Asking) -> Road[None]:
        reading = self._before(plan)
        for number, stretch in enumerate(plan.stretches):
            if number in reading.read:
                continue
            found = yield from asking.about(plan, stretch)
            if found is None:
                continue
            reading = reading.with_stretch(number, found.names, found.relations, found.dropped)
            if not self._kept(plan, reading):
                # Removed, or read anew by the parser, while the model was thinking.
                asking.leave_out(len(plan.stretches) - number - 1)
                return
        if reading.read:
            self.succeeded = True
        else:
            self.failed.append(plan.source.title)

    def _before(self, plan: Plan) -> ModelReading:
        """How far this model has read this text."""
        fresh = ModelReading(self._model.name, plan.text, len(plan.stretches))
        before = self._store.reading(plan.id)
        if before is None or replace(before, read=(), names=(), relations=(), dropped=0) != fresh:
            return fresh
        return before

    def _kept(self, plan: Plan, reading: ModelReading) -> bool:
        try:
            now = digest(self._library.catalog.texts.text(plan.id))
        except NotFound:
            return False
        return now == plan.text and self._store.keep(plan.id, reading)
