"""The documents pane: places at the side, a filter, the table, the chosen document's details."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core import operations
from desktop import theme
from desktop.documents.columns import COLUMN_ORDER
from desktop.documents.detail import DetailPanel
from desktop.documents.drop_hint import DropHint
from desktop.documents.library_rows import LibraryRows
from desktop.documents.ordering import Filter, Order, Place
from desktop.documents.place_menu import PlaceMenu
from desktop.documents.places import PlaceList
from desktop.documents.row import Row
from desktop.documents.row_actions import RowActions
from desktop.documents.row_commands import RowCommands
from desktop.documents.table_model import DocumentsModel
from desktop.documents.table_view import DocumentsTable
from desktop.engine_link import Request
from desktop.session import Session
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.empty import Empty
from desktop.widgets.header import Header
from desktop.widgets.text import Words

_FIND_MILLISECONDS = 250
_SOON_MILLISECONDS = 100
_SIDE_LEAVES = 660
"""The side column becomes a menu in the filter row when the pane is narrower."""
_DETAIL_BELOW = 1000
"""Details stand below the table when the pane is narrower."""
_DETAIL_WIDTH = 288
_DETAIL_HEIGHT = 240
_HINT_HEIGHT = 96


class DocumentsPane(QWidget):
    """What is in the library and what is on its way into it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = DocumentsModel(self)
        self.table = DocumentsTable(self.model)
        self.places = PlaceList()
        self.detail = DetailPanel()
        self.commands = RowCommands(session, self.table, self.model)
        self.rows = LibraryRows(session, self.model, self)
        self.actions_of_rows = RowActions(self.table)
        self.filter = QLineEdit()
        self.sort = QComboBox()
        self.place_menu = PlaceMenu()
        self._header = Header()
        self._add = Button("", "primary")
        self._add_folder = Button("")
        self._empty = Empty("documents")
        self._none = Words("", "second")
        self._hint = DropHint()
        self._finding: Request | None = None
        self._find_later = QTimer(self)
        self._find_later.setSingleShot(True)
        self._find_later.setInterval(_FIND_MILLISECONDS)
        self._find_later.timeout.connect(self._find)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MILLISECONDS)
        self._soon.timeout.connect(self._catch_up)
        self._lay_out()
        self._reword()
        self._connect()
        self.table.show_order(None, False)
        self._show_counts()

    # ---- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._header.add(self._add_folder)
        self._header.add(self._add)
        self._side = QFrame()
        self._side.setProperty("role", "side")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        side.addWidget(self.places)
        tools = QHBoxLayout()
        tools.setSpacing(Space.M)
        tools.addWidget(self.place_menu)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.sort)
        self._list_side = QWidget()
        column = QVBoxLayout(self._list_side)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self._none)
        column.addWidget(self._hint)
        column.addStretch(0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._list_side)
        self._split.addWidget(self.detail)
        self._split.setStretchFactor(0, 1)
        self.detail.hide()
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._split, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(full)
        self._pages.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addWidget(self._pages, 1)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTabOrder(self._add, self.places)
        self.setTabOrder(self.places, self.place_menu)
        self.setTabOrder(self.place_menu, self.filter)
        self.setTabOrder(self.filter, self.sort)
        self.setTabOrder(self.sort, self.table)

    def _connect(self) -> None:
        session = self._session
        session.summary_changed.connect(self._show_counts)
        session.find_requested.connect(self._on_find_requested)
        session.appearance_changed.connect(self._on_appearance)
        session.jobs_changed.connect(self._show_empty)
        self.model.counts_changed.connect(self._show_soon)
        self.rows.loaded.connect(self._show_counts)
        self.model.dataChanged.connect(self._show_soon)
        self.places.chosen.connect(self._go)
        self.place_menu.chosen.connect(self.places.go)
        self.filter.textChanged.connect(self._on_words)
        self.sort.activated.connect(self._on_sort)
        self.table.order_wanted.connect(self._on_header)
        self.table.activated_row.connect(self.commands.open)
        self.table.password_wanted.connect(self._ask_password)
        self.table.chosen_changed.connect(self._on_chosen)
        self._empty.pressed.connect(lambda: session.add_requested.emit(False))
        self._add.clicked.connect(lambda: session.add_requested.emit(False))
        self._add_folder.clicked.connect(lambda: session.add_requested.emit(True))
        self._connect_commands()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.settle)

    def _connect_commands(self) -> None:
        commands, actions, detail = self.commands, self.actions_of_rows, self.detail
        commands.password_wanted.connect(self._ask_password)
        for signals, slot in (
            ((actions.opened, detail.open_wanted), commands.open_chosen),
            ((actions.asked, detail.ask_wanted), commands.ask),
            ((actions.mapped, detail.map_wanted), commands.show_on_map),
            ((actions.taught,), commands.teach),
            ((actions.renamed, detail.rename_wanted), self.table.rename_current),
            ((actions.tagged,), detail.tags.field.setFocus),
            ((actions.reread, detail.reread_wanted), commands.reread),
            ((actions.revealed, detail.reveal_wanted), commands.reveal),
            ((actions.removed, detail.remove_wanted), commands.remove),
            ((detail.retry_wanted,), commands.retry),
            ((detail.tag_added,), commands.add_tag),
            ((detail.tag_removed,), commands.remove_tag),
            ((detail.closed,), self.table.clearSelection),
        ):
            for signal in signals:
                signal.connect(slot)
        actions.retried.connect(lambda: commands.retry())

    @Slot()
    def settle(self) -> None:
        """Carry out what could still be undone; call before the window closes."""
        self.commands.removal.settle()

    # ---- words ---------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
            self.model.refresh_words()
            self._show_counts()

    def _reword(self) -> None:
        self._header.title.setText(self.tr("Documents"))
        self._add.setText(self.tr("Add documents"))
        self._add_folder.setText(self.tr("Add a folder"))
        self.filter.setPlaceholderText(self.tr("Filter by name, tag or words inside…"))
        self.filter.setAccessibleName(self.tr("Filter by name, tag or words inside"))
        self.filter.setClearButtonEnabled(True)
        self.table.setAccessibleName(self.tr("Documents"))
        self.place_menu.setAccessibleName(self.tr("Which documents to show"))
        current = self.sort.currentData()
        self.sort.clear()
        for order, text in (
            (Order.NEWEST, self.tr("Newest first")),
            (Order.NAME, self.tr("By name")),
            (Order.KIND, self.tr("By kind")),
            (Order.PAGES, self.tr("Longest first")),
            (Order.SIZE, self.tr("Largest first")),
        ):
            self.sort.addItem(text, order)
        self.sort.setCurrentIndex(max(0, self.sort.findData(current)))
        self.sort.setAccessibleName(self.tr("Sort"))
        self._none.setText(self.tr("Nothing here fits."))
        self._hint.say(self.tr("Drop files or folders anywhere in this window"), self._kinds())
        self._show_empty()

    def _kinds(self) -> str:
        kinds = self.tr(
            "PDF, Word, PowerPoint, Excel, e-books, web pages, e-mail, pictures and scans."
        )
        kept = (
            self.tr("Copies are kept in your library; the originals are not touched.")
            if self._session.settings.copy_originals
            else self.tr("Your files stay where they are and are not touched.")
        )
        # Chinese sentences follow each other without a space.
        return kinds + ("" if kinds.endswith("。") else " ") + kept

    @Slot()
    def _show_counts(self) -> None:
        counts = self.model.counts
        self.places.show_counts(counts)
        summary = self._session.summary
        if summary is not None:
            # Documents that can still be brought back are gone for the person already.
            number = self.tr("%Ln document(s)", "", counts.documents)
            pages = self.tr("%Ln page(s)", "", counts.pages)
            text = self.tr("Library: {name} · {documents} · {pages}")
            facts = {"name": summary.name, "documents": number, "pages": pages}
            for key, value in facts.items():
                text = text.replace("{" + key + "}", value)
            self._header.facts.setText(text)
        self._fill_place_menu()
        self._show_empty()

    @Slot()
    def _show_empty(self) -> None:
        loaded = self.rows.complete and not self.model.pending
        nothing = loaded and not any(not row.hidden for row in self.model.rows())
        if nothing and self._session.preparing:
            self._empty.say(self.tr("Looking at your files…"), self.tr("They show in a moment."))
        elif nothing:
            self._empty.say(
                self.tr("Drop documents here"),
                self._kinds(),
                self.tr("Choose documents"),
            )
        self._pages.setCurrentIndex(1 if nothing else 0)
        self._none.setVisible(not nothing and loaded and not self.model.rowCount())
        self._fit()

    def _fill_place_menu(self) -> None:
        shown = self.model.filter
        self.place_menu.follow(self.places, shown.place, shown.tag)

    # ---- which rows ----------------------------------------------------------------------------

    def _show(self, **values: object) -> None:
        chosen = self.table.chosen()
        before = self.model.filter
        wanted = Filter(before.place, before.tag, before.words, before.found)
        for name, value in values.items():
            setattr(wanted, name, value)
        self.model.set_filter(wanted)
        self.table.choose(chosen)
        self._fill_place_menu()
        self._show_empty()
        self._on_chosen()

    @Slot(object, str)
    def _go(self, place: Place, tag: str) -> None:
        self._show(place=place, tag=tag)

    @Slot(str)
    def _on_words(self, text: str) -> None:
        self._show(words=text.strip(), found=frozenset())
        self._find_later.start()

    @Slot()
    def _find(self) -> None:
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None
        words = self.model.filter.words
        if words:
            self._finding = self._session.link.start(operations.find_documents, words=words)
            self._finding.done.connect(self._on_found)
            self._finding.ended.connect(self._on_find_ended)

    @Slot(object)
    def _on_found(self, ids: tuple[str, ...]) -> None:
        if self.sender() is self._finding:
            self._show(found=frozenset(ids))

    @Slot()
    def _on_find_ended(self) -> None:
        if self.sender() is self._finding:
            self._finding = None

    @Slot()
    def _on_find_requested(self) -> None:
        if self.isVisible():
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()

    @Slot(int)
    def _on_sort(self, index: int) -> None:
        order = Order(self.sort.itemData(index))
        self._sort(order, descending=order in (Order.PAGES, Order.SIZE))

    @Slot(object)
    def _on_header(self, order: Order) -> None:
        same = self.model.order is order
        self._sort(order, descending=not self.model.descending if same else False)

    def _sort(self, order: Order, descending: bool) -> None:
        chosen = self.table.chosen()
        self.model.set_order(order, descending)
        self.table.choose(chosen)
        column = next((c for c, each in COLUMN_ORDER.items() if each is order), None)
        self.table.show_order(column, descending)
        at = self.sort.findData(order)
        self.sort.setCurrentIndex(at)

    @Slot(object)
    def _ask_password(self, row: Row) -> None:
        self.table.choose([row])
        self._on_chosen()
        self.detail.ask_password()

    # ---- details and sizes ---------------------------------------------------------------------

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.table.chosen()
        self.actions_of_rows.fit(chosen)
        self.detail.setVisible(bool(chosen))
        if chosen:
            self.detail.show_rows(chosen, sorted(self.model.counts.tags))
            self._fit()

    @Slot()
    def _show_soon(self) -> None:
        # During an import rows change at every turn of the event loop; numbers need not.
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _catch_up(self) -> None:
        self._show_counts()
        if self.detail.isVisible():
            self.detail.show_rows(self.table.chosen(), sorted(self.model.counts.tags))

    @Slot()
    def _on_appearance(self) -> None:
        self.table.viewport().update()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as without the side column, which gives way when room is scarce."""
        least = super().minimumSizeHint()
        if self._side.isVisibleTo(self):
            without = least.width() - self._side.width()
            least.setWidth(max(without, self._header.minimumSizeHint().width()))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side column and the details find their place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme.px(_SIDE_LEAVES)
        self._side.setFixedWidth(theme.px(Size.SIDE))
        self._side.setVisible(not narrow)
        self.place_menu.setVisible(narrow)
        below = self.width() < theme.px(_DETAIL_BELOW)
        orientation = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        if self._split.orientation() != orientation or not any(self._split.sizes()[1:]):
            self._split.setOrientation(orientation)
            size = _DETAIL_HEIGHT if below else theme.px(_DETAIL_WIDTH)
            whole = self._split.height() if below else self._split.width()
            self._split.setSizes([max(whole - size, size), size])
        self.table.setVisible(self.model.rowCount() > 0)
        room = self._list_side.height() - self.table.content_height() - self.filter.height()
        self._hint.setVisible(room > _HINT_HEIGHT + 4 * Space.L and self.model.pending == 0)
        self.table.setMaximumHeight(self.table.content_height())
