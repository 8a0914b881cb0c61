"""Questions to begin with, offered while the sample documents they are about are in the library."""

import json

from PySide6.QtCore import QObject, Signal

from core import operations
from core.paths import resources_folder
from core.types import Document
from desktop.session import Session

_SUGGESTED = 4
"""More would have to be read before one is chosen."""
_LOOKED_AT = 200
"""The newest documents; in a library that has outgrown them the samples no longer matter."""


class Suggestions(QObject):
    """Looks whether the sample documents are in the library."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._found = False
        session.library_opened.connect(self.look)
        session.summary_changed.connect(self.look)
        self.look()

    def questions(self, language: str) -> tuple[str, ...]:
        """Questions in a language, "zh" or "en"; none without the sample documents."""
        return sample_questions(language) if self._found else ()

    def look(self) -> None:
        """See which documents there are; `changed` follows when that changes anything."""
        summary = self._session.summary
        if summary is None or not summary.documents or not sample_names():
            self._settle(False)
            return
        request = self._session.link.start(operations.list_documents, offset=0, limit=_LOOKED_AT)
        request.done.connect(self._on_documents)

    def _on_documents(self, documents: tuple[Document, ...]) -> None:
        names = sample_names()
        self._settle(any(document.name in names for document in documents))

    def _settle(self, found: bool) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit()


def sample_questions(language: str) -> tuple[str, ...]:
    """Questions that the sample documents answer, in a language; none when there are none."""
    path = resources_folder() / "sample" / "questions.json"
    try:
        questions = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(str(each["question"]) for each in questions.get(language, ())[:_SUGGESTED])


def sample_names() -> frozenset[str]:
    """File names of the sample documents, which end in a language: "-en.pdf"."""
    return frozenset(path.name for path in (resources_folder() / "sample").glob("*-??.*"))
