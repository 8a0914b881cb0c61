"""The Teach room as it is come to: what is listed, shown, begun and removed."""

import dataclasses

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from core.errors import BadRequest, DiskFull
from core.types import LessonPlan, LessonState
from desktop import theme, translations
from desktop.teach.making_page import Step
from desktop.teach.pane import Page

from . import making

PLAN = LessonPlan("House style", making.BASE.name)


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


def listed(pane):
    model = pane.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_without_a_model_it_leads_to_the_models(open_pane, shelf, qtbot, scripted_session):
    shelf.models = (making.ODD,)
    pane = open_pane()
    assert pane.page is Page.EMPTY
    assert not pane.new.isEnabled()
    with qtbot.waitSignal(scripted_session.models_requested) as asked:
        press(qtbot, pane.empty.button)
    assert asked.args == ["catalogue"]
    # Its file is put into the folder by hand, behind the window's back.
    pane.hide()
    shelf.models = (making.SMALL,)
    pane.show()
    qtbot.waitUntil(pane.new.isEnabled)


def test_the_first_lesson_is_begun_with_one_press(open_pane, qtbot, shelf):
    pane = open_pane()
    assert pane.page is Page.EMPTY
    press(qtbot, pane.empty.button)
    assert pane.page is Page.MAKING
    assert pane.making.step is Step.EXAMPLES
    assert pane.draft.plan.base == making.SMALL.name
    assert shelf.lessons == {}


def test_the_model_that_answers_learns_unless_another_is_chosen(open_pane, qtbot, scripted_session):
    scripted_session.change_settings(answering=making.BASE.name)
    pane = open_pane()
    pane.begin()
    assert pane.draft.plan.base == making.BASE.name


def test_what_went_wrong_is_said_and_asked_again(open_pane, scripted_link, qtbot, shelf):
    def full():
        raise DiskFull(path="/")

    scripted_link.answers["list_lessons"] = full
    pane = open_pane(waits=False)
    qtbot.waitUntil(lambda: pane.page is Page.EMPTY)
    scripted_link.answers["list_lessons"] = shelf.answers()["list_lessons"]
    press(qtbot, pane.empty.button)
    qtbot.waitUntil(lambda: "answer the way you do" in pane.empty._title.text())


def test_lessons_are_listed_with_where_they_stand(open_pane, shelf, scripted_session):
    scripted_session.change_settings(lessons=("000000000002=1.0",))
    for at, (state, step) in enumerate(
        ((LessonState.DRAFT, 0), (LessonState.DONE, 145), (LessonState.PAUSED, 44)), 1
    ):
        id = shelf.new(dataclasses.replace(PLAN, title=f"Lesson {at}"), making.examples(3))[1].id
        shelf.lessons[id] = dataclasses.replace(
            shelf.lessons[id], state=state, step=step, steps=145 if step else 0
        )
    pane = open_pane()
    model = pane.list.model
    said = [model.standing(model.at(model.index(row, 0))) for row in range(3)]
    assert said[0] == "Paused · 30%"
    assert said[1] == "Done · in use"
    assert said[2].startswith("Being made · 3")
    assert listed(pane) == ["Lesson 3", "Lesson 2", "Lesson 1"]
    # The latest is shown at once: it has begun, so it is no more in the making.
    assert pane.page is Page.LESSON
    # It can go on, and only that is red; then what is done, with nothing red of its own.
    assert pane.lesson.go_on.isVisible()
    assert pane.new.property("role") == ""
    pane.list.view.setFocus()
    QTest.keyClick(pane.list.view, Qt.Key.Key_Down)
    assert pane.page is Page.LESSON
    assert pane.new.property("role") == "primary"
    QTest.keyClick(pane.list.view, Qt.Key.Key_End)
    assert pane.page is Page.MAKING
    assert pane.new.property("role") == ""
    assert pane.draft.plan.title == "Lesson 1"


def test_a_draft_is_there_after_a_restart(open_pane, shelf, qtbot):
    pane = open_pane()
    pane.begin()
    press(qtbot, pane.making.examples.sources.make)
    qtbot.waitUntil(lambda: len(pane.draft.examples.rows) == 40)
    pane.making.title.setFocus()
    pane.making.title.selectAll()
    qtbot.keyClicks(pane.making.title, "Support answers")
    pane.close()
    again = open_pane()
    assert listed(again) == ["Support answers"]
    qtbot.waitUntil(lambda: len(again.draft.examples.rows) == 40)
    assert again.making.title.text() == "Support answers"
    assert again.page is Page.MAKING


def test_examples_are_made_while_another_lesson_is_shown(open_pane, shelf, qtbot, scripted_link):
    shelf.new(PLAN, making.examples(2))
    pane = open_pane()
    pane.begin()
    scripted_link.held.add("gather_examples")
    press(qtbot, pane.making.examples.sources.make)
    qtbot.waitUntil(lambda: pane.draft.gathering is not None)
    id = pane.draft.id
    pane.show_lesson("000000000001")
    assert pane.draft.gathering is None
    pane.show_lesson(id)
    assert pane.draft.gathering is not None
    assert pane.making.examples.strip.stop.isVisible()
    pane.show_lesson("000000000001")
    scripted_link.release("gather_examples")
    qtbot.waitUntil(lambda: len(shelf.sets[id]) == 40)
    qtbot.waitUntil(lambda: len(pane.draft.examples.rows) == 2)
    pane.show_lesson(id)
    qtbot.waitUntil(lambda: len(pane.draft.examples.rows) == 40)
    assert pane.draft.gathering is None


def test_why_a_lesson_never_began_is_said_where_it_is_put_right(open_pane, shelf, qtbot):
    id = shelf.new(PLAN, making.examples(2))[1].id
    shelf.lessons[id] = dataclasses.replace(
        shelf.lessons[id],
        state=LessonState.FAILED,
        error="LessonTooLarge",
        error_subject=(("name", "Qwen"), ("needed", "9 GB"), ("available", "6 GB")),
    )
    pane = open_pane()
    assert pane.page is Page.MAKING
    qtbot.waitUntil(pane.making.examples.strip.isVisible)
    assert "9 GB" in pane.making.examples.strip.text.text()


def test_a_lesson_is_removed_with_a_way_back(open_pane, shelf, qtbot, scripted_session):
    shelf.new(PLAN, making.examples(2))
    shelf.new(dataclasses.replace(PLAN, title="Other"), making.examples(2))
    pane = open_pane()
    said = []
    scripted_session.notice.connect(lambda text, word, undo: said.append((text, undo)))
    pane.list.view.setFocus()
    pane.show_lesson("000000000001")
    QTest.keyClick(pane.list.view, Qt.Key.Key_Delete)
    assert listed(pane) == ["Other"]
    assert pane.draft.plan.title == "Other"
    said[0][1]()
    assert listed(pane) == ["Other", "House style"]
    press(qtbot, pane.making.remove)
    scripted_session.leaving.emit()
    qtbot.waitUntil(lambda: list(shelf.lessons) == ["000000000001"])
    qtbot.waitUntil(lambda: listed(pane) == ["House style"])


def test_a_new_one_is_begun_from_another(open_pane, shelf, qtbot):
    id = shelf.new(PLAN, making.examples(4))[1].id
    shelf.lessons[id] = dataclasses.replace(shelf.lessons[id], state=LessonState.DONE, step=9)
    pane = open_pane()
    pane.lesson.another_wanted.emit(id)
    qtbot.waitUntil(lambda: pane.page is Page.MAKING)
    qtbot.waitUntil(lambda: len(pane.draft.examples.rows) == 4)
    assert pane.draft.id != id
    assert pane.draft.plan.title == "House style, again"


@pytest.mark.parametrize("waits", [True, False])
def test_documents_of_another_room_are_ticked(open_pane, qtbot, scripted_session, waits):
    pane = open_pane(waits=waits)
    wanted = making.document(1).id
    with qtbot.waitSignal(scripted_session.pane_requested) as asked:
        scripted_session.lesson_requested.emit((wanted,))
    assert asked.args == ["teach"]
    qtbot.waitUntil(lambda: pane.page is Page.MAKING)
    sources = pane.making.examples.sources
    qtbot.waitUntil(lambda: sources.ticks.ticked() == (wanted,))
    assert sources.sources().documents == (wanted,)


def test_files_are_taken_while_a_lesson_is_made_and_models_never(open_pane, qtbot):
    pane = open_pane()
    table = QMimeData()
    table.setUrls([QUrl.fromLocalFile("/in/answers.csv")])
    model = QMimeData()
    model.setUrls([QUrl.fromLocalFile("/in/qwen.gguf")])
    assert pane.claims(table) == ""
    pane.begin()
    assert "Learn from" in pane.claims(table)
    assert not pane.take(model)
    assert pane.take(table)
    sources = pane.making.examples.sources
    assert sources.from_files.box.isChecked()
    assert [path.rsplit("/", 1)[-1] for path in sources.sources().files] == ["answers.csv"]
    pane.hide()
    assert pane.claims(table) == ""


def test_what_came_back_from_another_computer_is_shown(
    open_pane, shelf, qtbot, monkeypatch, scripted_link
):
    pane = open_pane()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/usb/lesson")
    scripted_link.answers["import_lesson"] = lambda path: shelf.new(PLAN, ())
    press(qtbot, pane.list.bring_back)
    qtbot.waitUntil(lambda: listed(pane) == ["House style"])
    assert scripted_link.last("import_lesson") == {"path": "/usb/lesson"}


def test_a_folder_with_no_lesson_is_said_with_what_to_do(
    open_pane, qtbot, monkeypatch, scripted_link, scripted_session
):
    def refuse(path):
        raise BadRequest(reason="“photos” holds no .safetensors file that could be taken.")

    pane = open_pane()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/usb/photos")
    scripted_link.answers["import_lesson"] = refuse
    with qtbot.waitSignal(scripted_session.notice) as said:
        press(qtbot, pane.list.bring_back)
    assert said.args[0].startswith("“photos” holds no finished lesson.")
    assert said.args[1] == "Choose another folder…"


def test_a_lesson_begins_by_keyboard_alone(open_pane, qtbot, shelf):
    pane = open_pane()
    pane.setFocus()
    QTest.keySequence(pane, "Ctrl+N")
    assert pane.page is Page.MAKING
    assert QApplication.focusWidget() is pane.making.examples.sources.from_documents.box
