"""Removing with a way back: rows vanish at once, the library is touched only when that way is gone.

The removal is carried out when the notice times out, when the next one is asked for, and when the
window closes; Undo before that brings the rows back as if nothing had been.
"""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import LecternError
from desktop import theme
from desktop.documents.row import Row
from desktop.documents.table_model import DocumentsModel
from desktop.documents.wording import words
from desktop.session import Session


class Removal(QObject):
    """Removes rows of the documents table, one batch at a time."""

    undone = Signal(object)
    """The rows that came back."""

    def __init__(self, session: Session, model: DocumentsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._rows: list[Row] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # The notice stays while the pointer rests on it; its button should still mean something.
        self._timer.setInterval(2 * theme.NOTICE_MILLISECONDS)
        self._timer.timeout.connect(self.settle)

    def remove(self, rows: list[Row]) -> None:
        """Take rows out of sight and offer to bring them back."""
        self.settle()
        if not rows:
            return
        self._rows = rows
        self._model.hide(rows)
        self._timer.start()
        self._session.say(self._words(rows), self.tr("Undo"), self.undo)

    @property
    def pending(self) -> bool:
        """Whether rows can still be brought back."""
        return bool(self._rows)

    @Slot()
    def undo(self) -> None:
        """Bring the rows back."""
        self._timer.stop()
        rows, self._rows = self._rows, []
        if rows:
            self._model.hide(rows, hidden=False)
            self.undone.emit(rows)
        else:
            self._session.say(self.tr("It has been removed already. Add the file again."))

    @Slot()
    def settle(self) -> None:
        """Carry out what is pending."""
        self._timer.stop()
        rows, self._rows = self._rows, []
        documents = [row.document.id for row in rows if row.document is not None]
        files = [row.file.id for row in rows if row.file is not None and row.document is None]
        if files:
            self._session.link.start(operations.dismiss_files, ids=files)
        if documents:
            request = self._session.link.start(operations.remove_documents, ids=documents)
            request.done.connect(lambda _: self._model.forget(rows))
            request.failed.connect(lambda error: self._bring_back(rows, error))
        elif rows:
            self._model.forget(rows)

    def _bring_back(self, rows: list[Row], error: LecternError) -> None:
        self._model.hide(rows, hidden=False)
        self._session.error_shown.emit(error)

    def _words(self, rows: list[Row]) -> str:
        documents = [row.document for row in rows if row.document is not None]
        if not documents:
            return self.tr("%Ln file(s) taken off the list", "", len(rows))
        if len(rows) == 1:
            text = self.tr("Removed “{title}”").replace("{title}", documents[0].title)
        else:
            text = self.tr("Removed %Ln document(s)", "", len(rows))
        cost = words.cost(documents)
        if cost:
            text += self.tr(" · took {time} to prepare").replace("{time}", cost)
        return text
