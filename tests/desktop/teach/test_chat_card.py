"""A lesson in chat: switched on, its strength, the model that has to answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.types import ChatLesson, Route
from desktop import theme, translations
from desktop.teach.chat_card import ChatCard

from . import lesson_made as made


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    """Once: with many widgets about, dressing them anew takes long."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def offered(scripted_link):
    """What chat can take."""
    held = [(ChatLesson(made.ID, "Support answers", "adapter", "lora", (made.PLAN.base,)),)]
    scripted_link.answers["chat_lessons"] = lambda: held[0]
    return held


@pytest.fixture
def finished(qtbot, scripted_session, offered):
    def shown(**values):
        card = ChatCard(scripted_session)
        qtbot.addWidget(card)
        with qtbot.waitExposed(card):
            card.show()
        card.activateWindow()
        card.show_lesson(made.done(**values))
        qtbot.waitUntil(lambda: card._offered is not None)
        return card

    return shown


def test_it_is_switched_on_and_its_strength_is_set(finished, scripted_session, qtbot):
    scripted_session.change_settings(lessons=("ffffffffffff=1",), answering=made.PLAN.base)
    chat = finished()
    assert not chat.switch.isChecked()
    assert not chat._strength_row.isVisible()
    QTest.keyClick(chat.switch, Qt.Key.Key_Space)
    assert scripted_session.settings.lessons == ("ffffffffffff=1", f"{made.ID}=1")
    assert chat.value.text() == "100%"
    QTest.keyClick(chat.slider, Qt.Key.Key_Left)
    assert scripted_session.settings.lessons[-1] == f"{made.ID}=0.95"
    assert chat.value.text() == "95%"
    chat._usual.click()
    assert scripted_session.settings.lessons[-1] == f"{made.ID}=1"
    assert chat.ask.isVisible()
    chat.switch.click()
    assert scripted_session.settings.lessons == ("ffffffffffff=1",)


def test_what_is_changed_elsewhere_shows_here(finished, scripted_session):
    chat = finished()
    scripted_session.change_settings(lessons=(f"{made.ID}=0.5",))
    assert chat.switch.isChecked()
    assert chat.slider.value() == 50


def test_the_model_it_belongs_to_is_asked_to_answer(finished, scripted_session, qtbot):
    chat = finished()
    chat.switch.click()
    assert "something else answers" in chat.other.text()
    chat.choose.click()
    assert scripted_session.settings.answering == made.PLAN.base
    assert not chat.other.isVisible()
    assert QApplication.focusWidget() is chat.ask


def test_a_model_that_is_gone_is_named(finished, offered):
    offered[0] = (ChatLesson(made.ID, "Support answers", "adapter", "lora", ()),)
    chat = finished()
    chat.switch.click()
    assert "not among your models" in chat.other.text()
    assert not chat.choose.isVisible()


@pytest.mark.parametrize(
    ("route", "name", "words"),
    [
        (Route.MERGED, "local:Support answers.gguf", "as you choose any other model"),
        (Route.TRANSFORMERS, f"lesson:{made.ID}", "slower way of running"),
    ],
)
def test_a_model_of_its_own_is_chosen(finished, scripted_session, route, name, words):
    chat = finished(route=route.value, exported="/models/Support answers.gguf")
    assert words in chat.route.text()
    assert not chat.switch.isVisible()
    chat.choose.click()
    assert scripted_session.settings.answering == name


def test_what_stands_in_front_of_a_prompt_has_no_strength(finished):
    chat = finished(route=Route.PREFIX.value)
    chat.switch.click()
    assert chat.switch.isChecked()
    assert not chat._strength_row.isVisible()
