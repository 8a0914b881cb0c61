"""What is open: the library, the settings, the running jobs, and the signals panes listen to.

Panes get the session in their constructor and talk only to it and to its link; they never know
each other. What one pane wants of another goes through a signal here.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core import settings as settings_store
from core.errors import LecternError
from core.events import Changes, FilesChanged, Progress
from core.operations import Verb
from core.settings import Settings
from core.types import Citation, LibrarySummary
from desktop.engine_link import EngineLink, Request
from desktop.graph_upkeep import GraphUpkeep

SUMMARY_MILLISECONDS = 400
SAVE_MILLISECONDS = 500
RECENT_LIBRARIES = 8
READ_BY_ENGINE = (
    "language",
    "endpoints",
    "writing_model",
    "answering",
    "prompt",
    "model_idle_minutes",
    "model_context",
    "model_source",
    "proxy",
    "lessons",
)
"""Settings that the engine reads anew each time it needs them."""
ADDING = ("prepare_files", "add_sample", "reread_documents")
"""Verbs that bring documents in; only one of them is worth running at a time."""


class RunningJob(QObject):
    """A long request with what the job line and list show of it."""

    changed = Signal()

    def __init__(self, request: Request, parent: QObject) -> None:
        super().__init__(parent)
        self.request = request
        self.verb_name = request.verb_name
        self.progress: Progress | None = None
        self.cancelling = False
        request.told.connect(self._take)

    @property
    def paused(self) -> bool:
        """Whether the person has paused it."""
        return self.request.paused

    def pause(self) -> None:
        """Hold it at its next safe point."""
        self.request.pause()
        self.changed.emit()

    def resume(self) -> None:
        """Let it go on."""
        self.request.resume()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop it; what is finished stays."""
        self.cancelling = True
        self.request.cancel()
        self.changed.emit()

    @Slot(object)
    def _take(self, event: object) -> None:
        if isinstance(event, Progress):
            self.progress = event
            self.changed.emit()


class Session(QObject):
    """The one thing all panes share."""

    changed = Signal(object, object)
    """Changes, and the Request that made them: decide whether to look again."""
    files_changed = Signal(object)
    """FilesChanged of any job: rows of the import list and documents that became ready."""
    library_opened = Signal()
    """Another library is open, or the same one again after the engine was restarted."""
    library_failed = Signal(object)
    """LecternError: the library could not be opened."""
    leaving = Signal()
    """The library is about to be closed: carry out what could still be undone."""
    summary_changed = Signal()
    citation_opened = Signal(object)
    """Citation: show it in the reader, painted."""
    document_opened = Signal(str, int)
    """Document id, page from 1: show it in the reader."""
    reader_closed = Signal()
    pane_requested = Signal(str)
    """Name of a room (desktop/actions.py)."""
    question_requested = Signal(str, object)
    """Text for the composer ("": only put the cursor there), ids of documents to ask (() : all)."""
    models_requested = Signal(str)
    """Name of a tab of the models' room: "catalogue", "services", …"""
    lesson_requested = Signal(object)
    """Ids of documents to begin a lesson from (() : none chosen yet)."""
    model_files_given = Signal(object)
    """Paths of files with models that were dropped or pasted: copy them into the models folder."""
    map_requested = Signal(object)
    """Ids of entities to show on the map."""
    document_map_requested = Signal(object)
    """Ids of documents whose entities to show on the map."""
    conversation_requested = Signal()
    """Start a new conversation."""
    find_requested = Signal()
    """The visible pane puts the cursor into its search field."""
    add_requested = Signal(bool)
    """Open the dialog that chooses documents; True: a folder."""
    notice = Signal(str, str, object)
    """Text, word on the button ("" for none), what the button does: the quiet bar, for Undo."""
    error_shown = Signal(object)
    """LecternError that belongs to no particular place: shown in the quiet bar."""
    jobs_changed = Signal()
    settings_changed = Signal()
    language_changed = Signal()
    appearance_changed = Signal()

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self.settings: Settings = settings_store.load()
        self.summary: LibrarySummary | None = None
        self.jobs: list[RunningJob] = []
        self.graph = GraphUpkeep(self)
        self._refresh = self._timer(SUMMARY_MILLISECONDS, self._ask_summary)
        self._save = self._timer(SAVE_MILLISECONDS, self.save)
        link.opened.connect(self._on_opened)
        link.open_failed.connect(self._on_open_failed)
        link.changed.connect(self._on_changed)

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # ---- settings ------------------------------------------------------------------------------

    def change_settings(self, **values: Any) -> None:
        """Set some fields of core.settings.Settings; applied at once, written soon after.

        What the engine reads, the models, is written before anyone is told.
        """
        before = self.settings
        self.settings = dataclasses.replace(before, **values)
        if self.settings == before:
            return
        now, then = self.settings, before
        if any(getattr(now, name) != getattr(then, name) for name in READ_BY_ENGINE):
            self.save()
        else:
            self._save.start()
        self.settings_changed.emit()
        if now.language != then.language:
            self.language_changed.emit()
        if (now.appearance, now.text_scale) != (then.appearance, then.text_scale):
            self.appearance_changed.emit()

    @Slot()
    def save(self) -> None:
        """Write the settings now."""
        self._save.stop()
        settings_store.save(self.settings)

    # ---- the library ---------------------------------------------------------------------------

    def open_library(self, path: str, create: bool = False) -> None:
        """Open a library in place of the one that is open."""
        self.leaving.emit()
        for job in list(self.jobs):
            job.request.cancel()
        self.link.open_library(path, create)

    @Slot(object)
    def _on_opened(self, summary: LibrarySummary) -> None:
        self.summary = summary
        recent = [summary.path, *(p for p in self.settings.recent_libraries if p != summary.path)]
        self.change_settings(
            library=summary.path, recent_libraries=tuple(recent[:RECENT_LIBRARIES])
        )
        self.library_opened.emit()
        self.summary_changed.emit()
        if summary.waiting and not summary.read_only:
            self.prepare_files()

    @Slot(object)
    def _on_open_failed(self, error: LecternError) -> None:
        self.summary = None
        self.library_failed.emit(error)
        self.summary_changed.emit()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, by: object) -> None:
        self.changed.emit(changes, by)
        if (changes.documents or changes.files or changes.library) and not self._refresh.isActive():
            self._refresh.start()

    @Slot()
    def _ask_summary(self) -> None:
        self.link.start(operations.library_summary).done.connect(self._on_summary)

    @Slot(object)
    def _on_summary(self, summary: LibrarySummary) -> None:
        if self.summary is None or summary == self.summary:
            return
        # What was mended is told once, when the library opens.
        self.summary = dataclasses.replace(summary, recovered=self.summary.recovered)
        self.summary_changed.emit()

    # ---- jobs ----------------------------------------------------------------------------------

    def start_job(self, verb: Verb, **arguments: Any) -> Request:
        """Start a long verb that the job line shows; its errors go to the quiet bar."""
        request = self.track(self.link.start(verb, **arguments))
        request.failed.connect(self.error_shown)
        return request

    def track(self, request: Request) -> Request:
        """Let the job line show a request; its errors are its owner's to show."""
        job = RunningJob(request, self)
        self.jobs.append(job)
        request.told.connect(self._on_job_event)
        request.ended.connect(lambda: self._end_job(job))
        self.jobs_changed.emit()
        return request

    def add_files(self, paths: Sequence[str]) -> Request:
        """Put files and folders on the import list and prepare them."""
        request = self.link.start(
            operations.enqueue_files, paths=list(paths), copy=self.settings.copy_originals
        )
        request.told.connect(self._on_job_event)
        request.done.connect(self._on_enqueued)
        request.failed.connect(self.error_shown)
        return request

    def add_sample(self, language: str) -> Request:
        """Add the sample documents, those in `language` ("zh", "en") first."""
        return self.start_job(operations.add_sample, language=language)

    def prepare_files(self) -> None:
        """See that everything on the import list gets prepared."""
        if not any(job.verb_name == "prepare_files" for job in self.jobs):
            self.start_job(operations.prepare_files)

    @property
    def preparing(self) -> bool:
        """Whether documents are being brought in."""
        return any(job.verb_name in ADDING for job in self.jobs)

    @Slot(object)
    def _on_enqueued(self, files: object) -> None:
        self.prepare_files()

    @Slot(object)
    def _on_job_event(self, event: object) -> None:
        if isinstance(event, FilesChanged):
            self.files_changed.emit(event)
            # A document can be asked about as soon as it is in, long before the job ends.
            if event.documents and not self._refresh.isActive():
                self._refresh.start()

    def _end_job(self, job: RunningJob) -> None:
        if job in self.jobs:
            self.jobs.remove(job)
            job.deleteLater()
            self.jobs_changed.emit()

    # ---- what panes ask of each other ----------------------------------------------------------

    def open_citation(self, citation: Citation) -> None:
        """Show a citation in the reader."""
        self.citation_opened.emit(citation)

    def open_document(self, document: str, page: int = 1) -> None:
        """Show a document in the reader."""
        self.document_opened.emit(document, page)

    def close_reader(self) -> None:
        """Put the reader away."""
        self.reader_closed.emit()

    def say(self, text: str, action: str = "", callback: Callable[[], None] | None = None) -> None:
        """Show a quiet notice, with a button such as Undo."""
        self.notice.emit(text, action, callback)
