"""The window: arranges the rail, the rooms, the reader and the line at the bottom. Nothing else."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import LecternError
from desktop import error_text, theme
from desktop.actions import ROOMS, Actions
from desktop.incoming import Incoming
from desktop.jobs.line import JobLine
from desktop.jobs.list import JobList
from desktop.session import Session
from desktop.theme import Size
from desktop.welcome.beginning import Beginning
from desktop.welcome.page import WelcomePage
from desktop.widgets.drop_target import DropTarget
from desktop.widgets.notice_bar import NoticeBar
from desktop.widgets.rail import Rail

NEEDS_LIBRARY = ("new_conversation", "ask_question", "find", *ROOMS)


class MainWindow(QMainWindow):
    """Shown at once with its frame; `build` fills the rooms after the first paint."""

    painted = Signal()
    """The first paint is over."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rooms: dict[str, QWidget] = {}
        self._reader: QWidget | None = None
        self._painted = False
        self.setWindowTitle("Lectern")
        self.setMinimumSize(*Size.WINDOW_MINIMUM)
        self.actions_by_name = Actions(self)
        self.rail = Rail(ROOMS)
        self.welcome = WelcomePage()
        self._stack = QStackedWidget()
        self.split = QSplitter()
        self.job_line = JobLine(session)
        self.job_list = JobList(session)
        self._outer = QStackedWidget()
        self._arrange()
        self.notice_bar = NoticeBar(self._outer, (self.job_line, self.job_list))
        self.drop_target = DropTarget(self._outer)
        self.beginning = Beginning(session, self.welcome, self)
        self.incoming = Incoming(session, self.beginning, self)
        self._connect()
        self._restore_size()

    def _arrange(self) -> None:
        self.split.addWidget(self._stack)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        work = QVBoxLayout()
        work.setSpacing(0)
        work.addWidget(self.split, 1)
        work.addWidget(self.job_list)
        work.addWidget(self.job_line)
        self.job_list.hide()
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(work, 1)
        self._outer.addWidget(place)
        self._outer.addWidget(self.welcome)
        self.setCentralWidget(self._outer)

    def _connect(self) -> None:
        session = self.session
        self.rail.chosen.connect(self.show_room)
        self.actions_by_name.triggered.connect(self._act)
        self.drop_target.dropped.connect(self.incoming.take)
        self.job_line.details_pressed.connect(self._toggle_jobs)
        self.job_list.closed.connect(self.job_list.hide)
        self.beginning.needed.connect(lambda: self._show_welcome(True))
        self.beginning.over.connect(self._begin)
        session.pane_requested.connect(self.show_room)
        session.citation_opened.connect(self._open_reader)
        session.document_opened.connect(self._open_reader)
        session.question_requested.connect(lambda *_: self.show_room("ask"))
        session.conversation_requested.connect(lambda: self.show_room("ask"))
        session.reader_closed.connect(self._close_reader)
        session.notice.connect(self.notice_bar.say)
        session.error_shown.connect(self._show_error)
        session.settings_changed.connect(self._follow_settings)
        self.split.splitterMoved.connect(self._keep_reader_width)
        self.actions_by_name["close_reader"].setEnabled(False)
        self._follow_settings()

    def build(self) -> None:
        """Make the rooms and the reader; their modules are imported here, after the first paint."""
        from desktop.chat.pane import ChatPane
        from desktop.documents.pane import DocumentsPane
        from desktop.reader.reader import Reader
        from desktop.settings.page import SettingsPage

        settings = SettingsPage(self.session)
        settings.library_chosen.connect(self.beginning.choose_library)
        settings.new_library_chosen.connect(self.beginning.choose_new_library)
        documents, chat = DocumentsPane(self.session), ChatPane(self.session)
        self.session.leaving.connect(documents.settle)
        self.session.leaving.connect(chat.finish)
        for name, room in zip(ROOMS, (documents, chat, settings), strict=True):
            self._rooms[name] = room
            self._stack.addWidget(room)
        self._reader = Reader(self.session)
        self._reader.setMinimumWidth(Size.READER_MINIMUM)
        self._reader.hide()
        self.split.addWidget(self._reader)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.show_room("documents")

    def room(self, name: str) -> QWidget:
        """A room by name."""
        return self._rooms[name]

    def reader(self) -> QWidget | None:
        """The reader, once it is made."""
        return self._reader

    # ---- rooms ---------------------------------------------------------------------------------

    @Slot(str)
    def show_room(self, name: str) -> None:
        """Show a room in the middle."""
        if name in self._rooms:
            self._stack.setCurrentWidget(self._rooms[name])
            self.rail.choose(name)
            # Else Qt gives the focus, and its ring, to whatever control happens to come first.
            self._rooms[name].setFocus()

    def _show_welcome(self, shown: bool) -> None:
        self._outer.setCurrentIndex(1 if shown else 0)
        (self.welcome if shown else self.split).setFocus()
        self.actions_by_name.enable(NEEDS_LIBRARY, not shown)

    @Slot(str)
    def _begin(self, room: str) -> None:
        if self._outer.currentIndex() == 1 or not self.isAncestorOf(self.focusWidget()):
            self.show_room(room)
        self._show_welcome(False)
        summary = self.session.summary
        if summary is not None and summary.recovered:
            self.notice_bar.say(self.tr("Your library was mended while it was opened."), stay=True)

    # ---- the reader ----------------------------------------------------------------------------

    @Slot()
    def _open_reader(self, *_: object) -> None:
        if self._reader is None or self._reader.isVisible():
            return
        self._reader.show()
        self.actions_by_name["close_reader"].setEnabled(True)
        wanted = self.session.settings.reader_width or Size.READER
        whole = self.split.width()
        wanted = max(Size.READER_MINIMUM, min(wanted, whole - Size.READER_MINIMUM))
        self.split.setSizes([whole - wanted, wanted])

    @Slot()
    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.hide()
            self.actions_by_name["close_reader"].setEnabled(False)

    @Slot()
    def _keep_reader_width(self, *_: object) -> None:
        self.session.change_settings(reader_width=self.split.sizes()[1])

    # ---- the rest ------------------------------------------------------------------------------

    @Slot(str)
    def _act(self, name: str) -> None:
        session = self.session
        steps: dict[str, Callable[[], object]] = {
            "add_documents": lambda: self.incoming.choose(False),
            "add_folder": lambda: self.incoming.choose(True),
            "paste": self.incoming.paste,
            "open_library": self.beginning.choose_library,
            "new_library": self.beginning.choose_new_library,
            "quit": self.close,
            "new_conversation": session.conversation_requested.emit,
            "ask_question": lambda: session.question_requested.emit("", ()),
            "find": session.find_requested.emit,
            "preferences": lambda: self.show_room("settings"),
            "about": lambda: self.show_room("settings"),
            "jobs": self._toggle_jobs,
            "close_reader": session.close_reader,
            "larger": lambda: self._scale_text(1),
            "smaller": lambda: self._scale_text(-1),
            "usual_size": lambda: session.change_settings(text_scale=1.0),
        }
        steps.get(name, lambda: self.show_room(name))()

    def _scale_text(self, step: int) -> None:
        self.session.change_settings(text_scale=theme.next_text_scale(step))

    @Slot()
    def _toggle_jobs(self) -> None:
        self.job_list.setVisible(not self.job_list.isVisible())

    @Slot(object)
    def _show_error(self, error: LecternError) -> None:
        words = error_text.of_error(error)
        text = self.tr("%1. %2").replace("%1", words.title).replace("%2", words.sentence)
        self.notice_bar.say(text, stay=True)

    @Slot()
    def _follow_settings(self) -> None:
        self.drop_target.links = not self.session.settings.copy_originals

    # ---- the window itself ---------------------------------------------------------------------

    def _restore_size(self) -> None:
        kept = QByteArray.fromBase64(self.session.settings.window_geometry.encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*Size.WINDOW)

    def showEvent(self, event: QShowEvent) -> None:
        """See drags before any child does, once there is a native window."""
        super().showEvent(event)
        if (handle := self.windowHandle()) is not None:
            self.drop_target.watch(handle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window is first on screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was; work that runs goes on at the next start."""
        self.session.leaving.emit()
        geometry = self.saveGeometry().toBase64().toStdString()
        self.session.change_settings(window_geometry=geometry)
        self.session.save()
        super().closeEvent(event)
