"""Long conversations: only what is near the eye is built, and nothing jumps."""

import dataclasses
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from core.events import Retrieved, Token
from core.types import Conversation
from desktop import translations
from desktop.chat.turns import Turn, TurnState
from tests.desktop.chat.scripted_link import answer, passages, tell


def turns(count):
    return [
        Turn(f"Question {number}", TurnState.DONE, answer=answer(), passages=passages())
        for number in range(count)
    ]


@pytest.fixture
def long(pane):
    pane.open.turns.extend(turns(500))
    pane._show_open()
    QApplication.processEvents()
    return pane.transcript


def on_screen(transcript):
    """Turns that are visible, with the y of their top edge."""
    height = transcript.viewport().height()
    return {
        view.turn: view.y()
        for view in transcript._views.values()
        if view.y() < height and view.y() + view.height() > 0
    }


def test_only_turns_near_the_eye_are_built(long):
    assert 0 < long.built() < 20
    long.verticalScrollBar().setValue(long.verticalScrollBar().maximum() // 2)
    assert on_screen(long)
    assert long.built() < 20


def test_it_opens_at_the_end(pane, long):
    assert pane.open.turns[-1] in on_screen(long)


def test_scrolling_through_shows_every_turn_in_order(pane):
    pane.open.turns.extend(turns(60))
    pane._show_open()
    long = pane.transcript
    bar = long.verticalScrollBar()
    bar.setValue(0)
    seen = []
    for _ in range(600):
        for turn in sorted(on_screen(long), key=on_screen(long).get):
            if turn not in seen:
                seen.append(turn)
        if bar.value() >= bar.maximum():
            break
        bar.setValue(bar.value() + long.viewport().height() // 2)
    assert [turn.question for turn in seen] == [f"Question {number}" for number in range(60)]


def test_turns_do_not_overlap_wherever_one_looks(long):
    bar = long.verticalScrollBar()
    for share in (0.1, 0.5, 0.9):
        bar.setValue(round(bar.maximum() * share))
        views = sorted(long._views.values(), key=lambda view: view.y())
        for upper, lower in pairwise(views):
            assert upper.y() + upper.height() <= lower.y()


def test_what_is_read_stays_while_text_streams_in(pane, link, long):
    pane.ask("one more")
    _, request = link.question()
    bar = long.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = on_screen(long)
    tell(request, Retrieved(passages()))
    for _ in range(50):
        tell(request, Token("Another sentence of the answer.\n"))
    QApplication.processEvents()
    after = on_screen(long)
    assert before == {turn: after.get(turn) for turn in before}
    assert long.latest_button.isVisible()
    long.latest_button.click()
    assert pane.open.turns[-1] in on_screen(long)


def test_a_follower_sees_new_words_until_the_question_reaches_the_top(pane, link, long):
    pane.ask("one more")
    _, request = link.question()
    turn = pane.open.turns[-1]
    tops = []
    for number in range(120):
        tell(request, Token(f"Sentence {number} of the answer.\n"))
        QApplication.processEvents()
        tops.append(on_screen(long)[turn])
    assert tops == sorted(tops, reverse=True), "never back"
    assert tops[-1] >= 0, "the first line stays in view"
    assert long.verticalScrollBar().value() < long.verticalScrollBar().maximum()


def test_growing_above_does_not_move_what_is_read(long):
    bar = long.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shown = on_screen(long)
    first = min(shown, key=shown.get)
    rest = {turn: y for turn, y in shown.items() if turn is not first}
    index = long._turns.index(first) - 1
    above = long._turns[index]
    above.answer = dataclasses.replace(answer(), sentences=answer().sentences * 4)
    long.refresh(above)
    assert {turn: on_screen(long).get(turn) for turn in rest} == rest


def test_tab_reaches_sentences_that_were_not_built(qtbot, pane, long):
    long.verticalScrollBar().setValue(0)
    long.setFocus()
    questions = []
    for _ in range(60):
        assert QApplication.focusWidget().focusNextPrevChild(True)
        focus = QApplication.focusWidget()
        view = next((v for v in long._views.values() if v.isAncestorOf(focus)), None)
        assert view is not None
        assert focus.mapTo(long.viewport(), focus.rect().topLeft()).y() >= -1
        if not questions or questions[-1] != view.turn.question:
            questions.append(view.turn.question)
    assert questions == [f"Question {number}" for number in range(len(questions))]
    assert len(questions) >= 6


def test_leaving_a_conversation_leaves_no_views(pane, link, long):
    pane.new_conversation()
    assert long.built() == 0
    pane.open_conversation(Conversation(4, "empty", 0, 0, 0))
    link.settle()
    assert long.built() == 0


def test_a_sentence_stays_before_the_eye_when_the_reader_takes_room(pane, link, long):
    sentences = answer().sentences * 15
    pane.ask("a long one")
    link.finish(dataclasses.replace(answer(), sentences=sentences))
    long.verticalScrollBar().setValue(long.verticalScrollBar().maximum())
    QApplication.processEvents()
    view = long.view_of(pane.open.turns[-1]).answer
    chosen = view.sentences[-3]
    chosen.setFocus()
    before = chosen.mapTo(long.viewport(), chosen.rect().topLeft()).y()
    assert 0 <= before < long.viewport().height()
    for width in (560, 430, 640, 700):
        pane.resize(width, pane.height())
        QApplication.processEvents()
        after = chosen.mapTo(long.viewport(), chosen.rect().topLeft()).y()
        assert abs(after - before) <= 1


def test_another_language_gets_the_height_its_words_need(pane, link, qapp):
    translations.install(qapp, "zh")
    pane.resize(560, 800)
    pane.ask("what nobody wrote down")
    link.finish(dataclasses.replace(answer(), sentences=()))
    QApplication.processEvents()
    translations.install(qapp, "en")
    QApplication.processEvents()
    view = pane.transcript.view_of(pane.open.turns[-1])
    tips = view.answer.not_said._tips
    assert tips.height() >= tips.heightForWidth(tips.width())
