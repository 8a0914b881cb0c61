"""What rows of the catalogue have in common: title, verdict, words, buttons, and what unfolds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.catalogue_contents import CatalogueContents
from desktop.models.catalogue_wording import words
from desktop.models.fit_mark import FitMark
from desktop.models.work_part import WorkPart
from desktop.session import RunningJob
from desktop.theme import Space
from desktop.widgets.flow import Flow
from desktop.widgets.text import ElidedWords, Words


class ModelRow(QFrame):
    """A card; its children say what stands on it and which buttons there are."""

    def __init__(self, contents: CatalogueContents, name: str) -> None:
        super().__init__()
        self.contents = contents
        self.name = name
        """The id of an entry, the name of a model."""
        self._work: WorkPart | None = None
        self.setProperty("role", "card")
        self.title = ElidedWords("", "strong", mode=Qt.TextElideMode.ElideMiddle)
        self.state = Words("", "good")
        self.mark = FitMark()
        self.about = Words("", wrap=True, selectable=True)
        self.facts = Words("", "second", wrap=True, selectable=True)
        self._buttons = Flow(spacing=Space.S)
        self._buttons.setContentsMargins(0, Space.XS, 0, 0)
        self._holder = QWidget()
        self._holder.setLayout(self._buttons)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        top.addWidget(self.mark)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._column.setSpacing(Space.XS)
        self._column.addLayout(top)
        for widget in (self.about, self.facts, self._holder):
            self._column.addWidget(widget)

    @property
    def work(self) -> WorkPart:
        """What unfolds in it."""
        if self._work is None:
            self._work = WorkPart(self)
            self._work.answered.connect(self.fill_work)
            self._column.insertWidget(self._column.indexOf(self._holder), self._work)
        return self._work

    def add_buttons(self, buttons: Sequence[QWidget]) -> None:
        """Put the row's own buttons."""
        for each in buttons:
            self._buttons.addWidget(each)

    def buttons(self) -> list[QWidget]:
        """All its buttons, in their order, shown or not."""
        unfolded = self._work
        own = self._buttons.widgets()
        if unfolded is None:
            return own
        return [unfolded.pause, unfolded.stop, unfolded.yes, unfolded.no, *own]

    # ---- what children do ----------------------------------------------------------------------

    def own_buttons(self) -> list[tuple[QWidget, bool]]:
        """The row's own buttons, and whether each is of use while nothing runs."""
        return []

    def said_of(self, job: RunningJob) -> str:
        """How far the work is, on one line."""
        return words.progress(job)

    def fill(self) -> None:
        """Show everything as it is; children word themselves first."""
        self.fill_work()

    # ---- work ----------------------------------------------------------------------------------

    def job(self) -> RunningJob | None:
        """The work on it."""
        return self.contents.job(self.name)

    @property
    def is_asking(self) -> bool:
        """Whether a question in it waits for its answer."""
        return self._work is not None and self._work.is_asking

    @Slot()
    def fill_work(self) -> None:
        """Show what is being done with it, or what went wrong."""
        job, trouble = self.job(), self.contents.troubles.get(self.name)
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        for each, of_use in self.own_buttons():
            each.setVisible(of_use and job is None and not self.is_asking)
        if self._work is not None or job is not None or trouble is not None:
            self.work.fill(job, self.said_of(job) if job else "", trouble)
        self._holder.setVisible(any(not each.isHidden() for each in self._buttons.widgets()))
        if had_focus and focus is not None and not (focus.isVisible() and focus.isEnabled()):
            self.focus_first()

    def ask(
        self,
        question: str,
        more: str,
        yes: str,
        no: str,
        then: Callable[[], None],
        is_loss: bool = False,
    ) -> None:
        """Ask before something that costs or binds; Esc says no. `is_loss`: something goes."""
        self.work.ask(question, more, yes, no, then, is_loss)
        self.fill_work()
        self.work.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts a question away."""
        if event.key() == Qt.Key.Key_Escape and self.is_asking:
            self.work.put_away()
        else:
            super().keyPressEvent(event)

    # ---- keyboard and words --------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard on the first button that can be pressed."""
        for widget in self.buttons():
            if widget.isVisibleTo(self) and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.fill()
