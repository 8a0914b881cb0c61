"""Other ways: what is tried, what it takes, the chart, taking up the best and going back."""

import pytest
from PySide6.QtWidgets import QApplication

from core.events import Progress, Stage
from core.types import ExamVerdict, RecipeEstimate, RecipeState
from desktop.exam.comparison_chart import bars
from desktop.exam.pane import Tab
from desktop.exam.taking_up import Stand

from . import made


@pytest.fixture
def page(pane):
    pane.show_tab(Tab.WAYS)
    return pane.ways


def test_bars_stand_best_first_with_whiskers_around_the_present_way():
    shown = bars(made.comparison())
    assert [bar.current for bar in shown].index(True) == 3
    assert shown[0].best
    now = shown[3]
    assert now.low is None
    assert shown[0].low == pytest.approx(now.first + 0.06)
    assert shown[0].high == pytest.approx(min(1.0, now.first + 0.24))


@pytest.mark.parametrize("verdict", list(ExamVerdict))
def test_only_a_sure_difference_offers_a_button(page, exam, qtbot, verdict, pane):
    exam.comparison = made.comparison(verdict)
    pane.contents._ask("comparison")
    qtbot.waitUntil(lambda: pane.contents.comparison is exam.comparison)
    assert page.verdict.use.isVisible() == (verdict is ExamVerdict.BETTER)
    assert page.verdict.sentence.text()
    assert bars(exam.comparison)[0].best == (verdict is ExamVerdict.BETTER)


def test_the_chart_shows_the_best_and_more_on_demand(page):
    assert len(page.chart.shown()) == 8
    assert page.every.text() == "Show 2 more ways"
    page.every.click()
    assert len(page.chart.shown()) == 10
    assert page.every.text() == "Show the best only"
    said = page.chart.accessibleDescription()
    assert "Now: Prepared by chapters and paragraphs" in said
    assert "38 of 40 among the first three" in said


def test_the_same_figures_stand_in_a_table(page):
    assert page.figures.text() == "Show the figures"
    page.figures.click()
    assert page.figures.text() == "Hide the figures"
    table = page.table
    assert table.isVisible()
    assert table.rowCount() == 10
    row = [table.item(0, column).text() for column in range(table.columnCount())]
    assert row[:2] == ["by headings, lists and tables", "by meaning and words"]
    assert row[3:6] == ["88%", "95%", "95%"]
    assert "structure" in table.item(0, 0).toolTip()
    assert table.isColumnHidden(2)


def test_trying_says_first_what_it_takes(page, qtbot, scripted_link, scripted_session, pane):
    page.compare.click()
    qtbot.waitUntil(page.start.isVisible)
    chunkers = [given["chunker"] for name, given in scripted_link.asked
                if name == "estimate_recipe"]  # fmt: skip
    assert chunkers == ["fixed", "recursive", "semantic", "structure"]
    assert "6 minutes" in page._cost.text()
    assert QApplication.focusWidget() is page.start
    scripted_link.held.add("compare_exam")
    page.start.click()
    assert scripted_link.last("compare_exam") == {
        "chunkers": (), "retrievers": (), "embedders": ()}  # fmt: skip
    progress = Progress(Stage.EXAMINING, 310, 1000, 120.0, "semantic › keyword")
    scripted_session.jobs[-1].request.told.emit(progress)
    assert pane.strip.doing.text() == (
        "Trying other ways · 31% · prepared by change of subject, searched by words"
        " · about 2 minutes left"
    )
    pane.strip.stop.click()
    scripted_link.release("compare_exam")
    qtbot.waitUntil(lambda: not pane.strip.isVisible())
    assert page.compare.isEnabled()


def test_a_large_library_is_tried_in_part(page, qtbot, scripted_link):
    scripted_link.answers["estimate_recipe"] = lambda chunker, embedder="": RecipeEstimate(
        9000, 90_000, 3600.0, 1)  # fmt: skip
    page.compare.click()
    qtbot.waitUntil(page.start.isVisible)
    assert "15 minutes, on a part of your documents" in page._cost.text()


def test_ways_can_be_chosen_and_missing_ones_say_what_they_need(page, qtbot, scripted_link):
    page.choose.click()
    boxes = {(choice.table, choice.name): box for choice, box in page.ways.boxes.items()}
    assert not boxes["retrievers", "hyde"].isEnabled()
    assert "needs a writing model" in boxes["retrievers", "hyde"].text()
    assert ("retrievers", "auto") not in boxes
    for name in ("fixed", "semantic", "structure"):
        boxes["chunkers", name].click()
    page.compare.click()
    qtbot.waitUntil(page.start.isVisible)
    page.start.click()
    qtbot.waitUntil(lambda: scripted_link.times("compare_exam") == 1)
    assert scripted_link.last("compare_exam")["chunkers"] == ("recursive",)
    assert scripted_link.last("compare_exam")["retrievers"] == ()


def test_nothing_ticked_tries_nothing(page):
    for choice, box in page.ways.boxes.items():
        if choice.table == "chunkers":
            box.setChecked(False)
    assert not page.compare.isEnabled()
    assert "Tick at least one" in page._text.text()


def test_the_best_is_prepared_after_its_cost_was_agreed_to(page, qtbot, exam, scripted_link):
    page.verdict.use.click()
    qtbot.waitUntil(page.verdict.agree.isVisible)
    assert scripted_link.last("estimate_recipe") == {"chunker": "structure", "embedder": "minilm"}
    assert "128 documents" in page.verdict.sentence.text()
    assert "30.0 MB" in page.verdict.sentence.text()
    assert scripted_link.times("prepare_recipe") == 0
    page.verdict.agree.click()
    qtbot.waitUntil(lambda: page.taking_up.stand is Stand.TAKEN)
    assert scripted_link.last("prepare_recipe") == {
        "chunker": "structure", "embedder": "minilm", "use": True}  # fmt: skip
    qtbot.waitUntil(lambda: exam.preferred == "hybrid")


def test_one_can_go_back(page, qtbot, exam, scripted_link):
    scripted_link.answers["prepare_files"] = lambda: None
    page.verdict.use.click()
    qtbot.waitUntil(page.verdict.agree.isVisible)
    page.verdict.agree.click()
    qtbot.waitUntil(page.verdict.back.isVisible)
    page.verdict.back.click()
    qtbot.waitUntil(lambda: exam.recipes[0].id == 1)
    qtbot.waitUntil(lambda: exam.preferred == "")
    assert exam.recipes[0].state is RecipeState.CURRENT
    qtbot.waitUntil(page.verdict.use.isVisible)
    # What came in meanwhile is prepared the former way too.
    qtbot.waitUntil(lambda: scripted_link.times("prepare_files") == 1)


def test_another_search_alone_costs_nothing(page, qtbot, exam, scripted_link, pane):
    exam.comparison = made.comparison(best_chunker="recursive", best_retriever="rrf")
    pane.contents._ask("comparison")
    qtbot.waitUntil(lambda: pane.contents.comparison is exam.comparison)
    page.verdict.use.click()
    qtbot.waitUntil(lambda: exam.preferred == "rrf")
    assert scripted_link.times("estimate_recipe") == scripted_link.times("prepare_recipe") == 0
    page.verdict.back.click()
    qtbot.waitUntil(lambda: exam.preferred == "")


def test_not_now_leaves_everything(page, qtbot, scripted_link):
    page.verdict.use.click()
    qtbot.waitUntil(page.verdict.decline.isVisible)
    page.verdict.decline.click()
    assert page.verdict.use.isVisible()
    assert scripted_link.times("prepare_recipe") == 0


def test_a_preparation_that_was_stopped_goes_on(page, qtbot, exam, scripted_link, pane):
    from dataclasses import replace

    half = replace(exam.recipes[0], id=5, chunker="structure", state=RecipeState.PREPARING, done=40)
    exam.recipes = (*exam.recipes, half)
    pane.contents._ask("recipes")
    qtbot.waitUntil(page.verdict.go_on.isVisible)
    page.verdict.go_on.click()
    qtbot.waitUntil(lambda: page.taking_up.stand is Stand.TAKEN)
    assert scripted_link.times("prepare_recipe") == 1


def test_a_library_for_reading_only_offers_nothing(page, summary):
    summary(read_only=True)
    assert not page.compare.isEnabled()
    assert not page.verdict.use.isVisible()
