"""Who may ask at all: stands before every route, and answers for them when something is wrong.

Pure ASGI, around the whole application, so that no route, page or mistake of a framework comes
before it. In this order: the Host and Origin headers (a page in a browser may point a name of its
own at this computer, and the browser would then send it here), the token, how often, how large, how
slowly. Nothing of a request's body is read before the token is known to be right. A client that
hangs up ends what it asked for.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.serving.failures import Refusal, overloaded, refusal_of
from core.serving.limits import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("localhost", "127.0.0.1", "[::1]")
_SAFE_SITES = (b"none", b"same-origin")
_EVERYWHERE = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (
        b"x-source-code",
        b"Lectern is free software (AGPL-3.0-or-later); its source is in every copy",
    ),
)
_log = logging.getLogger(__name__)


class _Gone(Exception):
    """The client has hung up."""


class Guard:
    """Around an application that is served at a port of this computer."""

    def __init__(
        self,
        app: "ASGIApp",
        port: int,
        is_right: Callable[[bytes], bool],
        limits: Limits,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        """`is_right` judges a token; `answered` is called for each request that was answered."""
        self._app = app
        self._is_right = is_right
        self._limits = limits
        self._answered = answered
        self._pace = Pace(limits)
        self._hosts = {f"{name}:{port}".encode() for name in NAMES}
        if port == 80:
            self._hosts |= {name.encode() for name in NAMES}
        self._origins = {b"http://" + host for host in self._hosts}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request, or let the application do it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            self._look_at(scope)
            body = await self._body(scope, receive)
        except _Gone:
            return
        except Refusal as refusal:
            await _refuse(refusal, send)
            return
        await self._answer(scope, body, receive, send)

    def _look_at(self, scope: "Scope") -> None:
        headers = scope["headers"]
        hosts = _values(headers, b"host")
        if len(hosts) != 1 or not hosts[0]:
            raise Refusal(400, "The request names no host, or several.", "bad_host")
        if hosts[0].lower() not in self._hosts or not scope["path"].startswith("/"):
            raise Refusal(403, "This is not the host that was asked for.", "foreign_host")
        origins = _values(headers, b"origin")
        sites = _values(headers, b"sec-fetch-site")
        if any(each.lower() not in self._origins for each in origins) or any(
            each.lower() not in _SAFE_SITES for each in sites
        ):
            raise Refusal(403, "Pages of a browser may not ask.", "foreign_origin")
        given = _values(headers, b"authorization")
        kind, _, token = given[0].partition(b" ") if len(given) == 1 else (b"", b"", b"")
        if kind.lower() != b"bearer" or not self._is_right(token.strip()):
            raise Refusal(
                401,
                "Show Lectern’s token for other programs, as “Authorization: Bearer …”.",
                "invalid_api_key",
                headers={"WWW-Authenticate": "Bearer"},
            )
        self._pace.take()

    async def _body(self, scope: "Scope", receive: "Receive") -> bytes:
        most = self._limits.body_bytes
        too_large = Refusal(413, f"A request may have {most} bytes at most.", "too_large")
        for length in _values(scope["headers"], b"content-length"):
            if length.isdigit() and int(length[:20]) > most:
                raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _Gone
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise too_large
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            raise Refusal(408, "The request took too long to arrive.", "too_slow") from None

    async def _answer(self, scope: "Scope", body: bytes, receive: "Receive", send: "Send") -> None:
        """Let the application answer until it is done or nobody is there any more."""
        reply = _Reply(send, self._limits.send_seconds)
        gone = asyncio.Event()
        unread = [body]

        async def hand_over() -> "Message":
            if unread:
                return {"type": "http.request", "body": unread.pop(), "more_body": False}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        work = asyncio.ensure_future(self._app(scope, hand_over, reply.send))
        watching = asyncio.ensure_future(watch())
        try:
            await asyncio.wait((work, watching), return_when=asyncio.FIRST_COMPLETED)
            gone.set()
            if not work.done() and not reply.complete:
                work.cancel()
            await work
        except asyncio.CancelledError:
            if not work.cancelled():
                raise
        except Exception as error:
            if reply.status:
                # Half of it has gone out: the connection is cut, and the client sees that.
                raise
            await _refuse(refusal_of(error), send)
        finally:
            for task in (work, watching):
                task.cancel()
            if 0 < reply.status < 400:
                self._answered()


class Pace:
    """Lets requests pass as often as the limits say."""

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._left = float(limits.burst)
        self._at = now()

    def take(self) -> None:
        """Count a request.

        Raises:
            Refusal: it comes too soon.
        """
        now = self._now()
        more = (now - self._at) * self._limits.a_second
        self._left, self._at = min(float(self._limits.burst), self._left + more), now
        if self._left < 1.0:
            raise overloaded(max(1, round((1.0 - self._left) / self._limits.a_second)))
        self._left -= 1.0


class _Reply:
    """What goes out, with the headers that all replies have, and no longer than a client waits."""

    def __init__(self, send: "Send", seconds: float) -> None:
        self._send = send
        self._seconds = seconds
        self.status = 0
        self.complete = False

    async def send(self, message: "Message") -> None:
        """Send on a part of the reply."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            kept = [each for each in message.get("headers", ()) if each[0] != b"set-cookie"]
            has = {name for name, _ in kept}
            kept += [each for each in _EVERYWHERE if each[0] not in has]
            message = {**message, "headers": kept}
        async with asyncio.timeout(self._seconds):
            await self._send(message)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            self.complete = True


async def _refuse(refusal: Refusal, send: "Send") -> None:
    body = json.dumps(refusal.body, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        # What may still come of the request is not worth reading.
        (b"connection", b"close"),
        *((name.lower().encode(), value.encode()) for name, value in refusal.headers.items()),
        *_EVERYWHERE,
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _values(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value for each, value in headers if each.lower() == name]
