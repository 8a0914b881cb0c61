"""What is done with turns: ask again, change, switch, compare, rate, correct, go back."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.errors import EngineGone, ModelUnreachable, ReadOnlyLibrary
from core.events import Changes, Retrieved, Thought, Token
from core.types import (
    Endpoint,
    InstalledModel,
    LibrarySummary,
    Message,
    ModelKind,
    ModelOverview,
    Prompt,
    PromptStyle,
    Role,
    Usage,
)
from desktop.chat.turns import TurnState
from tests.desktop.chat.scripted_link import QUESTION, answer, not_said, passages, tell

USAGE = Usage(4200, 3100, 212, 0.4, 3.2)


def settle(link):
    for _ in range(4):
        QApplication.processEvents()
        link.settle()


def view(pane):
    QApplication.processEvents()
    return pane.transcript.view_of(pane.open.turns[-1])


def by_model(name, text="written by a model"):
    return dataclasses.replace(answer(), text=text, model=name, usage=USAGE)


@pytest.fixture
def asked(pane, link, session):
    """A conversation with one answer; its ids are known."""
    session.change_settings(
        endpoints=(
            Endpoint("here", "http://127.0.0.1:9/v1", "small"),
            Endpoint("away", "https://models.example.org/v1", "big"),
        )
    )
    pane.ask(QUESTION)
    link.finish(answer())
    settle(link)
    return pane.open.turns[-1]


def test_ids_are_looked_up_after_each_answer(pane, link, asked):
    question, kept = link.messages[1]
    assert (asked.asked, asked.message) == (question.id, kept.id)
    pane.ask("And then?")
    assert link.question()[0]["after"] == kept.id


def test_asking_again_puts_another_answer_beside_the_first(pane, link, asked):
    row = view(pane).column.row
    row.again_button.click()
    arguments, _ = link.question()
    assert (arguments["question"], arguments["after"]) == (QUESTION, 0)
    assert len(pane.open.turns) == 1
    assert pane.open.turns[0] is not asked
    question, first = link.messages[1]
    again = Message(9, Role.LECTERN, "b", 1e9, by_model("quoting", "b"), (first.id, 9))
    link.messages[1] = [question, again]
    _, request = link.question()
    request.done.emit(dataclasses.replace(again.answer, conversation=1, message=9))
    request.ended.emit()
    settle(link)
    row = view(pane).column.row
    assert row.switcher.words.text() == "2/2"
    assert not row.switcher.after.isEnabled()
    link.messages[1] = [question, dataclasses.replace(first, alternatives=(first.id, 9))]
    row.switcher.before.click()
    assert link.named("choose_branch")[-1][0] == {"conversation": 1, "message": first.id}
    settle(link)
    assert pane.open.turns[-1].message == first.id
    assert view(pane).column.row.switcher.words.text() == "1/2"


def test_a_question_is_changed_in_its_bubble_by_keyboard(qtbot, pane, link, asked):
    pane.ask("And then?")
    link.finish(answer())
    settle(link)
    first = pane.transcript.view_of(pane.open.turns[0])
    first.question.edit_button.setFocus()
    qtbot.keyClick(first.question.edit_button, Qt.Key.Key_Space)
    field = first.question.editor.field
    assert QApplication.focusWidget() is field
    assert field.toPlainText() == QUESTION
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is first.question.edit_button
    assert len(pane.open.turns) == 2
    first.question.edit()
    field.setPlainText("What about 2024?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    arguments, _ = link.question()
    assert (arguments["question"], arguments["after"]) == ("What about 2024?", 0)
    assert [turn.question for turn in pane.open.turns] == ["What about 2024?"]


def test_a_later_question_changed_follows_what_came_before_it(pane, link, asked):
    pane.ask("And then?")
    link.finish(answer())
    settle(link)
    pane.open.change(pane.open.turns[1], "And before?")
    assert link.question()[0]["after"] == asked.message
    assert pane.open.turns[0] is asked


def test_what_comes_to_nothing_leads_back_to_what_was_there(pane, link, asked):
    pane.open.change(asked, "Something else?")
    _, request = link.question()
    request.failed.emit(ModelUnreachable(name="m", address="a"))
    request.ended.emit()
    settle(link)
    row = view(pane).column.row
    assert view(pane).answer.failure.isVisible()
    # A failure has its own button to ask again; the way back stands below it.
    assert row.back_button.isVisible()
    row.back_button.click()
    assert pane.open.turns == [asked]
    assert link.named("choose_branch")[-1][0]["message"] == asked.message


def test_two_models_answer_side_by_side_and_one_is_gone_on_with(pane, link, asked, session):
    pane.resize(900, 800)
    row = view(pane).column.row
    row.fill_menu()
    entry = next(each for each in row.menu.actions() if each.text().startswith("here"))
    entry.trigger()
    arguments, request = link.question()
    assert (arguments["model"], arguments["after"]) == ("here", 0)
    assert len(pane.open.turns) == 1
    tell(request, Retrieved(passages()), Token("Written"))
    both = view(pane)
    assert both.other is not None
    assert both.column.name.text() == "Quotes from your documents"
    assert both.other.name.text() == "here · small"
    question, first = link.messages[1]
    beside = (first.id, 9)
    second = Message(9, Role.LECTERN, "Written.", 1e9, by_model("here"), beside)
    link.messages[1] = [question, second]
    request.done.emit(dataclasses.replace(second.answer, conversation=1, message=9))
    request.ended.emit()
    link.messages[1] = [question, dataclasses.replace(first, alternatives=beside)]
    settle(link)
    assert link.named("choose_branch")[-1][0]["message"] == first.id, "goes on with the first"
    both = view(pane)
    left, right = (each.mapTo(pane, each.rect().topLeft()) for each in (both.column, both.other))
    assert right.x() > left.x()
    assert abs(right.y() - left.y()) < 2
    assert "3.2 s" in both.other.row.facts_button.text()
    pane.resize(500, 800)
    QApplication.processEvents()
    left, right = (each.mapTo(pane, each.rect().topLeft()) for each in (both.column, both.other))
    assert right.y() > left.y(), "below each other where there is no room"
    link.messages[1] = [question, second]
    both.other.row.keep_button.click()
    assert link.named("choose_branch")[-1][0]["message"] == 9
    settle(link)
    assert view(pane).other is None
    assert pane.open.turns[-1].message == 9
    assert view(pane).column.row.switcher.words.text() == "2/2"


def test_a_comparison_that_fails_is_tried_again_or_put_away(pane, link, asked):
    pane.open.compare(asked, "here")
    _, request = link.question()
    request.failed.emit(EngineGone())
    request.ended.emit()
    settle(link)
    other = view(pane).other
    assert other.answer.failure.isVisible()
    other.answer.failure.button.click()
    assert link.question()[0]["model"] == "here"
    pane.open.stop()
    settle(link)
    other = view(pane).other
    other.row.close_button.click()
    QApplication.processEvents()
    assert view(pane).other is None
    assert asked.state is TurnState.DONE


def test_thumbs_are_given_and_taken_back(pane, link, asked, session):
    row = view(pane).column.row
    row.helped.click()
    assert link.named("rate_answer")[-1][0] == {"message": asked.message, "rating": 1}
    settle(link)
    assert row.helped.isChecked()
    row.not_helped.click()
    settle(link)
    assert (row.helped.isChecked(), row.not_helped.isChecked()) == (False, True)
    row.not_helped.click()
    assert link.named("rate_answer")[-1][0]["rating"] == 0
    shown = []
    session.error_shown.connect(shown.append)
    _, request = link.named("rate_answer")[-1]
    request.failed.emit(ReadOnlyLibrary(path="/library"))
    assert asked.rating == -1, "as it was"
    assert shown


def test_an_answer_is_corrected_by_keyboard_and_that_is_shown(qtbot, pane, link, asked):
    column = view(pane).column
    column.row.correct_button.setFocus()
    qtbot.keyClick(column.row.correct_button, Qt.Key.Key_Space)
    field = column.correction.field
    assert QApplication.focusWidget() is field
    assert field.toPlainText() == answer().text
    field.setPlainText("4.82 亿元。")
    qtbot.keyClick(column.correction.save_button, Qt.Key.Key_Space)
    assert link.named("correct_answer")[-1][0] == {"message": asked.message, "text": "4.82 亿元。"}
    settle(link)
    assert column.correction.isVisible()
    assert column.correction.words.text() == "4.82 亿元。"
    assert QApplication.focusWidget() is column.correction.remove_button
    column.correction.remove_button.click()
    assert link.named("correct_answer")[-1][0]["text"] == ""
    settle(link)
    assert not column.correction.isVisible()
    column.row.correct_button.click()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not column.correction.isVisible()
    assert QApplication.focusWidget() is column.row.correct_button
    assert pane.open.turns == [asked]


def test_the_field_of_a_correction_is_seen_though_it_opens_far_above_its_button(pane, link, asked):
    long = "\n\n".join(f"Paragraph {number} of many." for number in range(60))
    pane.ask("All of it?")
    link.finish(by_model("here", long))
    settle(link)
    column = view(pane).column
    pane.transcript.bring_into_view(column.row.correct_button)
    column.row.correct_button.click()
    settle(link)

    def seen(widget):
        top = widget.mapTo(pane.transcript.viewport(), widget.rect().topLeft()).y()
        return 0 <= top <= pane.transcript.viewport().height() - widget.height()

    assert seen(column.correction.title)
    assert seen(column.correction.field)
    column.correction.cancel_button.click()
    assert seen(column.row.correct_button)


def test_what_a_light_answer_left_out_comes_when_it_is_unfolded(pane, link):
    link.keep(5, QUESTION, answer())
    pane.open_conversation(link.conversations[5])
    settle(link)
    assert pane.open.turns[0].light
    view(pane).answer.sources.trace_button.click()
    (arguments, _), = link.named("whole_message")  # fmt: skip
    assert arguments["id"] == pane.open.turns[0].message
    settle(link)
    view(pane).answer.sources.trace_button.click()
    view(pane).answer.sources.trace_button.click()
    assert len(link.named("whole_message")) == 1


def test_thoughts_come_before_the_answer_and_are_timed(pane, link):
    pane.ask(QUESTION)
    _, request = link.question()
    tell(request, Thought("Let me "), Thought("see."), Token("4.82"))
    turn = pane.open.turns[-1]
    assert (turn.thought, turn.streamed) == ("Let me see.", "4.82")
    assert turn.thinking_seconds > 0


def test_a_failure_of_a_model_opens_the_models_room(qtbot, pane, link, asked, session):
    session.change_settings(answering="here")
    pane.ask("More?")
    _, request = link.question()
    request.failed.emit(ModelUnreachable(name="m", address="a"))
    request.ended.emit()
    failure = view(pane).answer.failure
    with qtbot.waitSignal(session.models_requested) as wanted:
        failure.models_button.click()
    assert wanted.args == ["services"]


def test_nothing_kept_nothing_to_rate(pane, link, session):
    link.opened.emit(LibrarySummary("/read", "Read", 3, 9, 0, 0, read_only=True))
    pane.ask(QUESTION)
    _, request = link.question()
    request.done.emit(answer())
    request.ended.emit()
    settle(link)
    row = view(pane).column.row
    assert not row.helped.isVisible()
    assert not row.correct_button.isVisible()
    row.again_button.click()
    assert link.question()[0]["after"] is None
    assert len(pane.open.turns) == 1


def test_who_answered_and_in_what_time_stands_under_the_answer(pane, link, asked, session):
    session.change_settings(answering="here")
    pane.ask("More?")
    link.finish(by_model("here"))
    settle(link)
    row = view(pane).column.row
    assert row.facts_button.text().startswith("here · small · 3.2 s")
    assert not row.details.isVisible()
    row.facts_button.click()
    assert row.details.text().startswith("read 4,200 tokens · 3,100 of them remembered")


def test_the_instruction_of_an_answer_is_called_by_its_title(pane, link, asked, session):
    pane.choices.prompts = (Prompt("usual-en", "Usual", PromptStyle.ZERO_SHOT, "Answer."),)
    pane.ask("More?")
    link.finish(dataclasses.replace(by_model("here"), prompt="usual-en@1"))
    settle(link)
    assert view(pane).column.row.details.text().endswith("instruction: Usual")


def test_not_said_can_be_asked_of_another_model(pane, link, asked):
    pane.ask("Penguins?")
    link.finish(not_said())
    settle(link)
    row = view(pane).column.row
    assert row.compare_button.isVisible()
    assert not row.copy_button.isVisible()


def test_models_on_this_computer_and_services_are_offered(pane, link, asked, session):
    link.overview = ModelOverview(
        (InstalledModel("local:a.gguf", "A", ModelKind.CHAT, "/a", 1),), ()
    )
    pane.choices.wake()
    link.changed.emit(Changes(models=True), None)
    settle(link)
    row = view(pane).column.row
    row.fill_menu()
    assert [each.text() for each in row.menu.actions()] == [
        "A",
        "here · small",
        "away · big\tsends to models.example.org",
    ]
