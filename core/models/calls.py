"""A request on a thread of its own, so that whoever waits for it can leave.

Reading blocks for as long as a server thinks. The thread blocks instead; closing shuts its socket
down, which wakes it and tells the server to stop.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from core.errors import ModelTooSlow
from core.models.connection import connect
from core.types import Endpoint

if TYPE_CHECKING:
    from openai import OpenAI

BEAT = 0.1
"""Seconds between two signs of life while nothing comes."""
_WAITING = 256
"""Pieces that wait to be taken; then the thread reads no further, and the server has to wait."""
_PERSON_SECONDS = 90.0
"""For what comes before the request: the system may ask the person to unlock the keyring."""

Came = TypeVar("Came")


class Call(Generic[Came]):
    """One request and what comes of it."""

    def __init__(
        self, endpoint: Endpoint, name: str, work: Callable[["OpenAI"], Iterator[Came]]
    ) -> None:
        """Begin: `work` makes what comes of a client; `name` is the model's, for errors."""
        self._endpoint = endpoint
        self._name = name
        self._work = work
        self._came: Queue[Came | Exception | None] = Queue(_WAITING)
        self._guard = threading.Lock()
        self._closed = False
        self._sent = False
        self._line: Any = None
        threading.Thread(target=self._run, name="model-call", daemon=True).start()

    def coming(self) -> Iterator[Came | None]:
        """What comes, in order, and None at each beat without anything.

        Raises:
            ModelTooSlow: nothing came for the endpoint's time-out. A server's signs of life do not
                count; neither does the time in which nobody asked for the next piece.
            Exception: of the client, see `core.models.refusals.named`.
        """
        waited = 0.0
        while True:
            try:
                came = self._came.get(timeout=BEAT)
            except Empty:
                waited += BEAT
                patience = self._endpoint.timeout if self._sent else _PERSON_SECONDS
                if waited > patience + 2 * BEAT:
                    raise ModelTooSlow(
                        name=self._name, seconds=f"{self._endpoint.timeout:g}"
                    ) from None
                yield None
                continue
            waited = 0.0
            if came is None:
                return
            if isinstance(came, Exception):
                raise came
            yield came

    def close(self) -> None:
        """Stop the request. Returns at once."""
        with self._guard:
            self._closed = True
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line is not None:
            try:
                self._line.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it ended by itself

    def _run(self) -> None:
        try:
            with connect(self._endpoint, self._watch) as client:
                for came in self._work(client):
                    if not self._put(came):
                        return
            self._put(None)
        except Exception as error:  # handed to whoever reads `coming`
            self._put(error)

    def _put(self, came: Came | Exception | None) -> bool:
        """Hand something over; False where nobody waits for it any more."""
        while not self._closed:
            try:
                self._came.put(came, timeout=BEAT)
                return True
            except Full:
                continue
        return False

    def _watch(self, request: Any) -> None:
        self._sent = True
        request.extensions["trace"] = self._connected

    def _connected(self, event: str, about: Mapping[str, Any]) -> None:
        """Called by the HTTP library with its steps; a new line is the one to shut down."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._guard:
                self._line = about["return_value"].get_extra_info("socket")
                if self._closed:
                    self._hang_up()


def pause(seconds: float) -> Iterator[None]:
    """Let time pass, with a beat in between."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, BEAT))
        yield None
