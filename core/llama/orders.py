"""The orders of the model worker: who is next, and who shall stop."""

import queue
import threading
from typing import Any

from core.llama.library import StopFlag

Order = dict[str, Any]


class Desk:
    """Orders in turn. An order that is stopped before its turn is stopped at its first step."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._flag = StopFlag()
        self._current: Order | None = None
        self._stopped: set[int] = set()
        self._waiting = 0

    def take(self, order: Order) -> None:
        """Queue an order, or stop one; from any thread, at once.

        Reading ahead gives way: what anyone asks for comes before what someone may ask for.
        """
        with self._guard:
            if order["do"] == "stop":
                self._stopped.add(order["n"])
            else:
                self._waiting += 1
                self._orders.put(order)
            self._flag_if_due()

    def next(self) -> Order:
        """The next order; waits for one."""
        order = self._orders.get()
        with self._guard:
            self._waiting -= 1
            self._current = order
            self._flag_if_due()
        return order

    def stops_with(self, flag: StopFlag) -> None:
        """What stops the computation under way is this flag from now on."""
        with self._guard:
            self._flag = flag
            self._flag_if_due()

    def done(self, number: int) -> None:
        """The order of that number has been served."""
        with self._guard:
            self._current = None
            self._stopped = {each for each in self._stopped if each > number}
            self._flag.clear()

    def _flag_if_due(self) -> None:
        order = self._current
        if order is None:
            return
        gives_way = order["do"] == "prime" and self._waiting > 0
        if order["n"] in self._stopped or gives_way:
            self._flag.set()
