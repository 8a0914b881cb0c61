"""Questions to the engine of which only the latest answer of each place counts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from core.errors import LecternError
from core.operations import Verb
from desktop.engine_link import EngineLink, Request


class Asking:
    """What was asked last, by the place that the answer is for."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link
        self._latest: dict[str, Request] = {}

    def ask(
        self,
        place: str,
        verb: Verb,
        then: Callable[[Any], object],
        otherwise: Callable[[LecternError], object] | None = None,
        **arguments: Any,
    ) -> Request:
        """Ask; `then` gets the answer, `otherwise` the error, unless something newer was asked."""
        request = self._link.start(verb, **arguments)
        self._latest[place] = request
        request.done.connect(partial(self._take, place, request, then))
        request.failed.connect(partial(self._take, place, request, otherwise))
        return request

    def waits(self, place: str) -> bool:
        """Whether an answer is still to come."""
        return place in self._latest

    def drop(self, place: str) -> None:
        """No answer is wanted any more."""
        self._latest.pop(place, None)

    def _take(
        self, place: str, request: Request, then: Callable[[Any], object] | None, value: object
    ) -> None:
        if self._latest.get(place) is request:
            del self._latest[place]
            if then is not None:
                then(value)
