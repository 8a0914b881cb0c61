"""Ways of teaching compared: what can be tried, the table as it fills, the claims beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.errors import LessonFailed
from core.events import Changes, Progress, Stage
from core.lessons.methods import METHODS
from core.types import LessonPlan, MethodFigures
from desktop import theme, translations
from desktop.teach.lessons import Lessons
from desktop.teach.methods_page import MethodsPage

from . import lesson_made as made

OTHER = "ba9876543210"


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    """Once: with many widgets about, dressing them anew takes long."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def measured(scripted_link):
    """The table as it is kept on this computer."""
    held = [made.figures()]
    folder = LessonPlan("House style", "folder:/models/tiny", "dpo")
    lessons = (made.done(), made.changed(made.done(), id=OTHER, plan=folder))
    scripted_link.answers |= {
        "list_lessons": lambda: lessons,
        "teaching_methods": lambda: METHODS,
        "method_figures": lambda: held[0],
        "compare_methods": lambda id, methods: held[0],
    }
    return held


@pytest.fixture
def page(qtbot, scripted_session, measured):
    lessons = Lessons(scripted_session)
    lessons.wake()
    page = MethodsPage(scripted_session, lessons)
    qtbot.addWidget(page)
    page.resize(900, 900)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.show_lesson(made.ID)
    qtbot.waitUntil(lambda: bool(page.boxes) and page.lesson.count() == 2)
    return page


def column(page, at):
    return [page.table.item(row, at).text() for row in range(page.table.rowCount())]


def test_the_table_says_what_each_way_takes_and_brings(page, qtbot):
    qtbot.waitUntil(lambda: page.table.rowCount() == 5)
    assert column(page, 0)[:2] == ["The whole model", "Add-on notes"]
    assert column(page, 1) == ["100%", "0.598%", "0.598%", "0.301%", "0.041%"]
    assert column(page, 2)[:2] == ["6.9 GB", "3.1 GB"]
    assert column(page, 3)[0] == "21.4"
    assert column(page, 4)[-1] == "not reached"
    assert column(page, 6)[0] == "60%"
    assert column(page, 7)[-1] == "nothing"
    assert page.table.item(0, 4).font().bold()
    assert not page.table.item(1, 4).font().bold()
    said = page.table.item(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "18, the best"
    assert page.table.item(1, 0).toolTip().startswith("LoRA")


def test_claims_stand_beside_and_where_ours_differ_it_is_said(page, qtbot):
    qtbot.waitUntil(lambda: page.table.rowCount() == 5)
    lines = [[words.text() for words in line] for line in page.claims.lines]
    assert lines[0][1:3] == ["10% or less", "53%"]
    assert lines[0][3].startswith("! it costs more here")
    assert lines[3][1:3] == ["up to 1,000 times", "2,439 times"]
    assert lines[3][3].startswith("✓")
    assert page.claims.lines[0][3].property("role") == "doubt"
    assert page.claims.lines[3][3].property("role") == "good"


def test_before_anything_was_measured_it_says_what_to_try(page, measured, scripted_session, qtbot):
    measured[0] = ()
    scripted_session.changed.emit(Changes(lessons=True), None)
    qtbot.waitUntil(lambda: not page.table.isVisible())
    assert page._none.isVisible()
    assert (
        page.claims.lines[4][3]
        .text()
        .startswith("not measured: try “Add-on notes, learnt faster”, “Add-on notes”")
    )


def test_a_way_that_did_not_work_is_no_figure(page, measured, scripted_session, qtbot):
    broken = MethodFigures("lora-plus", 0.0, 0, 0.0, 0, 0, -1.0)
    measured[0] = (*made.figures()[:2], broken)
    scripted_session.changed.emit(Changes(lessons=True), None)
    qtbot.waitUntil(lambda: page.table.rowCount() == 3)
    cells = [page.table.item(2, at).text() for at in range(8)]
    assert cells == ["Add-on notes, learnt faster", "did not work", *["—"] * 6]
    assert not any(page.table.item(2, at).font().bold() for at in range(8))
    assert page.claims.lines[4][2].text() == "—"


def test_chosen_ways_are_tried_and_rows_come_as_they_are_done(
    page, scripted_link, scripted_session, measured, qtbot
):
    measured[0] = ()
    page.choose.click()
    page.boxes["vera"].click()
    page.boxes["full"].click()
    assert page.choose.text() == "4 ways to try"
    scripted_link.held.add("compare_methods")
    page.start.click()
    assert scripted_link.last("compare_methods") == {
        "id": made.ID, "methods": ["lora", "lora-plus", "lora-fa", "full"]}  # fmt: skip
    assert QApplication.focusWidget() is page.stop
    job = scripted_session.jobs[-1]
    job.request.told.emit(Progress(Stage.COMPARING, 1, 4, 900.0, "lora-plus"))
    assert "Now: Add-on notes, learnt faster" in page.doing.text()
    assert "about 15 minutes left" in page.doing.text()
    assert page._bar.value() == 250
    measured[0] = made.figures()[:1]
    scripted_session.changed.emit(Changes(lessons=True), None)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    page.stop.click()
    assert job.cancelling
    assert QApplication.focusWidget() is page.stop
    scripted_link.release("compare_methods")
    qtbot.waitUntil(page.start.isVisible)
    assert QApplication.focusWidget() is page.start


def test_only_what_fits_the_model_and_its_examples_can_be_tried(page):
    page.choose.click()
    assert not page.boxes["qlora"].isEnabled()
    assert "needs another form of the model" in page.boxes["qlora"].text()
    assert not page.boxes["dpo"].isEnabled()
    assert "needs better and worse answers" in page.boxes["dpo"].text()
    assert "does little on small models" in page.boxes["prompt"].text()
    page.lesson.setCurrentIndex(page.lesson.findData(OTHER))
    assert page.boxes["qlora"].isEnabled()
    assert page.boxes["dpo"].isEnabled()
    assert not page.boxes["qlora-gguf"].isEnabled()


def test_nothing_ticked_tries_nothing(page):
    page.choose.click()
    for name in ("lora", "lora-plus", "lora-fa", "vera"):
        QTest.keyClick(page.boxes[name], Qt.Key.Key_Space)
    assert not page.start.isEnabled()


def test_a_failure_is_said_where_it_was_begun(page, scripted_link, qtbot):
    def fail(id, methods):
        raise LessonFailed(name="Support answers", reason="it ran out of memory")

    scripted_link.answers["compare_methods"] = fail
    page.start.click()
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.start.isVisible()


def test_one_can_go_back(page, qtbot):
    with qtbot.waitSignal(page.back_wanted):
        QTest.keyClick(page.back, Qt.Key.Key_Space)
