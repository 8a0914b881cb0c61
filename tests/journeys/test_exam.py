"""An exam from the sample documents: made, taken, compared, its best way used and left again."""

from core.types import RecipeState
from desktop.exam.pane import Tab
from desktop.exam.taking_up import Stand
from tests.desktop.exam import made

PATIENCE_MILLISECONDS = 240_000


def test_a_teacher_makes_an_exam_takes_it_and_tries_another_way(real_window, qtbot):
    window, session = real_window, real_window.session

    def until(reached):
        qtbot.waitUntil(reached, timeout=PATIENCE_MILLISECONDS)

    def at_rest():
        until(lambda: not session.jobs)

    window.beginning.start()
    window.welcome.sample_chosen.emit()
    until(lambda: session.summary is not None and session.summary.documents >= 6)
    at_rest()
    window.show_room("exam")
    pane = window.room("exam")
    until(lambda: pane.contents.ready and pane.empty.isVisible())

    pane.empty.form.make.click()
    until(lambda: bool(pane.contents.questions))
    at_rest()
    assert pane.tab is Tab.QUESTIONS
    questions = pane.contents.questions
    assert len(questions) >= 10
    assert all(each.gold and each.text and each.answer for each in questions)

    pane.questions.table.choose(questions[0].id)
    pane.questions.table.opened.emit(questions[0])
    assert window.split.side.isVisible()
    session.close_reader()

    pane.questions.table.removed.emit([questions[1]])
    until(lambda: window.notice_bar.isVisible())
    window.notice_bar.press()
    until(lambda: questions[1].id in [each.id for each in pane.contents.questions])

    pane.take.click()
    until(lambda: pane.tab is Tab.RESULT and bool(pane.contents.sittings))
    at_rest()
    sitting = pane.contents.sittings[0]
    assert sitting.questions == len(questions)
    assert "right place" in pane.result.sentence.text()

    pane.show_tab(Tab.WAYS)
    for choice, box in pane.ways.ways.boxes.items():
        box.setChecked((choice.table, choice.name) in (("chunkers", "fixed"),
                                                       ("retrievers", "keyword")))  # fmt: skip
    pane.ways.compare.click()
    until(pane.ways.start.isVisible)
    pane.ways.start.click()
    until(lambda: pane.contents.comparison is not None)
    at_rest()
    comparison = pane.contents.comparison
    ways = {(each.chunker, each.retriever) for each in comparison.sittings}
    assert ("fixed", "keyword") in ways
    assert pane.ways.verdict.sentence.text()
    assert len(pane.ways.chart.shown()) == len(comparison.sittings)


def test_documents_are_prepared_another_way_and_back(real_window, qtbot, tmp_path):
    window, session = real_window, real_window.session

    def until(reached):
        qtbot.waitUntil(reached, timeout=PATIENCE_MILLISECONDS)

    window.beginning.start()
    file = tmp_path / "harbour.txt"
    file.write_text("The Harbour Light was built in 1874.\n\n" * 30, encoding="utf-8")
    window.beginning.add_files([str(file)])
    until(lambda: session.summary is not None and session.summary.documents == 1)
    until(lambda: not session.jobs)
    window.show_room("exam")
    pane = window.room("exam")
    until(lambda: bool(pane.contents.recipes))
    before = pane.contents.recipes[0]

    # What a comparison would have found, without its minutes.
    best = made.comparison(best_chunker="fixed", best_retriever="keyword")
    pane.contents.comparison = best
    pane.contents.changed.emit()
    taking_up = pane.ways.taking_up
    taking_up.begin()
    until(lambda: taking_up.stand is Stand.ASKED)
    taking_up.agree()
    until(lambda: taking_up.recipe(RecipeState.CURRENT).chunker == "fixed")
    until(lambda: session.summary.preferred_retriever == "keyword")
    until(lambda: not session.jobs)

    # As after a restart: the library itself tells that it works the best way.
    pane.contents.comparison = best
    pane.contents.changed.emit()
    assert taking_up.stand is Stand.TAKEN
    taking_up.go_back()
    until(lambda: taking_up.recipe(RecipeState.CURRENT).id == before.id)
    until(lambda: session.summary.preferred_retriever == "")
