"""Parts of an opened library that are made at first use and ended with it."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

_Part = TypeVar("_Part")


class MadeOnce:
    """Parts by name, each made once for all threads, until it is closed."""

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._made: dict[str, Any] = {}
        self._closed = False

    def part(self, name: str, make: Callable[[], _Part]) -> _Part:
        """The part of that name."""
        with self._guard:
            if self._closed:
                # A thread that lags behind must not start what nobody would end.
                raise RuntimeError("the library is closed")
            if name not in self._made:
                self._made[name] = make()
            part: _Part = self._made[name]
            return part

    def there(self, name: str = "") -> list[Any]:
        """The part of that name if it has been made; all of them when none is named."""
        made = dict(self._made)
        return list(made.values()) if not name else [made[name]] if name in made else []

    def close(self) -> bool:
        """Make nothing any more; False when that had been said before."""
        with self._guard:
            before, self._closed = self._closed, True
            return not before
