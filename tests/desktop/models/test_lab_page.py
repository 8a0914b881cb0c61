"""The lab: choosing who answers, asking, answers as they come, errors, stopping."""

import pytest
from PySide6.QtCore import Qt

from core.errors import BadRequest
from core.events import Changes
from core.types import (
    QUOTING,
    Endpoint,
    ExamQuestion,
    ExamQuestionKind,
    InstalledModel,
    LabCandidate,
    LabCell,
    LabResult,
    LibrarySummary,
    ModelKind,
    ModelOverview,
    Prompt,
    PromptStyle,
)
from desktop.chat.drawn_answer import DrawnAnswer
from desktop.models.lab_page import MOST_COLUMNS, LabPage

PROMPTS = (
    Prompt("usual", "Plain answers", PromptStyle.ZERO_SHOT, "Answer."),
    Prompt("mine", "For children", PromptStyle.CO_STAR, "Explain.", own=True),
)
HERE = Endpoint("Ollama", "http://127.0.0.1:11434/v1", model="qwen3")
LOCAL = InstalledModel("local:small.gguf", "Small", ModelKind.CHAT, "/models/small.gguf", 1)
AWAY = Endpoint("Away", "https://models.example.org/v1", model="large")


def cell(question, candidate, text="It opened in 1874.", **more):
    values = {"sentences": 2, "supported": 2, "seconds": 1.2, "answer_tokens": 12} | more
    return LabCell(question, candidate, text, **values)


@pytest.fixture
def page(qtbot, scripted_session, scripted_link):
    scripted_session.summary = LibrarySummary("/papers", "Papers", 3, 9, 0, 0)
    scripted_session.change_settings(endpoints=(HERE, AWAY), writing_model="Ollama")
    scripted_link.answers["list_models"] = lambda: ModelOverview((), ())
    scripted_link.answers["list_prompts"] = lambda: PROMPTS

    def lab(questions, candidates):
        cells = tuple(
            cell(row, column) for column in range(len(candidates)) for row in range(len(questions))
        )
        return LabResult(tuple(questions), tuple(candidates), cells)

    scripted_link.answers["run_lab"] = lab
    page = LabPage(scripted_session)
    page.grid.draw = DrawnAnswer
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page.cards[0].prompt.count() == 3)
    return page


def test_it_begins_with_quotes_beside_what_answers_now(page):
    assert [card.candidate.model for card in page.cards] == [QUOTING, "Ollama"]
    assert not page.cards[0].prompt.isEnabled()
    assert page.cards[1].prompt.isEnabled()


def test_a_model_of_this_computer_that_answers_is_beside_the_quotes_once_it_is_known(
    page, qtbot, scripted_session, scripted_link
):
    found = ModelOverview((LOCAL,), ())
    scripted_link.answers["list_models"] = lambda: found
    scripted_session.change_settings(answering=LOCAL.name)
    scripted_session.changed.emit(Changes(models=True), None)
    qtbot.waitUntil(lambda: page.cards[1].candidate.model == LOCAL.name)
    assert page.cards[0].candidate.model == QUOTING
    page.cards[1].choose("Ollama")
    scripted_session.change_settings(answering="")
    assert page.cards[1].candidate.model == "Ollama"


def test_the_same_questions_are_asked_of_all(page, qtbot, scripted_link):
    page.questions.setPlainText("When did it open?\n\n  When  did it open?\nWho built it?")
    page.cards[1].prompt.setCurrentIndex(2)
    page.cards[1].freedom.setCurrentIndex(1)
    qtbot.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.grid.cells) == 4 and page.run_button.isVisible())
    asked = scripted_link.last("run_lab")
    assert asked["questions"] == ["When did it open?", "Who built it?"]
    assert asked["candidates"] == [
        LabCandidate(QUOTING),
        LabCandidate("Ollama", prompt="mine", temperature=0.4),
    ]
    assert page.grid.cells[1, 0].text.text() == "It opened in 1874."
    assert page.grid.cells[1, 1].body.body.text == "It opened in 1874."
    assert "100%" in page.grid.sums[0].text()


def test_nothing_is_asked_without_a_question_or_documents(page, scripted_session):
    assert not page.run_button.isEnabled()
    page.questions.setPlainText("When?")
    assert page.run_button.isEnabled()
    scripted_session.summary = LibrarySummary("/papers", "Papers", 0, 0, 0, 0)
    scripted_session.library_opened.emit()
    assert not page.run_button.isEnabled()


def test_a_service_elsewhere_is_asked_only_with_consent(page):
    page.questions.setPlainText("When?")
    page.cards[1].choose("Away")
    assert "models.example.org" in page.cards[1].place.text()
    assert not page.run_button.isEnabled()
    page.cards[1].choose("Ollama")
    assert page.run_button.isEnabled()


def test_columns_come_and_go(page, qtbot):
    while page.add.isEnabled():
        qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert len(page.cards) == MOST_COLUMNS
    page.cards[1].close_button.click()
    assert [card.title.text()[-1] for card in page.cards] == ["A", "B", "C"]


def test_what_a_model_wrote_is_drawn_and_what_was_quoted_stays_as_it_is(page, qtbot):
    page.grid.begin(("One?",), ("A", "B"), {0})
    page.grid.show_cell(cell(0, 0, "**1874**, it says."))
    page.grid.show_cell(cell(0, 1, "It opened in **1874**.\n\n" + "A long line of text. " * 60))
    page.grid.end()
    quoted, written = page.grid.cells[0, 0], page.grid.cells[0, 1]
    assert quoted.text.text() == "**1874**, it says."
    assert quoted.body is None
    assert written.body.body.surfaces[0].body == "It opened in 1874."
    assert not written.text.isVisible()
    body = written.body.body

    def placed():
        tops = [view.y() for view in body.views]
        return body.height() == body.heightForWidth(body.width()) and tops == body._tops

    qtbot.waitUntil(placed)
    page.resize(700, 700)
    qtbot.waitUntil(placed)
    qtbot.waitUntil(lambda: written.rect().contains(written.body.geometry()))
    assert written.body.height() > 5 * quoted.text.fontMetrics().height()


def test_an_error_stands_in_its_cell_and_the_others_are_counted(page):
    page.grid.begin(("One?", "Two?"), ("A", "B"))
    page.grid.show_cell(cell(0, 0, error="ModelUnreachable", error_message="Nothing answers."))
    page.grid.show_cell(cell(1, 0, supported=1, score=0.5))
    page.grid.show_cell(cell(0, 1, "", sentences=0, supported=0))
    page.grid.end()
    assert page.grid.cells[0, 0].figures.text() == "Nothing answers."
    assert "50%" in page.grid.sums[0].text()
    assert "1" in page.grid.cells[1, 0].support.text()
    assert page.grid.cells[1, 1].text.text() != "…"


def test_a_failure_is_worded_and_the_page_goes_on(page, qtbot, scripted_link):
    def refuse(**_):
        raise BadRequest(reason="too many")

    scripted_link.answers["run_lab"] = refuse
    page.questions.setPlainText("When?")
    page.run()
    qtbot.waitUntil(page._trouble.isVisible)
    assert page.run_button.isEnabled()


def test_stop_cancels_and_the_keyboard_stays(page, qtbot, scripted_link):
    scripted_link.held.add("run_lab")
    page.questions.setPlainText("When?")
    page.run()
    qtbot.waitUntil(page.stop_button.isVisible)
    qtbot.keyClick(page.stop_button, Qt.Key.Key_Space)
    scripted_link.release("run_lab")
    qtbot.waitUntil(page.run_button.isVisible)
    assert page.grid.cells[0, 0].text.text() != "…"


def test_questions_come_from_the_exam(page, qtbot, scripted_link):
    kept = ExamQuestion(1, ExamQuestionKind.OWN, "When?", "1874", ())
    aside = ExamQuestion(2, ExamQuestionKind.OWN, "Where?", "", (), accepted=False)
    scripted_link.answers["exam_questions"] = lambda: (kept, aside)
    page.from_exam.click()
    qtbot.waitUntil(lambda: page.asked() == ("When?",))
