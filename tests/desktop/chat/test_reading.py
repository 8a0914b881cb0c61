"""Reading an answer: opening, selecting and copying sentences, by mouse and by keyboard alone."""

import dataclasses

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import theme
from desktop.chat.sentence_view import SentenceView
from desktop.chat.sources import numbers_of, sources_of
from desktop.chat.sources_card import SourceRow
from tests.desktop.chat.scripted_link import QUESTION, answer


@pytest.fixture
def view(qtbot, pane, link):
    pane.ask(QUESTION)
    link.finish(answer())
    link.settle()
    QApplication.processEvents()
    return pane.transcript.view_of(pane.open.turns[-1]).answer


def at(sentence, position):
    area = sentence._flow.areas(position, position + 1, sentence.width())[0]
    return QPointF(area.left() + 1, area.center().y()).toPoint()


def drag(sentence, start, end, over=None):
    """Press at a position, move to another one (in `over` when given), let go."""
    over = over or sentence
    goal = sentence.mapFromGlobal(over.mapToGlobal(at(over, end)))
    QTest.mousePress(sentence, Qt.MouseButton.LeftButton, pos=at(sentence, start))
    QTest.mouseMove(sentence, goal)
    QTest.mouseRelease(sentence, Qt.MouseButton.LeftButton, pos=goal)


def test_clicking_a_sentence_opens_its_first_source_and_marks_it(qtbot, view, session):
    second = view.sentences[1]
    with qtbot.waitSignal(session.citation_opened) as opened:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=at(second, 3))
    assert opened.args[0] == answer().sentences[1].citations[0]
    assert [each.chosen for each in view.sentences] == [False, True, False]
    assert [row.chosen for row in view.sources.rows] == [False, True, False]


def test_clicking_a_raised_number_opens_that_source(qtbot, view, session):
    second = view.sentences[1]
    with qtbot.waitSignal(session.citation_opened) as opened:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=second.number_area(3).toPoint())
    assert opened.args[0] == answer().sentences[1].citations[1]


def test_clicking_beside_the_text_opens_nothing(qtbot, view, session):
    first = view.sentences[0]
    with qtbot.assertNotEmitted(session.citation_opened):
        qtbot.mouseClick(
            first, Qt.MouseButton.LeftButton, pos=QPoint(first.width() - 3, first.height() // 2)
        )


def test_the_mark_goes_when_another_pane_opens_a_citation_or_the_reader_closes(view, session):
    view.sentences[0].click()
    assert view.sentences[0].chosen
    session.citation_opened.emit(dataclasses.replace(answer().sentences[2].citations[0], page=9))
    assert not view.sentences[0].chosen
    view.sentences[0].click()
    session.reader_closed.emit()
    assert not view.sentences[0].chosen
    assert not any(row.chosen for row in view.sources.rows)


def test_the_keyboard_alone_walks_and_opens(qtbot, pane, view, session):
    opened = []
    session.citation_opened.connect(opened.append)
    pane.transcript.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(pane.transcript, Qt.Key.Key_Tab)
    turn = pane.transcript.view_of(pane.open.turns[0])
    assert QApplication.focusWidget() is turn.question.edit_button
    qtbot.keyClick(turn.question.edit_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.sentences[0]
    qtbot.keyClick(view.sentences[0], Qt.Key.Key_Return)
    qtbot.keyClick(view.sentences[0], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.sentences[1]
    qtbot.keyClicks(view.sentences[1], "3")
    qtbot.keyClick(view.sentences[1], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is view.sentences[2]
    visited = []
    for _ in range(10):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited[:4] == [view.sources.trace_button, *view.sources.rows]
    row = turn.column.row
    assert visited[4:6] == [row.copy_button, row.again_button]
    qtbot.keyClick(view.sources.rows[0], Qt.Key.Key_Return)
    assert [each.page for each in opened] == [14, 1, 14]


def test_a_screen_reader_hears_sentence_support_and_sources(view):
    name = view.sentences[1].accessibleName()
    assert name.startswith(answer().sentences[1].text)
    assert "supported" in name
    assert "source 2: 2025 年年度报告.pdf, page 22" in name
    assert "source 3" in name
    assert "not found in the source" in view.sentences[2].accessibleName()
    assert view.sources.rows[0].accessibleName().startswith("source 1: ")


def test_dragging_selects_and_does_not_open(qtbot, view, session):
    first = view.sentences[0]
    with qtbot.assertNotEmitted(session.citation_opened):
        drag(first, 0, 6)
    assert first.selected_text() == first.body[:6]
    qtbot.keyClick(first, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == first.body[:6]


def test_dragging_selects_across_sentences(qtbot, view):
    first, second, third = view.sentences
    drag(first, 5, 4, over=third)
    assert first.selected_text() == first.body[5:]
    assert second.selected_text() == second.body
    assert third.selected_text() == third.body[:4]


def test_select_all_and_copy(qtbot, view):
    first = view.sentences[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(first, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == answer().text


def test_copying_with_sources_numbers_sentences_and_lists_places(pane, view):
    pane.transcript.view_of(pane.open.turns[0]).column.row.copy_button.click()
    text = QApplication.clipboard().text()
    assert "31% 升至 38%。[2][3]" in text
    assert "[2] 2025 年年度报告.pdf · page 22 · 经营情况讨论" in text


def test_places_that_read_alike_share_a_number():
    first = answer().sentences[0]
    again = dataclasses.replace(first.citations[0], start=first.citations[0].start + 30)
    twice = dataclasses.replace(
        answer(), sentences=(first, dataclasses.replace(first, citations=(again,)))
    )
    sources = sources_of(twice)
    assert len(sources) == 1
    ((number, opened),) = numbers_of(twice.sentences[1], sources)
    assert (number, opened) == (1, again), "same number, but each opens its own place"


def test_markup_in_a_document_stays_text(qtbot, pane, link):
    evil = "<img src='file:///etc/passwd'><b>bold</b> & {braces}"
    sentence = dataclasses.replace(answer().sentences[0], text=evil)
    pane.ask(evil)
    link.finish(dataclasses.replace(answer(), text=evil, sentences=(sentence,)))
    view = pane.transcript.view_of(pane.open.turns[-1])
    assert view.answer.sentences[0].body == evil
    assert view.bubble.words.text() == evil
    assert view.bubble.words.textFormat() is Qt.TextFormat.PlainText


def test_the_trace_folds_out_in_plain_words(qtbot, view):
    assert not view.trace.isVisible()
    view.sources.trace_button.click()
    assert view.trace.isVisible()
    lines = view.trace.lines()
    assert lines[0][0] == "Looked for passages"
    assert "keyword" not in lines[0][1]
    assert lines[0][2] == "0.21 s"


def test_language_changes_while_it_runs(qtbot, pane, view):
    class Chinese(QTranslator):
        def isEmpty(self):
            return False

        def translate(self, context, source, disambiguation=None, n=-1):
            return f"中[{source}]"

    translator = Chinese()
    QApplication.installTranslator(translator)
    try:
        QApplication.processEvents()
        row = pane.transcript.view_of(pane.open.turns[0]).column.row
        assert row.copy_button.text().startswith("中[")
        assert "中[supported]" in view.sentences[0].accessibleName()
        assert pane.composer.field.placeholderText().startswith("中[")
        assert pane.header.export_menu_words()[0].startswith("中[")
        assert view.sources.rows[0].accessibleName().startswith("中[")
    finally:
        QApplication.removeTranslator(translator)


def test_larger_text_makes_sentences_taller(qtbot, pane, view):
    before = view.sentences[0].height()
    theme.apply(QApplication.instance(), "dark", 1.5)
    try:
        QApplication.processEvents()
        assert view.sentences[0].height() > before
    finally:
        theme.apply(QApplication.instance(), "light", 1.0)


def test_every_control_has_a_name(pane, view):
    for kind in (SentenceView, SourceRow):
        for widget in pane.findChildren(kind):
            assert widget.accessibleName()
    for button in (
        pane.header.list_button,
        pane.header.new_button,
        pane.header.export_button,
        pane.composer.stop_button,
        pane.composer.scope,
    ):
        assert button.accessibleName() or button.text()
