"""What can be done with chosen rows: one action each for the context menu and the keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from desktop.documents.row import NEEDS_HELP, Row
from desktop.documents.table_view import DocumentsTable


class RowActions(QObject):
    """The table's actions; enabled for what is chosen."""

    opened = Signal()
    asked = Signal()
    mapped = Signal()
    taught = Signal()
    renamed = Signal()
    tagged = Signal()
    reread = Signal()
    retried = Signal()
    revealed = Signal()
    removed = Signal()

    def __init__(self, table: DocumentsTable) -> None:
        super().__init__(table)
        self._table = table
        self._open = self._action("Return", self.opened)
        self._ask = self._action("Ctrl+Return", self.asked)
        self._map = self._action("Ctrl+M", self.mapped)
        self._teach = self._action("Ctrl+Shift+L", self.taught)
        table.add_separator()
        self._rename = self._action("F2", self.renamed)
        self._tag = self._action("Ctrl+T", self.tagged)
        self._reread = self._action("F5", self.reread)
        self._retry = self._action("Ctrl+R", self.retried)
        self._reveal = self._action("Ctrl+Shift+F", self.revealed)
        table.add_separator()
        self._remove = self._action("Del", self.removed)
        # Enter is the table's own key: it also opens the field for a password.
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open.setShortcutVisibleInContextMenu(True)
        table.installEventFilter(self)
        self._reword()
        self.fit([])

    def fit(self, rows: list[Row]) -> None:
        """Offer what the chosen rows allow."""
        documents = [row for row in rows if row.document is not None]
        one = len(rows) == 1
        helpless = bool(rows) and all(row.standing in NEEDS_HELP for row in rows)
        for action, possible in (
            (self._open, one and (bool(documents) or helpless)),
            (self._ask, bool(documents)),
            (self._map, bool(documents)),
            (self._teach, bool(documents)),
            (self._rename, one and bool(documents)),
            (self._tag, bool(documents)),
            (self._reread, bool(documents)),
            (self._retry, helpless),
            (self._reveal, one),
            (self._remove, bool(rows)),
        ):
            action.setEnabled(possible)
        self._retry.setVisible(helpless)
        self._reread.setVisible(not helpless)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Speak another language when the table does."""
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        return False

    def _action(self, keys: str, signal: object) -> QAction:
        action = QAction(self._table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(signal)
        self._table.addAction(action)
        return action

    def _reword(self) -> None:
        self._open.setText(self.tr("Read"))
        self._ask.setText(self.tr("Ask about it"))
        self._map.setText(self.tr("Show on the map"))
        self._teach.setText(self.tr("Let a model learn from it"))
        self._rename.setText(self.tr("Rename"))
        self._tag.setText(self.tr("Tags…"))
        self._reread.setText(self.tr("Read again"))
        self._retry.setText(self.tr("Try again"))
        self._reveal.setText(self.tr("Show in its folder"))
        self._remove.setText(self.tr("Remove"))
