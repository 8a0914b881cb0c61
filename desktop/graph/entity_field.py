"""A field in which a name on the map is typed and completed."""

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.types import Entity
from desktop import theme
from desktop.graph.contents import MapContents
from desktop.graph.wording import words
from desktop.theme import Size, Space, Type

FIND_MILLISECONDS = 120
_MOST = 9
_ENTITY = Qt.ItemDataRole.UserRole + 1
_SECOND = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class _NameDelegate(QStyledItemDelegate):
    """Name at the left, kind and documents at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("wash"))
            painter.drawRoundedRect(option.rect, Size.SMALL_RADIUS, Size.SMALL_RADIUS)
        inner = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        second = str(index.data(_SECOND) or "")
        painter.setFont(theme.font(Type.SECOND))
        taken = painter.fontMetrics().horizontalAdvance(second) + Space.M if second else 0
        taken = min(taken, inner.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("faded"))
        shown = painter.fontMetrics().elidedText(
            second, Qt.TextElideMode.ElideRight, max(taken - Space.M, 0)
        )
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, shown)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, inner.width() - taken
        )
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line with room for a finger."""
        return QSize(0, QFontMetrics(theme.font()).height() + Space.M)


class EntityField(QLineEdit):
    """Completes names while they are typed; what is chosen is an entity, not a text."""

    chosen = Signal(object)
    """Entity."""
    asked = Signal(str)
    """Enter was pressed on words that are no name which was offered."""

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.entity: Entity | None = None
        """What is in the field, as long as nothing else is typed."""
        self._model = QStandardItemModel(self)
        self._popup = QListView()
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setPopup(self._popup)
        completer.setMaxVisibleItems(_MOST)
        completer.setWidget(self)
        self._popup.setItemDelegate(_NameDelegate(self._popup))
        self._popup.setMouseTracking(True)
        # Not `setCompleter`: the field would put the line's text in before it is known whose it is.
        self._completer = completer
        picked: Any = completer.activated
        picked[QModelIndex].connect(self._on_chosen)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(FIND_MILLISECONDS)
        self._later.timeout.connect(self._find)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_return)

    def show_entity(self, entity: Entity | None) -> None:
        """Put a name into the field without telling."""
        self.entity = entity
        self._later.stop()
        self._popup.hide()
        self.setText(entity.name if entity is not None else "")
        self.setCursorPosition(0)

    def offered(self) -> list[str]:
        """The names that are offered."""
        return [self._model.item(at).text() for at in range(self._model.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down asks for names also where nothing is typed; an open list takes Enter and Escape."""
        key = event.key()
        picked = self._popup.isVisible() and self._popup.currentIndex().isValid()
        if key == Qt.Key.Key_Down:
            self._find()
        elif (picked and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)) or (
            self._popup.isVisible() and key == Qt.Key.Key_Escape
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.entity = None
        if text.strip():
            self._later.start()
        else:
            self._later.stop()
            self._popup.hide()

    @Slot()
    def _find(self) -> None:
        self._contents.find(self.text().strip(), _MOST, self._offer)

    def _offer(self, found: tuple[Entity, ...]) -> None:
        self._model.clear()
        for entity in found:
            item = QStandardItem(entity.name)
            item.setEditable(False)
            item.setData(entity, _ENTITY)
            item.setData(words.kind(entity.kind), _SECOND)
            item.setData(words.spoken(entity), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if found and self.hasFocus():
            self._completer.complete()
        else:
            self._popup.hide()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        entity = index.data(_ENTITY)
        if isinstance(entity, Entity):
            self.show_entity(entity)
            self.chosen.emit(entity)

    @Slot()
    def _on_return(self) -> None:
        self._later.stop()
        text = " ".join(self.text().split())
        if self.entity is not None:
            self.chosen.emit(self.entity)
        elif text:
            # Its exact name, typed to the end, is as good as one that was picked.
            self._contents.find(text, _MOST, lambda found: self._settle(text, found))

    def _settle(self, text: str, found: tuple[Entity, ...]) -> None:
        typed = text.casefold()
        names = [
            ([each.casefold() for each in (entity.name, *entity.aliases)], entity)
            for entity in found
        ]
        exact = [entity for called, entity in names if typed in called]
        begun = [entity for called, entity in names if called[0].startswith(typed)]
        for entity in (exact + begun)[:1]:
            self.show_entity(entity)
            self.chosen.emit(entity)
            return
        self._popup.hide()
        self.asked.emit(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._popup.doItemsLayout()
