"""What is done with chosen rows: ask about, rename, tag, read again, try again, show, remove."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from core import operations
from core.types import Document, QueuedFile
from desktop.documents.removal import Removal
from desktop.documents.row import NEEDS_HELP, Row, Standing
from desktop.documents.table_model import DocumentsModel
from desktop.documents.table_view import DocumentsTable
from desktop.session import Session


class RowCommands(QObject):
    """Carries out what the table's actions and the details' buttons ask for."""

    password_wanted = Signal(object)
    """A locked Row was opened."""

    def __init__(self, session: Session, table: DocumentsTable, model: DocumentsModel) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        self._model = model
        self.removal = Removal(session, model, self)
        self.removal.undone.connect(self._on_undone)
        model.renamed.connect(self.rename)

    def _documents(self) -> list[Document]:
        return [row.document for row in self._table.chosen() if row.document is not None]

    @Slot()
    def open_chosen(self) -> None:
        """Read the one chosen document, or ask for its password."""
        chosen = self._table.chosen()
        if len(chosen) == 1:
            self.open(chosen[0])

    @Slot(object)
    def open(self, row: Row) -> None:
        """Read a document, or ask for its password."""
        if row.document is not None:
            self._session.open_document(row.document.id)
        elif row.standing is Standing.LOCKED:
            self.password_wanted.emit(row)
        elif row.standing is Standing.KNOWN and row.file is not None:
            self._session.open_document(row.file.document)

    @Slot()
    def ask(self) -> None:
        """Go to the question, asked of the chosen documents only."""
        documents = tuple(document.id for document in self._documents())
        if documents:
            self._session.pane_requested.emit("ask")
            self._session.question_requested.emit("", documents)

    @Slot()
    def show_on_map(self) -> None:
        """Go to the map, to what the chosen documents name."""
        documents = tuple(document.id for document in self._documents())
        if documents:
            self._session.document_map_requested.emit(documents)

    @Slot()
    def teach(self) -> None:
        """Begin a lesson for a model from the chosen documents."""
        documents = tuple(document.id for document in self._documents())
        if documents:
            self._session.lesson_requested.emit(documents)

    @Slot()
    def remove(self) -> None:
        """Remove the chosen rows, with a way back; the row that takes their place is current."""
        chosen = self._table.chosen()
        at = min((self._model.position(row) for row in chosen), default=-1)
        self.removal.remove(chosen)
        last = self._model.rowCount() - 1
        if chosen and last >= 0:
            self._table.setCurrentIndex(self._model.index(min(max(at, 0), last), 0))

    @Slot(object)
    def _on_undone(self, rows: list[Row]) -> None:
        self._table.choose(rows)
        self._table.setFocus()

    @Slot()
    def reread(self) -> None:
        """Read and prepare the chosen documents anew."""
        ids = [document.id for document in self._documents()]
        if ids:
            self._session.start_job(operations.reread_documents, ids=ids)

    @Slot(str)
    def retry(self, password: str = "") -> None:
        """Try the chosen failed files again."""
        rows = [row for row in self._table.chosen() if row.standing in NEEDS_HELP]
        ids = [row.file.id for row in rows if row.file is not None]
        if ids:
            self._model.filter.kept.update(row.serial for row in rows)
            request = self._session.link.start(operations.retry_files, ids=ids, password=password)
            request.done.connect(self._on_retried)
            request.failed.connect(self._session.error_shown)

    @Slot(object)
    def _on_retried(self, files: tuple[QueuedFile, ...]) -> None:
        self._model.take(files=files)
        self._session.prepare_files()

    @Slot()
    def reveal(self) -> None:
        """Show the file in its folder; the library's copy where the original is gone."""
        for row in self._table.chosen()[:1]:
            places = [row.path, row.document.original if row.document else ""]
            found = next((each for each in places if each and Path(each).exists()), "")
            if found:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(found).parent)))
            else:
                self._session.say(self.tr("The file is no longer where it was."))

    @Slot(str, str)
    def rename(self, id: str, title: str) -> None:
        """Give a document another title."""
        request = self._session.link.start(operations.rename_document, id=id, title=title)
        request.done.connect(self._on_document)
        request.failed.connect(self._session.error_shown)

    @Slot(str)
    def add_tag(self, tag: str) -> None:
        """Put a tag on the chosen documents."""
        self._tag(add=[tag])

    @Slot(str)
    def remove_tag(self, tag: str) -> None:
        """Take a tag off the chosen documents."""
        self._tag(remove=[tag])

    def _tag(self, **tags: list[str]) -> None:
        ids = [document.id for document in self._documents()]
        if ids:
            request = self._session.link.start(operations.tag_documents, ids=ids, **tags)
            request.done.connect(self._on_documents)
            request.failed.connect(self._session.error_shown)

    @Slot(object)
    def _on_document(self, document: Document) -> None:
        self._model.take(documents=[document])

    @Slot(object)
    def _on_documents(self, documents: tuple[Document, ...]) -> None:
        self._model.take(documents=documents)
