"""How the exam went, and what was missed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from core.types import PairedDifference
from desktop.exam.pane import Tab
from desktop.exam.wording import words

from . import made


def opened(open_pane):
    pane = open_pane()
    pane.show_tab(Tab.RESULT)
    return pane.result


def test_the_result_is_one_sentence(open_pane):
    page = opened(open_pane)
    assert page.sentence.text() == (
        "Lectern found the right place for 34 of 40 questions, for 29 of them at once."
    )


def test_a_perfect_exam_and_an_empty_one_have_sentences_of_their_own():
    assert words.result(made.sitting(found=12, once=12, count=12)).endswith(
        "all 12 questions, at once."
    )
    assert words.result(made.sitting(found=0, once=0, count=0)).startswith("There was no question")


def test_when_nothing_was_missed_there_is_no_more_to_show(open_pane, exam):
    exam.sittings = (made.sitting(found=40, once=40),)
    page = opened(open_pane)
    assert page.rows == []
    assert not page.all_rows.isVisible()
    assert page._missed.text() == "Nothing was missed"


def test_what_was_missed_comes_first_and_unfolds(open_pane, qtbot, scripted_session):
    page = opened(open_pane)
    assert len(page.rows) == 11
    assert [row.question.id for row in page.rows[:7]] == [35, 36, 37, 38, 39, 40, 30]
    row = page.rows[0]
    assert not row.unfolded
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.unfolded
    assert row.show_place.isVisible()
    with qtbot.waitSignal(scripted_session.citation_opened) as citation:
        row.show_place.click()
    assert citation.args[0].start == row.question.gold[0].start


def test_rows_unfold_by_keys(open_pane, qtbot, scripted_session):
    row = opened(open_pane).rows[1]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.unfolded
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.unfolded
    with qtbot.waitSignal(scripted_session.citation_opened):
        qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_long_list_is_made_in_parts(open_pane, exam, qtbot):
    exam.questions = list(made.questions(80))
    exam.sittings = (made.sitting(found=10, once=5, count=80),)
    page = opened(open_pane)
    assert len(page.rows) == 30
    assert page.all_rows.text() == "Show 45 more"
    page.all_rows.click()
    assert len(page.rows) == 75
    assert not page.all_rows.isVisible()


def test_earlier_times_are_a_line_of_dots(open_pane, qtbot):
    page = opened(open_pane)
    assert page.history.isVisible()
    heights = [page.history.dot(at).y() for at in range(5)]
    assert heights[-1] == min(heights)
    assert "34 of 40 found, 29 at once" in page.history.accessibleName()
    at = page.history.dot(0).toPoint()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, page.history.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(page.history, event)
    assert "26 of 40 found, 20 at once" in QToolTip.text()


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.02, 0.2, "better"), (-0.2, -0.02, "worse"), (-0.1, 0.1, "")],
)
def test_a_change_since_the_time_before_is_said_when_chance_does_not_explain_it(
    open_pane, exam, low, high, said
):
    difference = PairedDifference("found@3", "before", (low + high) / 2, low, high)
    exam.sittings = (made.sitting(2, differences=(difference,)), made.sitting(1))
    page = opened(open_pane)
    assert (said in page.change.text()) == bool(said or not page.change.text())
    assert page.change.isVisible() == bool(said)


def test_the_first_time_has_no_line(open_pane, exam):
    exam.sittings = (made.sitting(),)
    assert not opened(open_pane).history.isVisible()


def test_before_it_was_taken_the_page_offers_to(open_pane, exam, qtbot):
    exam.sittings = ()
    page = opened(open_pane)
    page._none.button.click()
    qtbot.waitUntil(lambda: page.sentence.isVisible())
    assert "36 of 40" in page.sentence.text()
