"""What the catalogue's page shows: models here and to be had, what is on its way or went wrong."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import LecternError
from core.events import Changes
from core.operations import Verb
from core.types import (
    CatalogueEntry,
    Fit,
    InstalledModel,
    ModelKind,
    ModelOverview,
    ModelState,
)
from desktop.engine_link import Request
from desktop.session import RunningJob, Session

IMPORTING = "\0import"
"""Stands for the copying of a model from elsewhere, in place of the id or name of one."""
_LOOK_MILLISECONDS = 4000
_LONG = ("download_model", "import_model", "measure_model")
"""Work that the line at the bottom shows too."""


@dataclass(frozen=True, slots=True)
class Sifting:
    """Which models that can be downloaded are shown."""

    kind: ModelKind | None = None
    language: str = ""
    fitting: bool = True


def shows(sifting: Sifting, entry: CatalogueEntry) -> bool:
    """Whether a model is among those that a person wants to see."""
    if sifting.kind is not None and entry.kind is not sifting.kind:
        return False
    if sifting.language and sifting.language not in entry.languages:
        return False
    too_large = entry.need is not None and entry.need.fit is Fit.TOO_LARGE
    return not (sifting.fitting and too_large)


def best_pick(entries: Sequence[CatalogueEntry], language: str) -> CatalogueEntry | None:
    """The largest of those to begin with that fits well and knows the language of the window."""
    fitting = [
        each
        for each in entries
        if each.first_choice
        and each.need is not None
        and each.need.fit is Fit.WELL
        and language in each.languages
    ]
    return max(fitting, key=lambda each: each.parameters, default=None)


def _ease(entry: CatalogueEntry) -> int:
    """How easily a model fits, the best first."""
    return list(Fit).index(entry.need.fit) if entry.need is not None else 0


class CatalogueContents(QObject):
    """Asks the engine, starts what the person wants, remembers what came of it."""

    changed = Signal()
    """Models, settings or what is loaded: draw everything anew."""
    work_changed = Signal(str)
    """Something about the work on this entry or model."""
    arrived = Signal(object)
    """InstalledModel that was downloaded or copied just now."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.overview: ModelOverview | None = None
        self.failure: LecternError | None = None
        """Why the models could not be looked up."""
        self.loaded = ModelState()
        self.troubles: dict[str, LecternError] = {}
        self._jobs: dict[str, RunningJob] = {}
        self._source = session.settings.model_source
        self._awake = False
        self._asking = self._again = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._ask_state)
        session.changed.connect(self._on_changes)
        session.settings_changed.connect(self._on_settings)
        session.library_opened.connect(self._reload)

    # ---- looking -------------------------------------------------------------------------------

    def wake(self) -> None:
        """The page is seen: look, and keep an eye on what is loaded."""
        self._look.start()
        if not self._awake:
            self._awake = True
        self.reload()

    def rest(self) -> None:
        """The page is not seen any more."""
        self._look.stop()

    @Slot()
    def reload(self) -> None:
        """Look for models anew."""
        if self._asking:
            # What that look brings may be from before the change.
            self._again = True
            return
        self._asking = True
        request = self.session.link.start(operations.list_models)
        request.done.connect(self._on_overview)
        request.failed.connect(self._on_failure)
        request.ended.connect(self._on_asked)
        self._ask_state()

    @Slot()
    def _reload(self) -> None:
        if self._awake:
            self.reload()

    @Slot()
    def _ask_state(self) -> None:
        request = self.session.link.start(operations.model_state)
        request.done.connect(self._on_state)

    @Slot(object)
    def _on_overview(self, overview: ModelOverview) -> None:
        self.overview, self.failure = overview, None
        self.changed.emit()

    @Slot(object)
    def _on_failure(self, error: LecternError) -> None:
        self.failure = error
        self.changed.emit()

    @Slot()
    def _on_asked(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.reload()

    @Slot(object)
    def _on_state(self, state: ModelState) -> None:
        if state != self.loaded:
            self.loaded = state
            self.changed.emit()

    @Slot()
    def _on_settings(self) -> None:
        self.changed.emit()
        if self.session.settings.model_source != self._source:
            # Sites are told in the order in which they are asked.
            self._source = self.session.settings.model_source
            self._reload()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.models:
            self._reload()

    # ---- what there is -------------------------------------------------------------------------

    @property
    def installed(self) -> tuple[InstalledModel, ...]:
        """Models on this computer."""
        return self.overview.installed if self.overview else ()

    def to_be_had(self, sifting: Sifting) -> list[CatalogueEntry]:
        """Models that can be downloaded: on their way or stopped, then those that fit best."""
        if self.overview is None:
            return []
        begun = set(self.overview.unfinished) | set(self._jobs)
        there = [
            each
            for each in self.overview.catalogue
            if (not each.installed and shows(sifting, each)) or each.id in begun
        ]
        return sorted(there, key=lambda each: (each.id not in begun, _ease(each)))

    def came(self, entry: str) -> int:
        """Bytes that came of a download that was not ended; 0 where none was begun."""
        if self.overview is None or entry not in self.overview.unfinished:
            return 0
        return self.overview.came[self.overview.unfinished.index(entry)]

    def begun(self, entry: str) -> bool:
        """Whether a download was begun and not ended."""
        return self.overview is not None and entry in self.overview.unfinished

    def pick(self, language: str) -> CatalogueEntry | None:
        """The model to begin with; None where there is a writing model, or one on its way."""
        if self.overview is None or any(
            each.kind is ModelKind.CHAT and not each.problem for each in self.installed
        ):
            return None
        best = best_pick(self.overview.catalogue, language)
        if best is None or best.id in self._jobs or self.begun(best.id):
            return None
        return best

    def answers_with(self, model: InstalledModel) -> bool:
        """Whether it is the writing model, or the one that judges what was found."""
        settings = self.session.settings
        if model.kind is ModelKind.RERANKER:
            return settings.reranker == model.path
        return model.name == (settings.answering or settings.writing_model)

    def job(self, name: str) -> RunningJob | None:
        """The work on an entry or model."""
        return self._jobs.get(name)

    # ---- doing ---------------------------------------------------------------------------------

    def download(self, entry: str) -> None:
        """Fetch a model, or go on with it."""
        self._start(entry, operations.download_model, entry=entry)

    def bring_in(self, path: str) -> None:
        """Copy a model from a file or folder."""
        self._start(IMPORTING, operations.import_model, path=path)

    def measure(self, name: str) -> None:
        """Find out how fast a model is here."""
        self._start(name, operations.measure_model, name=name)

    def remove(self, model: InstalledModel) -> None:
        """Delete a model; once it has gone, nothing is set to it."""
        request = self._start(model.name, operations.remove_model, name=model.name)
        if request is not None:
            request.done.connect(lambda _: self.stop_using(model))

    def discard(self, entry: str) -> None:
        """Throw away what came of a download."""
        self._start(entry, operations.discard_download, entry=entry)

    def free_memory(self) -> None:
        """Put the model away that is loaded."""
        self._start(self.loaded.name, operations.put_model_away)

    def use(self, model: InstalledModel) -> None:
        """Let it answer; or judge what was found."""
        if model.kind is ModelKind.RERANKER:
            self.session.change_settings(reranker=model.path)
        else:
            self.session.change_settings(writing_model=model.name, answering="")

    def stop_using(self, model: InstalledModel) -> None:
        """Let nothing be set to a model."""
        settings = self.session.settings
        left = {
            name: ""
            for name, value in (
                ("writing_model", model.name),
                ("answering", model.name),
                ("reranker", model.path),
            )
            if getattr(settings, name) == value
        }
        if left:
            self.session.change_settings(**left)

    def settle(self, name: str) -> None:
        """Forget what went wrong with an entry or model."""
        if self.troubles.pop(name, None) is not None:
            self.work_changed.emit(name)

    def _start(self, name: str, verb: Verb, /, **arguments: str) -> Request | None:
        """Begin some work; None where there is work on it already."""
        if name in self._jobs:
            return None
        self.troubles.pop(name, None)
        request = self.session.link.start(verb, **arguments)
        if verb.name in _LONG:
            self.session.track(request)
            job = self.session.jobs[-1]
        else:
            job = RunningJob(request, self)
        self._jobs[name] = job
        job.changed.connect(lambda: self.work_changed.emit(name))
        request.done.connect(self._on_done)
        request.failed.connect(lambda error: self._on_trouble(name, error))
        request.ended.connect(lambda: self._on_ended(name, request))
        self.work_changed.emit(name)
        return request

    @Slot(object)
    def _on_done(self, result: object) -> None:
        if isinstance(result, InstalledModel):
            self._take_in(result)
            self.arrived.emit(result)

    def _take_in(self, model: InstalledModel) -> None:
        """Show a model that came at once, before the list is read anew."""
        overview = self.overview
        if overview is None:
            return
        begun = [
            (entry, came)
            for entry, came in zip(overview.unfinished, overview.came, strict=True)
            if entry != model.entry
        ]
        self.overview = dataclasses.replace(
            overview,
            installed=(*(each for each in overview.installed if each.name != model.name), model),
            catalogue=tuple(
                dataclasses.replace(each, installed=model.name) if each.id == model.entry else each
                for each in overview.catalogue
            ),
            unfinished=tuple(entry for entry, _ in begun),
            came=tuple(came for _, came in begun),
        )

    def _on_trouble(self, name: str, error: LecternError) -> None:
        self.troubles[name] = error

    def _on_ended(self, name: str, request: Request) -> None:
        self._jobs.pop(name, None)
        self.work_changed.emit(name)
        # What came of a download that was stopped is known by the engine alone.
        self._reload()
