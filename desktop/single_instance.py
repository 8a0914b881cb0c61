"""One window for each person: a second start raises the first one and hands over its files."""

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core import paths

MOST_BYTES = 1_000_000
_CONNECT_MILLISECONDS = 500
_TRIES = 6


class SingleInstance(QObject):
    """Holds the lock and listens, or finds that another window does."""

    called = Signal(str, object)
    """A second start: the library it named ("" for none) and the files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder: Path = paths.config_folder()
        folder.mkdir(parents=True, exist_ok=True)
        self._name = "lectern-" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(folder / "window.lock"))
        # Only the death of its holder frees it, however long a window stays open.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def first(self) -> bool:
        """Whether this is the only window; then it listens from now on."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def call(self, library: str, files: list[str]) -> bool:
        """Raise the first window and hand over what this start was given."""
        message = json.dumps({"library": library, "files": files}).encode()
        for _ in range(_TRIES):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_CONNECT_MILLISECONDS):
                socket.write(message)
                socket.flush()
                socket.waitForBytesWritten(_CONNECT_MILLISECONDS)
                socket.disconnectFromServer()
                return True
        return False

    def close(self) -> None:
        """Let another window be the first."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            received = bytearray()
            socket.readyRead.connect(
                lambda socket=socket, received=received: _collect(socket, received)
            )
            socket.disconnected.connect(
                lambda socket=socket, received=received: self._take(socket, received)
            )
            _collect(socket, received)
            if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._take(socket, received)

    def _take(self, socket: QLocalSocket, received: bytearray) -> None:
        _collect(socket, received)
        data = bytes(received)
        received.clear()
        socket.deleteLater()
        try:
            message = json.loads(data)
            library, files = str(message["library"]), [str(path) for path in message["files"]]
        except (ValueError, KeyError, TypeError):
            return
        self.called.emit(library, files)


def _collect(socket: QLocalSocket, received: bytearray) -> None:
    received += socket.readAll().data()
    if len(received) > MOST_BYTES:
        received.clear()
        socket.abort()
