"""A list of things with a box to tick beside each, and a field that finds among them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop import theme
from desktop.theme import Space

_HEIGHT = 176
_ID = Qt.ItemDataRole.UserRole


class TickList(QWidget):
    """What is ticked stays ticked when the list is filled anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setProperty("role", "ticks")
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(theme.px(_HEIGHT))
        self._wanted: set[str] = set()
        """Ids to tick when they come."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.filter)
        column.addWidget(self.list)
        self.filter.textChanged.connect(self._sift)
        self.list.itemChanged.connect(lambda _: self.changed.emit())

    def show_all(self, things: Sequence[tuple[str, str, str]]) -> None:
        """List these: id, title, and what else may be searched, shown as tool tip."""
        ticked = set(self.ticked()) | self._wanted
        self._wanted = ticked - {id for id, _, _ in things}
        self.list.blockSignals(True)
        self.list.clear()
        for id, title, more in things:
            item = QListWidgetItem(title, self.list)
            item.setData(_ID, id)
            item.setToolTip(more)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.list.blockSignals(False)
        self._sift()
        self.changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """Ids of what is ticked, in the order of the list."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def tick(self, ids: Iterable[str]) -> None:
        """Tick just these, also those that are listed only later."""
        self._wanted = set(ids)
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            item = self.list.item(at)
            wanted = str(item.data(_ID)) in self._wanted
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self._wanted.discard(str(item.data(_ID)))
        self.list.blockSignals(False)
        self.changed.emit()

    def name(self, what: str, find: str) -> None:
        """Word it: what is listed, and what the field finds."""
        self.list.setAccessibleName(what)
        self.filter.setAccessibleName(find)
        self.filter.setPlaceholderText(f"{find}…")

    @Slot()
    def _sift(self) -> None:
        words = self.filter.text().casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            text = f"{item.text()} {item.toolTip()}".casefold()
            item.setHidden(not all(word in text for word in words))
