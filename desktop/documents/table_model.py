"""The documents table: every row there is, those shown in order, and updates a little at a time.

Rows come in bursts of thousands while files are imported. They are kept back and worked off within
a few milliseconds at each turn of the event loop, and the view is told of just the rows that
changed. A row keeps its place while its state changes, so that nothing runs away under the pointer.
"""

import time
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from core.types import Document, FileState, QueuedFile
from desktop.documents.columns import ROW_ROLE, Column
from desktop.documents.ordering import Counts, Filter, Order, sort_key
from desktop.documents.row import NEEDS_HELP, Row, Standing
from desktop.documents.wording import words
from desktop.widgets.text import plain_tip

TICK_SECONDS = 0.006
"""Longest stretch of work at one turn of the event loop."""
_BURST = 64
"""Rows taken from what is pending between two looks at the clock."""


Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DocumentsModel(QAbstractTableModel):
    """Rows of the library and of the import list."""

    counts_changed = Signal()
    renamed = Signal(str, str)
    """The person gave a document (id) another title."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counts = Counts()
        self.filter = Filter()
        self.order = Order.NEWEST
        self.descending = False
        self._rows: list[Row] = []
        self._by_document: dict[str, Row] = {}
        self._by_file: dict[int, Row] = {}
        self._serial = 0
        self._arrival = 0.0
        self._key = sort_key(self.order)
        self._shown: list[Row] = []
        self._keys: list[tuple[Any, ...]] = []
        self._place_of: dict[int, tuple[Any, ...]] = {}
        self._new_files: dict[int, QueuedFile] = {}
        self._new_documents: dict[str, Document] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    # ---- what comes in -------------------------------------------------------------------------

    def take(self, files: Iterable[QueuedFile] = (), documents: Iterable[Document] = ()) -> None:
        """Take new or changed rows; they show within the next turns of the event loop."""
        self._arrival = time.time()
        for file in files:
            self._new_files[file.id] = file
        for document in documents:
            self._new_documents[document.id] = document
        if (self._new_files or self._new_documents) and not self._timer.isActive():
            self._timer.start()

    @property
    def pending(self) -> int:
        """Rows not worked off yet."""
        return len(self._new_files) + len(self._new_documents)

    def forget(self, rows: Sequence[Row]) -> None:
        """Take rows away for good."""
        gone = set(map(id, rows))
        for row in rows:
            self.counts.add(row, -1)
            if row.document is not None and self._by_document.get(row.document.id) is row:
                del self._by_document[row.document.id]
            if row.file is not None and self._by_file.get(row.file.id) is row:
                del self._by_file[row.file.id]
        self._rows = [row for row in self._rows if id(row) not in gone]
        self._take_out(list(rows))
        self.counts_changed.emit()

    def clear(self) -> None:
        """Forget everything, for another library."""
        self.beginResetModel()
        self._rows.clear()
        self._by_document.clear()
        self._by_file.clear()
        self._shown.clear()
        self._keys.clear()
        self._place_of.clear()
        self._new_files.clear()
        self._new_documents.clear()
        self.counts = Counts()
        self.endResetModel()
        self.counts_changed.emit()

    def hide(self, rows: Sequence[Row], hidden: bool = True) -> None:
        """Take rows out of sight, or bring them back."""
        for row in rows:
            if row.hidden != hidden:
                self.counts.add(row, -1)
                row.hidden = hidden
                self.counts.add(row)
        if hidden:
            self._take_out(list(rows))
        else:
            self._put_in([row for row in rows if self.filter.shows(row)])
        self.counts_changed.emit()

    # ---- what is shown -------------------------------------------------------------------------

    def set_filter(self, wanted: Filter) -> None:
        """Show other rows."""
        self.filter = wanted
        self._arrange()

    def set_order(self, order: Order, descending: bool) -> None:
        """Sort anew; rows move only here and never by themselves."""
        self.order, self.descending = order, descending
        self._key = sort_key(order)
        self._arrange()

    def row_at(self, row: int) -> Row | None:
        """The row shown at a place."""
        return self._shown[self._flip(row)] if 0 <= row < len(self._shown) else None

    def position(self, row: Row) -> int:
        """Where a row is shown; -1 when it is not."""
        key = self._place_of.get(row.serial)
        return -1 if key is None else self._flip(bisect_left(self._keys, key))

    def document_row(self, id: str) -> Row | None:
        """The row of a document."""
        return self._by_document.get(id)

    def rows(self) -> Sequence[Row]:
        """Every row there is, shown or not."""
        return self._rows

    def refresh_words(self) -> None:
        """Draw all cells again, after a change of language."""
        if self._shown:
            last = self.index(len(self._shown) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    # ---- Qt's questions ------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, accessible text and the row itself (ROW_ROLE)."""
        row = self.row_at(index.row())
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(row, Column(index.column()))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, Column(index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(row, Column(index.column())))
        return row if role == ROW_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a new title from the editor; it shows when the library has it."""
        row = self.row_at(index.row())
        title = str(value).strip()
        if row is None or row.document is None or not title or title == row.document.title:
            return False
        self.renamed.emit(row.document.id, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles of documents can be edited."""
        flags = super().flags(index)
        row = self.row_at(index.row())
        if index.column() == Column.NAME and row is not None and row.document is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.NAME: self.tr("Name"),
            Column.KIND: self.tr("Kind"),
            Column.PAGES: self.tr("Pages"),
            Column.STATE: self.tr("State"),
            Column.TAGS: self.tr("Tags"),
        }[Column(section)]

    def _text(self, row: Row, column: Column) -> str:
        match column:
            case Column.NAME:
                return row.title
            case Column.KIND:
                return words.kind(row)
            case Column.PAGES:
                return words.pages(row)
            case Column.STATE:
                return words.state(row)
            case Column.TAGS:
                return ", ".join(row.tags)

    def _spoken(self, row: Row, column: Column) -> str:
        name = self.headerData(column, Qt.Orientation.Horizontal)
        text = self._text(row, column)
        if column is Column.STATE and row.standing is Standing.LOCKED:
            text = self.tr("{state}. Press Enter to type it.").format(state=text)
        return text if column is Column.NAME else f"{name}: {text or '—'}"

    def _tip(self, row: Row, column: Column) -> str:
        if column is Column.NAME:
            return row.path or row.name
        if column is Column.STATE and row.standing in NEEDS_HELP:
            return words.state(row)
        return ""

    # ---- working off what came in --------------------------------------------------------------

    @Slot()
    def _work(self) -> None:
        until = time.perf_counter() + TICK_SECONDS
        while time.perf_counter() < until and self.pending:
            self._take_burst()
        if not self.pending:
            self._timer.stop()
        self.counts_changed.emit()

    def _take_burst(self) -> None:
        added: list[Row] = []
        changed: list[Row] = []
        for _ in range(_BURST):
            # One step may take a file and its document together.
            if not self.pending:
                break
            row, new = self._take_one()
            (added if new else changed).append(row)
        self._put_in([row for row in added if self.filter.shows(row)])
        stale: list[Row] = []
        fresh: list[Row] = []
        touched: list[int] = []
        for row in changed:
            place = self.position(row)
            if self.filter.shows(row):
                if place < 0:
                    fresh.append(row)
                else:
                    touched.append(place)
            elif place >= 0:
                stale.append(row)
        for first, last in _runs(touched):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self._take_out(stale)
        self._put_in(fresh)

    def _take_one(self) -> tuple[Row, bool]:
        if self._new_files:
            file = self._new_files.pop(next(iter(self._new_files)))
            ready = file.state in (FileState.READY, FileState.SKIPPED) and file.document
            document = self._new_documents.pop(file.document, None) if ready else None
            return self._take_file(file, document)
        document = self._new_documents.pop(next(iter(self._new_documents)))
        row = self._by_document.get(document.id)
        if row is None:
            return self._add(Row(0, document.added, document=document)), True
        self.counts.add(row, -1)
        row.document = document
        self.counts.add(row)
        return row, False

    def _take_file(self, file: QueuedFile, document: Document | None) -> tuple[Row, bool]:
        row = self._by_file.get(file.id)
        if row is None:
            row = self._add(Row(0, self._arrival, document, file))
            return row, True
        self.counts.add(row, -1)
        row.file = file
        if document is not None and self._by_document.get(document.id) in (None, row):
            row.document = document
            self._by_document[document.id] = row
        self.counts.add(row)
        return row, False

    def _add(self, row: Row) -> Row:
        self._serial += 1
        row.serial = self._serial
        self._rows.append(row)
        if row.file is not None:
            self._by_file[row.file.id] = row
        if row.document is not None:
            if row.document.id in self._by_document:
                row.document = None
            else:
                self._by_document[row.document.id] = row
        self.counts.add(row)
        return row

    # ---- the rows shown ------------------------------------------------------------------------

    def _flip(self, place: int) -> int:
        return len(self._shown) - 1 - place if self.descending else place

    def _arrange(self) -> None:
        self.beginResetModel()
        pairs = sorted((self._key(row), row) for row in self._rows if self.filter.shows(row))
        self._keys = [key for key, _ in pairs]
        self._shown = [row for _, row in pairs]
        self._place_of = {row.serial: key for key, row in pairs}
        self.endResetModel()

    def _put_in(self, rows: list[Row]) -> None:
        pairs = sorted((self._key(row), row) for row in rows if row.serial not in self._place_of)
        at = 0
        while at < len(pairs):
            place = bisect_left(self._keys, pairs[at][0])
            limit = self._keys[place] if place < len(self._keys) else None
            end = at + 1
            while end < len(pairs) and (limit is None or pairs[end][0] < limit):
                end += 1
            count = end - at
            first = len(self._shown) - place if self.descending else place
            self.beginInsertRows(QModelIndex(), first, first + count - 1)
            self._keys[place:place] = [key for key, _ in pairs[at:end]]
            self._shown[place:place] = [row for _, row in pairs[at:end]]
            self._place_of |= {row.serial: key for key, row in pairs[at:end]}
            self.endInsertRows()
            at = end

    def _take_out(self, rows: list[Row]) -> None:
        places = [place for place in map(self.position, rows) if place >= 0]
        for first, last in reversed(_runs(places)):
            self.beginRemoveRows(QModelIndex(), first, last)
            low, high = sorted((self._flip(first), self._flip(last)))
            for row in self._shown[low : high + 1]:
                del self._place_of[row.serial]
            del self._shown[low : high + 1]
            del self._keys[low : high + 1]
            self.endRemoveRows()


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Neighbouring places as (first, last), ascending."""
    runs: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
