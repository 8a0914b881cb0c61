"""Roads run for clients: a thread each, few at once, stopped when the client has gone.

A road is a plain generator that may compute or wait for long, so it never runs in the server's
event loop. Its thread hands over what it yields; when whoever listens leaves, the road is closed at
its next yield, which for a writing model comes within a fifth of a second.
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from anyio import CapacityLimiter, to_thread

from core.serving.failures import Refusal, overloaded
from core.serving.limits import Limits

RETRY_SECONDS = 5
"""What a client is told that finds every place taken."""

_Result = TypeVar("_Result")
_END = object()
_LOOKUPS = 4
"""Quick calls at once."""


class Running(Generic[_Result]):
    """A road under way."""

    def __init__(self, road: Callable[[], Generator[Any, None, _Result]]) -> None:
        self._make = road
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[Any] = asyncio.Queue()
        self._left = threading.Event()
        self._error: BaseException | None = None
        self._result: list[_Result] = []
        self._over = False

    async def next(self, seconds: float) -> tuple[Any, ...] | None:
        """What has been told since, in order; () when nothing was for so long, None at the end.

        Raises:
            Exception: whatever the road raised, after what it told before.
        """
        if self._over:
            if self._error is not None:
                raise self._error
            return None
        try:
            async with asyncio.timeout(seconds):
                told = [await self._told.get()]
        except TimeoutError:
            return ()
        while not self._told.empty():
            told.append(self._told.get_nowait())
        if told[-1] is _END:
            self._over = True
            told.pop()
        return tuple(told) if told or not self._over else await self.next(seconds)

    async def finished(self) -> _Result:
        """The road's result.

        Raises:
            Refusal: it was stopped before its end, because the server closes.
            Exception: whatever the road raised.
        """
        while await self.next(60.0) is not None:
            pass
        if not self._result:
            raise Refusal(503, "Lectern is closing.", "closing")
        return self._result[0]

    def leave(self) -> None:
        """Nobody listens any more."""
        self._left.set()

    def drive(self, ended: Callable[[], None]) -> None:
        """Run the road to its end, in a thread of its own; `ended` is called in the loop."""
        try:
            if not self._left.is_set():
                self._drive()
        except BaseException as error:  # raised by whoever listens
            self._error = error
        finally:
            self._in_loop(self._told.put_nowait, _END)
            self._in_loop(ended)

    def _drive(self) -> None:
        road = self._make()
        try:
            while not self._left.is_set():
                self._in_loop(self._told.put_nowait, next(road))
        except StopIteration as end:
            self._result.append(end.value)
        finally:
            road.close()

    def _in_loop(self, do: Callable[..., object], *arguments: object) -> None:
        try:
            self._loop.call_soon_threadsafe(do, *arguments)
        except RuntimeError:
            # The server has ended; nobody is there to be told.
            self._left.set()


class Work:
    """The places where questions are worked on, and the queue before them; for one event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._busy = 0
        self._lookups = CapacityLimiter(_LOOKUPS)
        self._queue: deque[asyncio.Future[None]] = deque()
        self._running: set[Running[Any]] = set()

    @asynccontextmanager
    async def running(
        self, road: Callable[[], Generator[Any, None, _Result]]
    ) -> AsyncIterator[Running[_Result]]:
        """A road that runs until its end, or until the block is left.

        Raises:
            Refusal: too many wait already.
        """
        await self._enter()
        running = Running(road)
        self._running.add(running)

        def ended() -> None:
            self._running.discard(running)
            self._leave()

        # A thread of its own, which nobody waits for when the process ends: a pool's would be
        # joined, and a call into a library cannot be cut short.
        threading.Thread(target=running.drive, args=(ended,), name="serving", daemon=True).start()
        try:
            yield running
        finally:
            running.leave()

    async def result(self, road: Callable[[], Generator[Any, None, _Result]]) -> _Result:
        """What a road returns."""
        async with self.running(road) as running:
            return await running.finished()

    async def lookup(self, look: Callable[[], _Result]) -> _Result:
        """What a quick call returns; it does not wait behind questions."""
        return await to_thread.run_sync(look, limiter=self._lookups, abandon_on_cancel=True)

    def stop(self) -> None:
        """Let everything end: the server is closing."""
        for running in self._running:
            running.leave()

    async def _enter(self) -> None:
        if self._busy < self._limits.at_once and not self._queue:
            self._busy += 1
            return
        if len(self._queue) >= self._limits.waiting:
            raise overloaded(RETRY_SECONDS)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()
            elif turn in self._queue:
                self._queue.remove(turn)
            raise

    def _leave(self) -> None:
        """A place becomes free: it goes to who has waited longest."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._busy -= 1
