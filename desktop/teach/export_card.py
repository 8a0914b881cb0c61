"""Taking what was learnt elsewhere: a small file, a model, for Ollama, a folder, a GPU machine."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from core.types import Lesson, LessonState, Route
from desktop import error_text
from desktop.teach.lesson_words import filled
from desktop.teach.lesson_work import EXPORT, LessonWork
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.progress import show_progress
from desktop.widgets.text import ElidedWords, Words

_FORMS = ("adapter", "merged", "modelfile", "folder", "cluster")
_UNTESTED = "cluster"
"""What is still to be taught has nothing to test."""
_UNFIT_NAME = '\\/:*?"<>|'


def forms(lesson: Lesson) -> tuple[str, ...]:
    """The forms in which a lesson can be saved (core.operations.export_lesson)."""
    if lesson.state is not LessonState.DONE or not lesson.exported:
        return ("cluster",)
    return {
        Route.ADAPTER.value: _FORMS,
        Route.SOFT_PROMPT.value: ("adapter", "folder", "cluster"),
        Route.PREFIX.value: ("adapter", "folder", "cluster"),
        Route.MERGED.value: ("merged", "modelfile", "folder", "cluster"),
        Route.TRANSFORMERS.value: ("folder", "cluster"),
    }.get(lesson.route, _FORMS)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in words; `ending` is of the file it makes, "" for a folder."""

    title: str
    meaning: str
    ending: str = ""


class FormRow(QWidget):
    """A form, and the button that saves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Words("")
        self.meaning = Words("", "second", wrap=True)
        self.save = Button()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.meaning)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(self.save)


class ExportCard(QFrame):
    """A row for each form; below it how far a saving is, or where it went."""

    def __init__(self, work: LessonWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._lesson: Lesson | None = None
        self._saved: dict[str, str] = {}
        """Path of what was saved last, by lesson."""
        self._form = ""
        """The form in which something was saved last."""
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self.rows = {form: FormRow() for form in _FORMS}
        self.doing = Words("", "second", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.trouble = Words("", "bad", wrap=True, selectable=True)
        self.stop = Button()
        self.place = ElidedWords("", "good")
        self.open = Button("", "link", icon="folder")
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self.stop)
        below.addWidget(self.place, 1)
        below.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._title)
        for form, row in self.rows.items():
            row.save.clicked.connect(partial(self._ask, form))
            column.addWidget(row)
        for widget in (self.doing, self._bar, self.trouble):
            column.addWidget(widget)
        column.addLayout(below)
        self.stop.clicked.connect(self._stop)
        self.open.clicked.connect(self._open)
        work.changed.connect(self._on_work)
        work.done.connect(self._on_done)
        self.retranslate()

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the forms a lesson can be saved in."""
        self._lesson = lesson
        self.fill()

    @Slot()
    def fill(self) -> None:
        """Show how things stand."""
        lesson = self._lesson
        if lesson is None:
            return
        possible = forms(lesson)
        job = self._work.job(lesson.id, EXPORT)
        error = self._work.error(lesson.id, EXPORT)
        for form, row in self.rows.items():
            row.setVisible(form in possible)
            row.save.setEnabled(job is None)
        ended = job is None and self.stop.hasFocus()
        for widget in (self.doing, self._bar, self.stop):
            widget.setVisible(job is not None)
        if job is not None:
            show_progress(self._bar, job.progress)
            # It keeps the keyboard, so it is not greyed.
            self.stop.setText(self.tr("Stopping…") if job.cancelling else self.tr("Stop"))
        self.trouble.setVisible(error is not None and job is None)
        if error is not None:
            worded = error_text.of_error(error)
            self.trouble.setText(f"{worded.title}\n{worded.sentence}")
        path = self._saved.get(lesson.id, "")
        there = bool(path) and job is None and error is None
        self.place.setVisible(there)
        self.open.setVisible(there)
        if ended:
            next_stop = self.open if there else self.rows[self._form].save
            next_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        tested = self._form != _UNTESTED
        done = self.tr("✓ Saved and tested: {path}") if tested else self.tr("✓ Saved: {path}")
        self.place.setText(filled(done, path=path))
        self.doing.setText(
            self.tr("It is written, opened again and tested. You can go on working.")
            if tested
            else self.tr("It is written. You can go on working.")
        )

    # ---- saving --------------------------------------------------------------------------------

    def _ask(self, form: str) -> None:
        lesson = self._lesson
        if lesson is None:
            return
        worded = self._worded(form)
        name = "".join(" " if each in _UNFIT_NAME else each for each in lesson.plan.title).strip()
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        if worded.ending:
            kinds = filled(self.tr("Models (*{ending})"), ending=worded.ending)
            start = str(Path(home) / f"{name or lesson.id}{worded.ending}")
            # Nothing is written over, so there is nothing to confirm: it gets a name that is free.
            usual = QFileDialog.Option.DontConfirmOverwrite
            path, _ = QFileDialog.getSaveFileName(self, worded.title, start, kinds, "", usual)
            if path:
                chosen = path.removesuffix(worded.ending)
                path = str(self._free(Path(chosen).parent, Path(chosen).name, worded.ending))
        else:
            title = self.tr("Where to make the folder")
            chosen = QFileDialog.getExistingDirectory(self, title, home)
            path = str(self._free(Path(chosen), f"{name or lesson.id} ({form})")) if chosen else ""
        if path:
            self.save(form, path)

    def save(self, form: str, path: str) -> None:
        """Save in a form to a path, whose folder or file is made."""
        if self._lesson is not None:
            self._saved.pop(self._lesson.id, None)
            self._form = form
            self._work.start(self._lesson.id, EXPORT, form=form, path=path)
            self.stop.setFocus()

    @staticmethod
    def _free(folder: Path, name: str, ending: str = "") -> Path:
        """Something of that name in a folder that is not there yet."""
        path, count = folder / f"{name}{ending}", 1
        while path.exists():
            count += 1
            path = folder / f"{name} {count}{ending}"
        return path

    @Slot(str)
    def _on_work(self, lesson: str) -> None:
        if self._lesson is not None and lesson == self._lesson.id:
            self.fill()

    @Slot(str, str, object)
    def _on_done(self, lesson: str, kind: str, result: object) -> None:
        if kind == EXPORT:
            self._saved[lesson] = str(result)
            self._on_work(lesson)

    @Slot()
    def _stop(self) -> None:
        job = self._work.job(self._lesson.id, EXPORT) if self._lesson is not None else None
        if job is not None and not job.cancelling:
            job.cancel()

    @Slot()
    def _open(self) -> None:
        path = Path(self._saved.get(self._lesson.id, "")) if self._lesson is not None else Path()
        folder = path if path.is_dir() else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # ---- words ---------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _worded(self, form: str) -> Form:
        return {
            "adapter": Form(
                self.tr("As a small file"),
                self.tr("For programs that take it beside the same model."),
            ),
            "merged": Form(
                self.tr("As a model of its own"),
                self.tr("One file that any program for local models opens; as large as the model."),
                ".gguf",
            ),
            "modelfile": Form(
                self.tr("For Ollama"),
                self.tr("A folder with all that “ollama create” needs."),
            ),
            "folder": Form(
                self.tr("As a folder for other programs"),
                self.tr("In the form of Hugging Face, for those who build on it."),
            ),
            "cluster": Form(
                self.tr("To teach on a larger computer"),
                self.tr(
                    "A folder with examples, settings and commands for a machine with graphics"
                    " cards. Bring the result back here afterwards."
                ),
            ),
        }[form]

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Take it elsewhere"))
        for form, row in self.rows.items():
            worded = self._worded(form)
            row.title.setText(worded.title)
            row.meaning.setText(worded.meaning)
            row.save.setText(self.tr("Save…"))
            row.save.setAccessibleName(f"{self.tr('Save…')} {worded.title}")
        self._bar.setAccessibleName(self.tr("How much of it has been written"))
        self.stop.setText(self.tr("Stop"))
        self.open.setText(self.tr("Open the folder"))
        self.fill()
