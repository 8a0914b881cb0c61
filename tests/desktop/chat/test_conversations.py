"""The conversation list and the header: search, open, rename, remove and back, export."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from core.errors import EngineGone
from core.types import LibrarySummary
from desktop.chat.exporting import safe_name
from desktop.chat.turns import TurnState, turns_of
from tests.desktop.chat.scripted_link import answer


@pytest.fixture
def listed(pane, link):
    link.keep(1, "合同里违约金怎么算", answer(), created=100)
    link.keep(2, "How long is the warranty", answer(), created=200)
    link.keep(3, "现金流为什么下降", None, created=300)
    pane.header.list_button.click()
    link.settle()
    return pane.conversations


def titles(listed):
    model = listed.model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def choose(listed, row):
    listed.view.setCurrentIndex(listed.model.index(row, 0))


def test_latest_first_and_opened_by_enter(qtbot, pane, link, listed):
    assert titles(listed)[1] == "How long is the warranty"
    choose(listed, 1)
    qtbot.keyClick(listed.view, Qt.Key.Key_Return)
    link.settle()
    assert pane.open.id == 2
    assert pane.header.field.title == "How long is the warranty"
    assert len(pane.transcript.view_of(pane.open.turns[0]).answer.sentences) == 3


def test_search_finds_in_messages_after_a_pause(qtbot, link, listed):
    listed.search.setText("warranty")
    listed._later.timeout.emit()
    link.settle()
    assert titles(listed) == ["How long is the warranty"]
    listed.search.setText("nothing like it")
    listed._later.timeout.emit()
    link.settle()
    assert titles(listed) == []
    assert listed.none.isVisible()


def test_arrow_down_leads_from_search_into_the_list(qtbot, listed):
    listed.search.setFocus()
    qtbot.keyClick(listed.search, Qt.Key.Key_Down)
    assert listed.view.hasFocus()
    assert listed.view.currentIndex().row() == 0


def test_renamed_in_the_list(qtbot, link, listed):
    choose(listed, 1)
    listed.view.setFocus()
    qtbot.keyClick(listed.view, Qt.Key.Key_F2)
    editor = listed.view.findChild(QLineEdit)
    editor.setText("Warranty of the pump")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    link.settle()
    assert link.conversations[2].title == "Warranty of the pump"
    assert "Warranty of the pump" in titles(listed)


def test_renamed_in_the_header_and_esc_gives_back(qtbot, pane, link, listed):
    pane.open_conversation(link.conversations[2])
    link.settle()
    field = pane.header.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Pump")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    link.settle()
    assert link.conversations[2].title == "Pump"
    field.setFocus()
    qtbot.keyClicks(field, "xyz")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.title == "Pump"
    assert len(link.named("rename_conversation")) == 1


def test_removing_waits_for_undo(qtbot, pane, link, session, listed):
    said = []
    session.notice.connect(lambda *words: said.append(words))
    choose(listed, 0)
    listed.view.setFocus()
    qtbot.keyClick(listed.view, Qt.Key.Key_Delete)
    assert len(titles(listed)) == 2
    assert link.named("remove_conversations") == []
    _, action, undo = said[0]
    assert action == "Undo"
    undo()
    assert len(titles(listed)) == 3
    listed.finish_removals()
    assert link.named("remove_conversations") == []


def test_removing_happens_when_the_time_for_undo_is_over(pane, link, session, listed):
    removed = link.conversations[2]
    listed.remove(removed)
    listed.reload()
    link.settle()
    assert removed.title not in titles(listed), "a reload meanwhile does not bring it back"
    listed._leaving[2].timeout.emit()
    link.settle()
    assert 2 not in link.conversations
    assert removed.title not in titles(listed)


def test_removing_is_done_at_once_when_the_window_closes(pane, link, listed):
    listed.remove(link.conversations[2])
    pane.finish()
    link.settle()
    assert 2 not in link.conversations


def test_removing_the_open_conversation_leaves_an_empty_page(pane, link, listed):
    pane.open_conversation(link.conversations[2])
    link.settle()
    listed.remove(link.conversations[2])
    assert pane.open.id == 0
    assert pane.pages.currentWidget() is pane.empty


def test_a_new_conversation_by_signal_from_the_menu(pane, link, session, listed):
    pane.open_conversation(link.conversations[2])
    link.settle()
    session.conversation_requested.emit()
    assert pane.open.id == 0
    assert pane.pages.currentWidget() is pane.empty
    assert pane.header.export_button.isHidden()


def test_esc_in_the_list_closes_it(qtbot, pane, listed):
    listed.search.setFocus()
    qtbot.keyClick(listed.search, Qt.Key.Key_Escape)
    assert not listed.isVisible()
    assert not pane.header.list_button.isChecked()


def test_the_list_stands_beside_the_transcript_only_where_there_is_room(pane, listed):
    pane.resize(1100, 700)
    QApplication.processEvents()
    assert pane.pages.mapTo(pane, pane.pages.rect().topLeft()).x() == listed.width()
    pane.resize(560, 700)
    QApplication.processEvents()
    assert pane.pages.mapTo(pane, pane.pages.rect().topLeft()).x() == 0
    assert listed.isVisible()


def test_export_writes_and_says_so(pane, link, session, listed, tmp_path):
    said = []
    session.notice.connect(lambda *words: said.append(words))
    pane.open_conversation(link.conversations[2])
    link.settle()
    pane.exporting.write(pane.open.id, str(tmp_path / "talk.docx"))
    link.settle()
    arguments, _ = link.named("export_conversation")[0]
    assert arguments == {"id": 2, "path": str(tmp_path / "talk.docx")}
    assert "talk.docx" in said[0][0]


def test_a_question_without_an_answer_is_shown_as_stopped(link, listed):
    (turn,) = turns_of(link.messages[3])
    assert turn.state is TurnState.STOPPED
    assert turn.answer is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("净利润：多少？", "净利润：多少？"),
        ("a/b\\c:d*?", "a b c d"),
        ("  .. ", ""),
        ("x" * 200, "x" * 80),
    ],
)
def test_titles_as_file_names(title, name):
    assert safe_name(title) == name


def test_another_library_forgets_removals_of_the_first(pane, link, listed):
    listed.remove(link.conversations[2])
    link.opened.emit(LibrarySummary("/another", "Another", 3, 3, 0, 0))
    pane.finish()
    link.settle()
    assert 2 in link.conversations, "the same number is another conversation there"


def test_a_restarted_engine_leaves_the_interrupted_answer_on_screen(pane, link, session):
    pane.ask("什么时候开门")
    _, request = link.question()
    link.opened.emit(session.summary)
    request.failed.emit(EngineGone())
    request.ended.emit()
    assert pane.transcript.view_of(pane.open.turns[-1]).answer.failure.isVisible()


def test_answers_that_come_after_a_conversation_was_left_do_no_harm(qtbot, pane, link, listed):
    pane.open_conversation(link.conversations[2])
    pane.ask("什么时候开门")
    _, request = link.question()
    pane.open.stop()
    pane.new_conversation()
    qtbot.wait(1)
    request.ended.emit()
    link.settle()
    assert pane.open.turns == []


def test_a_conversation_that_was_left_goes_away(qtbot, pane, link, listed):
    pane.open_conversation(link.conversations[2])
    left = pane.open
    with qtbot.waitSignal(left.destroyed):
        link.settle()
        pane.new_conversation()
