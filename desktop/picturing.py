"""The real window and engine, driven and pictured: what the tour of `desktop.screens` goes on."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PATIENCE_SECONDS = 300.0


class Picturing:
    """A window with its engine, pictures of it in some looks, and patience."""

    def __init__(
        self, folder: Path, home: Path, suffix: str, looks: tuple[tuple[str, str], ...]
    ) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.app import dress
        from desktop.engine_link import EngineLink
        from desktop.session import Session

        self._folder, self._home, self._suffix, self._looks = folder, home, suffix, looks
        self._app = QApplication.instance() or QApplication([])
        self._link = EngineLink()
        self._session = Session(self._link)
        assert isinstance(self._app, QApplication)
        self._window = dress(self._app, self._session)
        self._number = 0
        self._missed: list[str] = []

    def close(self) -> None:
        """End the engine."""
        self._window.close()
        self._link.close()

    def _shoot(
        self,
        name: str,
        again: Callable[[], None] | None = None,
        what: "QWidget | None" = None,
    ) -> None:
        """Picture the window, or a part of it that has a window of its own, in every look.

        `again` brings about what a change of the look puts away.
        """
        self._number += 1
        for language, look in self._looks:
            self._session.change_settings(language=language, appearance=look)
            if again is not None:
                again()
            # Words change at once; what holds them is laid out in turns of the loop that follow.
            self._pause(400)
            file = f"{self._number:02}-{name}-{language}-{look}{self._suffix}.png"
            (what or self._window).grab().save(str(self._folder / file))
        self._session.change_settings(language=self._looks[0][0], appearance=self._looks[0][1])
        self._pause()

    def _at_rest(self) -> None:
        self._pause(300)
        self._until(lambda: not self._session.jobs)
        self._pause(800)

    def _until(self, reached: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not reached():
            if time.monotonic() > until:
                raise TimeoutError("the state did not come")
            self._pause(20)

    def _pause(self, milliseconds: int = 250) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
