"""What is shown on the map as a table: name, kind, connections, documents."""

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.types import Entity
from desktop import translations
from desktop.graph.wording import words

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    """The columns from the left."""

    NAME = 0
    KIND = 1
    CONNECTIONS = 2
    DOCUMENTS = 3


class EntitiesModel(QAbstractTableModel):
    """Entities in the order of the column that was chosen."""

    renamed = Signal(object, str)
    """Entity, its new name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entities: list[Entity] = []
        self._by: tuple[int, Qt.SortOrder] | None = None
        self.editable = True

    def take(self, entities: tuple[Entity, ...]) -> None:
        """Show other entities."""
        if list(entities) != self._entities:
            self.beginResetModel()
            self._entities = list(entities)
            self._order()
            self.endResetModel()

    def entity(self, index: Index) -> Entity | None:
        """The entity of a row."""
        at = index.row()
        return self._entities[at] if index.isValid() and at < len(self._entities) else None

    def row_of(self, id: str) -> int:
        """The row of an entity; -1 for none."""
        return next((at for at, each in enumerate(self._entities) if each.id == id), -1)

    def reword(self) -> None:
        """Speak another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._entities:
            last = self.index(len(self._entities) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # ---- Qt's questions ------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """One for each entity."""
        return 0 if parent.isValid() else len(self._entities)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Always the same."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be changed in place."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Column.NAME and self.editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; a screen reader hears the whole row at its name."""
        entity = self.entity(index)
        if entity is None:
            return None
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (
                entity.name,
                words.kind(entity.kind),
                translations.number(entity.connections),
                translations.number(entity.documents),
            )[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column == Column.NAME:
            return words.spoken(entity)
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= Column.CONNECTIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new name; it shows when the engine has it."""
        entity = self.entity(index)
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or entity is None or not name or name == entity.name:
            return False
        self.renamed.emit(entity, name)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """What the columns are called."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section >= Column.CONNECTIONS
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Name"),
            self.tr("Kind"),
            self.tr("Connections"),
            self.tr("Documents"),
        )[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column."""
        self._by = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = [self.entity(index) for index in self.persistentIndexList()]
        self._order()
        self.changePersistentIndexList(
            self.persistentIndexList(),
            [
                self.index(self._entities.index(each), index.column())
                if each is not None
                else QModelIndex()
                for each, index in zip(before, self.persistentIndexList(), strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _order(self) -> None:
        if self._by is None or self._by[0] < 0:
            return
        column, order = self._by
        self._entities.sort(
            key=lambda each: (
                each.name.casefold(),
                words.kind(each.kind),
                each.connections,
                each.documents,
            )[column],
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
