"""After a restart: lessons that were interrupted are offered to go on, wherever the person is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from core import operations
from core.types import Lesson, LessonState
from desktop.session import Session
from desktop.teach.lesson_words import filled
from desktop.teach.lessons import Lessons


class GoingOn(QObject):
    """Looks once, when the first library has opened."""

    def __init__(self, session: Session, lessons: Lessons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lessons = lessons
        self._looked = False
        session.library_opened.connect(self._look)
        if session.summary is not None:
            self._look()

    @Slot()
    def _look(self) -> None:
        if self._looked:
            return
        self._looked = True
        request = self._session.link.start(operations.list_lessons)
        request.done.connect(self._offer)

    @Slot(object)
    def _offer(self, lessons: tuple[Lesson, ...]) -> None:
        left = [
            each
            for each in lessons
            if each.interrupted and each.state is LessonState.PAUSED
            if self._lessons.job(each.id) is None
        ]
        if not left:
            return
        show: Callable[[], None] = partial(self._session.pane_requested.emit, "teach")
        if len(left) > 1:
            text = self.tr(
                "%Ln lesson(s) were interrupted while being taught. They go on where they were.",
                "", len(left),
            )  # fmt: skip
            self._session.say(text, self.tr("Show them"), show)
            return
        text = filled(
            self.tr("“{title}” was interrupted while being taught. It goes on where it was."),
            title=left[0].plan.title,
        )
        self._session.say(text, self.tr("Go on"), partial(self._go_on, left[0].id))

    def _go_on(self, id: str) -> None:
        self._lessons.wake()
        self._lessons.run(id)
