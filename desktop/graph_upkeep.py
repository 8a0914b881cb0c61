"""Keeps the map up to date by itself: after documents changed, and when a library is opened.

One update at a time, and none while documents still come in: it would be out of date at once.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import EngineGone, LecternError
from core.events import Changes
from core.types import GraphStatus

if TYPE_CHECKING:
    from desktop.session import RunningJob, Session

SOON_MILLISECONDS = 400
UPDATING = ("update_graph", "read_graph_with_model")
"""Verbs after which the map is up to date."""


class GraphUpkeep(QObject):
    """Knows how far the map is behind the documents, and brings it up to date."""

    changed = Signal()
    """The status is another one, an update began or ended, or it failed."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self.status: GraphStatus | None = None
        self.trouble: LecternError | None = None
        """Why the latest update failed."""
        self._due = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MILLISECONDS)
        self._soon.timeout.connect(self.look)
        session.library_opened.connect(self._on_library)
        session.changed.connect(self._on_changes)
        session.jobs_changed.connect(self._on_jobs)

    @property
    def job(self) -> "RunningJob | None":
        """The update that runs."""
        return next((job for job in self._session.jobs if job.verb_name in UPDATING), None)

    @Slot()
    def look(self) -> None:
        """Ask how far the map is behind."""
        if self._session.summary is not None:
            self._session.link.start(operations.graph_status).done.connect(self.take)

    def update(self, fresh: bool = False) -> None:
        """Bring the map up to date; `fresh` reads all documents again."""
        if self.job is not None:
            return
        self._due, self.trouble = False, None
        request = self._session.track(
            self._session.link.start(operations.update_graph, fresh=fresh)
        )
        request.done.connect(self.take)
        request.failed.connect(self._fail)
        self.changed.emit()

    @Slot()
    def _on_library(self) -> None:
        self.status = None
        # An update that took the engine down is not begun again by itself: it would do so again.
        self._due = not isinstance(self.trouble, EngineGone)
        self._soon.start()
        self.changed.emit()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, by: object) -> None:
        if changes.documents:
            self._due = True
        if changes.documents or changes.graph:
            self._soon.start()

    @Slot()
    def _on_jobs(self) -> None:
        if self._due and not self._session.preparing:
            self._soon.start()
        self.changed.emit()

    @Slot(object)
    def take(self, status: GraphStatus | None) -> None:
        """Something told how far the map is."""
        self.status = status
        self.changed.emit()
        summary = self._session.summary
        if status is None or summary is None or summary.read_only:
            return
        if self._due and not self._session.preparing and self.job is None:
            if status.missing:
                self.update()
            else:
                self._due = False

    @Slot(object)
    def _fail(self, error: LecternError) -> None:
        self.trouble = error
        self.changed.emit()
