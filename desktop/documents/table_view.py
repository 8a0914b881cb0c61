"""The documents table on screen: keys, the context menu, and what fits into a narrow window."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop import theme
from desktop.documents.columns import COLUMN_ORDER, Column
from desktop.documents.row import Row
from desktop.documents.row_delegate import RowDelegate, row_height
from desktop.documents.table_model import DocumentsModel

_WIDTHS = {Column.KIND: 92, Column.PAGES: 84, Column.STATE: 268, Column.TAGS: 140}
_NARROW_STATE = 168
_LEAVES_BELOW = {Column.TAGS: 680, Column.KIND: 560, Column.PAGES: 460}
"""A column gives way when the table is narrower than this."""


class DocumentsTable(QTableView):
    """Rows to choose, open, rename and remove."""

    activated_row = Signal(object)
    """A Row was opened by Enter or a double click."""
    chosen_changed = Signal()
    order_wanted = Signal(object)
    """The header of a column was clicked: an Order."""
    password_wanted = Signal(object)

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.delegate = RowDelegate(self)
        self.delegate.password_wanted.connect(self.password_wanted)
        self.setItemDelegate(self.delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(self._on_double_click)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.sectionClicked.connect(self._on_header)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self._arrange()

    def chosen(self) -> list[Row]:
        """The rows the person has selected, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = [self._model.row_at(place) for place in places]
        return [row for row in found if row is not None]

    def choose(self, rows: list[Row]) -> None:
        """Select rows, as far as they are shown."""
        selection = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        for row in rows:
            place = self._model.position(row)
            if place >= 0:
                index = self._model.index(place, Column.NAME)
                if not selection.hasSelection():
                    selection.setCurrentIndex(index, flags.NoUpdate)
                selection.select(index, flags.Select | flags.Rows)

    def rename_current(self) -> None:
        """Open the field for the title of the current row."""
        index = self.currentIndex().siblingAtColumn(Column.NAME)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    def show_order(self, column: Column | None, descending: bool) -> None:
        """Mark the column that rows are sorted by."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else int(column), order)

    def content_height(self) -> int:
        """Height that shows every row without scrolling."""
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()

    # ---- keys and pointer ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Escape lets go of the selection; the rest are actions or Qt's own."""
        row = self._model.row_at(self.currentIndex().row())
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.activated_row.emit(row)
        elif key == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over the password button."""
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self._model.row_at(index.row()) if index.isValid() else None
        over = row is not None and self.delegate.button_rect(
            self.visualRect(index), row, Column(index.column())
        ).contains(at)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText("\n".join(row.title for row in self.chosen()))

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self.activated_row.emit(row)

    @Slot(int)
    def _on_header(self, section: int) -> None:
        self.order_wanted.emit(COLUMN_ORDER[Column(section)])

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        for action in self.actions():
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def add_separator(self) -> None:
        """A line in the context menu."""
        line = QAction(self)
        line.setSeparator(True)
        self.addAction(line)

    # ---- sizes ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text's size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        scale = theme.text_scale()
        width = self.viewport().width() / scale
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.px(48))
        self.verticalHeader().setDefaultSectionSize(row_height())
        for column, least in _LEAVES_BELOW.items():
            self.setColumnHidden(column, width < least)
        for column, wide in _WIDTHS.items():
            narrow = column is Column.STATE and width < _LEAVES_BELOW[Column.TAGS]
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, theme.px(_NARROW_STATE if narrow else wide))
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
