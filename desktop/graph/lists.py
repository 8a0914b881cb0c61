"""The short lists of the map: names to begin with, documents, suggestions, corrections."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from core import operations
from core.types import Choice, Correction, Document, Entity, MergeSuggestion
from desktop.graph.asking import Asking
from desktop.session import Session

MOST_CENTRAL = 24
MOST_DOCUMENTS = 200


class MapLists(QObject):
    """Asked for together, because each of them is short and changes with the map."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asking = Asking(session.link)
        self.forget()

    def forget(self) -> None:
        """Another library is open."""
        self.central: tuple[Entity, ...] = ()
        self.documents: tuple[Document, ...] = ()
        """The newest first."""
        self.suggestions: tuple[MergeSuggestion, ...] = ()
        self.corrections: tuple[Correction, ...] = ()
        """The latest first."""
        self.choices: tuple[Choice, ...] = ()

    @property
    def has_writing_model(self) -> bool:
        """Whether a writing model is chosen that could read documents."""
        return any(
            choice.table == "chunkers" and choice.name == "model" and not choice.needs
            for choice in self.choices
        )

    def look(self) -> None:
        """Ask for all of them."""
        for part, verb, arguments in (
            ("central", operations.find_entities, {"words": "", "limit": MOST_CENTRAL}),
            ("documents", operations.list_documents, {"limit": MOST_DOCUMENTS}),
            ("suggestions", operations.merge_suggestions, {}),
            ("corrections", operations.graph_corrections, {}),
        ):
            self._asking.ask(part, verb, partial(self._keep, part), **arguments)
        self.look_at_models()

    def look_at_models(self) -> None:
        """Ask whether there is a writing model."""
        self._asking.ask("choices", operations.choices, partial(self._keep, "choices"))

    def _keep(self, part: str, value: object) -> None:
        setattr(self, part, value)
        self.changed.emit()
