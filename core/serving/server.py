"""Starting and ending the server of an opened library; it ends with the library at the latest.

It listens on this computer's own addresses and nowhere else, in a thread with an event loop of its
own.
"""

import asyncio
import contextlib
import logging
import os
import socket
import threading
from functools import partial
from typing import TYPE_CHECKING

from core.errors import BadRequest, PortTaken
from core.serving import token
from core.serving.limits import Limits
from core.types import ServingStatus

if TYPE_CHECKING:
    import uvicorn

    from core.knowledge_base import KnowledgeBase
    from core.serving.work import Work

HOST, HOST_6 = "127.0.0.1", "::1"
START_SECONDS = 60.0
_log = logging.getLogger(__name__)


class Serving:
    """Whether and where a library is served; one for each opened library."""

    def __init__(self, library: "KnowledgeBase", limits: Limits | None = None) -> None:
        """Nothing listens before `start`."""
        self._library = library
        self._limits = limits or Limits()
        self._guard = threading.Lock()
        self._server: _Server | None = None

    def start(self, port: int = 0, mcp_only: bool = False) -> ServingStatus:
        """Listen at a port, 0 for any free one; what runs already at that port goes on.

        Raises:
            PortTaken: another program listens there.
            BadRequest: no program of this person may.
        """
        with self._guard:
            running = self._server
            if running is not None and running.alive and port in (0, running.port):
                return self._status()
            # What is new may fail to start: until it has, the old one goes on.
            sockets = listening(port)
            if running is not None:
                running.stop()
            self._server = _Server(self._library, self._limits, sockets, mcp_only)
            return self._status()

    def stop(self) -> ServingStatus:
        """Listen no more; what is being answered is cut short."""
        with self._guard:
            server, self._server = self._server, None
            if server is not None:
                server.stop()
            return self._status()

    def close(self) -> None:
        """The library is about to close."""
        self.stop()

    def status(self) -> ServingStatus:
        """Whether and where it listens, and the token that programs must show."""
        with self._guard:
            return self._status()

    def wait(self) -> None:
        """Return when the server has ended."""
        if self._server is not None:
            self._server.wait()

    def _status(self) -> ServingStatus:
        server = self._server
        if server is None or not server.alive:
            return ServingStatus(running=False, token=token.current())
        address = f"http://{HOST}:{server.port}"
        return ServingStatus(
            running=True,
            address=f"{address}/v1",
            mcp_address=f"{address}/mcp",
            token=token.current(),
            requests=server.answered,
        )


class _Server:
    """uvicorn in a thread."""

    def __init__(
        self,
        library: "KnowledgeBase",
        limits: Limits,
        sockets: list[socket.socket],
        mcp_only: bool,
    ) -> None:
        self.port: int = sockets[0].getsockname()[1]
        self.answered = 0
        self._sockets = sockets
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._server: uvicorn.Server | None = None
        self._work: Work | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        token.current()
        make = (library, limits, mcp_only)
        self._thread = threading.Thread(target=self._run, args=make, name="server", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS) or self._error is not None:
            self.stop()
            raise self._error or BadRequest(reason="The server did not start in time.")

    @property
    def alive(self) -> bool:
        """Whether it still listens."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Return when it has ended."""
        self._thread.join()

    def stop(self) -> None:
        """End it; what lags behind is left to itself."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._end)
        self._thread.join(5.0)
        for each in self._sockets:
            each.close()

    def _end(self) -> None:
        if self._work is not None:
            self._work.stop()
        if self._server is not None:
            self._server.should_exit = True

    def _count(self) -> None:
        self.answered += 1

    def _run(self, library: "KnowledgeBase", limits: Limits, mcp_only: bool) -> None:
        try:
            import uvicorn

            from core.serving.app import build
            from core.serving.connection import prompt_connection

            app, self._work = build(library, self.port, limits, self._count, mcp_only)
            config = uvicorn.Config(
                app,
                http=prompt_connection(limits.head_seconds),
                loop="asyncio",
                ws="none",
                lifespan="on",
                # Neither the token nor what is asked belongs into a log.
                log_config=None,
                access_log=False,
                # Nothing stands between a client and this server that could vouch for an address.
                proxy_headers=False,
                server_header=False,
                limit_concurrency=limits.connections,
                h11_max_incomplete_event_size=32 * 1024,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=max(1, round(limits.leave_seconds)),
            )
            self._server = uvicorn.Server(config)
            asyncio.run(self._serve(self._server))
        except BaseException as error:
            _log.exception("The server ended.")
            self._error = error
        finally:
            self._ready.set()

    async def _serve(self, server: "uvicorn.Server") -> None:
        self._loop = asyncio.get_running_loop()
        serving = asyncio.ensure_future(server.serve(sockets=self._sockets))
        while not server.started and not serving.done():
            await asyncio.sleep(0.005)
        self._ready.set()
        await serving


def listening(port: int) -> list[socket.socket]:
    """Sockets that listen at a port of this computer's own addresses, 0 for any free one.

    Raises:
        PortTaken, BadRequest: it cannot be had.
    """
    if not 0 <= port < 65536:
        raise BadRequest(reason=f"A port is a number from 0 to 65535, not {port}.")
    for _ in range(20):
        sockets = [_listening(socket.AF_INET, HOST, port)]
        try:
            sockets += _beside(sockets[0].getsockname()[1])
            return sockets
        except PortTaken:
            sockets[0].close()
            if port:
                raise
    raise PortTaken(port=str(port), other="")


def _beside(port: int) -> list[socket.socket]:
    """The same port of the other address that “localhost” may mean, where there is one.

    Where another program has it, clients would show that one their token.
    """
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind((HOST_6, 0))
    except OSError:
        return []
    return [_listening(socket.AF_INET6, HOST_6, port)]


def _listening(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    # With the protocol named asyncio sends at once (TCP_NODELAY); else each reply takes 40 ms more.
    each = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "nt":
            # There, SO_REUSEADDR would let two programs listen at one port.
            each.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009
        else:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        each.bind((host, port))
        each.listen(128)
    except PermissionError as error:
        each.close()
        raise BadRequest(reason=f"The system does not let Lectern use port {port}.") from error
    except OSError as error:
        each.close()
        raise PortTaken(port=str(port), other=_free()) from error
    return each


def _free() -> str:
    """A port that nobody listens at."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((HOST, 0))
        except OSError:
            return ""
        return str(probe.getsockname()[1])


def of(library: "KnowledgeBase", limits: Limits | None = None) -> Serving:
    """The server of a library, made at first use and ended with it."""

    return library.served(partial(Serving, library, limits))


def start(library: "KnowledgeBase", port: int = 0) -> ServingStatus:
    """Serve a library; see `Serving.start`."""
    return of(library).start(port)


def stop(library: "KnowledgeBase") -> ServingStatus:
    """Serve it no more."""
    return of(library).stop()


def status(library: "KnowledgeBase") -> ServingStatus:
    """Whether and where it is served."""
    return of(library).status()


def renew_token(library: "KnowledgeBase") -> ServingStatus:
    """Make a new token; programs that show the old one are refused from now on."""
    token.renew()
    return of(library).status()
