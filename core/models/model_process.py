"""The process in which local models run, seen from the engine: orders in, streams of answers out.

The worker serves orders one after another, whoever gave them, so nobody here holds a lock while a
generator is paused: a reply that nobody takes for a moment is written on and waits in its queue.
"""

import queue
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from core.processes.worker_process import WorkerGone, WorkerProcess

BEAT = 0.1
"""Seconds between two signs of life while nothing comes."""
_MODULE = "core.llama.worker"
_ENDS = frozenset({"done", "stopped", "failed"})
_LISTEN_SECONDS = 3600.0


class Gone(Exception):
    """The process has ended."""

    def __init__(self, last: str) -> None:
        super().__init__(last)
        self.last = last
        """What the order had been told last: "" when it had not been begun."""


class Order:
    """An order that was given, and what comes of it."""

    def __init__(self, process: "ModelProcess", number: int) -> None:
        self._process, self.number = process, number
        self._came: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._last = ""
        self.ended = False

    def answers(self) -> Iterator[dict[str, Any] | None]:
        """What the worker says of it, in order, and None at each beat without anything.

        Raises:
            Gone: the process has ended before the order did.
        """
        while not self.ended:
            try:
                came = self._came.get(timeout=BEAT)
            except queue.Empty:
                yield None
                continue
            if came is None:
                self.ended = True
                raise Gone(self._last)
            self._last = str(came["is"])
            self.ended = self._last in _ENDS
            yield came

    def stop(self) -> None:
        """Let the worker stop it. Returns at once."""
        if not self.ended:
            self.ended = True
            self._process.stop(self.number)

    def put(self, answer: dict[str, Any] | None) -> None:
        """An answer came, or (None) none will come any more; for the process."""
        self._came.put(answer)


class ModelProcess:
    """A running worker; `end` it, or it ends with this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._orders: dict[int, Order] = {}
        self._number = 0
        self._worker: WorkerProcess | None = None
        self._failure: BaseException | None = None
        self._gone = False
        started = threading.Event()
        # Linux ends the worker with the thread that started it: this one stays as long as it.
        threading.Thread(
            target=self._run, args=(started,), name="model-worker", daemon=True
        ).start()
        started.wait()
        if self._failure is not None:
            raise self._failure

    @property
    def pid(self) -> int:
        """Process id."""
        assert self._worker is not None
        return self._worker.pid

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        return self._gone

    @property
    def busy(self) -> bool:
        """Whether an order is being served or waits."""
        with self._guard:
            return bool(self._orders)

    def give(self, order: Mapping[str, Any]) -> Order:
        """Give an order.

        Raises:
            Gone: the process has ended.
        """
        with self._guard:
            if self._gone:
                raise Gone("")
            self._number += 1
            given = Order(self, self._number)
            self._orders[self._number] = given
            self._send({**order, "n": self._number})
        return given

    def stop(self, number: int) -> None:
        """Stop the order of that number."""
        with self._guard:
            if number in self._orders and not self._gone:
                self._send({"do": "stop", "n": number})

    def end(self) -> None:
        """End it at once; whoever waits for an order is told."""
        if self._worker is not None:
            self._worker.end()

    def _send(self, order: Mapping[str, Any]) -> None:
        assert self._worker is not None
        try:
            self._worker.send(order)
        except WorkerGone:
            pass  # the thread that listens tells everyone

    def _run(self, started: threading.Event) -> None:
        try:
            self._worker = WorkerProcess(_MODULE)
        except BaseException as error:  # raised where the process was wanted
            self._failure, self._gone = error, True
            return
        finally:
            started.set()
        try:
            while True:
                answer = self._worker.receive(_LISTEN_SECONDS)
                if answer is not None:
                    self._pass_on(answer)
        except (WorkerGone, KeyError, TypeError):
            pass  # it has ended, or what it says is no answer
        self._worker.end()
        with self._guard:
            self._gone = True
            left, self._orders = list(self._orders.values()), {}
        for order in left:
            order.put(None)

    def _pass_on(self, answer: dict[str, Any]) -> None:
        number = answer["n"]
        with self._guard:
            order = self._orders.get(number)
            if answer["is"] in _ENDS:
                self._orders.pop(number, None)
        if order is not None:
            order.put(answer)
