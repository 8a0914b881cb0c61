"""Keeps the documents table and the library in step, page by page and import by import."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.events import Changes, FilesChanged
from core.types import Document, QueuedFile
from desktop.documents.table_model import DocumentsModel
from desktop.engine_link import Request
from desktop.session import ADDING, Session

PAGE = 500
RELOAD_MILLISECONDS = 700


class LibraryRows(QObject):
    """Feeds a DocumentsModel from the engine."""

    loaded = Signal()
    """The first load of a library is through."""

    def __init__(self, session: Session, model: DocumentsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._seen: set[str] = set()
        self._seen_files: set[int] = set()
        self._loading: Request | None = None
        self._listing: Request | None = None
        self._offset = 0
        self.complete = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RELOAD_MILLISECONDS)
        self._later.timeout.connect(self.reload)
        session.library_opened.connect(self._on_library)
        session.files_changed.connect(self._on_files)
        session.changed.connect(self._on_changes)
        if session.summary is not None:
            self.reload()

    @Slot()
    def reload(self) -> None:
        """Ask for everything again; rows that are the same stay as they are."""
        if self._loading is not None:
            self._later.start()
            return
        self._seen.clear()
        self._offset = 0
        self._ask_page()
        self._listing = self._session.link.start(operations.list_files)
        self._listing.done.connect(self._on_list)

    def _ask_page(self) -> None:
        request = self._session.link.start(
            operations.list_documents, offset=self._offset, limit=PAGE
        )
        self._loading = request
        request.done.connect(self._on_page)
        request.ended.connect(lambda: self._on_page_ended(request))

    def _on_page_ended(self, request: Request) -> None:
        if self._loading is request:
            self._loading = None

    @Slot(object)
    def _on_page(self, documents: tuple[Document, ...]) -> None:
        if self.sender() is not self._loading:
            return
        self._seen.update(document.id for document in documents)
        self._model.take(documents=documents)
        self._offset += len(documents)
        if len(documents) == PAGE:
            self._ask_page()
            return
        self._loading = None
        # Documents that came in while pages were read are known from their files; only those go
        # that the library has dropped: not listed, and not brought by an import under way.
        gone = [
            row
            for row in self._model.rows()
            if row.document is not None
            and row.document.id not in self._seen
            and not row.hidden
            and not self._session.preparing
        ]
        if gone:
            self._model.forget(gone)
        if not self.complete:
            self.complete = True
            self.loaded.emit()

    @Slot(object)
    def _on_list(self, files: tuple[QueuedFile, ...]) -> None:
        if self.sender() is not self._listing:
            return
        self._listing = None
        if not self._session.preparing:
            listed = {file.id for file in files}
            gone = [
                row
                for row in self._model.rows()
                if row.document is None
                and row.file is not None
                and row.file.id not in listed
                and not row.hidden
            ]
            if gone:
                self._model.forget(gone)
        known = {row.file.id for row in self._model.rows() if row.file is not None}
        # During an import its own events are newer than this list.
        fresh = [file for file in files if not self._session.preparing or file.id not in known]
        self._model.take(files=fresh)

    @Slot(object)
    def _on_files(self, event: FilesChanged) -> None:
        self._model.take(event.files, event.documents)

    @Slot(object, object)
    def _on_changes(self, changes: Changes, by: object) -> None:
        if not (changes.documents or changes.files):
            return
        # An import tells of each row by itself, and of nothing else.
        if isinstance(by, Request) and by.verb_name in (*ADDING, "enqueue_files", "retry_files"):
            return
        self._later.start()

    @Slot()
    def _on_library(self) -> None:
        if self._loading is not None:
            self._loading = None
        self.complete = False
        self._model.clear()
        self.reload()
