"""How a start goes on: which library to open, and what the three choices of the first page do."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core import paths
from core.errors import LecternError
from desktop import choosing, translations
from desktop.error_words import Remedy
from desktop.session import Session
from desktop.welcome.page import WelcomePage


class Beginning(QObject):
    """Opens the person's library, or waits on the welcome page for a choice."""

    needed = Signal()
    """No library to open, or it did not open: show the welcome page."""
    over = Signal(str)
    """A library is open; the room to show, "" to stay (the engine opened it again by itself)."""

    def __init__(self, session: Session, page: WelcomePage, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._page = page
        self._window = window
        self._then_sample = False
        self._then_files: list[str] = []
        self._tried = ("", False)
        self._asked = False
        page.sample_chosen.connect(self._on_sample)
        page.documents_chosen.connect(self._on_documents)
        page.library_chosen.connect(self.choose_library)
        page.remedy_chosen.connect(self._on_remedy)
        session.library_opened.connect(self._on_opened)
        session.library_failed.connect(self._on_failed)

    def start(self, library: str = "", files: list[str] | None = None) -> None:
        """Open the library that was named, or last used, or the person's own; else ask."""
        self._then_files = list(files or [])
        own = paths.default_library()
        last = library or self._session.settings.library
        if last:
            self.open(last)
        elif (own / "library.toml").exists():
            self.open(str(own))
        elif self._then_files:
            self.open(str(own), create=True)
        else:
            self.needed.emit()

    def open(self, path: str, create: bool = False) -> None:
        """Open a library in place of the one that is open."""
        self._tried = (path, create)
        self._asked = True
        self._session.open_library(path, create)

    @Slot()
    def choose_library(self) -> None:
        """Let the person choose a library to open."""
        if path := choosing.library(self._window):
            self.open(path)

    @Slot()
    def choose_new_library(self) -> None:
        """Let the person name a new library."""
        if path := choosing.new_library(self._window):
            self.open(path, create=True)

    def add_files(self, files: list[str]) -> None:
        """Add documents; when no library is open yet, to the person's own."""
        if self._session.summary is not None:
            self._session.add_files(files)
        elif files:
            self._then_files.extend(files)
            self.open(str(paths.default_library()), create=True)

    @Slot()
    def _on_sample(self) -> None:
        self._then_sample = True
        self.open(str(paths.default_library()), create=True)

    @Slot()
    def _on_documents(self) -> None:
        self.add_files(choosing.documents(self._window))

    @Slot(str)
    def _on_remedy(self, remedy: str) -> None:
        if remedy == Remedy.RETRY:
            self.open(*self._tried)
        elif remedy == Remedy.SHOW_LIBRARY:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._tried[0]))))
        else:
            self.choose_library()

    @Slot()
    def _on_opened(self) -> None:
        self._page.show_error(None)
        summary = self._session.summary
        room = ""
        if self._asked:
            self._asked = False
            room = "ask" if summary is not None and summary.documents else "documents"
        if self._then_sample:
            self._then_sample = False
            language = translations.effective(self._session.settings.language)
            self._session.add_sample(language)
            room = "ask"
        if self._then_files:
            files, self._then_files = self._then_files, []
            self._session.add_files(files)
            room = "documents"
        self.over.emit(room)

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        self._then_sample = False
        self._page.show_error(error)
        self.needed.emit()
