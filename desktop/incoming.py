"""What comes in from outside the window: dropped, pasted, or chosen in a dialog."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop import choosing
from desktop.session import Session
from desktop.welcome.beginning import Beginning
from desktop.widgets import drop_target


class Incoming(QObject):
    """Hands files to the library, whichever way they came."""

    def __init__(self, session: Session, beginning: Beginning, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._beginning = beginning
        self._window = window
        self.claimed: Callable[[QMimeData], bool] = lambda _: False
        """Lets a room that is shown take files itself; whether it did."""
        session.add_requested.connect(self.choose)

    @Slot(QMimeData)
    def take(self, mime: QMimeData) -> None:
        """Add what was dropped or pasted; words become a text file of their own."""
        if self.claimed(mime):
            return
        if files := drop_target.files_in(mime):
            models = [path for path in files if drop_target.is_model(path)]
            if models:
                self._session.models_requested.emit("catalogue")
                self._session.model_files_given.emit(models)
            documents = [path for path in files if path not in models]
            if documents:
                self._beginning.add_files(documents)
        elif drop_target.web_pages_in(mime):
            self._session.say(self.tr("Save the page in your browser and drop the file here."))
        elif mime.hasText() and mime.text().strip():
            self._beginning.add_files([drop_target.keep_text(mime.text())])

    @Slot()
    def paste(self) -> None:
        """Add what was copied elsewhere."""
        self.take(QGuiApplication.clipboard().mimeData())

    @Slot(bool)
    def choose(self, whole_folder: bool) -> None:
        """Let the person choose documents, or a folder of them."""
        if whole_folder:
            chosen = [choosing.folder(self._window)]
        else:
            chosen = choosing.documents(self._window)
        self._beginning.add_files([path for path in chosen if path])
