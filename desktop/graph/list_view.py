"""The map as a list, for the keyboard and for whoever hears it instead of seeing it."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from core.types import Entity
from desktop import theme
from desktop.graph.list_model import Column, EntitiesModel, Index
from desktop.theme import Size


class EntitiesTable(QTableView):
    """Enter puts an entity in the middle, F2 renames it, Delete hides it."""

    pointed = Signal(object)
    """Entity that became current."""
    opened = Signal(object)
    hidden_wanted = Signal(object)
    """List of entities."""
    same_wanted = Signal(object)
    """List of two or more entities that are one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entities = EntitiesModel(self)
        self.setModel(self.entities)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.setProperty("role", "figures")
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.open_action = self._action("Return", lambda: self._open(self.currentIndex()))
        self.rename_action = self._action("F2", self.rename_current)
        self.same_action = self._action("Ctrl+M", lambda: self.same_wanted.emit(self.selected()))
        self.hide_action = self._action("Del", lambda: self.hidden_wanted.emit(self.selected()))
        # Enter also ends the field of a name.
        self.open_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.doubleClicked.connect(self._open)
        self.retranslate()
        self._fit_rows()

    def _action(self, keys: str, slot: object) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def selected(self) -> list[Entity]:
        """The chosen entities, from the top."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        found = (self.entities.entity(index) for index in rows)
        return [each for each in found if each is not None]

    def show_entities(self, entities: tuple[Entity, ...], editable: bool) -> None:
        """Show what is on the map; the chosen row stays chosen."""
        current = self.entities.entity(self.currentIndex())
        self.entities.editable = editable
        self.entities.take(entities)
        for action in (self.rename_action, self.same_action, self.hide_action):
            action.setEnabled(editable)
        if current is not None:
            self.point_at(current.id)

    def point_at(self, id: str) -> None:
        """Make an entity's row the current one, without telling."""
        row = self.entities.row_of(id)
        now = self.entities.entity(self.currentIndex())
        if row < 0 or (now is not None and now.id == id):
            return
        self.selectionModel().blockSignals(True)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        index = self.entities.index(row, Column.NAME)
        self.selectionModel().setCurrentIndex(index, flags)
        self.selectionModel().blockSignals(False)
        self.scrollTo(index)
        self.viewport().update()

    @Slot()
    def rename_current(self) -> None:
        """Open the field for another name in the current row."""
        index = self.currentIndex()
        if index.isValid() and self.entities.editable:
            self.edit(self.entities.index(index.row(), Column.NAME))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        entity = self.entities.entity(index)
        if entity is not None:
            self.opened.emit(entity)

    # ---- Qt's events ---------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        entity = self.entities.entity(current)
        if entity is not None and current.row() != previous.row():
            self.pointed.emit(entity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last row, not along the row."""
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.entities.rowCount():
            row = 0 if event.key() == Qt.Key.Key_Home else self.entities.rowCount() - 1
            self.setCurrentIndex(self.entities.index(row, Column.NAME))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same actions under the right button."""
        chosen = self.selected()
        self.same_action.setVisible(len(chosen) > 1)
        menu = QMenu(self)
        menu.addActions(self.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(max(Size.ROW - 4, theme.px(Size.ROW - 4)))

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.setAccessibleName(self.tr("What the map shows"))
        self.open_action.setText(self.tr("Put in the middle"))
        self.rename_action.setText(self.tr("Rename"))
        self.same_action.setText(self.tr("These are the same"))
        self.hide_action.setText(self.tr("Hide"))
        self.entities.reword()
