"""Above the examples: what is being made and how far it is, what came of it, what went wrong."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.events import Progress, Stage
from core.types import ExampleOrigin, ExamplesFound
from desktop import error_text, theme, translations
from desktop.session import RunningJob
from desktop.teach.draft import Draft
from desktop.teach.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.progress import show_progress
from desktop.widgets.text import ElidedWords, Words

_LIST_HEIGHT = 132


class FoundStrip(QFrame):
    """Shows itself when there is something to show."""

    left = Signal()
    """The keyboard was on a button that goes now."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._job: RunningJob | None = None
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.doing = ElidedWords("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.title = Words("", "strong", wrap=True, selectable=True)
        self.text = Words("", "second", wrap=True, selectable=True)
        self.list = QPlainTextEdit()
        self.list.setProperty("role", "report")
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setFixedHeight(theme.px(_LIST_HEIGHT))
        self.stop = Button()
        self.show_list = Button("", "link")
        self.show_list.setCheckable(True)
        self.close_button = IconButton("close")
        said = QVBoxLayout()
        said.setSpacing(Space.XS)
        for widget in (self.doing, self._bar, self.title, self.text):
            said.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addLayout(said, 1)
        for button in (self.stop, self.show_list):
            row.addWidget(button)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.list)
        self.stop.clicked.connect(self._stop)
        self.show_list.toggled.connect(self.fill)
        self.close_button.clicked.connect(self._close)
        draft.changed.connect(self.fill)
        self.retranslate()

    @Slot()
    def fill(self) -> None:
        """Show the work, or else what went wrong, or else what came."""
        job, trouble, found = self._draft.gathering, self._draft.trouble, self._draft.found
        if job is not self._job:
            self._job = job
            self.show_list.setChecked(False)
            if job is not None:
                job.changed.connect(self._show_progress)
        at_work = job is not None
        leaves = (not at_work and (self.stop.hasFocus() or self.hasFocus())) or (
            trouble is None and found is None and self.close_button.hasFocus()
        )
        told = not at_work and (trouble is not None or found is not None)
        problems = found.problem_count if found is not None and trouble is None else 0
        for widget in (self.doing, self._bar, self.stop):
            widget.setVisible(at_work)
        self.title.setVisible(told)
        self.text.setVisible(told)
        self.show_list.setVisible(told and bool(problems))
        self.list.setVisible(told and bool(problems) and self.show_list.isChecked())
        self.close_button.setVisible(told)
        if trouble is not None:
            title, sentence = words.trouble(trouble)
            theme.set_role(self.title, "bad")
            self.title.setText(title)
            self.text.setText(sentence)
        elif found is not None:
            theme.set_role(self.title, "strong")
            self.title.setText(self._came(found))
            self.text.setText(self._besides(found))
            self.text.setVisible(told and bool(self.text.text()))
            self.list.setPlainText(self._problems(found))
        self._word_show()
        self._show_progress()
        self.setVisible(at_work or told)
        if leaves:
            self.left.emit()

    def _word_show(self) -> None:
        shown = self.show_list.isChecked()
        self.show_list.setText(self.tr("Hide them") if shown else self.tr("Show them"))

    @Slot()
    def _show_progress(self) -> None:
        job = self._job
        if job is None:
            return
        text = self._working(job)
        self.doing.setText(text)
        self._bar.setAccessibleName(text)
        self.stop.setEnabled(not job.cancelling)
        show_progress(self._bar, job.progress)

    def _working(self, job: RunningJob) -> str:
        if job.cancelling:
            return self.tr("Stopping…")
        progress = job.progress
        if progress is None:
            return self.tr("Making examples…")
        said = [self._stage(progress)]
        if progress.total > 0:
            counted = self.tr("{done} of {all}")
            counted = counted.replace("{done}", translations.number(progress.done))
            said.append(counted.replace("{all}", translations.number(progress.total)))
        if left := words.time_left(progress.seconds_left):
            said.append(left)
        return " · ".join(said)

    def _stage(self, progress: Progress) -> str:
        return {
            Stage.READING: self.tr("Reading your files and documents"),
            Stage.THINKING: self.tr("The writing model writes examples"),
            Stage.CHECKING: self.tr("Checking what was made"),
        }.get(progress.stage, self.tr("Making examples"))

    # ---- what came -----------------------------------------------------------------------------

    def _came(self, found: ExamplesFound) -> str:
        if found.added:
            return self.tr("%Ln new example(s). Read them before anything is taught.", "",
                           found.added)  # fmt: skip
        if found.duplicates:
            return self.tr("Nothing new: all of these examples are here already.")
        return self.tr("No example came of this.")

    def _besides(self, found: ExamplesFound) -> str:
        said = []
        if found.problem_count:
            said.append(self.tr("%Ln row(s) or place(s) could not be used.", "",
                                found.problem_count))  # fmt: skip
        same = found.duplicates + found.near_duplicates
        if same and found.added:
            said.append(self.tr("%Ln that say the same were left out.", "", same))
        if not found.added and not found.problem_count and not found.duplicates:
            said += self._where_from()
        # A new line, not a space: Chinese has none between sentences.
        return "\n".join(said)

    def _where_from(self) -> list[str]:
        """What each kind of source wants to give something."""
        origins = set(self._draft.origins)
        said = []
        if origins & {ExampleOrigin.DOCUMENT, ExampleOrigin.MODEL}:
            said.append(
                self.tr(
                    "Documents give examples where they define things, answer questions or have"
                    " tables. Choose others, or let the writing model write the examples."
                )
            )
        if origins & {ExampleOrigin.LIKED, ExampleOrigin.CORRECTED}:
            said.append(
                self.tr(
                    "No answer in your conversations is marked as helpful or corrected yet. Both"
                    " are done under an answer in Ask."
                )
            )
        if ExampleOrigin.OWN in origins:
            said.append(
                self.tr("In notes, write a question on one line and its answer on the next.")
            )
        return said

    def _problems(self, found: ExamplesFound) -> str:
        lines = []
        for problem in found.problems:
            sentence, remedy = error_text.of_problem(problem)
            lines.append(f"{sentence}\n    {remedy}")
        more = found.problem_count - len(found.problems)
        if more > 0:
            lines.append(self.tr("And %Ln more like these.", "", more))
        return "\n".join(lines)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            # Its button greys; the keyboard waits here until there is where to go on.
            self.setFocus()
            self._job.cancel()

    @Slot()
    def _close(self) -> None:
        if self._draft.trouble is not None:
            self._draft.settle()
        else:
            self._draft.forget_found()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.stop.setText(self.tr("Stop"))
        self.close_button.set_name(self.tr("Close this notice"))
        self.list.setAccessibleName(self.tr("What could not be used"))
        self.fill()
