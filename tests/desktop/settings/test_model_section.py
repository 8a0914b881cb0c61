"""The writing model: chosen, written down without a key, tried, and never used without consent."""

import pytest
from PySide6.QtCore import Qt

from core.errors import ModelUnreachable
from core.types import EndpointCheck
from desktop import translations
from desktop.settings.model_section import ModelSection


@pytest.fixture
def section(scripted_session, qtbot, qapp):
    translations.install(qapp, "en")
    made = ModelSection(scripted_session)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(section, text):
    at = next(n for n in range(section.where.count()) if text in section.where.itemText(n))
    section.where.setCurrentIndex(at)
    section.where.activated.emit(at)


def write(qtbot, field, text):
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_without_a_model_nothing_can_be_tried(section, scripted_session):
    assert scripted_session.settings.writing_model == ""
    assert not section.try_it.isEnabled()
    assert not section.model.isEnabled()


def test_a_program_on_this_computer_needs_no_consent(section, scripted_session, qtbot):
    choose(section, "Ollama")
    write(qtbot, section.model.lineEdit(), "qwen3:4b")
    chosen = scripted_session.settings.endpoint(scripted_session.settings.writing_model)
    assert (chosen.model, chosen.is_here, chosen.allowed) == ("qwen3:4b", True, False)
    assert not section.consent.isVisible()
    assert section.try_it.isEnabled()


def test_a_server_elsewhere_is_not_asked_before_the_person_agreed(section, scripted_session, qtbot):
    choose(section, "Another")
    write(qtbot, section.address, "https://models.example.org/v1")
    assert section.consent.isVisible()
    assert "models.example.org" in section.consent.text()
    assert not section.try_it.isEnabled()
    section.consent.setChecked(True)
    assert section.endpoint.allowed
    assert section.try_it.isEnabled()
    write(qtbot, section.address, "https://elsewhere.example.org/v1")
    assert not section.endpoint.allowed


def test_trying_lists_the_models_and_says_how_it_went(section, scripted_link, qtbot):
    scripted_link.answers["check_endpoint"] = lambda endpoint: EndpointCheck(("a", "b"), 0.2)
    choose(section, "Ollama")
    qtbot.mouseClick(section.try_it, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2 model" in section.outcome.text())
    assert [section.model.itemText(at) for at in range(section.model.count())] == ["a", "b"]
    assert section.try_it.isEnabled()


def test_a_server_that_is_not_there_is_said_in_words(section, scripted_link, qtbot):
    def nobody(endpoint):
        raise ModelUnreachable(name="x", address=endpoint.address)

    scripted_link.answers["check_endpoint"] = nobody
    choose(section, "Ollama")
    qtbot.mouseClick(section.try_it, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.try_it.isEnabled())
    assert "11434" in section.outcome.text()


def test_none_again_keeps_the_address_for_the_next_time(section, scripted_session):
    choose(section, "Ollama")
    choose(section, "None")
    assert scripted_session.settings.writing_model == ""
    choose(section, "Ollama")
    assert len(scripted_session.settings.endpoints) == 1


def test_what_was_said_of_one_server_is_not_said_of_another(section, scripted_link, qtbot):
    scripted_link.answers["check_endpoint"] = lambda endpoint: EndpointCheck(("a", "b"), 0.2, "ok")
    choose(section, "Ollama")
    section.activateWindow()
    section.try_it.setFocus()
    qtbot.keyClick(section.try_it, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "less than a second" in section.outcome.text())
    assert section.focusWidget() is section.try_it
    section.retranslate()
    assert "less than a second" in section.outcome.text()
    qtbot.mouseClick(section.try_it, Qt.MouseButton.LeftButton)
    choose(section, "LM Studio")
    qtbot.waitUntil(lambda: section.try_it.isEnabled())
    assert section.outcome.text() == ""
    assert section.model.count() == 0


def test_a_server_without_an_address_is_not_kept(section, scripted_session, qtbot):
    choose(section, "Another")
    choose(section, "Another")
    assert len(scripted_session.settings.endpoints) == 1
    write(qtbot, section.address, "http://127.0.0.1:8080/v1")
    assert section.where.currentText() == "127.0.0.1:8080"
    choose(section, "None")
    assert [each.address for each in scripted_session.settings.endpoints] == [
        "http://127.0.0.1:8080/v1"
    ]
    choose(section, "127.0.0.1:8080")
    write(qtbot, section.address, "")
    choose(section, "None")
    assert scripted_session.settings.endpoints == ()
