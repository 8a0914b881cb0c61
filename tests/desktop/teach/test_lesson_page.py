"""The page of a lesson, while it is taught and after. The engine is a script: it tells values as
core.lessons tells them; the page, its cards and the session are the real ones."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.errors import LessonFailed
from core.events import Changes, LessonTold, Progress, Stage
from core.types import (
    ChatLesson,
    LessonDetail,
    LessonPoint,
    LessonState,
    SampleAnswer,
)
from desktop import theme, translations
from desktop.teach.lesson_page import LessonPage
from desktop.teach.lesson_standing import Stand
from desktop.teach.lessons import Lessons
from desktop.teach.wording import words

from . import lesson_made as made


class World:
    """A lesson as the engine has it."""

    def __init__(self, link):
        self.lesson = made.lesson(LessonState.PAUSED)
        self.detail = None
        self.exam = made.questions()
        self.offered = (
            ChatLesson(made.ID, "Support answers", "adapter", "lora", (made.PLAN.base,)),
        )
        link.answers |= {
            "list_lessons": lambda: (self.lesson,) if self.lesson else (),
            "lesson_detail": lambda id: self.detail or made.detail(self.lesson),
            "exam_questions": lambda: self.exam,
            "chat_lessons": lambda: self.offered,
            "run_lesson": lambda id: self.end(),
            "keep_lesson": lambda id: self.end(),
            "pause_lesson": lambda id: (Changes(lessons=True), self.lesson),
            "remove_lesson": lambda id: (Changes(lessons=True), None),
        }
        link.held |= {"run_lesson"}

    def end(self):
        self.lesson = made.done()
        return Changes(lessons=True), self.lesson


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    """Once: with many widgets about, dressing them anew takes long."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def world(scripted_link):
    return World(scripted_link)


@pytest.fixture
def open_page(qtbot, scripted_session, world):
    def opened(lesson=None, detail=None):
        world.lesson, world.detail = lesson or world.lesson, detail
        lessons = Lessons(scripted_session)
        lessons.wake()
        qtbot.waitUntil(lambda: lessons.known)
        page = LessonPage(scripted_session, lessons)
        qtbot.addWidget(page)
        page.resize(1000, 900)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.show_lesson(made.ID)
        qtbot.waitUntil(lambda: page._asking is None)
        page.lessons = lessons
        return page

    return opened


@pytest.fixture
def learning(open_page):
    """The page of a lesson that is being taught."""
    page = open_page(made.lesson(LessonState.PAUSED))
    page.go_on.click()
    tell(page, made.lesson())
    return page


def tell(page, lesson, points=(), samples=()):
    """What the engine tells of a lesson that is being taught."""
    request = page.lessons.job(made.ID).request
    request.told.emit(Progress(Stage.TEACHING, lesson.step, lesson.steps, lesson.seconds_left))
    request.told.emit(LessonTold(LessonDetail(lesson, tuple(points), tuple(samples))))


def figures(page):
    return {
        card.title.text(): (card.value.text(), card.note.text())
        for card in page.figures.cards
        if not card.isHidden()
    }


# ---- while it runs -------------------------------------------------------------------------------


def test_it_says_how_far_it_is_and_when_it_is_done(learning):
    assert learning.stand is Stand.LEARNING
    assert learning.standing.text() == "Learning · step 90 of 145 · 62%"
    assert "close Lectern: it goes on where it was" in learning.promise.text()
    shown = figures(learning)
    assert shown["Time left"][0] == "48 minutes"
    assert shown["Time left"][1].startswith("done about ")
    assert shown["Speed"][0] == "118 words/s"
    assert shown["Memory"] == ("3.1 of 8.0 GB", "on the processor")
    assert shown["Saved"] == ("2 minutes ago", "goes on after a restart")
    for card in (learning.verdict, learning.chat, learning.exports):
        assert not card.isVisible()


def test_before_its_first_step_it_says_what_it_does(open_page):
    page = open_page(made.lesson(LessonState.PAUSED, step=0, steps=0, saved=0.0))
    page.go_on.click()
    assert page.standing.text().startswith("Waits for its turn")
    told = page.lessons.job(made.ID).request.told
    told.emit(Progress(Stage.LOADING, 0, 0))
    assert page.stand is Stand.READYING
    assert QApplication.focusWidget() is page.pause, "the next button ends the lesson"
    assert page.standing.text() == "Getting ready: the model is read and tried"
    assert page._bar.maximum() == 0
    told.emit(Progress(Stage.PREPARING, 3, 12))
    assert (page._bar.value(), page._bar.maximum()) == (3, 12)
    assert figures(page)["Time left"] == ("—", "measured after a few steps")
    tell(page, made.lesson(step=1))
    assert page.stand is Stand.LEARNING


def test_the_list_does_not_say_that_it_learns_while_what_it_learnt_is_written(learning):
    job = learning.lessons.job(made.ID)
    lesson = made.lesson(step=145)
    assert words.standing(lesson, job, in_use=False).startswith("Learning · 100%")
    job.request.told.emit(Progress(Stage.EXPORTING, 1, 10))
    assert words.standing(lesson, job, in_use=False) == "Being written and tested · 100%"


def test_a_graphics_card_and_its_memory_are_named(learning):
    tell(learning, made.lesson(device="cuda", device_bytes=5_200_000_000))
    assert figures(learning)["Memory"][1] == "5.2 GB on the graphics card"


def test_the_chart_goes_on_with_what_is_told(learning):
    chart = learning.course.chart
    assert "step 90 of 145" in chart.accessibleDescription()
    later = made.lesson(step=92, best_step=92)
    tell(learning, later, [LessonPoint(91, 0.5), LessonPoint(92, 0.4, 0.7)])
    said = chart.accessibleDescription()
    assert "step 92 of 145" in said
    assert "best: 0.70 at step 92" in said


def test_what_is_told_while_the_course_is_read_from_the_disk_is_not_lost(
    open_page, scripted_link, qtbot
):
    page = open_page()
    page.go_on.click()
    scripted_link.held.add("lesson_detail")
    page._ask()
    tell(page, made.lesson(step=91), [LessonPoint(91, 0.5)])
    scripted_link.release("lesson_detail")
    qtbot.waitUntil(lambda: page._course.last_step == 91)
    assert len(page._course.seen) == 91


def test_answers_change_before_ones_eyes_and_what_changed_is_set_apart(learning):
    samples = learning.samples
    assert len(samples.rows) == 2
    assert samples.at.text() == "step 90"
    question = samples.rows[0].question.text()
    tell(learning, made.lesson(step=96), (), [SampleAnswer(96, question, "30 days", "14 days")])
    row = samples.rows[0]
    assert samples.at.text() == "step 96"
    assert row.now.accessibleName() == "14 days"
    assert row.now.text().index("font-weight") < row.now.text().index(">14<")
    assert row.before.text().index("color") < row.before.text().index(">30<")
    samples.earlier.click()
    assert samples.at.text() == "step 90"
    tell(learning, made.lesson(step=97), (), [SampleAnswer(97, question, "30 days", "15 days")])
    assert samples.at.text() == "step 90"
    samples.later.click()
    samples.later.click()
    assert samples.at.text() == "step 97"


def test_an_answer_is_never_taken_for_markup(learning):
    question = learning.samples.rows[0].question.text()
    tell(learning, made.lesson(step=99), (), [SampleAnswer(99, question, "", "<b>&lt;x</b>\nend")])
    text = learning.samples.rows[0].now.text()
    assert "&lt;b&gt;&amp;lt;x&lt;/b&gt;<br>end" in text


def test_pausing_holds_it_and_going_on_lets_it(learning):
    job = learning.lessons.job(made.ID)
    learning.pause.click()
    assert job.paused
    assert learning.stand is Stand.HELD
    assert figures(learning)["Time left"] == ("—", "paused")
    assert learning.go_on.isVisible()
    assert QApplication.focusWidget() is learning.go_on
    learning.go_on.click()
    assert not job.paused
    assert learning.lessons.job(made.ID) is job
    assert QApplication.focusWidget() is learning.pause


def test_stopping_keeps_the_best(learning, scripted_link, qtbot, world):
    scripted_link.held.add("keep_lesson")
    learning.keep.click()
    assert learning.stand is Stand.KEEPING
    assert not learning.keep.isVisible()
    scripted_link.release("keep_lesson")
    # Whoever teaches it does the keeping, and ends.
    assert learning.stand is Stand.KEEPING
    scripted_link.release("run_lesson")
    qtbot.waitUntil(lambda: learning.stand is Stand.DONE)
    assert learning.chat.isVisible()


def test_a_lesson_that_is_paused_goes_on_to_keep_its_best(learning):
    learning.pause.click()
    learning.keep.click()
    assert not learning.lessons.job(made.ID).paused


def test_one_that_waits_for_its_turn_gives_way_before_it_is_kept(open_page, scripted_link, qtbot):
    page = open_page()
    page.go_on.click()
    assert page.stand is Stand.WAITING
    page.keep.click()
    assert scripted_link.times("keep_lesson") == 0
    scripted_link.release("run_lesson")
    qtbot.waitUntil(lambda: scripted_link.times("keep_lesson") == 1)


def test_nothing_can_be_kept_before_anything_was_learnt(open_page):
    page = open_page(made.lesson(LessonState.PAUSED, step=0, best_step=0, saved=0.0))
    assert not page.keep.isEnabled()
    assert "not learnt anything" in page.keep.toolTip()
    assert "begins at the beginning" in page.promise.text()
    shown = figures(page)
    assert shown["Saved"][0] == "not yet"
    assert "Time left" not in shown


def test_stopping_for_now_saves_and_it_goes_on_later(learning, scripted_link, qtbot, world):
    learning.pause.click()
    learning._stop.trigger()
    assert learning.stand is Stand.STOPPING
    assert scripted_link.last("pause_lesson") == {"id": made.ID}
    # It is asked to save; whoever is held cannot do so.
    assert not learning.lessons.job(made.ID).paused
    world.lesson = made.lesson(LessonState.PAUSED)
    scripted_link.answers["run_lesson"] = lambda id: (Changes(lessons=True), world.lesson)
    scripted_link.release("run_lesson")
    qtbot.waitUntil(lambda: learning.stand is Stand.LEFT)
    assert learning.promise.text() == "It goes on exactly where it was saved, at step 90."
    scripted_link.held.add("run_lesson")
    learning.go_on.click()
    assert scripted_link.times("run_lesson") == 2


def test_one_that_waits_for_its_turn_need_not_save(open_page, scripted_link):
    page = open_page()
    page.go_on.click()
    page._stop.trigger()
    assert page.lessons.job(made.ID).cancelling
    assert scripted_link.times("pause_lesson") == 0


def test_after_a_crash_it_is_offered_to_go_on(open_page, scripted_link):
    page = open_page(made.lesson(LessonState.PAUSED, interrupted=True))
    assert page.stand is Stand.LEFT
    assert page.promise.text().splitlines() == [
        "It was interrupted while it was being taught.",
        "It goes on exactly where it was saved, at step 90.",
    ]
    QTest.keyClick(page.go_on, Qt.Key.Key_Space)
    assert scripted_link.last("run_lesson") == {"id": made.ID}


def test_one_that_another_program_teaches_is_followed_and_can_be_stopped(
    open_page, scripted_link, world, qtbot
):
    page = open_page(made.lesson())
    assert page.stand is Stand.ELSEWHERE
    assert page.standing.text() == "Another program teaches it now · step 90 of 145 · 62%"
    for button in (page.go_on, page.pause, page.keep):
        assert not button.isVisible()
    world.lesson = made.lesson(step=95)
    page._tick.timeout.emit()
    qtbot.waitUntil(lambda: "step 95" in page.standing.text())
    page._stop.trigger()
    assert scripted_link.last("pause_lesson") == {"id": made.ID}


def test_removing_takes_it_away_with_undo(learning, scripted_session, scripted_link):
    said, gone = [], []
    scripted_session.notice.connect(lambda *notice: said.append(notice))
    learning.gone.connect(lambda: gone.append(True))
    learning._remove.trigger()
    assert gone
    _text, action, undo = said[0]
    assert action == "Undo"
    undo()
    assert [each.id for each in learning.lessons.all] == [made.ID]
    assert scripted_link.times("remove_lesson") == 0


def test_the_times_stay_true_while_somebody_looks(open_page):
    page = open_page(made.lesson(LessonState.PAUSED, saved=time.time() - 58))
    assert figures(page)["Saved"][0] == "just now"
    page._lesson = made.changed(page._lesson, saved=time.time() - 181)
    page._tick.timeout.emit()
    assert figures(page)["Saved"][0] == "3 minutes ago"
    assert page._tick.isActive()
    page.hide()
    assert not page._tick.isActive()


# ---- when it fails -------------------------------------------------------------------------------


def test_a_failure_says_what_happened_and_what_to_do(learning, scripted_link, qtbot, world):
    def fail(id):
        world.lesson = made.lesson(LessonState.FAILED)
        raise LessonFailed(name="Support answers", reason="a number was no number")

    scripted_link.answers["run_lesson"] = fail
    assert QApplication.focusWidget() is learning.pause
    scripted_link.release("run_lesson")
    qtbot.waitUntil(lambda: learning.stand is Stand.FAILED)
    trouble = learning.trouble
    assert trouble.isVisible()
    assert QApplication.focusWidget() is trouble.again, "the next button ends the lesson"
    assert trouble.title.text().startswith("! ")
    shown = trouble.sentence.text() + trouble.reason.text()
    assert "a number was no number" in shown
    scripted_link.held.add("run_lesson")
    trouble.again.click()
    assert scripted_link.times("run_lesson") == 2
    assert not trouble.isVisible()


def test_one_that_does_not_fit_is_offered_with_other_settings(open_page):
    page = open_page(
        made.lesson(
            LessonState.FAILED,
            error="LessonTooLarge",
            error_subject=(("name", "x"), ("needed", "9 GB"), ("available", "7 GB")),
        )
    )
    assert "9 GB" in page.trouble.sentence.text()
    assert page.trouble.another.property("role") == "primary"
    wanted = []
    page.another_wanted.connect(wanted.append)
    page.trouble.another.click()
    assert wanted == [made.ID]
    # A larger computer can do it.
    assert page.exports.rows["cluster"].isVisible()
    assert not page.exports.rows["adapter"].isVisible()


def test_what_failed_its_self_test_is_not_offered(open_page):
    page = open_page(
        made.done(exported="", error="LessonUntrue", error_subject=(("name", "Support answers"),))
    )
    assert page.stand is Stand.UNTRUE
    assert page.trouble.isVisible()
    assert not page.trouble.again.isVisible()
    assert not page.chat.isVisible()
    assert not page.verdict.isVisible()


# ---- when it is done -----------------------------------------------------------------------------


@pytest.fixture
def finished(open_page):
    def opened(verdict=None, **values):
        lesson = made.done(**values)
        return open_page(lesson, made.detail(lesson, verdict=verdict))

    return opened


def test_what_came_of_it_takes_the_place_of_what_was_going_on(finished, qtbot):
    page = finished(made.verdict("no"))
    assert page.stand is Stand.DONE
    for card in (page.verdict, page.chat, page.exports, page.course, page.samples):
        assert card.isVisible()
    for widget in (page.figures, page.keep, page.pause, page.go_on, page.standing):
        assert not widget.isVisible()
    assert page.verdict.sentence.text() == "It did not help"
    wanted = []
    page.another_wanted.connect(wanted.append)
    page.verdict.again.click()
    assert wanted == [made.ID]


def test_the_exam_is_taken_from_here(finished, scripted_link, scripted_session, world, qtbot):
    page = finished()
    card = page.verdict
    qtbot.waitUntil(card.take.isVisible)
    assert card.sentence.text() == "Did it help?"
    scripted_link.held.add("judge_lesson")

    def judged(id):
        world.detail = made.detail(world.lesson, verdict=made.verdict())
        return Changes(lessons=True), made.verdict()

    scripted_link.answers["judge_lesson"] = judged
    card.take.click()
    assert "is being taken" in card.reason.text()
    scripted_session.jobs[-1].request.told.emit(Progress(Stage.EXAMINING, 30, 120))
    assert card._bar.value() == 250
    assert QApplication.focusWidget() is card.stop
    scripted_link.release("judge_lesson")
    qtbot.waitUntil(lambda: card.sentence.text() == "It helped")
    assert card.take.text() == "Take the exam again"
    assert QApplication.focusWidget() is card.take, "the next in line is the switch of the chat"


# ---- all of it -----------------------------------------------------------------------------------


def test_details_stand_below_for_those_who_know_the_field(finished):
    page = finished()
    assert not page.details.rows
    page.details.fold.click()
    shown = {name.text(): value.text() for name, value in page.details.rows}
    assert shown["Method"].startswith("LoRA. ")
    assert shown["Trained parameters"] == "9,232,384 of 1,543,714,304 (0.598%)"
    assert shown["File"].endswith("37.0 MB")
    words = " ".join(
        each.text() for each in (page.title, page.facts, page.standing, page.chat.route)
    )
    assert "LoRA" not in words


def test_everything_is_done_by_keyboard_alone(learning, scripted_link, qtbot):
    learning.pause.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(learning.pause, Qt.Key.Key_Space)
    assert learning.stand is Stand.HELD
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert learning.stand is Stand.LEARNING
    reached = set()
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert {learning.keep, learning.more, learning.course.chart, learning.details.fold} <= reached
    assert learning.samples.earlier in reached


def test_it_speaks_the_language_of_the_window(learning, qapp):
    translations.install(qapp, "zh")
    QApplication.processEvents()
    assert figures(learning)
    translations.install(qapp, "en")
    QApplication.processEvents()
    assert learning.pause.text() == "Pause"


def test_another_lesson_begins_with_nothing_of_the_first(learning, scripted_link, qtbot):
    other = made.changed(made.lesson(LessonState.PAUSED), id="ba9876543210")
    scripted_link.held.add("lesson_detail")
    learning.lessons.put(other)
    learning.show_lesson(other.id)
    assert learning.samples.rows == []
    assert learning._course.last_step == 0
    tell(learning, made.lesson(step=140), [LessonPoint(140, 0.2)])
    assert learning._course.last_step == 0
