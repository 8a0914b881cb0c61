"""The composer: what answers and where it runs, consent, instruction, pinned documents, budget."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.errors import ModelMissing
from core.types import (
    Budget,
    CatalogueEntry,
    Document,
    Endpoint,
    Fit,
    InstalledModel,
    MemoryNeed,
    ModelKind,
    ModelOverview,
    Prompt,
    PromptStyle,
)
from tests.desktop.chat.scripted_link import QUESTION, answer

LOCAL = InstalledModel("local:a.gguf", "Model A", ModelKind.CHAT, "/a", 1)
HERE = Endpoint("Ollama", "http://127.0.0.1:11434/v1", "qwen")
AWAY = Endpoint("DeepSeek", "https://api.deepseek.com/v1", "deepseek-chat")

STEPS = PromptStyle.CHAIN_OF_THOUGHT


def settle(link):
    for _ in range(4):
        QApplication.processEvents()
        link.settle()


def texts(menu):
    return [each.text() for each in menu.actions() if each.text()]


def choose(button, words):
    button.menu().aboutToShow.emit()
    next(each for each in button.menu().actions() if each.text().startswith(words)).trigger()


@pytest.fixture
def composer(pane, link, session):
    link.overview = ModelOverview((LOCAL,), ())
    session.change_settings(endpoints=(HERE, AWAY))
    pane.choices.wake()
    settle(link)
    return pane.composer


def test_what_can_answer_is_listed_with_where_it_runs(composer):
    composer.model.menu().aboutToShow.emit()
    assert texts(composer.model.menu()) == [
        "Quotes from your documents",
        "On this computer",
        "Model A",
        "Ollama · qwen",
        "On other computers",
        "DeepSeek · deepseek-chat\tapi.deepseek.com, asks you first",
        "More models…",
    ]
    assert composer.model.text() == "Quotes from your documents"
    assert not composer.away.isVisible()
    assert not composer.instruction.isVisible()


def test_a_model_of_this_computer_answers_from_now_on(composer, link, pane, session):
    choose(composer.model, "Model A")
    assert session.settings.answering == "local:a.gguf"
    assert composer.model.text() == "Model A · on this computer"
    assert not composer.away.isVisible()
    pane.ask(QUESTION)
    assert link.question()[0]["model"] == "local:a.gguf"
    choose(composer.model, "Quotes")
    assert session.settings.answering == "quoting"


def test_a_service_elsewhere_is_asked_for_once_in_place(qtbot, composer, link, pane, session):
    choose(composer.model, "DeepSeek")
    assert composer.consent.isVisible()
    assert "api.deepseek.com" in composer.consent.title.text()
    assert session.settings.answering == ""
    assert QApplication.focusWidget() is composer.consent.decline
    qtbot.keyClick(composer.consent.decline, Qt.Key.Key_Escape)
    assert not composer.consent.isVisible()
    assert not session.settings.endpoint("DeepSeek").allowed
    choose(composer.model, "DeepSeek")
    composer.consent.agree.click()
    assert session.settings.answering == "DeepSeek"
    assert session.settings.endpoint("DeepSeek").allowed
    assert composer.away.isVisible()
    assert "api.deepseek.com" in composer.away.text()
    choose(composer.model, "Ollama")
    assert not composer.away.isVisible()
    choose(composer.model, "DeepSeek")
    assert not composer.consent.isVisible(), "asked once"


def test_nothing_is_asked_before_the_yes(qtbot, composer, link, pane, session):
    session.change_settings(answering="DeepSeek")
    composer.field.setPlainText(QUESTION)
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert link.named("ask") == []
    assert composer.field.toPlainText() == QUESTION
    composer.consent.decline.click()
    assert link.named("ask") == []
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    composer.consent.agree.click()
    assert link.question()[0]["question"] == QUESTION
    assert link.question()[0]["model"] == "DeepSeek"


def test_help_with_searching_that_leaves_the_computer_is_shown_too(composer, session):
    allowed = Endpoint(AWAY.name, AWAY.address, AWAY.model, allowed=True)
    session.change_settings(endpoints=(HERE, allowed), writing_model=AWAY.name, answering="quoting")
    assert composer.away.isVisible()


def test_a_model_that_is_gone_keeps_its_name_and_the_error_leads_to_models(
    composer, link, pane, session
):
    session.change_settings(answering="local:gone.gguf")
    assert "local:gone.gguf" in composer.model.text()
    pane.ask(QUESTION)
    _, request = link.question()
    request.failed.emit(ModelMissing(name="gone"))
    request.ended.emit()
    QApplication.processEvents()
    assert pane.transcript.view_of(pane.open.turns[-1]).answer.failure.models_button.isVisible()


def test_more_models_lead_to_the_models_room(qtbot, composer, session):
    with qtbot.waitSignal(session.models_requested) as wanted:
        choose(composer.model, "More models")
    assert wanted.args == ["catalogue"]


def test_an_instruction_is_chosen_and_goes_along(composer, link, pane, session):
    session.change_settings(answering="local:a.gguf")
    link.prompts = (
        Prompt("usual-en", "Usual", PromptStyle.ZERO_SHOT, "", "en"),
        Prompt("usual-zh", "常用", PromptStyle.ZERO_SHOT, "", "zh"),
        Prompt("step-by-step-en", "Step by step · for questions in English", STEPS, "", "en"),
        Prompt("mine", "For the board", PromptStyle.CO_STAR, "", "", own=True),
    )
    pane._look_for_prompts()
    settle(link)
    assert composer.instruction.isVisible()
    assert "常用" not in texts(composer.instruction.menu()), "in the person's language"
    assert [each for each in texts(composer.instruction.menu()) if each][:3] == [
        "Usual instruction", "Step by step", "For the board",
    ]  # fmt: skip
    choose(composer.instruction, "For the board")
    assert composer.instruction.text() == "For the board"
    pane.ask(QUESTION)
    assert link.question()[0]["prompt"] == "mine"


def test_documents_are_pinned_shown_and_taken_off(qtbot, composer, link, pane, session):
    session.change_settings(answering="local:a.gguf")
    link.documents = tuple(
        Document(str(at), f"Paper {at}.pdf", "", "", "", "pdf", "en", 1, 1, 1, 1, 1.0)
        for at in range(4)
    )
    composer.pin_button.click()
    chooser = composer.pinned.chooser
    settle(link)
    assert chooser.list.count() == 4
    chooser.filter.setText("paper 2")
    assert [chooser.list.item(at).isHidden() for at in range(4)] == [True, True, False, True]
    qtbot.keyClick(chooser.filter, Qt.Key.Key_Down)
    assert chooser.list.currentRow() == 2
    assert QApplication.focusWidget() is chooser.list
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    chooser.done_button.click()
    assert composer.pinned.ids == ("2",)
    assert link.named("pin_documents")[-1][0] == {"ids": ["2"]}
    assert [chip.text() for chip in composer.pinned.chips] == ["Paper 2.pdf"]
    assert composer.pinned.isVisible()
    pane.ask(QUESTION)
    assert link.question()[0]["pinned"] == ["2"]
    link.finish(answer())
    composer.pinned.chips[0].click()
    assert composer.pinned.ids == ()
    assert link.named("pin_documents")[-1][0] == {"ids": []}
    session.change_settings(answering="quoting")
    assert not composer.pin_button.isVisible()


def test_the_budget_shows_where_a_model_writes_and_in_words_when_pressed(
    qtbot, composer, link, pane, session
):
    assert not composer.budget.isVisible()
    link.budget = Budget(8192, 180, 1200, 3900, 42, 900)
    session.change_settings(answering="local:a.gguf")
    composer.field.setPlainText("How much?")

    def asked():
        settle(link)
        return link.named("question_budget")[-1][0]

    qtbot.waitUntil(lambda: asked()["question"] == "How much?")
    assert asked()["model"] == "local:a.gguf"
    settle(link)
    assert composer.budget.isVisible()
    assert not composer.budget.legends[0].isVisible()
    composer.budget.bar.setFocus()
    qtbot.keyClick(composer.budget.bar, Qt.Key.Key_Space)
    assert "documents 3,900" in [each.words.text() for each in composer.budget.legends]
    assert composer.budget.legends[0].isVisible()
    assert not composer.budget.warning.isVisible()
    composer.budget.show_budget(Budget(4096, 180, 1200, 3900, 42, 900))
    assert composer.budget.warning.isVisible()
    session.change_settings(answering="quoting")
    assert not composer.budget.isVisible()


def test_typing_lets_a_local_model_read_ahead_until_the_question_is_asked(
    qtbot, composer, link, pane, session
):
    qtbot.keyClicks(composer.field, "ab")
    assert link.named("prime_model") == [], "nobody writes"
    session.change_settings(answering="Ollama")
    qtbot.keyClicks(composer.field, "c")
    assert link.named("prime_model") == [], "it would cost a request"
    session.change_settings(answering="local:a.gguf")
    qtbot.keyClicks(composer.field, "def")
    ((arguments, request),) = link.named("prime_model")
    assert arguments["model"] == "local:a.gguf"
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert {"do": "cancel", "job": request.number} in link.sent
    link.finish(answer())
    settle(link)
    session.change_settings(prime_while_typing=False)
    qtbot.keyClicks(composer.field, "x")
    assert len(link.named("prime_model")) == 1


def entry(name, parameters, fit, languages=("en", "zh")):
    need = MemoryNeed(1, 1, 1, 9, fit)
    return CatalogueEntry(
        name, name, ModelKind.CHAT, "m", languages, "l", "", parameters, 2_000_000_000, 4096,
        "", "", "", need,
    )  # fmt: skip


def test_after_an_answer_by_quoting_a_model_that_fits_is_offered_until_put_away(
    qtbot, link, pane, session
):
    link.overview = ModelOverview(
        (),
        (
            entry("Small", 1.5, Fit.WELL),
            entry("Right", 4.0, Fit.WELL),
            entry("Slow", 8.0, Fit.WELL),
            entry("Tight", 4.2, Fit.TIGHT),
            entry("Chinese", 4.4, Fit.WELL, ("zh",)),
        ),
    )
    session.change_settings(language="en")
    assert not pane.better_model.isVisible()
    pane.ask(QUESTION)
    link.finish(answer())
    settle(link)
    assert pane.better_model.isVisible()
    assert "“Right” (2.0 GB)" in pane.better_model.words.text()
    with qtbot.waitSignal(session.models_requested):
        pane.better_model.show_button.click()
    pane.better_model.close_button.click()
    assert not pane.better_model.isVisible()
    assert session.settings.model_offer_dismissed
    pane.ask(QUESTION)
    link.finish(answer())
    settle(link)
    assert not pane.better_model.isVisible()


def test_no_model_is_offered_where_there_is_one(link, pane, session):
    link.overview = ModelOverview((LOCAL,), (entry("Right", 4.0, Fit.WELL),))
    pane.ask(QUESTION)
    link.finish(answer())
    settle(link)
    assert not pane.better_model.isVisible()
