"""The questions of the exam, read and changed as a person does it, by mouse and by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from core.types import ExamQuestionKind
from desktop.exam.pane import Tab
from desktop.exam.question_model import Column, Show

from . import made


@pytest.fixture
def page(pane):
    assert pane.tab is Tab.QUESTIONS
    return pane.questions


def shown(page):
    return [page.model.question_at(row).id for row in range(page.model.rowCount())]


def type_into_editor(page, qtbot, text, end):
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, end)
    qtbot.waitUntil(lambda: page.table.findChild(QLineEdit) is None)


def test_all_questions_are_listed_with_answer_and_place(page):
    assert shown(page) == list(range(1, 41))
    row = [page.model.index(0, column).data() for column in Column]
    assert row == ["The reserve for the roof is ____ euros.", "48,200",
                   "Volunteer handbook · page\N{NO-BREAK SPACE}2", "Asked"]  # fmt: skip


def test_questions_are_filtered_by_words_and_by_kind(page, qtbot):
    qtbot.keyClicks(page.filter, "roof")
    assert shown(page) == list(range(1, 41, 4))
    page.filter.clear()
    page.show_which.setCurrentIndex(page.show_which.findData(Show.ASIDE))
    assert shown(page) == [8, 17, 26, 35]
    page.show_which.setCurrentIndex(page.show_which.findData(Show.MISSED))
    assert shown(page) == [35, 36, 37, 38, 39, 40]


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_question_is_edited_in_place(page, qtbot, exam, scripted_link, key):
    page.table.choose(3)
    page.table.setFocus()
    qtbot.keyClick(page.table, key)
    type_into_editor(page, qtbot, "What is a long loan?", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: exam.questions[2].text == "What is a long loan?")
    assert page.model.index(2, Column.TEXT).data() == "What is a long loan?"
    assert [each.id for each in page.table.chosen()] == [3]


def test_an_answer_is_edited_and_escape_leaves_it(page, qtbot, scripted_link):
    page.table.choose(1)
    page.table.setCurrentIndex(page.model.index(0, Column.ANSWER))
    page.table.edit_current()
    type_into_editor(page, qtbot, "50,000", Qt.Key.Key_Escape)
    assert scripted_link.times("save_exam_question") == 0
    page.table.edit_current()
    type_into_editor(page, qtbot, "50,000", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scripted_link.times("save_exam_question") == 1)
    assert scripted_link.last("save_exam_question")["question"].answer == "50,000"


def test_an_emptied_question_stays_as_it_was(page, qtbot, scripted_link):
    page.table.choose(1)
    page.table.edit_current()
    type_into_editor(page, qtbot, " ", Qt.Key.Key_Return)
    assert scripted_link.times("save_exam_question") == 0
    assert page.model.question_at(0).text


def test_space_puts_aside_and_takes_in_again(page, qtbot, exam):
    page.table.choose(1)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not exam.questions[0].accepted)
    assert page.model.index(0, Column.ASKED).data() == "Put aside"
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: exam.questions[0].accepted)


def test_deleting_can_be_undone(page, qtbot, exam, scripted_session):
    said = []
    scripted_session.notice.connect(lambda *notice: said.append(notice))
    before = tuple(exam.questions)
    page.table.choose(2)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(said))
    assert 2 not in shown(page)
    assert [each.id for each in page.table.chosen()] == [3]
    text, button, undo = said[0]
    assert (text, button) == ("Deleted 1 question", "Undo")
    undo()
    qtbot.waitUntil(lambda: tuple(exam.questions) == before)
    qtbot.waitUntil(lambda: 2 in shown(page))


def test_a_click_opens_the_place_painted(page, qtbot, scripted_session):
    with qtbot.waitSignal(scripted_session.citation_opened) as opened:
        index = page.model.index(1, Column.TEXT)
        at = page.table.visualRect(index).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    gold = made.question(2).gold[0]
    citation = opened.args[0]
    assert (citation.document, citation.start, citation.end) == (
        gold.document, gold.start, gold.end)  # fmt: skip


def test_the_arrows_do_not_open_the_reader_but_ctrl_enter_does(page, qtbot, scripted_session):
    opened = []
    scripted_session.citation_opened.connect(opened.append)
    page.table.choose(1)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert opened == []
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(opened) == 1


def test_a_question_of_ones_own_by_keys_alone(pane, page, qtbot, exam):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.own.text)
    qtbot.waitUntil(lambda: page.own.document.count() == 3)
    qtbot.keyClicks(page.own.text, "Who pays for the roof?")
    QTest.keyClick(page.own.text, Qt.Key.Key_Tab)
    page.own.document.setCurrentIndex(0)
    page.own.quote.setFocus()
    qtbot.keyClicks(page.own.quote, "the words there")
    qtbot.waitUntil(page.own.save.isEnabled)
    qtbot.keyClick(page.own.quote, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(exam.questions) == 41)
    question = exam.questions[-1]
    assert question.kind is ExamQuestionKind.OWN
    assert question.text == "Who pays for the roof?"
    assert question.answer == question.gold[0].quote == "the words there"
    assert (question.gold[0].start, question.gold[0].end) == (120, 135)
    qtbot.waitUntil(page.own.isHidden)
    qtbot.waitUntil(lambda: [each.id for each in page.table.chosen()] == [41])


def test_words_that_do_not_stand_there_are_said(page, qtbot, scripted_link):
    scripted_link.answers["find_in_document"] = lambda id, words: ()
    page.begin_own()
    qtbot.waitUntil(lambda: page.own.document.count() == 3)
    page.own.document.setCurrentIndex(1)
    page.own.text.setText("What?")
    page.own.quote.setPlainText("nowhere to be found")
    qtbot.waitUntil(lambda: scripted_link.times("find_in_document") == 1)
    qtbot.waitUntil(lambda: "do not stand" in page.own._found.text())
    assert not page.own.save.isEnabled()


def test_escape_closes_the_card_not_the_reader(page, qtbot):
    page.begin_own()
    qtbot.keyClick(page.own.text, Qt.Key.Key_Escape)
    assert page.own.isHidden()
    assert QApplication.focusWidget() is page.table


def test_a_library_for_reading_only_is_not_edited(page, summary):
    summary(read_only=True)
    assert not page.add.isEnabled()
    assert not page.more.isEnabled()
    index = page.model.index(0, Column.TEXT)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert "reading only" in page._note.text()


def test_too_few_questions_are_said(open_pane, exam):
    exam.questions = list(made.questions(6))
    page = open_pane().questions
    assert "fewer than 20 questions" in page._note.text()


def test_what_the_engine_would_not_keep_comes_back(page, qtbot, scripted_link, pane):
    from core.errors import DiskFull

    def full(question):
        raise DiskFull(path="/")

    scripted_link.answers["save_exam_question"] = full
    page.table.choose(1)
    page.table.edit_current()
    type_into_editor(page, qtbot, "Something else", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.contents.trouble is not None)
    qtbot.waitUntil(lambda: "roof" in page.model.question_at(0).text)
    assert pane.strip.isVisible()
