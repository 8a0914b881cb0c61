"""The models on this computer that can be taught, kept up to date."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core import operations
from core.errors import LecternError
from core.events import Changes
from core.types import InstalledModel, ModelKind, ModelOverview, can_be_taught
from desktop.session import Session


class Bases(QObject):
    """Asks for the models when somebody first looks."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._awake = False
        self.known = False
        self.trouble: LecternError | None = None
        self.memory_bytes = 0
        self.all: tuple[InstalledModel, ...] = ()
        """Those that can be taught, the smallest first."""
        self.others: tuple[InstalledModel, ...] = ()
        """Models that write and cannot be taught."""
        session.changed.connect(self._on_changes)
        session.library_opened.connect(self.reload)

    def look(self) -> None:
        """Look for models, and again whenever they change."""
        self._awake = True
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Look anew."""
        if self._awake and self._session.summary is not None:
            request = self._session.link.start(operations.list_models)
            request.done.connect(self._take)
            request.failed.connect(self._miss)

    def get(self, name: str) -> InstalledModel | None:
        """A model by the name that a plan has."""
        return next((each for each in self.all if each.name == name), None)

    def title(self, name: str) -> str:
        """How a model is called, also one that is a folder elsewhere or is gone."""
        found = self.get(name)
        if found is not None:
            return found.title
        return Path(name.partition(":")[2]).stem if ":" in name else name

    @property
    def first(self) -> str:
        """The one to begin with: what answers in chat, or else the smallest; "" without any."""
        settings = self._session.settings
        names = [each.name for each in self.all]
        chosen = [each for each in (settings.answering, settings.writing_model) if each in names]
        return (*chosen, *names, "")[0]

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.models:
            self.reload()

    @Slot(object)
    def _take(self, overview: ModelOverview) -> None:
        write = [
            each for each in overview.installed if each.kind is ModelKind.CHAT and not each.problem
        ]
        fit = [each for each in write if can_be_taught(each.architecture)]
        self.all = tuple(sorted(fit, key=lambda each: (each.parameters, each.bytes, each.title)))
        self.others = tuple(each for each in write if each not in fit)
        self.memory_bytes = overview.memory_bytes
        self.known, self.trouble = True, None
        self.changed.emit()

    @Slot(object)
    def _miss(self, error: LecternError) -> None:
        self.trouble = error
        self.changed.emit()
