"""The map: a question, a document or a name in the middle, and what is connected with it."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.types import Entity
from desktop import theme
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.exporting import Exporting
from desktop.graph.foot import Foot
from desktop.graph.head import Head
from desktop.graph.middle import Middle
from desktop.graph.nothing_yet import NothingYet
from desktop.graph.path_bar import PathBar
from desktop.graph.side import SideColumn
from desktop.session import Session

_SIDE = 340
_SIDE_MINIMUM = 260
_SIDE_BELOW = 760
"""The column stands below the drawing when the pane is narrower."""


class MapPane(QWidget):
    """What the documents name and how it is connected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.contents = MapContents(session, self)
        self.corrections = Corrections(self.contents, self)
        self.head = Head(self.contents)
        self.path_bar = PathBar(self.contents)
        self.middle = Middle(self.contents, self.corrections)
        self.side = SideColumn(self.contents, self.corrections)
        self.foot = Foot(self.contents)
        self.nothing = NothingYet(self.contents)
        self.exporting = Exporting(self.contents, self.middle.canvas, self)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._whole = QStackedWidget()
        self._lay_out()
        self._connect()
        self.fill()

    def _lay_out(self) -> None:
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.middle)
        self._split.addWidget(self.side)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._whole.addWidget(self._split)
        self._whole.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.path_bar)
        column.addWidget(self._whole, 1)
        column.addWidget(self.foot)
        self.path_bar.hide()

    def _connect(self) -> None:
        session, contents = self._session, self.contents
        session.map_requested.connect(contents.show_entities)
        session.document_map_requested.connect(contents.show_documents)
        session.find_requested.connect(self._on_find_requested)
        session.summary_changed.connect(self.fill)
        contents.upkeep.changed.connect(self.fill)
        contents.shown_changed.connect(self.fill)
        contents.trouble_changed.connect(self.fill)
        contents.chosen_changed.connect(self._fit_side)
        self.head.path_wanted.connect(self._begin_path)
        self.middle.start.path_wanted.connect(self._begin_path)
        self.head.list_toggled.connect(self.middle.show_list)
        self.head.more.export_wanted.connect(self.exporting.choose)
        self.path_bar.closed.connect(self._end_path)
        self.side.closed.connect(self._close_side)
        self.foot.undo_pressed.connect(self.corrections.undo)
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.corrections.undo),
            (QKeySequence("Alt+Left"), contents.back),
            (QKeySequence("Ctrl+T"), self.head.list_button.click),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _on_find_requested(self) -> None:
        if self.isVisible():
            self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.head.search.selectAll()

    @Slot()
    def _begin_path(self) -> None:
        self.path_bar.begin(self._chosen())

    def _chosen(self) -> Entity | None:
        contents = self.contents
        ids = contents.chosen.ids or contents.shown.ids
        return contents.seen.get(ids[0]) if len(ids) == 1 else None

    @Slot()
    def _end_path(self) -> None:
        self.path_bar.hide()
        self.middle.setFocus()

    @Slot()
    def _close_side(self) -> None:
        self.contents.choose_nothing()
        self.middle.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts away what was opened last."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.side.entity.editing.cancel():
            if self.path_bar.isVisible():
                self._end_path()
            elif self.side.isVisible():
                self._close_side()
            else:
                super().keyPressEvent(event)

    # ---- showing -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Seen for the first time, it asks what there is."""
        super().showEvent(event)
        self.contents.wake()

    @Slot()
    def fill(self) -> None:
        """Show the map, or why there is none."""
        nothing = self.nothing.fill()
        self._whole.setCurrentIndex(1 if nothing else 0)
        self.head.setEnabled(not nothing or self.contents.trouble is not None)

    @Slot()
    def _fit_side(self) -> None:
        below = self.width() < theme.px(_SIDE_BELOW)
        wanted = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        self.side.setMinimumWidth(0 if below else _SIDE_MINIMUM)
        if self._split.orientation() != wanted or not self._split.sizes()[1]:
            self._split.setOrientation(wanted)
            whole = self._split.height() if below else self._split.width()
            side = whole // 2 if below else theme.px(_SIDE)
            self._split.setSizes([max(whole - side, 1), side])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the column."""
        super().resizeEvent(event)
        self._fit_side()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.fill()
