"""One request for a file or a list, read on a thread so that whoever waits for it can leave.

Reading blocks for as long as a server is silent. The thread blocks instead; closing shuts its
socket down. Few pieces wait in between, so a download that nobody goes on with stops by itself.
"""

import re
import socket
import ssl
import threading
from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from queue import Empty, Full, Queue
from typing import Any
from urllib.parse import urljoin, urlsplit

BEAT = 0.1
"""Seconds between two signs of life while nothing comes."""
_WAITING_PIECES = 32
_MOST_REDIRECTS = 6
_CONNECT_SECONDS = 15.0
_REDIRECTS = (301, 302, 303, 307, 308)
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Line:
    """How requests leave this computer."""

    proxy: str = ""
    """Address of a proxy; "" for the system's."""
    patience: float = 20.0
    """Seconds of silence after which a server counts as stalled."""
    least: int = 16 * 1024
    """Bytes that must come in that time, or it counts as stalled too."""


class SourceTrouble(Exception):
    """Why a source could not be used. `lasting`: asking it again now would change nothing."""

    def __init__(self, reason: str, *, lasting: bool = False, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting
        self.wait = wait
        """Seconds the server wants to be left alone."""


class Stalled(SourceTrouble):
    """Nothing came, or next to nothing."""


class Cut(SourceTrouble):
    """The line broke before everything was there."""


class NoRange(SourceTrouble):
    """It sends everything from the beginning, whatever it is asked for."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a server says before the bytes come."""

    status: int
    start: int
    """Where in the file the bytes begin."""
    total: int
    """Size of the whole file, -1 where it is not said."""
    etag: str
    linked: str
    """Digest that Hugging Face says the file has where it sends us on."""


class Transfer:
    """One request. Nothing is sent but what is asked for: no cookie, no key, no name."""

    def __init__(self, address: str, line: Line, start: int = 0) -> None:
        """Send the request, for the bytes from `start` on."""
        self._address = address
        self._line = line
        self._start = start
        self._came: Queue[Head | bytes | Exception | None] = Queue(_WAITING_PIECES)
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._socket: Any = None
        threading.Thread(target=self._read, name="transfer", daemon=True).start()

    def head(self) -> Generator[None, None, Head]:
        """Wait for the first words of the reply; yields at each beat.

        Raises:
            SourceTrouble: it cannot be reached, or refuses.
        """
        pieces = self._listen(of_body=False)
        for piece in pieces:
            if isinstance(piece, Head):
                return piece
            yield None
        raise Cut("the connection broke off")

    def pieces(self) -> Generator[bytes | None, None, None]:
        """The bytes as they come, and None at each beat without any.

        Raises:
            SourceTrouble: the line broke, or too little comes. Time in which nobody asked for
                the next piece does not count.
        """
        for piece in self._listen(of_body=True):
            assert not isinstance(piece, Head)
            yield piece

    def close(self) -> None:
        """Stop. Returns at once."""
        self._closed.set()
        with self._guard:
            self._hang_up()

    def _listen(self, of_body: bool) -> Generator[Head | bytes | None, None, None]:
        waited, got = 0.0, 0
        while True:
            try:
                came = self._came.get(timeout=BEAT)
            except Empty:
                waited += BEAT
                if waited >= self._line.patience:
                    if got < self._line.least:
                        raise Stalled("nothing more came") from None
                    waited, got = 0.0, 0
                yield None
                continue
            if came is None:
                return
            if isinstance(came, Exception):
                raise came
            if isinstance(came, bytes):
                got += len(came)
                if got >= self._line.least:
                    waited, got = 0.0, 0
            yield came

    def _hang_up(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it ended by itself
                self._socket.shutdown(socket.SHUT_RDWR)

    def _put(self, what: Head | bytes | Exception | None) -> None:
        while not self._closed.is_set():
            with suppress(Full):
                self._came.put(what, timeout=BEAT)
                return

    def _read(self) -> None:
        try:
            self._go(self._address, _MOST_REDIRECTS)
            self._put(None)
        except SourceTrouble as trouble:
            self._put(trouble)
        except Exception as error:  # handed to whoever listens
            self._put(_meaning(error))

    def _go(self, address: str, hops: int, linked: str = "") -> None:
        import httpx2

        here = is_loopback(address)
        headers = {"User-Agent": "Lectern", "Accept": "*/*", "Accept-Encoding": "identity"}
        if self._start:
            headers["Range"] = f"bytes={self._start}-"
        secure = urlsplit(address).scheme == "https"
        with (
            httpx2.Client(
                # Never through a proxy to this computer.
                proxy=None if here else self._line.proxy or None,
                trust_env=not here and not self._line.proxy,
                timeout=httpx2.Timeout(self._line.patience, connect=_CONNECT_SECONDS),
                # Reading all certificates takes a while and is for nothing without TLS.
                verify=True if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            ) as client,
            client.stream(
                "GET", address, headers=headers, extensions={"trace": self._connected}
            ) as reply,
        ):
            if reply.status_code in _REDIRECTS:
                onward = urljoin(address, reply.headers.get("location", ""))
                if hops <= 0 or not _may_follow(address, onward):
                    raise SourceTrouble("it sends us where we do not go", lasting=True)
                linked = reply.headers.get("x-linked-etag", linked)
            else:
                self._put(_head(reply.status_code, reply.headers, self._start, linked))
                for piece in reply.iter_raw():
                    self._put(piece)
                return
        self._go(onward, hops - 1, linked)

    def _connected(self, event: str, about: Mapping[str, Any]) -> None:
        """Called by the HTTP library with its steps; a new line is the one to shut down."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._guard:
                self._socket = about["return_value"].get_extra_info("socket")
                if self._closed.is_set():
                    self._hang_up()


def is_loopback(address: str) -> bool:
    """Whether an address is this computer's own. No name is looked up."""
    try:
        name = urlsplit(address).hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _may_follow(address: str, onward: str) -> bool:
    """From a safe line only to another safe one; between programs on this computer also plain."""
    scheme = urlsplit(onward).scheme
    return scheme == "https" or (scheme == "http" and is_loopback(onward) and is_loopback(address))


def _head(status: int, headers: Mapping[str, str], asked: int, linked: str) -> Head:
    """What the reply's first words mean.

    Raises:
        SourceTrouble: they are no bytes of a file.
    """
    if status in (408, 425, 429) or status >= 500:
        raise SourceTrouble(f"it is busy ({status})", wait=_seconds(headers.get("retry-after", "")))
    if status == 416:
        raise SourceTrouble("its file is shorter than it says", lasting=True)
    if status not in (200, 206):
        raise SourceTrouble(f"it refuses ({status})", lasting=True)
    if headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise SourceTrouble("it sends something else than the file", lasting=True)
    etag = headers.get("etag", "").strip('"')
    linked = linked.strip('"')
    if status == 206:
        match = _RANGE.fullmatch(headers.get("content-range", "").strip())
        if match is None or int(match[1]) != asked:
            raise SourceTrouble("it sends another part than was asked for", lasting=True)
        total = -1 if match[3] == "*" else int(match[3])
        return Head(status, asked, total, etag, linked)
    length = headers.get("content-length", "")
    return Head(status, 0, int(length) if length.isdecimal() else -1, etag, linked)


def _seconds(retry_after: str) -> float:
    return min(float(retry_after), 60.0) if retry_after.strip().isdecimal() else 0.0


def _meaning(error: Exception) -> SourceTrouble:
    """What an error of the HTTP library means."""
    import httpx2

    if isinstance(error, httpx2.ConnectTimeout | httpx2.ConnectError | httpx2.ProxyError):
        return SourceTrouble("it cannot be reached")
    if isinstance(error, httpx2.TimeoutException):
        return Stalled("nothing more came")
    if isinstance(error, httpx2.TransportError | OSError):
        return Cut("the connection broke off")
    if isinstance(error, httpx2.InvalidURL | ValueError):
        return SourceTrouble("its address, or the proxy's, makes no sense", lasting=True)
    return SourceTrouble("it sends something that makes no sense", lasting=True)
