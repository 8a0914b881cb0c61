"""What a model was taught, in the menu of models: switched on and off in the middle of a talk."""

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.events import Changes
from core.types import LESSON, ChatLesson, InstalledModel, ModelKind, ModelOverview, Usage
from tests.desktop.chat.scripted_link import QUESTION, answer

MODEL = InstalledModel("local:a.gguf", "Model A", ModelKind.CHAT, "/a", 1)
OTHER = InstalledModel("local:b.gguf", "Model B", ModelKind.CHAT, "/b", 1)
A, B, C, D, E = (letter * 12 for letter in "abcde")
HANDBOOK = ChatLesson(A, "Employee handbook", "adapter", "lora", (MODEL.name,))
STYLE = ChatLesson(B, "House & style", "adapter", "lora", (MODEL.name,))
WORDS = ChatLesson(C, "Contract wording", "soft_prompt", "prompt", (MODEL.name,))
MEMORY = ChatLesson(D, "Price list", "prefix", "prefix", (MODEL.name,))
SLOW = ChatLesson(E, "Catalogue", "transformers", "adapters")


@pytest.fixture
def composer(pane, link, session):
    link.overview = ModelOverview((MODEL, OTHER), ())
    link.taught = (HANDBOOK, STYLE, WORDS, MEMORY, SLOW)
    session.change_settings(answering=MODEL.name)
    pane.choices.wake()
    settle(link)
    return pane.composer


def settle(link):
    for _ in range(4):
        QApplication.processEvents()
        link.settle()


def opened(composer):
    menu = composer.model.menu()
    menu.popup(composer.mapToGlobal(QPoint(0, 0)))
    QApplication.processEvents()
    return menu


def press(menu, key):
    QTest.keyClick(menu.focusWidget() or menu, key)


def texts(menu):
    return [each.text() for each in menu.actions() if each.text()]


def row_of(composer, lesson):
    return next(each for each in composer.model.rows if each.lesson == lesson)


def test_those_that_fit_have_a_switch_each_with_its_route_in_a_sentence(composer, session):
    menu = opened(composer)
    assert [each.lesson for each in composer.model.rows] == [HANDBOOK, STYLE, WORDS, MEMORY]
    assert "What it was taught" in texts(menu)
    handbook, words = row_of(composer, HANDBOOK), row_of(composer, WORDS)
    assert handbook.sentence.text() == "A small file beside the model, on and off at once."
    assert (handbook.slider.isVisible(), words.slider.isVisible()) == (True, False)
    assert words.sentence.text() == "Learnt words that it reads before each question."
    assert handbook.accessibleName() == "Employee handbook: off"
    menu.close()
    session.change_settings(answering=OTHER.name)
    assert composer.model.rows == []
    assert "What it was taught" not in texts(composer.model.menu())


def test_the_menu_that_is_opened_first_fills_when_the_models_are_known(pane, link, session):
    link.overview = ModelOverview((MODEL, OTHER), ())
    link.taught = (HANDBOOK,)
    menu = opened(pane.composer)
    assert MODEL.title not in texts(menu)
    settle(link)
    assert {MODEL.title, OTHER.title} <= set(texts(menu))
    menu.close()


def test_a_model_that_is_chosen_elsewhere_has_its_own_name_and_its_lessons(pane, link, session):
    link.overview = ModelOverview((MODEL, OTHER), ())
    link.taught = (HANDBOOK,)
    session.change_settings(answering=MODEL.name, lessons=(f"{A}=1",))
    settle(link)
    said = pane.composer.model.accessibleName()
    assert said == "What answers: Model A + Employee handbook · on this computer"


def test_the_keyboard_alone_switches_and_sets_the_strength(composer, session):
    menu = opened(composer)
    row = row_of(composer, STYLE)
    for _ in range(12):
        press(menu, Qt.Key.Key_Down)
        if menu.focusWidget() is row:
            break
    assert menu.focusWidget() is row
    press(menu, Qt.Key.Key_Space)
    assert session.settings.lessons == (f"{B}=1",)
    for _ in range(3):
        press(menu, Qt.Key.Key_Left)
    assert row.value.text() == "85%"
    press(menu, Qt.Key.Key_Down)
    assert menu.focusWidget() is row_of(composer, WORDS)
    press(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert session.settings.lessons == (f"{B}=0.85",)
    # Off, and on again as strongly as it was.
    opened(composer)
    row_of(composer, STYLE).box.click()
    assert session.settings.lessons == ()
    row_of(composer, STYLE).box.click()
    assert session.settings.lessons == (f"{B}=0.85",)
    menu.close()


def test_the_mouse_drags_it_off_and_on_and_the_menu_stays(composer, session, qtbot):
    menu = opened(composer)
    row = row_of(composer, HANDBOOK)
    row.slider.setValue(0)
    assert not row.box.isChecked()
    row.slider.setValue(140)
    assert row.box.isChecked()
    qtbot.waitUntil(lambda: session.settings.lessons == (f"{A}=1.4",))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomLeft() + QPoint(30, -6))
    assert session.settings.lessons == ()
    assert menu.isVisible()
    menu.close()


def test_one_thing_stands_in_front(composer, session):
    menu = opened(composer)
    row_of(composer, HANDBOOK).box.click()
    row_of(composer, WORDS).box.click()
    assert session.settings.lessons == (f"{A}=1", f"{C}=1")
    row_of(composer, MEMORY).box.click()
    assert session.settings.lessons == (f"{A}=1", f"{D}=1")
    assert not row_of(composer, WORDS).box.isChecked()
    menu.close()


def test_the_button_says_what_is_on(composer, session):
    session.change_settings(lessons=(f"{A}=1", f"{B}=0.5", "x=y"))
    said = composer.model.text()
    assert said.startswith("Model A + Employee")
    assert said.endswith("ouse && style · on this computer")
    assert "Employee handbook" in composer.model.accessibleName()
    session.change_settings(answering=OTHER.name)
    assert composer.model.text() == "Model B · on this computer"


def test_a_lesson_that_is_a_model_is_chosen_as_one(composer, session, link, pane):
    menu = composer.model.menu()
    menu.aboutToShow.emit()
    [entry] = [each for each in menu.actions() if each.text().startswith("Catalogue")]
    assert entry.text() == "Catalogue\ttaught, slower"
    entry.trigger()
    assert session.settings.answering == LESSON + E
    assert composer.model.text() == "Catalogue · taught, on this computer"
    composer.field.setPlainText(QUESTION)
    composer.send()
    assert link.question()[0]["model"] == LESSON + E


def test_it_works_in_the_middle_of_a_conversation(composer, session, link, pane):
    composer.field.setPlainText(QUESTION)
    composer.send()
    menu = opened(composer)
    row_of(composer, HANDBOOK).box.click()
    menu.close()
    assert session.settings.lessons == (f"{A}=1",)
    usage = Usage(10, 0, 10, 0.1, 1.0)
    said = dataclasses.replace(
        answer(), model=MODEL.name, usage=usage, lessons=("Employee handbook 50 %",)
    )
    link.finish(said)
    settle(link)
    shown = [each.text() for each in pane.findChildren(type(composer.button))]
    assert any("Model A + Employee handbook 50 %" in each for each in shown)


def test_what_was_read_with_other_lessons_is_read_anew(composer, session, link, pane):
    composer.field.setPlainText("W")
    settle(link)
    before = len(link.named("prime_model"))
    composer.field.setPlainText("Wh")
    settle(link)
    assert len(link.named("prime_model")) == before
    session.change_settings(lessons=(f"{A}=1",))
    composer.field.setPlainText("Whe")
    settle(link)
    assert len(link.named("prime_model")) == before + 1


def test_what_is_removed_is_switched_off(composer, session, link):
    session.change_settings(lessons=(f"{A}=1", f"{B}=1"))
    link.taught = (STYLE, WORDS)
    link.changed.emit(Changes(lessons=True), None)
    settle(link)
    assert session.settings.lessons == (f"{B}=1",)
    assert [each.lesson for each in composer.model.rows] == [STYLE, WORDS]
