"""What a server sends, bounded before anything else reads it. Imported when something is asked."""

import re
import zlib
from collections.abc import Iterator

import httpx2

MOST = 64 * 1024 * 1024
"""Bytes of a whole reply, unpacked."""
MOST_OF_EVENT = 1024 * 1024
"""Bytes of one event of a stream."""
MOST_OF_REFUSAL = 64 * 1024
"""Bytes read of a page that comes with an error; the rest is not asked for."""
_PIECE = 64 * 1024
_DONE = re.compile(rb"(?:^|[\r\n])data: ?\[DONE\]")
_BETWEEN = re.compile(rb"\n\n|\r\n\r\n|\r\r")
_OVERLAP = 16


class TooMuch(Exception):
    """A reply, or one event of it, is larger than any sense could make it."""


class Unreadable(Exception):
    """A reply is packed in a way that was not asked for."""


class BoundedReply(httpx2.SyncByteStream):
    """The bytes of a reply, unpacked; `done` says whether a stream told of its own end."""

    def __init__(
        self, stream: httpx2.SyncByteStream, packed: bool, refusal: bool, events: bool
    ) -> None:
        self.done = False
        self._stream = stream
        self._packed = packed
        self._refusal = refusal
        self._events = events

    def __iter__(self) -> Iterator[bytes]:
        total, event, before = 0, 0, b""
        for part in self._unpacked():
            total += len(part)
            if self._refusal and total > MOST_OF_REFUSAL:
                return
            if total > MOST:
                raise TooMuch
            if self._events:
                joined = before + part
                self.done = self.done or bool(_DONE.search(joined))
                last = 0
                for gap in _BETWEEN.finditer(joined):
                    last = gap.end()
                event = len(joined) - last if last else event + len(part)
                if event > MOST_OF_EVENT:
                    raise TooMuch
                before = joined[-_OVERLAP:]
            yield part

    def _unpacked(self) -> Iterator[bytes]:
        if not self._packed:
            yield from self._stream
            return
        # In small steps: a few bytes can unpack to gigabytes.
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        try:
            for part in self._stream:
                while part:
                    if piece := unpack.decompress(part, _PIECE):
                        yield piece
                    part = unpack.unconsumed_tail
        except zlib.error as error:
            raise Unreadable from error

    def close(self) -> None:
        """Let go of the line."""
        self._stream.close()


def bound(response: httpx2.Response) -> None:
    """A hook of the client: from here on the reply is bounded.

    Raises:
        Unreadable: it is packed otherwise than with gzip, which was not asked for either.
    """
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Unreadable
    if packing:
        del response.headers["content-encoding"]
    stream = response.stream
    assert isinstance(stream, httpx2.SyncByteStream)
    response.stream = BoundedReply(
        stream,
        packed=packing not in ("", "identity"),
        refusal=response.status_code >= 300,
        events="event-stream" in response.headers.get("content-type", ""),
    )
