"""Whether other programs may ask, as the window wants it and as the engine says it is."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import LecternError
from core.types import ServingStatus
from desktop.engine_link import Request
from desktop.session import Session

LOOK_MILLISECONDS = 2000


class ServingState(QObject):
    """Starts it again with each library that opens, while the settings say so."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.status = ServingStatus(running=False)
        self.error: LecternError | None = None
        self._pending = 0
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MILLISECONDS)
        self._looking.timeout.connect(self._look)
        session.library_opened.connect(self._begin)
        session.library_failed.connect(self._forget)
        if session.summary is not None:
            self._begin()

    @property
    def busy(self) -> bool:
        """Whether something was asked of the engine that has not come yet."""
        return self._pending > 0

    @property
    def wanted(self) -> bool:
        """Whether the person has switched it on."""
        return self._session.settings.serve

    def want(self, wanted: bool) -> None:
        """Switch it on or off."""
        if wanted != self.wanted:
            self._session.change_settings(serve=wanted)
            self.apply()

    def use_port(self, port: int) -> None:
        """Listen at another port from now on."""
        if port != self._session.settings.serve_port:
            self._session.change_settings(serve_port=port)
            if self.wanted:
                self.apply()

    @Slot()
    def apply(self) -> None:
        """Make it so, as the settings say."""
        if self._session.summary is None:
            return
        self.error = None
        if self.wanted:
            port = self._session.settings.serve_port
            self._ask(self._session.link.start(operations.start_serving, port=port))
        else:
            self._ask(self._session.link.start(operations.stop_serving))

    def renew_token(self) -> None:
        """Let programs that know the token so far in no more."""
        self._ask(self._session.link.start(operations.renew_serving_token))

    def look(self, looking: bool) -> None:
        """Keep the count of requests up to date, while somebody sees it."""
        if not looking:
            self._looking.stop()
        elif not self._looking.isActive():
            self._looking.start()
            self._look()

    @Slot()
    def _begin(self) -> None:
        # The server of the library before has gone with it.
        self.status = ServingStatus(running=False)
        self.error = None
        if self.wanted:
            self.apply()
        else:
            self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self.status = ServingStatus(running=False)
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        if self.status.running and not self.busy:
            request = self._session.link.start(operations.serving_status)
            request.done.connect(self._on_looked)

    @Slot(object)
    def _on_looked(self, status: ServingStatus) -> None:
        if not self.busy and status != self.status:
            self.status = status
            self.changed.emit()

    def _ask(self, request: Request) -> None:
        self._pending += 1
        request.done.connect(self._on_status)
        request.failed.connect(self._on_failed)
        request.ended.connect(self._on_ended)
        self.changed.emit()

    @Slot(object)
    def _on_status(self, status: ServingStatus) -> None:
        self.status = status

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        self.error = error
        self.status = ServingStatus(running=False)

    @Slot()
    def _on_ended(self) -> None:
        self._pending -= 1
        self.changed.emit()
