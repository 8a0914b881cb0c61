"""Corrections by hand: what is sent, what is said afterwards, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from core import operations
from core.types import Correction, CorrectionKind, Entity, EntityKind, MergeSuggestion
from desktop.engine_link import Request
from desktop.graph.contents import MapContents
from desktop.graph.wording import words


class Corrections(QObject):
    """Each is kept by the engine at once; the quiet bar and the line at the bottom undo it."""

    def __init__(self, contents: MapContents, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._session = contents.session

    def merge(self, entities: Sequence[Entity]) -> Request | None:
        """All of them are one; the first gives its name."""
        return self._make(CorrectionKind.MERGE, entities)

    def different(self, entities: Sequence[Entity]) -> Request | None:
        """They are not one."""
        return self._make(CorrectionKind.DIFFERENT, entities)

    def settle(self, suggestion: MergeSuggestion, same: bool) -> Request | None:
        """A suggestion is right or not; what is named most gives its name."""
        entities = sorted(suggestion.entities, key=lambda each: -each.mentions)
        return self.merge(entities) if same else self.different(entities)

    def rename(self, entity: Entity, name: str) -> None:
        """Show it under another name."""
        name = " ".join(name.split())
        if name and name != entity.name:
            self._make(CorrectionKind.RENAME, [entity], name)

    def retype(self, entity: Entity, kind: EntityKind) -> None:
        """It is of another kind."""
        if kind != entity.kind:
            self._make(CorrectionKind.RETYPE, [entity], str(kind))

    def split(self, entity: Entity, name: str) -> None:
        """One of its names is something else."""
        self._make(CorrectionKind.SPLIT, [entity], name)

    def hide(self, entities: Sequence[Entity]) -> None:
        """Leave them out of the map."""
        if entities:
            self._make(CorrectionKind.HIDE, entities)

    def show(self, ids: Sequence[str], names: Sequence[str]) -> None:
        """Bring them back to the map."""
        self._send(Correction(CorrectionKind.SHOW, tuple(ids)), names)

    def add(self, name: str, kind: EntityKind) -> None:
        """Look a new name up in all documents."""
        self._send(Correction(CorrectionKind.ADD, (), name, str(kind)), [name])

    def connect_two(self, source: Entity, target: Entity, label: str = "") -> None:
        """They are connected, though no sentence says so."""
        self._make(CorrectionKind.CONNECT, [source, target], label=label)

    def disconnect_two(self, source: Entity, target: Entity) -> None:
        """They are not connected, whatever a sentence says."""
        self._make(CorrectionKind.DISCONNECT, [source, target])

    @Slot()
    def undo(self) -> None:
        """Take the latest correction back."""
        status = self._contents.upkeep.status
        if status is None or not status.undo or self._contents.read_only:
            return
        kind, names = status.undo, status.undo_names
        request = self._session.link.start(operations.undo_graph_correction)
        request.done.connect(self._contents.upkeep.take)
        request.done.connect(lambda _: self._session.say(words.undone(kind, names)))
        request.failed.connect(self._session.error_shown)

    def _make(
        self, kind: CorrectionKind, entities: Sequence[Entity], text: str = "", label: str = ""
    ) -> Request | None:
        correction = Correction(kind, tuple(each.id for each in entities), text, label)
        return self._send(correction, [each.name for each in entities])

    def _send(self, correction: Correction, names: Sequence[str]) -> Request | None:
        if self._contents.read_only:
            return None
        request = self._session.link.start(operations.correct_graph, correction=correction)
        request.done.connect(self._contents.upkeep.take)
        request.done.connect(lambda _: self._say(correction, names))
        request.failed.connect(self._session.error_shown)
        return request

    def _say(self, correction: Correction, names: Sequence[str]) -> None:
        self._session.say(words.done(correction, names), self.tr("Undo"), self.undo)
