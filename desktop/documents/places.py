"""The side column of the documents pane: all there is, what is not ready, what needs help, tags."""

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import theme
from desktop.documents.ordering import Counts, Place
from desktop.theme import Size, Space, Type
from desktop.widgets.text import plain_tip

PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
TAG_ROLE = Qt.ItemDataRole.UserRole + 2
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
_LINE = 34

Index = QModelIndex | QPersistentModelIndex


class _PlaceDelegate(QStyledItemDelegate):
    """Name at the left, number at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = _place(index.data(PLACE_ROLE))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if place is not None and (chosen or hovered):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("wash"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
        heading = place is None
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(theme.font(Type.SECOND if heading else Type.BODY, weight))
        inner = option.rect.adjusted(Space.M, 0, -Space.M, 0)
        count = index.data(COUNT_ROLE)
        number = QLocale().toString(count) if count else ""
        room = inner.width() - painter.fontMetrics().horizontalAdvance(number) - Space.S
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, room
        )
        align = Qt.AlignmentFlag.AlignVCenter
        if heading:
            inner.setBottom(inner.bottom() - Space.XS)
            align = Qt.AlignmentFlag.AlignBottom
        painter.setPen(theme.colour("faded" if heading else "ink"))
        painter.drawText(inner, align | Qt.AlignmentFlag.AlignLeft, shown)
        if number:
            painter.setFont(theme.font(Type.BODY))
            painter.setPen(theme.colour("doubt" if place is Place.NEEDS_HELP else "faded"))
            painter.drawText(inner, align | Qt.AlignmentFlag.AlignRight, number)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading stands a little lower."""
        line = max(theme.px(_LINE), QFontMetrics(theme.font()).height() + Space.M)
        return QSize(0, line + (Space.S if index.data(PLACE_ROLE) is None else 0))


class PlaceList(QListWidget):
    """Chooses which rows are shown."""

    chosen = Signal(object, str)
    """Place, and the tag for Place.TAG."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setItemDelegate(_PlaceDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._tags: list[str] = []
        self._items = {
            place: QListWidgetItem() for place in (Place.ALL, Place.NOT_READY, Place.NEEDS_HELP)
        }
        for place, item in self._items.items():
            item.setData(PLACE_ROLE, place)
            self.addItem(item)
        self._heading = QListWidgetItem()
        self._heading.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(self._heading)
        self._tag_items: dict[str, QListWidgetItem] = {}
        self._reword()
        self.setCurrentItem(self._items[Place.ALL])
        self.currentItemChanged.connect(self._on_current)

    def show_counts(self, counts: Counts) -> None:
        """Show how many rows each place has, and the tags there are."""
        numbers = {
            Place.ALL: counts.documents,
            Place.NOT_READY: counts.not_ready,
            Place.NEEDS_HELP: counts.needs_help,
        }
        for place, number in numbers.items():
            self._count(self._items[place], number)
        tags = sorted(counts.tags, key=str.casefold)
        if tags != list(self._tag_items):
            self._show_tags(tags)
        for tag, item in self._tag_items.items():
            self._count(item, counts.tags[tag])

    def go(self, place: Place, tag: str = "") -> None:
        """Show a place."""
        item = self._tag_items.get(tag) if place is Place.TAG else self._items[place]
        if item is not None:
            self.setCurrentItem(item)

    def described(self, item: QListWidgetItem) -> tuple[Place | None, str, int]:
        """Place, tag and count of a line; no place for a heading."""
        place = _place(item.data(PLACE_ROLE))
        return place, item.data(TAG_ROLE) or "", item.data(COUNT_ROLE) or 0

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language, or fit another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        elif event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _count(self, item: QListWidgetItem, number: int) -> None:
        if item.data(COUNT_ROLE) != number:
            item.setData(COUNT_ROLE, number)
            spoken = f"{item.text()}, {QLocale().toString(number)}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _show_tags(self, tags: list[str]) -> None:
        current = self.currentItem()
        wanted = current.data(TAG_ROLE) if current is not None else None
        self.blockSignals(True)
        for item in self._tag_items.values():
            self.takeItem(self.row(item))
        self._tag_items = {}
        for tag in tags:
            item = QListWidgetItem(tag)
            item.setData(PLACE_ROLE, Place.TAG)
            item.setData(TAG_ROLE, tag)
            item.setToolTip(plain_tip(tag))
            self.addItem(item)
            self._tag_items[tag] = item
        self._heading.setHidden(not tags)
        if wanted in self._tag_items:
            self.setCurrentItem(self._tag_items[wanted])
        self.blockSignals(False)
        if wanted is not None and wanted not in self._tag_items:
            self.go(Place.ALL)

    def _reword(self) -> None:
        self.setAccessibleName(self.tr("Which documents to show"))
        self._items[Place.ALL].setText(self.tr("All documents"))
        self._items[Place.NOT_READY].setText(self.tr("Not ready yet"))
        self._items[Place.NEEDS_HELP].setText(self.tr("Need your help"))
        self._heading.setText(self.tr("Tags"))
        self._heading.setHidden(not self._tag_items)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        place = _place(item.data(PLACE_ROLE)) if item is not None else None
        if item is not None and place is not None:
            self.chosen.emit(place, item.data(TAG_ROLE) or "")


def _place(stored: object) -> Place | None:
    # Qt keeps a text that is also an enumeration as the mere text.
    return None if stored is None else Place(str(stored))
