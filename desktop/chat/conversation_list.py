"""The conversations at the side: search, open, rename, remove with a way back."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.types import Conversation
from desktop import translations
from desktop.chat.escaping import claims_escape
from desktop.session import Session
from desktop.theme import NOTICE_MILLISECONDS, Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words, plain_tip

SEARCH_MILLISECONDS = 200
Index = QModelIndex | QPersistentModelIndex


class ConversationModel(QAbstractListModel):
    """Conversations, latest first; titles can be edited."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Conversation] = []

    def show_rows(self, rows: list[Conversation]) -> None:
        """Replace what is listed, unless nothing has changed."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def at(self, index: Index) -> Conversation | None:
        """The conversation of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, id: int) -> int:
        """The row of a conversation, -1 when it is not listed."""
        return next((row for row, each in enumerate(self._rows) if each.id == id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title; when it was last used as tool tip and for a screen reader."""
        conversation = self.at(index)
        if conversation is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return conversation.title or self.tr("Untitled")
        when = translations.date_and_time(conversation.updated)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{conversation.title}\n{when}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{conversation.title}, {when}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Give a conversation another title."""
        conversation = self.at(index)
        title = " ".join(str(value).split())
        if conversation is None or not title or title == conversation.title:
            return False
        self.renamed.emit(conversation.id, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen and edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable


class _Row(QStyledItemDelegate):
    """A row that cuts its title instead of growing with it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, whatever the title."""
        return QSize(0, super().sizeHint(option, index).height())


class ConversationList(QFrame):
    """A column with a search field and the conversations that match."""

    opened = Signal(object)
    """Conversation."""
    removed = Signal(int)
    """Id, as soon as it leaves the list."""
    restored = Signal(int)
    new_wanted = Signal()
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self._session = session
        self._current = 0
        self._found: list[Conversation] = []
        self._leaving: dict[int, QTimer] = {}
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SEARCH_MILLISECONDS)
        self._later.timeout.connect(self.reload)
        self.search.textChanged.connect(lambda _: self._later.start())
        self.new_button = Button("", icon="add")
        self.new_button.clicked.connect(self.new_wanted)
        self.model = ConversationModel(self)
        self.model.renamed.connect(self.rename)
        self.view = QListView()
        self.view.setProperty("role", "bare")
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.clicked.connect(self._open)
        self.view.activated.connect(self._open)
        self.none = Words("", "second", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.new_button)
        column.addWidget(self.search)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        self.setFixedWidth(Size.SIDE + Space.XXL)
        session.changed.connect(self._on_changed)
        session.library_opened.connect(self.reload)
        self.retranslate()

    # ---- what is listed ------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch the conversations that hold the words of the search field."""
        self._later.stop()
        if self._session.summary is None:
            return
        request = self._session.link.start(
            operations.list_conversations, words=self.search.text().strip()
        )
        request.done.connect(self._on_found)
        request.failed.connect(self._session.error_shown)

    def set_current(self, id: int) -> None:
        """Mark the conversation that stands open."""
        self._current = id
        row = self.model.row_of(id)
        self.view.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())

    def title_of(self, id: int) -> str:
        """The title of a listed conversation, "" when it is not listed."""
        return next((each.title for each in self._found if each.id == id), "")

    # ---- what the person does ------------------------------------------------------------------

    def rename(self, id: int, title: str) -> None:
        """Give a conversation another title."""
        request = self._session.link.start(operations.rename_conversation, id=id, title=title)
        request.failed.connect(self._session.error_shown)

    def remove(self, conversation: Conversation) -> None:
        """Take a conversation off the list now and out of the library when Undo has passed."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(NOTICE_MILLISECONDS)
        timer.timeout.connect(lambda: self._remove_now(conversation.id))
        self._leaving[conversation.id] = timer
        timer.start()
        self._list()
        self.removed.emit(conversation.id)
        self._session.say(
            self.tr("“{title}” was removed.").format(title=conversation.title),
            self.tr("Undo"),
            lambda: self._restore(conversation.id),
        )

    def finish_removals(self) -> None:
        """Remove now what is waiting for Undo to pass: the window or the library closes."""
        for id in list(self._leaving):
            self._remove_now(id)

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window closes its reader."""
        return claims_escape(event) or super().event(event)

    def forget_removals(self) -> None:
        """Another library is open: the ids that wait mean nothing in it."""
        for timer in self._leaving.values():
            timer.stop()
            timer.deleteLater()
        self._leaving.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, Esc closes, Down leads from the search field into the list."""
        conversation = self.model.at(self.view.currentIndex())
        if event.key() == Qt.Key.Key_Delete and conversation and self.view.hasFocus():
            self.remove(conversation)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0, 0))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew."""
        self.new_button.setText(self.tr("New conversation"))
        self.search.setPlaceholderText(self.tr("Search conversations"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.view.setAccessibleName(self.tr("Conversations"))
        self._word_none()

    # ---- inside --------------------------------------------------------------------------------

    def _on_changed(self, changes: object, by: object) -> None:
        if getattr(changes, "conversations", False):
            self.reload()

    def _on_found(self, found: tuple[Conversation, ...]) -> None:
        self._found = list(found)
        self._list()

    def _list(self) -> None:
        self.model.show_rows([each for each in self._found if each.id not in self._leaving])
        self.set_current(self._current)
        self._word_none()

    def _word_none(self) -> None:
        self.none.setText(
            self.tr("No conversation holds these words.")
            if self.search.text().strip()
            else self.tr("Your conversations will be listed here.")
        )
        self.none.setVisible(self.model.rowCount() == 0)

    def _open(self, index: Index) -> None:
        if (conversation := self.model.at(index)) is not None:
            self.opened.emit(conversation)

    def _show_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        conversation = self.model.at(index)
        if conversation is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename"), lambda: self.view.edit(index))
        menu.addAction(self.tr("Remove"), lambda: self.remove(conversation))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _restore(self, id: int) -> None:
        if (timer := self._leaving.pop(id, None)) is None:
            return
        timer.stop()
        timer.deleteLater()
        self._list()
        self.restored.emit(id)

    def _remove_now(self, id: int) -> None:
        if (timer := self._leaving.get(id)) is None:
            return
        timer.stop()
        request = self._session.link.start(operations.remove_conversations, ids=[id])
        request.failed.connect(self._session.error_shown)
        # Kept in `_leaving` until the engine has said so: a reload in between must not show it.
        request.ended.connect(lambda: self._leaving.pop(id, None))
