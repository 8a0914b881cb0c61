"""A streamed reply of a chat server, read on a thread so that whoever waits can leave.

Reading blocks for as long as a server thinks. The thread blocks instead; closing shuts its socket
down, which wakes it and tells the server to stop.
"""

import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from core.errors import ModelNonsense, ModelTooSlow
from core.models.connection import connect
from core.types import Endpoint

BEAT = 0.1
"""Seconds between two signs of life while nothing comes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What came: text of the reply, or of a thought, or why the reply ends."""

    text: str = ""
    thought: str = ""
    finish: str = ""


class ChatStream:
    """One request and the reply to it."""

    def __init__(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
        """Send the request; `arguments` are those of chat.completions.create."""
        self._endpoint = endpoint
        self._arguments = dict(arguments)
        self._came: SimpleQueue[Piece | Exception | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._closed = False
        self._line: Any = None
        threading.Thread(target=self._read, name="chat-stream", daemon=True).start()

    def pieces(self) -> Iterator[Piece | None]:
        """What comes, in order, and None at each beat without anything.

        Raises:
            ModelTooSlow: nothing came for the endpoint's time-out. A server's signs of life do not
                count; neither does the time in which nobody asked for the next piece.
            Exception: of the client, see `core.models.connection.named`.
        """
        waited = 0.0
        while True:
            try:
                came = self._came.get(timeout=BEAT)
            except Empty:
                waited += BEAT
                if waited > self._endpoint.timeout + 2 * BEAT:
                    raise ModelTooSlow(
                        name=self._arguments["model"], seconds=f"{self._endpoint.timeout:g}"
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

    def _read(self) -> None:
        try:
            with (
                connect(self._endpoint, self._watch) as client,
                client.chat.completions.create(**self._arguments, stream=True) as stream,
            ):
                for chunk in stream:
                    for piece in _pieces(chunk, self._arguments["model"]):
                        self._came.put(piece)
            self._came.put(None)
        except Exception as error:  # handed to whoever reads `pieces`
            self._came.put(error)

    def _watch(self, request: Any) -> None:
        request.extensions["trace"] = self._connected

    def _connected(self, event: str, about: Mapping[str, Any]) -> None:
        """Called by the HTTP library with its steps; a new line is the one to shut down."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._guard:
                self._line = about["return_value"].get_extra_info("socket")
                if self._closed:
                    self._hang_up()


def _pieces(chunk: Any, model: str) -> Iterator[Piece]:
    """What a chunk of the stream holds.

    Raises:
        ModelNonsense: it is not of the protocol's shape.
    """
    try:
        for choice in chunk.choices[:1] if chunk.choices else ():
            delta = choice.delta
            text = (delta.content if delta else None) or ""
            thought = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
            finish = choice.finish_reason or ""
            if not all(isinstance(each, str) for each in (text, thought or "", finish)):
                raise ModelNonsense(name=model)
            if text or thought or finish:
                yield Piece(text, thought or "", finish)
    except (AttributeError, TypeError, IndexError, KeyError) as error:
        raise ModelNonsense(name=model) from error
