"""The first step: sources, what came of them, and examples read, put right and taken back."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit

from core.errors import BadRequest, DiskFull
from core.events import Progress, Stage
from core.types import ExampleOrigin, LibrarySummary
from desktop import theme, translations
from desktop.teach.example_model import Column, Show
from desktop.teach.example_set import PAGE
from desktop.teach.making_page import Step

from . import making


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def page(open_pane):
    pane = open_pane()
    pane.begin()
    return pane.making


@pytest.fixture
def step(page, qtbot, shelf):
    """With forty examples."""
    make(page, qtbot)
    return page.examples


def make(page, qtbot, count=40):
    press(qtbot, page.examples.sources.make)
    qtbot.waitUntil(lambda: len(page.draft.examples.rows) >= count)
    qtbot.waitUntil(lambda: page.draft.gathering is None and page.draft.examples.complete)


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def kept(shelf):
    """The questions as the engine has them."""
    return [each.question for each in next(iter(shelf.sets.values())).values()]


def shown(step):
    model = step.model
    return [model.example_at(row).id for row in range(model.rowCount())]


def type_into(step, qtbot, text, end=Qt.Key.Key_Return):
    qtbot.waitUntil(lambda: step.table.viewport().findChild(QPlainTextEdit) is not None)
    editor = step.table.viewport().findChild(QPlainTextEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    QTest.keyClick(editor, end)
    qtbot.waitUntil(lambda: step.table.viewport().findChild(QPlainTextEdit) is None)


# ---- sources -------------------------------------------------------------------------------------


def test_all_documents_are_learnt_from_unless_some_are_ticked(page, qtbot, shelf):
    sources = page.examples.sources
    assert sources.from_documents.box.isChecked()
    sources.which.setCurrentIndex(1)
    qtbot.waitUntil(lambda: sources.ticks.list.count() == 3)
    assert not sources.make.isEnabled()
    sources.ticks.list.item(0).setCheckState(Qt.CheckState.Checked)
    sources.count.setCurrentIndex(0)
    make(page, qtbot)
    origins, documents, files, count, notes = shelf.gathered[0]
    assert origins == (ExampleOrigin.DOCUMENT,)
    assert len(documents) == 1
    assert (files, count, notes) == ((), 50, "")
    # It is called as the one document that it learns from.
    assert page.title.text() == sources.ticks.list.item(0).text()
    qtbot.waitUntil(lambda: next(iter(shelf.lessons.values())).plan.title == page.title.text())


def test_without_documents_the_keyboard_goes_to_what_can_be_had(
    open_pane, qtbot, shelf, scripted_session
):
    some, none = scripted_session.summary, LibrarySummary("/papers", "Papers", 0, 0, 0, 0)
    scripted_session.summary = none
    pane = open_pane()
    pane.begin()
    sources = pane.making.examples.sources
    assert QApplication.focusWidget() is sources.from_files.box
    assert "no documents yet" in sources.from_documents.box.accessibleDescription()
    shelf.gives = ()
    sources.from_liked.box.setChecked(True)
    press(qtbot, sources.make)
    qtbot.waitUntil(lambda: pane.draft.found is not None and sources.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sources.from_files.box)
    assert "under an answer" in pane.making.examples.strip.text.text()
    scripted_session.summary = some
    scripted_session.summary_changed.emit()
    assert sources.from_documents.box.isEnabled()
    assert "no documents yet" not in sources.from_documents.box.accessibleDescription()


def test_files_notes_and_answers_are_sources(page, qtbot, shelf, monkeypatch):
    sources = page.examples.sources
    sources.from_documents.box.setChecked(False)
    assert not sources.make.isEnabled()
    sources.from_files.box.setChecked(True)
    assert not sources.make.isEnabled()
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_: (["/in/qa.csv", "/in/more.jsonl"], "")
    )
    press(qtbot, sources.files.choose)
    assert sources.make.isEnabled()
    sources.from_notes.box.setChecked(True)
    assert not sources.make.isEnabled()
    sources.notes.setPlainText("When does it close?\nAt nine.")
    sources.from_liked.box.setChecked(True)
    sources.from_corrected.box.setChecked(True)
    make(page, qtbot)
    origins, documents, files, _, notes = shelf.gathered[0]
    wanted = {ExampleOrigin.FILE, ExampleOrigin.OWN, ExampleOrigin.LIKED, ExampleOrigin.CORRECTED}
    assert set(origins) == wanted
    assert files == ("/in/qa.csv", "/in/more.jsonl")
    assert notes == "When does it close?\nAt nine."
    assert documents == ()


def test_the_writing_model_writes_where_there_is_one(page, scripted_session):
    sources = page.examples.sources
    assert sources.with_model.isHidden()
    scripted_session.change_settings(answering=making.SMALL.name)
    sources.with_model.setChecked(True)
    assert sources.sources().origins == (ExampleOrigin.MODEL,)
    scripted_session.change_settings(answering="quoting")
    assert sources.sources().origins == (ExampleOrigin.DOCUMENT,)


def test_progress_is_told_and_stopped(page, qtbot, shelf, scripted_link):
    scripted_link.held.add("gather_examples")
    press(qtbot, page.examples.sources.make)
    strip = page.examples.strip
    qtbot.waitUntil(lambda: page.draft.gathering is not None)
    page.draft.gathering.request.told.emit(Progress(Stage.READING, 34, 200, 120.0))
    assert "34 of 200" in strip.doing.text()
    assert strip.doing.text().endswith(" left")
    assert QApplication.focusWidget() is strip.stop
    assert "being made" in page._why.text()
    QTest.keyClick(strip.stop, Qt.Key.Key_Space)
    scripted_link.release("gather_examples")
    qtbot.waitUntil(lambda: page.draft.gathering is None)
    # Nothing came: the sources are there to be chosen again, and the keyboard is on them.
    qtbot.waitUntil(page.examples.sources.isVisible)
    assert QApplication.focusWidget() is page.examples.sources.from_documents.box


def test_what_cannot_be_used_is_named_with_row_and_remedy(page, qtbot, shelf):
    shelf.problems = making.PROBLEMS
    make(page, qtbot)
    strip = page.examples.strip
    qtbot.waitUntil(strip.isVisible)
    assert "40 new" in strip.title.text()
    assert strip.text.text().startswith("3 row")
    press(qtbot, strip.show_list)
    said = strip.list.toPlainText()
    assert "“answers.csv”, row 4: there is no answer." in said
    assert "Fill it in, or delete the row." in said
    assert "row 12: it has 4 cells, and there are 2 columns." in said
    press(qtbot, strip.close_button)
    assert strip.isHidden()


def test_a_failure_is_said_and_nothing_is_lost(step, page, qtbot, scripted_link):
    def broken(**_):
        raise DiskFull(path="/")

    scripted_link.answers["gather_examples"] = broken
    press(qtbot, step.more)
    assert step.sources.isVisible()
    press(qtbot, step.sources.make)
    qtbot.waitUntil(lambda: page.draft.trouble is not None)
    assert step.strip.title.text()
    assert len(shown(step)) == 40


def test_more_are_added_after_those_that_are_there(step, page, qtbot, shelf):
    shelf.gives = tuple(making.example(at) for at in range(50, 55))
    press(qtbot, step.more)
    press(qtbot, step.sources.make)
    qtbot.waitUntil(lambda: len(shown(step)) == 45)
    assert shown(step) == list(range(1, 46))
    # Even that is taken back.
    qtbot.waitUntil(lambda: step.undo.isEnabled())
    press(qtbot, step.undo)
    assert len(shown(step)) == 40
    qtbot.waitUntil(lambda: len(kept(shelf)) == 40)


# ---- the table -----------------------------------------------------------------------------------


def test_rows_say_what_is_learnt_and_where_it_stands(step):
    row = [step.model.index(0, column).data() for column in Column]
    assert row[:2] == [making.example(0).question, making.example(0).answer]
    assert row[Column.PLACE] == "Annual report 2025 · page\N{NO-BREAK SPACE}1"
    assert row[Column.USE] == "Learnt"
    assert step.model.index(9, Column.USE).data() == "For testing"
    assert step.table.isColumnHidden(Column.WORSE)


def test_examples_are_found_by_words_by_origin_and_by_what_is_wrong(step, qtbot, page):
    qtbot.keyClicks(step.filter, "board sign")
    qtbot.waitUntil(lambda: shown(step) == list(range(3, 41, 4)))
    step.filter.clear()
    step.show_which.setCurrentIndex(step.show_which.findData(str(ExampleOrigin.LIKED)))
    qtbot.waitUntil(lambda: shown(step) == list(range(3, 41, 3)))
    step.show_which.setCurrentIndex(step.show_which.findData(str(Show.TESTS)))
    assert shown(step) == [10, 20, 30, 40]
    first = page.draft.examples.get(1)
    page.draft.examples.save([dataclasses.replace(first, answer="")])
    step.show_which.setCurrentIndex(step.show_which.findData(str(Show.FLAWED)))
    assert shown(step) == [1]
    assert step.model.index(0, Column.USE).data() == "No answer"


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_an_answer_is_edited_in_place_and_taken_back(step, qtbot, shelf, key, page):
    step.table.setFocus()
    step.table.choose(1, Column.ANSWER)
    QTest.keyClick(step.table, key)
    type_into(step, qtbot, "Twelve days.")
    assert page.draft.examples.get(2).answer == "Twelve days."
    qtbot.waitUntil(lambda: shelf.sets["000000000001"][2].answer == "Twelve days.")
    QTest.keySequence(step.table, "Ctrl+Z")
    qtbot.waitUntil(lambda: shelf.sets["000000000001"][2].answer == making.example(1).answer)
    assert not step.undo.isEnabled() or page.draft.examples.can_undo
    press(qtbot, step.redo)
    assert page.draft.examples.get(2).answer == "Twelve days."


def test_esc_leaves_the_words_as_they_were(step, qtbot, page):
    step.table.setFocus()
    step.table.choose(0)
    step.table.edit_current()
    type_into(step, qtbot, "Something else", Qt.Key.Key_Escape)
    assert page.draft.examples.get(1).question == making.example(0).question


def test_several_are_left_out_and_taken_in_again_by_keys(step, qtbot, shelf, page):
    step.table.setFocus()
    step.table.choose(0)
    QTest.keyClick(step.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(step.table, Qt.Key.Key_Space)
    assert [each.id for each in page.draft.examples.rows if not each.accepted] == [1, 2]
    qtbot.waitUntil(
        lambda: sum(each.accepted for each in shelf.sets["000000000001"].values()) == 38
    )
    qtbot.waitUntil(lambda: "2 left out" in step.report.facts.text())
    QTest.keyClick(step.table, Qt.Key.Key_Space)
    assert page.draft.accepted == 40


def test_removed_ones_come_back_to_their_place(step, qtbot, shelf, scripted_session):
    said = []
    scripted_session.notice.connect(lambda text, word, undo: said.append(undo))
    step.table.setFocus()
    step.table.choose(4)
    QTest.keyClick(step.table, Qt.Key.Key_Delete)
    assert 5 not in shown(step)
    qtbot.waitUntil(lambda: len(kept(shelf)) == 39)
    said[0]()
    assert shown(step) == list(range(1, 41))
    qtbot.waitUntil(lambda: kept(shelf) == [making.example(at).question for at in range(40)])


def test_one_is_written_by_the_person(step, qtbot, shelf, page):
    press(qtbot, step.add)
    type_into(step, qtbot, "Who pays for the roof?")
    assert "a question or an answer" in step._note.text()
    assert not page.next.isEnabled()
    step.table.choose(40, Column.ANSWER)
    step.table.edit_current()
    type_into(step, qtbot, "The town.")
    assert page.next.isEnabled()
    qtbot.waitUntil(lambda: kept(shelf)[-1:] == ["Who pays for the roof?"])
    assert shelf.sets["000000000001"][41].origin is ExampleOrigin.OWN


def test_the_first_is_written_by_the_person(page, qtbot, shelf):
    press(qtbot, page.examples.sources.own)
    type_into(page.examples, qtbot, "Who pays?")
    qtbot.waitUntil(lambda: kept(shelf) == ["Who pays?"])
    press(qtbot, page.examples.leave_out)
    assert not page.next.isEnabled()
    assert "left out" in page._why.text()


def test_worse_answers_have_a_column_of_their_own(page, qtbot, shelf):
    shelf.gives = (making.example(0, rejected="No idea."), making.example(1))
    make(page, qtbot, 2)
    assert not page.examples.table.isColumnHidden(Column.WORSE)
    assert page.examples.model.index(0, Column.WORSE).data() == "No idea."


def test_the_place_of_an_example_is_opened(step, qtbot, scripted_session):
    step.table.setFocus()
    step.table.choose(1)
    with qtbot.waitSignal(scripted_session.citation_opened) as opened:
        QTest.keyClick(step.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.args[0].page == 2


def test_what_was_not_kept_comes_back_as_it_was(step, qtbot, page, scripted_link):
    def gone(**_):
        raise BadRequest(reason="This lesson has been started; begin a new one from it.")

    scripted_link.answers["save_examples"] = gone
    step.table.choose(0)
    page.draft.examples.save([dataclasses.replace(page.draft.examples.get(1), answer="x")])
    qtbot.waitUntil(lambda: page.draft.trouble is not None)
    qtbot.waitUntil(lambda: len(shown(step)) == 40)
    assert page.draft.examples.get(1).answer == making.example(0).answer
    assert step.strip.isVisible()


@pytest.mark.parametrize("count", [1_100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_many_come_page_by_page_and_only_what_is_seen_is_drawn(page, qtbot, shelf, count):
    shelf.gives = making.examples(count)
    asked = []
    own = page.examples.model.data

    def counted(index, role=Qt.ItemDataRole.DisplayRole):
        asked.append(index.row())
        return own(index, role)

    page.examples.model.data = counted
    press(qtbot, page.examples.sources.make)
    qtbot.waitUntil(lambda: len(page.draft.examples.rows) == count, timeout=30_000)
    assert page.draft.session.link.times("lesson_examples") >= count // PAGE
    assert page.examples.model.rowCount() == count
    asked.clear()
    page.examples.table.scrollToBottom()
    page.examples.table.viewport().repaint()
    assert asked
    assert min(asked) > count - 100
    del page.examples.model.data


# ---- as the model sees it ------------------------------------------------------------------------


def test_the_part_that_is_learnt_is_coloured(step, qtbot, page):
    press(qtbot, step.look)
    field = step.preview.field
    qtbot.waitUntil(lambda: field.toPlainText().startswith("<|im_start|>user"))
    example = page.draft.examples.get(1)
    assert example.answer in field.toPlainText()
    answer = field.document().findBlockByNumber(3).layout()
    question = field.document().findBlockByNumber(1).layout()
    assert tints(answer) == [True] * len(tints(answer))
    assert len(tints(answer)) > 10
    assert tints(question) == [False] * len(tints(question))
    assert "learnt" in step.preview.facts.text()
    step.table.choose(1)
    qtbot.waitUntil(lambda: page.draft.examples.get(2).answer in field.toPlainText())
    press(qtbot, step.preview.close_button)
    assert step.preview.isHidden()
    assert QApplication.focusWidget() is step.table


def tints(layout: QTextLayout) -> list[bool]:
    """Of each stretch of a line whether it has a ground."""
    return [each.format.background().style() != Qt.BrushStyle.NoBrush for each in layout.formats()]


def test_what_is_edited_is_seen_anew(step, qtbot, page):
    press(qtbot, step.look)
    field = step.preview.field
    qtbot.waitUntil(lambda: bool(field.toPlainText()))
    changed = dataclasses.replace(page.draft.examples.get(1), answer="Ask the board.")
    page.draft.examples.save([changed])
    qtbot.waitUntil(lambda: "Ask the board." in field.toPlainText())


def test_the_report_names_languages_length_and_what_is_cut(step, qtbot, page):
    qtbot.waitUntil(lambda: "Chinese 50%" in step.report.facts.text())
    assert "English 50%" in step.report.facts.text()
    assert "for testing" in step.report.facts.text()
    assert "word piece" not in step.report.facts.text(), "nobody need know while nothing is cut"
    page.draft.change(max_tokens=16)
    qtbot.waitUntil(lambda: "16 word pieces" in step.report.advice.text())
    assert "the longest has" in step.report.facts.text()


def test_steps_wait_for_examples(page, qtbot):
    assert not page.next.isEnabled()
    assert not page.steps[Step.FIT].isEnabled()
    page.show_step(Step.START)
    assert page.step is Step.EXAMPLES
    make(page, qtbot)
    assert page.next.isEnabled()
    QTest.keyClick(page.examples.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.step is Step.FIT
