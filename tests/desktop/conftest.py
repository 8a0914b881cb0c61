"""A session whose engine is a script: what a test wants the engine to answer, it writes down.

The script stands at the process boundary, in place of the pipe; everything on the window's side of
it is the real thing.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import BadRequest, LecternError
from core.events import Changes
from core.operations import Verb
from core.types import LibrarySummary


class ScriptedLink(QObject):
    """Speaks as desktop.engine_link.EngineLink does; answers come at the next turn of the loop."""

    ready = Signal()
    opened = Signal(object)
    open_failed = Signal(object)
    changed = Signal(object, object)
    gone = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, Callable[..., Any]] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.held: set[str] = set()
        """Verbs that get no answer until `release`."""
        self._waiting: list[tuple[Any, str, dict[str, Any]]] = []
        self._cancelled: set[int] = set()
        self._count = 0

    def start(self, verb: Verb, **arguments: Any):
        from desktop.engine_link import Request

        self._count += 1
        request = Request(self, self._count, verb)
        self.asked.append((verb.name, arguments))
        if verb.name in self.held:
            self._waiting.append((request, verb.name, arguments))
        else:
            QTimer.singleShot(0, self, lambda: self._answer(request, verb.name, arguments))
        return request

    def open_library(self, path: str, create: bool = False) -> None:
        self.opened.emit(LibrarySummary(path, "Papers", 0, 0, 0, 0))

    def send(self, frame: dict[str, Any]) -> None:
        if frame["do"] == "cancel":
            self._cancelled.add(frame["job"])

    def release(self, name: str) -> None:
        self.held.discard(name)
        waiting = [each for each in self._waiting if each[1] == name]
        self._waiting = [each for each in self._waiting if each[1] != name]
        for each in waiting:
            self._answer(*each)

    def times(self, name: str) -> int:
        return sum(asked == name for asked, _ in self.asked)

    def last(self, name: str) -> dict[str, Any]:
        return next(arguments for asked, arguments in reversed(self.asked) if asked == name)

    def _answer(self, request: Any, name: str, arguments: dict[str, Any]) -> None:
        if request.number not in self._cancelled:
            answer = self.answers.get(name)
            try:
                if answer is None:
                    raise BadRequest(reason=f"no script for {name}")
                result = answer(**arguments)
            except LecternError as error:
                request.failed.emit(error)
            else:
                if isinstance(result, tuple) and result and isinstance(result[0], Changes):
                    self.changed.emit(result[0], request)
                    result = result[1]
                request.done.emit(result)
        request.ended.emit()
        request.deleteLater()


@pytest.fixture
def scripted_link(qapp):
    link = ScriptedLink()
    link.answers["library_summary"] = lambda: LibrarySummary("/papers", "Papers", 0, 0, 0, 0)
    link.answers["list_documents"] = lambda offset=0, limit=500: ()
    link.answers["list_files"] = lambda: ()
    yield link
    link.deleteLater()


@pytest.fixture
def scripted_session(scripted_link, home):
    from desktop.session import Session

    session = Session(scripted_link)
    session.summary = LibrarySummary("/papers", "Papers", 0, 0, 0, 0)
    yield session
    session.deleteLater()
