"""The table of questions on screen: two lines a row, keys, context menu, editing in place."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.types import ExamQuestion
from desktop import theme
from desktop.exam.question_model import QUESTION_ROLE, Column, Index, QuestionModel
from desktop.theme import Space
from desktop.widgets.painted_lines import write_lines

_WIDTHS = {Column.ANSWER: 200, Column.PLACE: 220, Column.ASKED: 96}
_LEAVES_BELOW = {Column.PLACE: 780, Column.ANSWER: 560, Column.ASKED: 420}
"""A column gives way when the table is narrower than this."""
_LINES = 2
_FOCUS_WIDTH = 3


class QuestionDelegate(QStyledItemDelegate):
    """Paints a question in two lines; one that is put aside is faded."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        question = index.data(QUESTION_ROLE)
        if not isinstance(question, ExamQuestion):
            return
        painter.save()
        self._paint_ground(painter, option, index)
        column = Column(index.column())
        tint = "ink" if question.accepted and column is not Column.PLACE else "faded"
        if column is Column.ASKED and question.accepted:
            tint = "good"
        inner = option.rect.adjusted(Space.M, Space.S, -Space.S, -Space.S)
        painter.setFont(theme.font())
        write_lines(painter, inner, str(index.data()), tint, _LINES)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, theme.colour("wash"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if selected and index.column() == 0 and option.state & QStyle.StateFlag.State_Active:
            bar = QRect(option.rect.topLeft(), QSize(_FOCUS_WIDTH, option.rect.height()))
            painter.fillRect(bar, theme.colour("seal"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as every row."""
        return QSize(theme.px(_WIDTHS[Column.ASKED]), row_height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the question or its answer."""
        editor = QLineEdit(parent)
        asked = index.column() == Column.TEXT
        editor.setAccessibleName(self.tr("Question") if asked else self.tr("Expected answer"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """In the middle of the cell, as high as any field."""
        height = min(editor.sizeHint().height(), option.rect.height() - 4)
        cell = option.rect.adjusted(Space.XS, 0, -Space.XS, 0)
        editor.setGeometry(
            QRect(cell.left(), cell.center().y() - height // 2 + 1, cell.width(), height)
        )


class QuestionTable(QTableView):
    """Questions to read, open, edit, put aside and remove."""

    opened = Signal(object)
    """An ExamQuestion: show where its answer stands."""
    put_aside = Signal(object, bool)
    """A list of ExamQuestion, and whether they are asked from now on."""
    removed = Signal(object)
    """A list of ExamQuestion."""
    chosen_changed = Signal()

    def __init__(self, model: QuestionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(QuestionDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open = self._action("Ctrl+Return", self._open_current)
        self._edit = self._action("F2", self.edit_current)
        self._aside = self._action("Space", self._toggle)
        self._remove = self._action("Del", self._remove_chosen)
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        self.retranslate()
        self._arrange()
        self._on_chosen()

    def chosen(self) -> list[ExamQuestion]:
        """The questions that are selected, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = [self._model.question_at(place) for place in places]
        return [question for question in found if question is not None]

    def choose(self, id: int) -> None:
        """Select a question, if it is shown."""
        row = self._model.row_of(id)
        if row >= 0:
            index = self._model.index(row, Column.TEXT)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def edit_current(self) -> None:
        """Open the field for the current cell, or else for the question's words."""
        index = self.currentIndex()
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = index.siblingAtColumn(Column.TEXT)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    # ---- keys and pointer ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits; the rest are actions or Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
        elif event.matches(QKeySequence.StandardKey.Copy):
            from PySide6.QtGui import QGuiApplication

            QGuiApplication.clipboard().setText("\n".join(each.text for each in self.chosen()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click opens the place; with a modifier it only selects."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and plain and index.isValid():
            self._open_current()

    def _action(self, keys: str, slot: object) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _open_current(self) -> None:
        question = self._model.question_at(self.currentIndex().row())
        if question is not None:
            self.opened.emit(question)

    def _toggle(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.put_aside.emit(chosen, not chosen[0].accepted)

    def _remove_chosen(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.removed.emit(chosen)

    def _on_chosen(self) -> None:
        chosen = self.chosen()
        for action in (self._edit, self._aside, self._remove):
            action.setEnabled(bool(chosen) and not self._model.locked)
        self._open.setEnabled(bool(chosen))
        self._word_aside()
        self.chosen_changed.emit()

    def _word_aside(self) -> None:
        chosen = self.chosen()
        taken = not chosen or chosen[0].accepted
        self._aside.setText(self.tr("Put aside") if taken else self.tr("Ask it again"))

    def _show_menu(self, at: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        menu.addActions(self.actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    # ---- words and sizes -----------------------------------------------------------------------

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.setAccessibleName(self.tr("Questions of the exam"))
        self._open.setText(self.tr("Show where it stands"))
        self._edit.setText(self.tr("Edit"))
        self._remove.setText(self.tr("Delete"))
        self._word_aside()

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
        width = self.viewport().width() / theme.text_scale()
        header = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(row_height())
        for column, least in _LEAVES_BELOW.items():
            self.setColumnHidden(column, width < least)
        for column, wide in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, theme.px(wide))
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint the mark of the current row."""
        super().currentChanged(current, previous)
        self.viewport().update()


def row_height() -> int:
    """Height of a row at the person's text scale."""
    return _LINES * QFontMetrics(theme.font()).lineSpacing() + 2 * Space.S
