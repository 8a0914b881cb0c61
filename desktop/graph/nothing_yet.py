"""In place of the map: no documents, not made yet, nothing named, or what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import error_text
from desktop.graph.contents import MapContents
from desktop.graph.wording import words
from desktop.session import RunningJob
from desktop.widgets.empty import Empty


class NothingYet(QWidget):
    """Says why there is nothing to see, and the next step."""

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._job: RunningJob | None = None
        self.page = Empty("map")
        self._blank = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.page.pressed.connect(self._act)
        self._next: Callable[[], object] = lambda: None

    def fill(self) -> bool:
        """Word it; False when there is something to see."""
        contents = self._contents
        upkeep, status = contents.upkeep, contents.upkeep.status
        self._stack.setCurrentWidget(self.page)
        if contents.trouble is not None:
            told = error_text.of_error(contents.trouble)
            self._next = contents.try_again
            self.page.say(told.title, told.sentence, self.tr("Try again"), "warning")
        elif status is not None and status.entities:
            return False
        elif contents.empty_library:
            self._next = lambda: contents.session.add_requested.emit(False)
            self.page.say(
                self.tr("Nothing to map yet"),
                self.tr(
                    "Add documents. The map of the people, places and things they name, and of how"
                    " these are connected, makes itself."
                ),
                self.tr("Add documents"),
                "map",
            )
        elif upkeep.job is not None or contents.session.preparing:
            self._say_being_made()
        elif upkeep.trouble is not None:
            told = error_text.of_error(upkeep.trouble)
            self._next = lambda: upkeep.update()
            self.page.say(
                self.tr("The map could not be made"),
                f"{told.title}. {told.sentence}",
                self.tr("Try again"),
                "warning",
            )
        elif status is None:
            self._stack.setCurrentWidget(self._blank)
        else:
            self._say_empty(bool(status.missing))
        return True

    def _say_being_made(self) -> None:
        job = self._contents.upkeep.job
        if job is not None and job is not self._job:
            self._job = job
            job.changed.connect(self._on_progress)
        doing = words.updating(job) if job is not None else ""
        text = self.tr("It shows as soon as your documents have been gone through.")
        self.page.say(
            self.tr("Your map is being made"), f"{doing}\n{text}" if doing else text, "", "map"
        )

    def _say_empty(self, behind: bool) -> None:
        contents = self._contents
        if behind and contents.read_only:
            self._next = lambda: None
            self.page.say(
                self.tr("No map was made of this library"),
                self.tr("It is open for reading only. Open it for writing, and the map is made."),
                "",
                "map",
            )
        elif behind:
            self._next = lambda: contents.upkeep.update()
            self.page.say(
                self.tr("No map has been made yet"),
                self.tr("It takes some seconds for a hundred pages, and no writing model."),
                self.tr("Make the map"),
                "map",
            )
        else:
            self._next = lambda: contents.session.add_requested.emit(False)
            self.page.say(
                self.tr("No names were found"),
                self.tr(
                    "Your documents name no people, places or things that Lectern knows how to"
                    " find. Longer texts usually do."
                ),
                self.tr("Add documents"),
                "map",
            )

    @Slot()
    def _on_progress(self) -> None:
        if self.isVisible():
            self.fill()

    @Slot()
    def _act(self) -> None:
        self._next()
