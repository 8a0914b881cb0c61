"""The window: arranges the rail, the rooms, the reader and the line at the bottom. Nothing else."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.actions import ROOMS, Actions
from desktop.incoming import Incoming
from desktop.jobs.line import JobLine
from desktop.jobs.list import JobList
from desktop.notices import Notices
from desktop.session import Session
from desktop.theme import Size
from desktop.welcome.beginning import Beginning
from desktop.welcome.page import WelcomePage
from desktop.widgets.drop_target import DropTarget
from desktop.widgets.notice_bar import NoticeBar
from desktop.widgets.rail import Rail
from desktop.widgets.side_split import SideSplit


class MainWindow(QMainWindow):
    """Shown at once with its frame; `build` fills the rooms after the first paint."""

    painted = Signal()
    """The first paint is over."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rooms: dict[str, QWidget] = {}
        self._painted = False
        self.setWindowTitle("Lectern")
        self.setMinimumSize(*Size.WINDOW_MINIMUM)
        self.actions_by_name = Actions(self)
        self.rail = Rail(ROOMS)
        self.welcome = WelcomePage()
        self._stack = QStackedWidget()
        self.split = SideSplit(self._stack, session.settings.reader_width)
        self.job_line = JobLine(session)
        self.job_list = JobList(session)
        self._outer = QStackedWidget()
        self._arrange()
        self.notice_bar = NoticeBar(self._outer, (self.job_line, self.job_list))
        self.drop_target = DropTarget(self._outer)
        self.beginning = Beginning(session, self.welcome, self)
        self.notices = Notices(session, self.notice_bar, self)
        self.incoming = Incoming(session, self.beginning, self)
        self._connect()
        self._restore_size()

    def _arrange(self) -> None:
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
        session.citation_opened.connect(self.split.open_side)
        session.document_opened.connect(self.split.open_side)
        session.question_requested.connect(lambda *_: self.show_room("ask"))
        session.conversation_requested.connect(lambda: self.show_room("ask"))
        session.map_requested.connect(lambda *_: self.show_room("map"))
        session.document_map_requested.connect(lambda *_: self.show_room("map"))
        session.models_requested.connect(lambda _: self.show_room("models"))
        session.reader_closed.connect(self.split.close_side)
        session.settings_changed.connect(self._follow_settings)
        self.split.resized.connect(lambda width: session.change_settings(reader_width=width))
        self.split.toggled.connect(self.actions_by_name["close_reader"].setEnabled)
        self.actions_by_name["close_reader"].setEnabled(False)
        self._follow_settings()

    def build(self) -> None:
        """Make the rooms and the reader; their modules are imported here, after the first paint."""
        from desktop.chat.drawn_answer import DrawnAnswer
        from desktop.chat.pane import ChatPane
        from desktop.documents.pane import DocumentsPane
        from desktop.exam.pane import ExamPane
        from desktop.graph.pane import MapPane
        from desktop.models.pane import ModelsPane
        from desktop.reader.reader import Reader
        from desktop.settings.page import SettingsPage
        from desktop.teach.pane import TeachPane

        settings = SettingsPage(self.session)
        settings.library_chosen.connect(self.beginning.choose_library)
        settings.new_library_chosen.connect(self.beginning.choose_new_library)
        documents, chat = DocumentsPane(self.session), ChatPane(self.session)
        graph, models = MapPane(self.session), ModelsPane(self.session)
        teach, exam = TeachPane(self.session), ExamPane(self.session)
        # The lab shows answers as the chat does, and panes do not know each other.
        models.lab.grid.draw = DrawnAnswer
        self.session.leaving.connect(documents.settle)
        self.session.leaving.connect(chat.finish)
        rooms = (documents, chat, graph, models, teach, exam, settings)
        for name, room in zip(ROOMS, rooms, strict=True):
            self._rooms[name] = room
            self._stack.addWidget(room)
        self.drop_target.claimed, self.incoming.claimed = teach.claims, teach.take
        reader = Reader(self.session)
        self.split.set_side(reader)
        self.actions_by_name.lend_keys(("find", "close_reader"), reader)
        self.actions_by_name.lend_keys(("new_conversation",), exam)
        self.actions_by_name.lend_keys(("new_conversation",), teach)
        self.show_room("documents")

    def room(self, name: str) -> QWidget:
        """A room by name."""
        return self._rooms[name]

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
        self.actions_by_name.enable_rooms(not shown)

    @Slot(str)
    def _begin(self, room: str) -> None:
        if room:
            self.show_room(room)
        self._show_welcome(False)

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
            "larger": lambda: session.change_settings(text_scale=theme.next_text_scale(1)),
            "smaller": lambda: session.change_settings(text_scale=theme.next_text_scale(-1)),
            "usual_size": lambda: session.change_settings(text_scale=1.0),
        }
        steps.get(name, lambda: self.show_room(name))()

    @Slot()
    def _toggle_jobs(self) -> None:
        self.job_list.setVisible(not self.job_list.isVisible())

    @Slot()
    def _follow_settings(self) -> None:
        self.drop_target.links = not self.session.settings.copy_originals

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
