"""The exam pane as a whole: nothing yet, making, taking, what goes wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.errors import DiskFull, ModelBroken
from core.events import Progress, Stage
from core.types import Choice, Endpoint
from desktop import theme, translations
from desktop.exam.pane import Tab

from . import made


def empty(exam):
    exam.questions, exam.sittings, exam.comparison = [], (), None


def tell(session, progress):
    session.jobs[-1].request.told.emit(progress)


def test_nothing_is_asked_before_the_pane_is_seen(scripted_session, scripted_link, qtbot):
    from desktop.exam.pane import ExamPane

    pane = ExamPane(scripted_session)
    qtbot.addWidget(pane)
    assert scripted_link.times("exam_questions") == 0


def test_without_documents_the_next_step_is_to_add_some(open_pane, exam, summary, qtbot,
                                                        scripted_session):  # fmt: skip
    empty(exam)
    pane = open_pane()
    summary(documents=0)
    assert pane.no_documents.isVisible()
    with qtbot.waitSignal(scripted_session.add_requested):
        pane.no_documents.button.click()


def test_an_exam_is_made_from_all_documents(open_pane, exam, qtbot, scripted_link):
    empty(exam)
    pane = open_pane()
    assert pane.empty.isVisible()
    assert not pane.take.isVisible()
    pane.empty.form.count.setCurrentIndex(0)
    qtbot.mouseClick(pane.empty.form.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.questions.model.rowCount() == 20)
    assert scripted_link.last("make_exam") == {
        "count": 20, "documents": (), "with_model": False}  # fmt: skip
    assert pane.questions.isVisible()
    assert pane.take.isEnabled()


def test_an_exam_is_made_from_chosen_documents(open_pane, exam, qtbot, scripted_link):
    empty(exam)
    pane = open_pane()
    form = pane.empty.form
    form.source.setCurrentIndex(1)
    qtbot.waitUntil(lambda: form.list.count() == 3)
    assert not form.make.isEnabled()
    qtbot.keyClicks(form.filter, "hand")
    visible = [at for at in range(3) if not form.list.item(at).isHidden()]
    assert [form.list.item(at).text() for at in visible] == ["Volunteer handbook"]
    form.list.setCurrentRow(visible[0])
    form.list.setFocus()
    qtbot.keyClick(form.list, Qt.Key.Key_Space)
    assert form.make.isEnabled()
    form.make.click()
    qtbot.waitUntil(lambda: scripted_link.times("make_exam") == 1)
    assert scripted_link.last("make_exam")["documents"] == (made.document(1).id,)


def test_making_shows_how_far_it_is_and_can_be_stopped(
    open_pane, exam, qtbot, scripted_link, scripted_session
):
    empty(exam)
    pane = open_pane()
    scripted_link.held.add("make_exam")
    pane.empty.form.make.click()
    tell(scripted_session, Progress(Stage.EXAMINING, 11, 128, 180.0))
    assert pane.strip.doing.text() == "Making questions · 12 of 128 · about 3 minutes left"
    assert QApplication.focusWidget() is pane.strip.stop
    pane.strip.stop.click()
    assert scripted_session.jobs[-1].cancelling
    assert pane.strip.doing.text() == "Stopping…"
    scripted_link.release("make_exam")
    qtbot.waitUntil(lambda: not pane.strip.isVisible())
    assert QApplication.focusWidget() is pane
    assert pane.empty.form.make.isVisible()


def test_an_exam_that_is_taken_shows_its_result(pane, qtbot, scripted_link):
    pane.take.click()
    qtbot.waitUntil(lambda: pane.tab is Tab.RESULT)
    result = "Lectern found the right place for 36 of 40 questions, for 30 of them at once."
    qtbot.waitUntil(lambda: pane.result.sentence.text() == result)
    assert scripted_link.last("take_exam") == {}


def test_what_goes_wrong_stands_in_the_pane_and_can_be_tried_again(
    pane, qtbot, scripted_link, scripted_session
):
    elsewhere = []
    scripted_session.error_shown.connect(elsewhere.append)
    works = scripted_link.answers["take_exam"]

    def broken():
        raise ModelBroken(name="minilm")

    scripted_link.answers["take_exam"] = broken
    pane.take.click()
    qtbot.waitUntil(pane.strip.again.isVisible)
    assert elsewhere == []
    scripted_link.answers["take_exam"] = works
    pane.strip.again.click()
    qtbot.waitUntil(lambda: pane.tab is Tab.RESULT)
    assert not pane.strip.isVisible()


def test_questions_that_cannot_be_read_are_said(open_pane, scripted_link, qtbot, exam):
    pane = open_pane()

    def full():
        raise DiskFull(path="/")

    scripted_link.answers["exam_sittings"] = full
    pane.contents._ask("sittings")
    qtbot.waitUntil(pane.strip.again.isVisible)


def test_the_first_question_may_be_ones_own(open_pane, exam, qtbot):
    empty(exam)
    pane = open_pane()
    pane.empty.own.click()
    assert pane.questions.own.isVisible()
    qtbot.keyClick(pane.questions.own.text, Qt.Key.Key_Escape)
    assert pane.empty.isVisible()


def test_whoever_is_elsewhere_is_told(pane, qtbot, scripted_session):
    said, wanted = [], []
    scripted_session.notice.connect(lambda *notice: said.append(notice))
    scripted_session.pane_requested.connect(wanted.append)
    pane.take.click()
    pane.hide()
    qtbot.waitUntil(lambda: bool(said))
    text, button, show = said[0]
    assert (text, button) == ("The exam has been taken.", "Show")
    show()
    assert wanted == ["exam"]
    assert pane.tab is Tab.RESULT


def test_another_library_brings_another_exam(pane, exam, qtbot, scripted_link):
    exam.questions = list(made.questions(3))
    scripted_link.open_library("/other")
    qtbot.waitUntil(lambda: pane.questions.model.rowCount() == 3)


def test_an_exam_can_be_read_but_not_taken_in_a_library_for_reading(pane, summary):
    summary(read_only=True)
    assert not pane.take.isEnabled()
    assert pane.questions.table.isVisible()


def test_everything_is_worded_anew_in_another_language(pane, qtbot, qapp):
    translations.install(qapp, "zh")
    try:
        qtbot.waitUntil(lambda: pane.tabs[0].text() == "题目")
        pane.show_tab(Tab.RESULT)
        assert pane.result.sentence.text() == (
            "40 道题里，书案找对了 34 道的出处，其中 29 道一下就找对。")  # fmt: skip
        assert "有更好的方式" in pane.ways.verdict.sentence.text()
    finally:
        translations.install(qapp, "en")


def test_it_draws_in_the_dark_and_in_large_letters(pane, qapp):
    try:
        theme.apply(qapp, "dark", 1.5)
        for tab in Tab:
            pane.show_tab(tab)
            assert not pane.grab().isNull()
    finally:
        theme.apply(qapp, "light", 1.0)


def test_a_writing_model_that_is_chosen_makes_its_ways_possible(pane, scripted_link, qtbot):
    model = Choice("chunkers", "model")
    scripted_link.answers["choices"] = lambda: (model,)
    pane.contents.session.change_settings(
        endpoints=(Endpoint("x", "http://127.0.0.1/v1"),), writing_model="x"
    )
    qtbot.waitUntil(lambda: pane.contents.has_writing_model)
