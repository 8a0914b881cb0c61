"""The Teach pane: lessons at the left, the chosen one at the right. It only arranges them."""

from enum import IntEnum
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core import operations
from core.errors import BadRequest, LecternError
from core.types import Lesson, LessonState
from desktop import theme
from desktop.session import Session
from desktop.teach.bases import Bases
from desktop.teach.draft import Draft
from desktop.teach.going_on import GoingOn
from desktop.teach.lesson_list import LessonList
from desktop.teach.lesson_page import LessonPage
from desktop.teach.lessons import Lessons
from desktop.teach.making_page import MakingPage
from desktop.teach.methods_page import MethodsPage
from desktop.teach.wording import words
from desktop.widgets.buttons import Button
from desktop.widgets.drop_target import files_in, is_model
from desktop.widgets.empty import Empty
from desktop.widgets.header import Header


class Page(IntEnum):
    """What stands at the right."""

    NOTHING = 0
    EMPTY = 1
    MAKING = 2
    LESSON = 3
    METHODS = 4


class TeachPane(QWidget):
    """Lessons: those that are made, taught and done."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lessons = Lessons(session, self)
        self.going_on = GoingOn(session, self.lessons, self)
        self.bases = Bases(session, self)
        self.draft = Draft(session, self.lessons, self.bases, self)
        self.list = LessonList(session, self.lessons)
        self.empty = Empty("teach")
        self._nothing = QWidget()
        self.page = Page.NOTHING
        self.new = Button("", "primary")
        self._header = Header()
        self._pages = QStackedWidget()
        self._shown = ""
        """Id of the lesson that is shown; "" for a new one or none."""
        self._wanted: tuple[str, ...] | None = None
        """Documents of a lesson that is to begin when the models are known."""
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._header.add(self.new)
        for page in (self._nothing, self.empty):
            self._pages.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addLayout(row, 1)

    def _connect(self) -> None:
        session = self._session
        self.lessons.changed.connect(self._make_ahead)
        self.lessons.changed.connect(self.fill)
        self.lessons.ended.connect(self._on_ended)
        self.bases.changed.connect(self.fill)
        self.new.clicked.connect(lambda: self.begin())
        self.empty.pressed.connect(self._on_empty_pressed)
        self.list.opened.connect(self.show_lesson)
        self.list.compare_wanted.connect(lambda: self.compare(""))
        self.list.import_wanted.connect(self.bring_in)
        session.lesson_requested.connect(self._on_requested)
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(lambda: self.begin())

    # ---- pages, made when they are first wanted ------------------------------------------------

    @cached_property
    def making(self) -> MakingPage:
        """The page of a lesson in the making."""
        page = MakingPage(self.draft, self._pages)
        page.started.connect(self.show_lesson)
        page.removed.connect(self._leave)
        page.models_wanted.connect(lambda: self._session.models_requested.emit("catalogue"))
        self._pages.addWidget(page)
        return page

    @cached_property
    def lesson(self) -> LessonPage:
        """The page of a lesson that has begun."""
        page = LessonPage(self._session, self.lessons, self._pages)
        page.another_wanted.connect(self.begin_from)
        page.compare_wanted.connect(self.compare)
        page.gone.connect(self._leave)
        page.stood.connect(self._lead)
        self._pages.addWidget(page)
        return page

    @Slot()
    def _make_ahead(self) -> None:
        """There are lessons: make their page in a turn of its own, before the one that shows it."""
        if self.lessons.all and "lesson" not in vars(self):
            QTimer.singleShot(0, self, lambda: self.lesson)

    @cached_property
    def methods(self) -> MethodsPage:
        """The comparison of ways of teaching."""
        page = MethodsPage(self._session, self.lessons)
        page.back_wanted.connect(self._back)
        self._pages.addWidget(page)
        return page

    # ---- doing ---------------------------------------------------------------------------------

    def begin(self, documents: tuple[str, ...] = ()) -> None:
        """Make a new lesson, from these documents to begin with."""
        if not self.bases.first:
            # Asked for before the models are known: it begins when they are.
            self._wanted = None if self.bases.known else documents
            self.fill()
            return
        self._wanted = None
        self._shown = ""
        self.making.begin(documents)
        self._show(Page.MAKING)
        self.making.examples.sources.lead()

    @Slot(str)
    def begin_from(self, id: str) -> None:
        """Make a new lesson from the plan and the examples of another."""
        lesson = self.lessons.get(id)
        if lesson is not None:
            title = self.tr("{title}, again").replace("{title}", lesson.plan.title)
            request = self._session.link.start(operations.copy_lesson, id=id, title=title)
            request.done.connect(self._on_copied)
            request.failed.connect(self._session.error_shown)

    @Slot(object)
    def _on_copied(self, lesson: Lesson) -> None:
        self.lessons.put(lesson)
        self.show_lesson(lesson.id)

    @Slot()
    def bring_in(self) -> None:
        """Bring back what another computer made of an exported lesson."""
        title = self.tr("Choose the folder that came back from the other computer")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            request = self._session.track(
                self._session.link.start(operations.import_lesson, path=chosen)
            )
            request.done.connect(self._on_copied)
            request.failed.connect(partial(self._on_not_brought, chosen))

    def _on_not_brought(self, folder: str, error: LecternError) -> None:
        if not isinstance(error, BadRequest):
            self._session.error_shown.emit(error)
            return
        text = self.tr(
            "“{folder}” holds no finished lesson. Choose the folder that was saved here for a"
            " larger computer, after it was taught there."
        )
        self._session.say(
            text.replace("{folder}", Path(folder).name),
            self.tr("Choose another folder…"),
            self.bring_in,
        )

    @Slot(str)
    def show_lesson(self, id: str) -> None:
        """Show a lesson: to be made while it has not begun, and else as it stands."""
        lesson = self.lessons.get(id)
        if lesson is None:
            return
        self._shown = id
        if is_draft(lesson) and self.lessons.job(id) is None:
            self.making.open(lesson)
            self._show(Page.MAKING)
        else:
            self.lesson.show_lesson(id)
            self._show(Page.LESSON)

    @Slot(str)
    def compare(self, id: str) -> None:
        """Show what ways of teaching cost and bring."""
        self.methods.show_lesson(id)
        self._show(Page.METHODS)

    @Slot()
    def _back(self) -> None:
        if self._shown:
            self.show_lesson(self._shown)
        else:
            self._leave()

    @Slot()
    def _leave(self) -> None:
        """What was shown is not there any more: show the next one."""
        self._shown = ""
        self._show(Page.NOTHING)
        self.fill()

    @Slot(object)
    def _on_requested(self, documents: object) -> None:
        self._session.pane_requested.emit("teach")
        chosen = documents if isinstance(documents, tuple | list) else ()
        self.begin(tuple(str(each) for each in chosen))

    @Slot()
    def _on_empty_pressed(self) -> None:
        if self.bases.trouble is not None or self.lessons.trouble is not None:
            self.bases.reload()
            self.lessons.reload()
        elif self.bases.first:
            self.begin()
        else:
            self._session.models_requested.emit("catalogue")

    @Slot(str)
    def _on_ended(self, id: str) -> None:
        """Tell a person who is elsewhere."""
        lesson = self.lessons.get(id)
        if lesson is None or self.isVisible() or lesson not in self.lessons.all:
            return
        if lesson.state is LessonState.DONE:
            text = self.tr("“{title}” is learnt.")
        elif self.lessons.error(id) is not None:
            text = self.tr("Teaching “{title}” stopped.")
        else:
            return
        text = text.replace("{title}", lesson.plan.title)
        self._session.say(text, self.tr("Show"), lambda: self._show_from_elsewhere(id))

    def _show_from_elsewhere(self, id: str) -> None:
        self._session.pane_requested.emit("teach")
        self.show_lesson(id)

    def claims(self, mime: QMimeData) -> str:
        """What would happen to files dropped here, in words; "" where they are for the library."""
        files = files_in(mime)
        making = self.page is Page.MAKING and self.isVisible()
        taken = making and bool(files) and not any(map(is_model, files))
        return self.tr("Learn from what is in these files") if taken else ""

    def take(self, mime: QMimeData) -> bool:
        """Take files that were dropped on a lesson in the making; whether it did."""
        if not self.claims(mime):
            return False
        self.making.take_files(files_in(mime))
        return True

    # ---- showing -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """It asks what there is; a model's file may have been put there by hand meanwhile."""
        super().showEvent(event)
        self.lessons.wake()
        self.bases.look()
        # In a turn of its own, before the one that shows it.
        QTimer.singleShot(0, self, lambda: self.making)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list gives way in a narrow window."""
        super().resizeEvent(event)
        self.list.fit_into(self.width())

    def _show(self, page: Page) -> None:
        self.page = page
        self._pages.setCurrentWidget(self._widget(page))
        self.list.mark(self._shown if page is not Page.METHODS else "")
        self._lead()
        self.new.setVisible(page is not Page.EMPTY)

    @Slot()
    def _lead(self) -> None:
        """One red button at a time: most pages have their own."""
        own = self.page in (Page.MAKING, Page.METHODS)
        if self.page is Page.LESSON:
            own = not (self.lesson.go_on.isHidden() and self.lesson.trouble.isHidden())
        theme.set_role(self.new, "" if own else "primary")

    def _widget(self, page: Page) -> QWidget:
        match page:
            case Page.MAKING:
                return self.making
            case Page.LESSON:
                return self.lesson
            case Page.METHODS:
                return self.methods
        return self.empty if page is Page.EMPTY else self._nothing

    @Slot()
    def fill(self) -> None:
        """Show what there is; a page that is shown stays while what it shows is there."""
        known = self.lessons.known and self.bases.known
        if self._wanted is not None and known:
            self.begin(self._wanted)
        self.new.setEnabled(bool(self.bases.first))
        listed = self.lessons.all
        if self.page is Page.MAKING and not self._shown and self.draft.id:
            self._shown = self.draft.id
            self.list.mark(self._shown)
        gone = bool(self._shown) and all(each.id != self._shown for each in listed)
        if self.page in (Page.MAKING, Page.LESSON) and gone and self.lessons.known:
            self._shown = ""
            self._show(Page.NOTHING)
        trouble = self.lessons.trouble or self.bases.trouble
        if self.page in (Page.NOTHING, Page.EMPTY) and (known or trouble is not None):
            if listed:
                self.show_lesson(listed[0].id)
            else:
                self._fill_empty()
                self._show(Page.EMPTY)

    def _fill_empty(self) -> None:
        trouble = self.lessons.trouble or self.bases.trouble
        if trouble is not None:
            title, sentence = words.trouble(trouble)
            self.empty.say(title, sentence, self.tr("Try again"))
        elif not self.bases.first:
            self.empty.say(
                self.tr("Teaching needs a model on this computer"),
                self.tr(
                    "Get one that can be taught first. Small ones, of one to two gigabytes, learn"
                    " on most computers."
                ),
                self.tr("Open Models"),
            )
        else:
            self.empty.say(
                self.tr("Teach a model to answer the way you do"),
                self.tr(
                    "It learns from your documents, from answers you liked or corrected, and from"
                    " tables of questions and answers. You see what it will cost before it starts,"
                    " and afterwards whether it helped. Everything stays on this computer."
                ),
                self.tr("Teach a model…"),
            )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._header.title.setText(self.tr("Teach"))
        self._header.facts.setText(
            self.tr("A writing model learns from your own documents, on this computer")
        )
        self.new.setText(self.tr("Teach a model…"))
        keys = QKeySequence(QKeySequence.StandardKey.New)
        self.new.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        if self.page is Page.EMPTY:
            self._fill_empty()


def is_draft(lesson: Lesson) -> bool:
    """Whether a lesson can still be changed: it has not made a step."""
    untouched = lesson.state is LessonState.FAILED and not lesson.step
    return lesson.state is LessonState.DRAFT or untouched
