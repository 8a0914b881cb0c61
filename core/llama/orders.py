"""The orders of the model worker: who is next, who gives way, and who shall stop."""

import threading
from collections import deque
from typing import Any

from core.llama.library import StopFlag

Order = dict[str, Any]


class Desk:
    """Orders in turn. An order that is stopped before its turn is stopped at its first step.

    Reading ahead gives way to anything, for good: what was read stays read. A reply in a shape is
    read by the program, one without by a person: the former gives way to the latter for a while.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[Order] = deque()
        self._flag = StopFlag()
        self._current: Order | None = None
        self._gave_way: list[Order] = []
        self._stopped: set[int] = set()

    def take(self, order: Order) -> None:
        """Queue an order, or stop one; from any thread, at once."""
        with self._changed:
            if order["do"] == "stop":
                known = [self._current, *self._waiting, *self._gave_way]
                self._stopped |= {each["n"] for each in known if each} & {order["n"]}
            else:
                self._waiting.append(order)
            self._flag_if_due()
            self._changed.notify()

    def next(self) -> Order:
        """The next order; waits for one."""
        with self._changed:
            while not self._waiting:
                self._changed.wait()
            self._current = self._waiting.popleft()
            self._flag_if_due()
            return self._current

    def pressing(self) -> Order | None:
        """An order that the one in hand gives way to for a while; None when there is none, or the
        one in hand shall stop."""
        with self._changed:
            order = self._current
            if order is None or order["n"] in self._stopped or not _works(order):
                return None
            found = next((each for each in self._waiting if _presses(each, order)), None)
            if found is not None:
                self._waiting.remove(found)
                self._gave_way.append(order)
                self._current = found
                self._flag.clear()
                self._flag_if_due()
            return found

    def back_to(self, order: Order) -> None:
        """The order that gave way is in hand again."""
        with self._changed:
            self._gave_way.remove(order)
            self._current = order
            self._flag.clear()
            self._flag_if_due()

    def stops_with(self, flag: StopFlag) -> None:
        """What stops the computation under way is this flag from now on."""
        with self._changed:
            self._flag = flag
            self._flag_if_due()

    def done(self, number: int) -> None:
        """The order of that number has been served."""
        with self._changed:
            self._current = None
            self._stopped.discard(number)
            self._flag.clear()

    def _flag_if_due(self) -> None:
        order = self._current
        if order is None:
            return
        gives_way = (order["do"] == "prime" and bool(self._waiting)) or (
            _works(order) and any(_presses(each, order) for each in self._waiting)
        )
        if order["n"] in self._stopped or gives_way:
            self._flag.set()


def _works(order: Order) -> bool:
    return order["do"] == "write" and bool(order.get("schema"))


def _presses(one: Order, other: Order) -> bool:
    """Whether one is read by a person, and wants the model that the other has open."""
    same = all(
        one["model"].get(name) == other["model"].get(name) for name in ("path", "context", "cache")
    )
    return one["do"] == "write" and not one.get("schema") and same
