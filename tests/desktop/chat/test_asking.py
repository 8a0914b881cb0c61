"""Asking: send, sources first, stream, stop, fail, and where the person is looking meanwhile."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from core.errors import EngineGone
from core.events import Retrieved, Step, Token
from core.types import Facets, Filter, LibrarySummary, Support
from desktop.chat.turns import TurnState
from tests.desktop.chat.scripted_link import (
    QUESTION,
    answer,
    not_said,
    passages,
    tell,
    trace,
)


def ask(qtbot, pane, text=QUESTION):
    pane.composer.field.setPlainText(text)
    qtbot.keyClick(pane.composer.field, Qt.Key.Key_Return)


def latest(pane):
    QApplication.processEvents()
    return pane.transcript.view_of(pane.open.turns[-1]).answer


def row(pane):
    """What can be done with the latest answer."""
    QApplication.processEvents()
    return pane.transcript.view_of(pane.open.turns[-1]).column.row


def test_enter_asks_all_documents_in_a_new_conversation(qtbot, pane, link):
    ask(qtbot, pane)
    arguments, _ = link.question()
    assert arguments["question"] == QUESTION
    assert arguments["conversation"] == 0
    assert arguments["where"] is None
    assert pane.composer.field.toPlainText() == ""
    assert pane.pages.currentWidget() is pane.transcript


def test_shift_enter_begins_a_line(qtbot, pane, link):
    pane.composer.field.setPlainText("one")
    pane.composer.field.moveCursor(pane.composer.field.textCursor().MoveOperation.End)
    qtbot.keyClick(pane.composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(pane.composer.field, "two")
    assert pane.composer.field.toPlainText() == "one\ntwo"
    assert link.named("ask") == []


def test_enter_while_an_input_method_composes_does_not_ask(qtbot, pane, link):
    field = pane.composer.field
    field.setPlainText("净利润")
    QApplication.sendEvent(field, QInputMethodEvent("duoshao", []))
    assert field.composing()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert link.named("ask") == []
    committed = QInputMethodEvent("", [])
    committed.setCommitString("多少")
    QApplication.sendEvent(field, committed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "多少" in link.question()[0]["question"]


def test_a_blank_question_is_not_asked(qtbot, pane, link):
    ask(qtbot, pane, "  \n ")
    assert link.named("ask") == []


def test_typing_warms_the_engine_up_once(qtbot, pane, link):
    qtbot.keyClicks(pane.composer.field, "ab")
    pane.composer.field.clear()
    qtbot.keyClicks(pane.composer.field, "c")
    assert len(link.named("warm_up")) == 1


def test_sources_show_before_the_first_word_and_open(qtbot, pane, link, session):
    ask(qtbot, pane)
    _, request = link.question()
    tell(request, Step(trace()[0]), Retrieved(passages()))
    view = latest(pane)
    assert view.sentences == []
    assert [row.source.title for row in view.sources.rows] == [each.title for each in passages()]
    with qtbot.waitSignal(session.citation_opened) as opened:
        view.sources.rows[1].click()
    assert opened.args[0].page == 22


def test_words_stream_in_and_become_sentences_in_place(qtbot, pane, link):
    ask(qtbot, pane)
    _, request = link.question()
    first, *rest = answer().sentences
    tell(request, Retrieved(passages()), Token(first.text))
    view = latest(pane)
    (line,) = view.sentences
    assert line.body == first.text
    tell(request, *(Token("\n" + each.text) for each in rest))
    assert latest(pane) is view
    assert [each.body for each in view.sentences] == [each.text for each in answer().sentences]
    link.finish(answer())
    assert view.sentences[0] is line, "the line that was being read is not replaced"
    assert "supported" in line.accessibleName()
    assert pane.open.id == 1


def test_every_state_takes_the_height_it_needs(qtbot, pane, link):
    ask(qtbot, pane)
    _, request = link.question()
    tell(request, Retrieved(passages()), Token(answer().sentences[0].text))
    link.finish(answer(waiting=3))
    view = latest(pane)
    view.sources.trace_button.setChecked(True)
    QApplication.processEvents()
    for part in (*view.sentences, *view.sources.rows):
        needed = (
            part.heightForWidth(part.width())
            if part in view.sentences
            else part.sizeHint().height()
        )
        assert part.height() >= needed
    outer = pane.transcript.view_of(pane.open.turns[-1])
    again = row(pane).again_button
    assert again.mapTo(outer, again.rect().bottomLeft()).y() < outer.height()


@pytest.mark.parametrize("from_field", [True, False])
def test_esc_stops_and_keeps_what_was_written(qtbot, pane, link, from_field):
    ask(qtbot, pane)
    _, request = link.question()
    tell(request, Token("2025 年公司实现"))
    place = pane.composer.field if from_field else pane.transcript
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_Escape)
    assert {"do": "cancel", "job": request.number} in link.sent
    assert pane.open.turns[-1].state is TurnState.STOPPED
    tell(request, Token("too late"))
    assert [each.body for each in latest(pane).sentences] == ["2025 年公司实现"]
    assert not pane.composer.stop_button.isVisible()
    assert row(pane).again_button.isVisible()


def test_a_stopped_first_question_finds_its_conversation_and_citations(qtbot, pane, link):
    ask(qtbot, pane)
    _, request = link.question()
    tell(request, Token(answer().sentences[0].text))
    pane.composer.stop_button.click()
    # The engine keeps what was written when the road is closed.
    link.keep(7, QUESTION, answer(), created=9e9)
    request.ended.emit()
    link.settle()
    assert pane.open.id == 7
    assert pane.open.turns[-1].state is TurnState.STOPPED
    assert latest(pane).sentences[0].citations


def test_asking_again_after_a_stop_replaces_the_turn(qtbot, pane, link):
    ask(qtbot, pane)
    _, request = link.question()
    pane.composer.stop_button.click()
    request.ended.emit()
    link.settle()
    row(pane).again_button.click()
    assert len(link.named("ask")) == 2
    assert len(pane.open.turns) == 1
    link.finish(answer())
    assert len(latest(pane).sentences) == 3


def test_an_error_stands_where_the_answer_would_with_a_button(qtbot, pane, link):
    ask(qtbot, pane)
    _, request = link.question()
    request.failed.emit(EngineGone())
    request.ended.emit()
    view = latest(pane)
    assert view.failure.isVisible()
    view.failure.button.click()
    assert len(link.named("ask")) == 2
    assert not latest(pane).failure.isVisible()


def test_documents_that_do_not_say_are_said_calmly(qtbot, pane, link):
    ask(qtbot, pane)
    link.finish(not_said())
    view = latest(pane)
    assert view.not_said.isVisible()
    assert view.sentences == []
    assert not row(pane).copy_button.isVisible()
    assert row(pane).again_button.isVisible()


def test_documents_not_in_yet_are_counted(qtbot, pane, link):
    ask(qtbot, pane)
    link.finish(answer(waiting=3))
    assert latest(pane).waiting_note.isVisible()
    assert "3" in latest(pane).waiting_note.text()


def test_marks_differ_in_shape_and_word(qtbot, pane, link):
    ask(qtbot, pane)
    link.finish(answer())
    first, _, third = latest(pane).sentences
    assert first._mark()[0] != third._mark()[0]
    assert first._mark()[1] != third._mark()[1]
    assert answer().sentences[2].support is Support.UNSUPPORTED


def test_without_documents_the_field_says_why(qtbot, pane, link, session):
    link.opened.emit(LibrarySummary("/empty", "Empty", 0, 0, 0, 0))
    link.settle()
    assert pane.composer.field.isReadOnly()
    assert "Add documents" in pane.composer.field.placeholderText()
    assert not pane.composer.button.isEnabled()
    with qtbot.waitSignal(session.add_requested):
        pane.empty.add_button.click()


def test_a_question_about_chosen_documents_asks_only_those(qtbot, pane, link, session):
    session.question_requested.emit("", ("a", "b"))
    assert "2 chosen" in pane.composer.scope.text()
    ask(qtbot, pane)
    assert link.question()[0]["where"] == Filter(documents=("a", "b"))
    link.finish(answer())
    entry(pane.composer.scope, "All documents").trigger()
    ask(qtbot, pane)
    assert link.question()[0]["where"] is None


def entry(scope, words):
    return next(each for each in scope.menu().actions() if each.text() == words)


def test_what_is_asked_can_be_narrowed_to_tags_kinds_languages_and_dates(qtbot, pane, link):
    facets = Facets((("R&D", 3),), (("pdf", 5), ("docx", 2)), (("zh", 4), ("en", 3)))
    pane.composer.scope.show_facets(facets)
    for words in ("R&&D", "PDF", "Chinese", "in the last month"):
        entry(pane.composer.scope, words).trigger()
    assert pane.composer.scope.said() == "Only: “R&D” · PDF · Chinese · in the last month"
    assert "R&&D" in pane.composer.scope.text()
    ask(qtbot, pane)
    where = link.question()[0]["where"]
    assert (where.tags, where.formats, where.languages) == (("R&D",), ("pdf",), ("zh",))
    assert 30 < (time.time() - where.added_from) / 86_400 < 32
    entry(pane.composer.scope, "PDF").trigger()
    assert pane.open.where.formats == ()


def test_many_tags_neither_widen_the_composer_nor_hide_what_is_chosen(pane):
    scope = pane.composer.scope
    tags = tuple((f"tag number {at}", 40 - at) for at in range(20))
    scope.show_facets(Facets(tags, (), ()))
    scope.show_filter(Filter(tags=tuple(tag for tag, _ in tags)))
    assert scope.sizeHint().width() < 400
    assert "tag number 19" in scope.toolTip()
    entry(scope, "tag number 19").trigger()
    assert "tag number 19" not in scope.where.tags
    scope.show_facets(Facets((), (), ()))
    assert entry(scope, "tag number 3").isChecked()


def test_an_answer_goes_on_while_another_conversation_is_shown(qtbot, pane, link):
    link.keep(5, "older", answer())
    pane.conversations.reload()
    link.settle()
    ask(qtbot, pane)
    running = pane.open
    pane.open_conversation(link.conversations[5])
    link.settle()
    assert not pane.composer.stop_button.isVisible()
    link.finish(answer(), id=6)
    assert running.id == 6
    assert pane.open.id == 5
    assert len(pane.open.turns) == 1
