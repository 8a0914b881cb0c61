"""A lesson from a dropped table to an answer in chat, in the real window with the real engine.

The model is tiny and its weights are random: what it learns is measured elsewhere, how it comes
about is real.
"""

import csv

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from core.types import LessonState
from desktop.chat.turns import TurnState
from desktop.teach.example_model import Column
from desktop.teach.making_page import Step
from desktop.teach.pane import Page
from tests import tiny_lesson

PATIENCE = 120_000
ROWS = [(each.question, each.answer) for each in tiny_lesson.examples(24)]
RULES = "# Barns\n\nField 1 has 2 barns and 1 gate. Every barn of the farm is painted red.\n"


@pytest.fixture
def pane(real_window, qtbot, tmp_path):
    """The Teach room of a library with one document and of a person with one tiny model."""
    tiny_lesson.placed()
    window, session = real_window, real_window.session
    session.open_library(str(tmp_path / "library"), create=True)
    qtbot.waitUntil(lambda: session.summary is not None, timeout=PATIENCE)
    (tmp_path / "barns.md").write_text(RULES, encoding="utf-8")
    session.add_files([str(tmp_path / "barns.md")])
    qtbot.waitUntil(lambda: session.summary.documents == 1 and not session.jobs, timeout=PATIENCE)
    window.show_room("teach")
    window.activateWindow()
    pane = window.room("teach")
    qtbot.waitUntil(lambda: pane.bases.known and pane.lessons.known, timeout=PATIENCE)
    return pane


@pytest.fixture
def table(tmp_path):
    """Questions with answers as a person keeps them; two rows lack something, one stands twice."""
    path = tmp_path / "问答.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.writer(file)
        written.writerow(("问题", "答案"))
        written.writerows(ROWS)
        written.writerow(("How many barns has field 99?", ""))
        written.writerow(("", "It has none."))
        written.writerow(ROWS[0])
    return path


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def dropped(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.drop_target.cover(mime)
    said = window.drop_target.text()
    window.drop_target.hide()
    window.drop_target.dropped.emit(mime)
    return said


def typed(table, qtbot, text):
    qtbot.waitUntil(lambda: table.viewport().findChild(QPlainTextEdit) is not None)
    editor = table.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def examples_of(pane, qtbot, window, path):
    """Drop a file on the lesson in the making and let examples be made of it alone."""
    assert dropped(window, path) == "Learn from what is in these files"
    sources = pane.making.examples.sources
    sources.from_documents.box.setChecked(False)
    press(qtbot, sources.make)
    draft, strip = pane.draft, pane.making.examples.strip
    qtbot.waitUntil(
        lambda: (
            draft.gathering is None
            and (draft.found is not None or draft.trouble is not None)
            and draft.examples.complete
            and strip.isVisible()
        ),
        timeout=PATIENCE,
    )
    return strip


def put_right(pane, qtbot):
    """One is changed, one left out, one looked at as the model sees it."""
    making, draft = pane.making, pane.draft
    grid = making.examples.table
    grid.setFocus()
    grid.choose(0, Column.ANSWER)
    grid.edit_current()
    typed(grid, qtbot, "It has two barns.")
    grid.choose(1)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    grid.choose(0)
    press(qtbot, making.examples.look)
    field = making.examples.preview.field
    qtbot.waitUntil(lambda: "It has two barns." in field.toPlainText(), timeout=PATIENCE)
    assert "<|im_start|>assistant" in field.toPlainText()
    qtbot.waitUntil(
        lambda: draft.report is not None and draft.report.accepted == len(ROWS) - 1,
        timeout=PATIENCE,
    )
    assert draft.report.held_out > 0
    assert draft.report.longest > 0


def test_a_table_is_dropped_read_and_put_right(pane, qtbot, real_window, table, tmp_path):
    press(qtbot, pane.empty.button)
    odd = tmp_path / "prices.csv"
    odd.write_text("bread,milk\n1,2\n3,4\n", encoding="utf-8")
    strip = examples_of(pane, qtbot, real_window, odd)
    assert "prices.csv" in strip.text.text() + strip.list.toPlainText()
    assert not pane.draft.examples.rows
    assert pane.making.examples.sources.isVisible()
    assert not pane.making.next.isEnabled()
    pane.making.examples.sources.files.clear()
    strip = examples_of(pane, qtbot, real_window, table)
    assert len(pane.draft.examples.rows) == len(ROWS), "what stands twice is one example"
    press(qtbot, strip.show_list)
    said = strip.list.toPlainText()
    assert "“问答.csv”, row" in said
    assert "there is no answer." in said
    assert "there is no question." in said
    put_right(pane, qtbot)
    assert pane.making.next.isEnabled()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_from_a_dropped_table_to_an_answer_in_chat(pane, qtbot, real_window, table):
    window, session = real_window, real_window.session
    press(qtbot, pane.empty.button)
    making, draft = pane.making, pane.draft
    examples_of(pane, qtbot, window, table)
    assert making.title.text() == "问答"
    put_right(pane, qtbot)
    press(qtbot, making.next)
    assert making.step is Step.FIT
    draft.change(epochs=2.0, batch=8, rate=3e-3, general=0.0, stop_early=0)
    qtbot.waitUntil(
        lambda: (
            draft.estimating is None
            and not draft.is_stale
            and (draft.estimate is not None or draft.estimate_trouble is not None)
        ),
        timeout=2 * PATIENCE,
    )
    assert draft.estimate_trouble is None
    assert draft.estimate.fits
    assert draft.estimate.memory_bytes > 0
    press(qtbot, making.next)
    qtbot.waitUntil(making.next.isEnabled, timeout=PATIENCE)
    press(qtbot, making.next)
    assert pane.page is Page.LESSON
    id = draft.id

    def stands():
        lesson = pane.lessons.get(id)
        return lesson.state if lesson is not None and pane.lessons.job(id) is None else None

    qtbot.waitUntil(lambda: stands() in (LessonState.DONE, LessonState.FAILED), timeout=PATIENCE)
    assert pane.lessons.error(id) is None
    lesson = pane.lessons.get(id)
    assert lesson.state is LessonState.DONE
    assert lesson.step == lesson.steps > 0
    assert lesson.exported

    # It is switched on, and the chat answers with it.
    chat = pane.lesson.chat
    qtbot.waitUntil(lambda: chat.isVisible() and chat.switch.isEnabled(), timeout=PATIENCE)
    if not chat.switch.isChecked():
        chat.switch.click()
    assert any(each.startswith(id) for each in session.settings.lessons)
    session.change_settings(answering="local:tiny.gguf")
    window.show_room("ask")
    ask = window.room("ask")
    ask.composer.field.setFocus()
    qtbot.keyClicks(ask.composer.field, "How many barns has field 1?")
    qtbot.keyClick(ask.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not ask.open.asking, timeout=PATIENCE)
    turn = ask.open.turns[-1]
    assert turn.state is TurnState.DONE
    assert turn.answer.model == "local:tiny.gguf"
    assert turn.answer.lessons == ("问答",)
