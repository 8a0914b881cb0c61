"""The table of examples on screen: two lines a row, keys, context menu, editing in place."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.types import Example
from desktop import theme
from desktop.teach.example_model import EXAMPLE_ROLE, FLAW_ROLE, Column, ExampleModel, Index
from desktop.theme import Size, Space
from desktop.widgets.painted_lines import write_lines

_WIDTHS = {Column.WORSE: 180, Column.PLACE: 168, Column.USE: 112}
_LEAVES_BELOW = {Column.PLACE: 700, Column.WORSE: 520, Column.USE: 400}
"""A column gives way when the table is narrower than this."""
_LINES = 2
_EDITOR_LINES = 5
_FEW_ROWS = 2
_FOCUS_WIDTH = 3


class ExampleDelegate(QStyledItemDelegate):
    """Paints an example in two lines; one that is left out is faded."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        example = index.data(EXAMPLE_ROLE)
        if not isinstance(example, Example):
            return
        painter.save()
        self._paint_ground(painter, option, index)
        inner = option.rect.adjusted(Space.M, Space.S, -Space.S, -Space.S)
        painter.setFont(theme.font())
        write_lines(painter, inner, str(index.data()), self._tint(example, index), _LINES)
        painter.restore()

    def _tint(self, example: Example, index: Index) -> str:
        column = Column(index.column())
        if not example.accepted or column in (Column.PLACE, Column.WORSE):
            return "faded"
        if column is Column.USE:
            if index.data(FLAW_ROLE):
                return "doubt"
            return "faded" if example.held_out else "good"
        return "ink"

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, theme.colour("wash"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        view = option.widget
        current = isinstance(view, QTableView) and view.currentIndex() == index and view.hasFocus()
        if current:
            painter.setPen(theme.colour("seal"))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        elif selected and index.column() == 0 and not _is_edited(view, index):
            bar = QRect(option.rect.topLeft(), QSize(_FOCUS_WIDTH, option.rect.height()))
            painter.fillRect(bar, theme.colour("seal"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as every row."""
        return QSize(theme.px(_WIDTHS[Column.USE]), row_height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field of several lines."""
        editor = QPlainTextEdit(parent)
        editor.setProperty("role", "field")
        editor.setTabChangesFocus(True)
        editor.document().setDocumentMargin(Space.XS)
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(head))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell and as much below it as its lines need, within what is seen."""
        height = _EDITOR_LINES * QFontMetrics(theme.font()).lineSpacing() + 2 * Space.S
        cell = option.rect
        holder = editor.parentWidget()
        around = holder.rect() if holder is not None else cell
        height = min(max(height, cell.height()), around.height())
        top = max(0, min(cell.top(), around.height() - height))
        editor.setGeometry(QRect(cell.left(), top, cell.width(), height))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps what was typed, Shift+Enter begins a line."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(editor, event)


class ExampleTable(QTableView):
    """Examples to read, edit, take and leave out, remove, and see in their place."""

    opened = Signal(object)
    """An Example: show the place it rests on."""
    taken = Signal(object, bool)
    """A list of Example, and whether they are learnt from now on."""
    removed = Signal(object)
    """A list of Example."""
    chosen_changed = Signal()

    def __init__(self, model: ExampleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ExampleDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._edit = self._action("F2", self.edit_current)
        self._take = self._action("Space", self._toggle)
        self._open = self._action("Ctrl+Return", self._open_current)
        self._remove = self._action("Del", self._remove_chosen)
        self._had_pairs = False
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        model.modelReset.connect(self._on_chosen)
        model.dataChanged.connect(self._word_take)
        model.sifted.connect(self._on_sifted)
        self.retranslate()
        self._arrange()
        self._on_chosen()

    def sizeHint(self) -> QSize:
        """A few rows: it takes what room there is, and asks for little."""
        return QSize(super().sizeHint().width(), (_FEW_ROWS + 1) * row_height())

    def chosen(self) -> list[Example]:
        """The examples that are selected, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = [self._model.example_at(place) for place in places]
        return [example for example in found if example is not None]

    def current(self) -> Example | None:
        """The example of the current row."""
        return self._model.example_at(self.currentIndex().row())

    def choose(self, row: int, column: Column = Column.QUESTION) -> None:
        """Select a row, if there is one."""
        row = min(row, self._model.rowCount() - 1)
        if row >= 0:
            index = self._model.index(row, column)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def edit_current(self) -> None:
        """Open the field for the current cell, or else for the question."""
        index = self.currentIndex()
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = index.siblingAtColumn(Column.QUESTION)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    # ---- keys and pointer ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits; the rest are actions or Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            said = [f"{each.question}\t{each.answer}" for each in self.chosen()]
            QGuiApplication.clipboard().setText("\n".join(said))
        else:
            super().keyPressEvent(event)

    def _action(self, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _open_current(self) -> None:
        example = self.current()
        if example is not None and example.source is not None:
            self.opened.emit(example)

    def _toggle(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.taken.emit(chosen, not chosen[0].accepted)

    def _remove_chosen(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.removed.emit(chosen)

    def _on_chosen(self) -> None:
        chosen = self.selectionModel().hasSelection()
        for action in (self._edit, self._take, self._remove):
            action.setEnabled(chosen and not self._model.locked)
        example = self.current()
        self._open.setEnabled(example is not None and example.source is not None)
        self._word_take()
        self.chosen_changed.emit()

    def _word_take(self) -> None:
        example = self.current()
        taken = example is None or example.accepted
        self._take.setText(self.tr("Leave out") if taken else self.tr("Learn from it"))

    def _show_menu(self, at: QPoint) -> None:
        if not self.selectionModel().hasSelection():
            return
        menu = QMenu(self)
        menu.addActions(self.actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    # ---- words and sizes -----------------------------------------------------------------------

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.setAccessibleName(self.tr("Examples"))
        self._open.setText(self.tr("Show where it stands"))
        self._edit.setText(self.tr("Edit"))
        self._remove.setText(self.tr("Remove"))
        self._word_take()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text's size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _on_sifted(self) -> None:
        if self._model.has_pairs != self._had_pairs:
            self._arrange()

    def _arrange(self) -> None:
        self._had_pairs = self._model.has_pairs
        width = self.viewport().width() / theme.text_scale()
        header = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.setMinimumHeight((_FEW_ROWS + 1) * row_height())
        for column, least in _LEAVES_BELOW.items():
            gives_way = width < least or (column is Column.WORSE and not self._had_pairs)
            self.setColumnHidden(column, gives_way)
        for column, wide in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, theme.px(wide))
        for column in (Column.QUESTION, Column.ANSWER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint the mark of the current cell; what can be done follows it."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self._on_chosen()


def _is_edited(view: object, index: Index) -> bool:
    return isinstance(view, QTableView) and view.isPersistentEditorOpen(index)


def row_height() -> int:
    """Height of a row at the person's text scale."""
    lines = _LINES * QFontMetrics(theme.font()).lineSpacing() + 2 * Space.S
    return max(lines, Size.ROW)
