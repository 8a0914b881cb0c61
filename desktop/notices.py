"""What the session has to tell without a place of its own: shown in the quiet bar."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from core.errors import DiskFull, LecternError, LibraryTooNew
from desktop import error_text
from desktop.session import Session
from desktop.widgets.notice_bar import NoticeBar


class Notices(QObject):
    """Words notices and errors, and gives those a button that one can do something about."""

    def __init__(self, session: Session, bar: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._bar = bar
        self._window = window
        session.notice.connect(bar.say)
        session.error_shown.connect(self._on_error)
        session.library_opened.connect(self._on_opened)
        session.link.given_up.connect(self._on_given_up)

    @Slot(object)
    def _on_error(self, error: LecternError) -> None:
        words = error_text.of_error(error)
        text = self.tr("%1. %2").replace("%1", words.title).replace("%2", words.sentence)
        if error.kind == DiskFull.__name__:
            self._bar.say(text, words.button, self._session.prepare_files, stay=True)
        else:
            self._bar.say(text, stay=True)

    @Slot()
    def _on_opened(self) -> None:
        summary = self._session.summary
        if summary is not None and summary.read_only:
            self._on_error(LibraryTooNew(path=summary.path))
        elif summary is not None and summary.recovered:
            self._bar.say(self.tr("Your library was mended while it was opened."), stay=True)

    @Slot()
    def _on_given_up(self) -> None:
        text = self.tr("Lectern cannot start its work. Close it and open it again.")
        self._bar.say(text, self.tr("Quit"), self._quit, stay=True)

    def _quit(self) -> None:
        self._window.close()
