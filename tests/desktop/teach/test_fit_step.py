"""The second and the third step: the model, the way, the cost measured, refused, made smaller."""

import dataclasses
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from core.errors import BadRequest, LessonTooLarge, UnsuitableModel
from core.types import FOLDER, ExamplesReport, LessonPlan
from desktop import theme, translations
from desktop.teach import suggesting
from desktop.teach.making_page import Step
from desktop.teach.pane import Page
from desktop.teach.wording import words

from . import making


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def pane(open_pane, qtbot):
    """With forty examples."""
    pane = open_pane()
    pane.begin()
    press(qtbot, pane.making.examples.sources.make)
    qtbot.waitUntil(lambda: pane.draft.report is not None)
    return pane


@pytest.fixture
def fit(pane, qtbot):
    """The second step, measured."""
    press(qtbot, pane.making.next)
    measured(pane, qtbot)
    return pane.making.fit


def press(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def measured(pane, qtbot):
    draft = pane.draft
    qtbot.waitUntil(
        lambda: (
            not draft.is_stale
            and draft.estimating is None
            and (draft.estimate is not None or draft.estimate_trouble is not None)
        )
    )


def kept(shelf):
    return next(iter(shelf.lessons.values())).plan


# ---- settings that suit --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "held_out", "longest", "rounds", "batch", "length"),
    [
        (40, 4, 146, 6.0, 4, 256),
        (300, 30, 90, 4.0, 32, 128),
        (2000, 200, 700, 3.0, 32, 1024),
        (5000, 500, 5000, 2.0, 32, 1024),
        (50_000, 5000, 0, 1.0, 32, 512),
        (1, 0, 20, 6.0, 1, 128),
    ],
)
def test_few_examples_are_seen_often_and_many_seldom(
    accepted, held_out, longest, rounds, batch, length
):
    report = ExamplesReport(accepted, accepted, held_out, 0, (), 0, longest, 0)
    plan = suggesting.suited(LessonPlan("a", "local:b"), report, making.BASE)
    assert (plan.epochs, plan.batch, plan.max_tokens) == (rounds, batch, length)
    assert (plan.method, plan.rank, plan.rate, plan.hold_out) == ("lora", 8, 0.0, 0.1)


def test_a_small_model_gets_wider_notes():
    report = ExamplesReport(40, 40, 4, 0, (), 0, 100, 0)
    tiny = dataclasses.replace(making.SMALL, parameters=0.27)
    plan = suggesting.suited(LessonPlan("a", "local:b"), report, tiny)
    assert (plan.rank, plan.alpha) == (16, 32.0)


def test_the_plan_suits_what_was_made(pane, qtbot, shelf):
    assert (pane.draft.plan.epochs, pane.draft.plan.batch) == (6.0, 4)
    qtbot.waitUntil(lambda: kept(shelf) == pane.draft.plan)


# ---- the model -----------------------------------------------------------------------------------


def test_models_that_can_be_taught_are_offered(fit):
    box = fit.base.box
    assert [box.itemText(at) for at in range(box.count())] == [
        "Qwen2.5 0.5B Instruct · 500 million",
        "Qwen2.5 1.5B Instruct · 1.5 billion",
    ]
    assert "1 model" in fit.base.facts.text()
    assert "hardly any facts" in fit.base.advice.text()


def test_another_model_is_measured_anew(fit, pane, qtbot, scripted_link, shelf):
    times = scripted_link.times("estimate_lesson")
    fit.base.box.setCurrentIndex(1)
    fit.base.box.activated.emit(1)
    assert pane.draft.is_stale
    qtbot.waitUntil(lambda: scripted_link.times("estimate_lesson") == times + 1)
    qtbot.waitUntil(lambda: kept(shelf).base == making.BASE.name)
    assert "mostly better" in fit.base.advice.text()


def test_a_folder_elsewhere_can_be_taught(fit, pane, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/models/mine")
    press(qtbot, fit.base.folder)
    assert pane.draft.plan.base == FOLDER + "/models/mine"
    assert fit.base.box.currentText() == "mine"
    assert fit.base.facts.text() == "/models/mine"
    # Only what can be taught so is offered.
    fit.details.fold.click()
    model = fit.details.method.model()
    enabled = {
        fit.details.method.itemData(at): model.item(at).isEnabled()
        for at in range(model.rowCount())
    }
    assert enabled == {"lora": True, "full": True, "prompt": True, "qlora": True, "dpo": False}


# ---- the cost ------------------------------------------------------------------------------------


def test_it_is_measured_by_itself_and_said(fit):
    assert fit.cost.memory.text() == "3.1 GB of the 6.2 GB that are free"
    assert "48 minute" in fit.cost.time.text()
    assert "done" in fit.cost.end.text()
    assert fit.cost.bar.accessibleName() == fit.cost.memory.text()
    assert not fit.cost.bar.is_too_much


def test_what_was_changed_can_be_measured_at_once(fit, pane, monkeypatch):
    monkeypatch.setattr(pane.making._measure, "start", lambda: None)
    assert not fit.cost.again.isVisible()
    pane.draft.change(rank=32)
    assert "Not measured" in fit.cost.state.text()
    assert fit.cost.again.isVisible()


def test_measuring_is_stopped_and_begun_again(pane, qtbot, scripted_link):
    scripted_link.held.add("estimate_lesson")
    press(qtbot, pane.making.next)
    cost = pane.making.fit.cost
    qtbot.waitUntil(cost.stop.isVisible)
    assert pane.making.next.isEnabled()
    cost.stop.setFocus()
    QTest.keyClick(cost.stop, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is pane.making.next
    scripted_link.release("estimate_lesson")
    qtbot.waitUntil(lambda: pane.draft.estimating is None and cost.again.isVisible())
    assert not pane.making._measure.isActive(), "it is not begun anew by itself"
    press(qtbot, cost.again)
    measured(pane, qtbot)
    assert pane.draft.estimate.fits


def test_what_does_not_fit_is_refused_and_made_smaller_with_one_press(fit, pane, qtbot, shelf):
    small = dataclasses.replace(pane.draft.plan, max_tokens=64, checkpointing=True)
    fitting = shelf.estimate
    shelf.estimate = dataclasses.replace(
        fitting, memory_bytes=9_100_000_000, fits=False, smaller=small
    )
    pane.draft.measure()
    measured(pane, qtbot)
    assert fit.cost.bar.is_too_much
    assert "does not fit" in fit.cost.refusal.text()
    assert "examples cut at 64 word pieces" in fit.cost.advice.text()
    assert not pane.making.next.isEnabled()
    shelf.estimate = fitting
    press(qtbot, fit.cost.smaller)
    measured(pane, qtbot)
    qtbot.waitUntil(lambda: kept(shelf) == small)
    assert pane.making.next.isEnabled()
    assert fit.cost.refusal.isHidden()


def test_where_nothing_smaller_fits_it_is_said(fit, pane, qtbot, shelf):
    shelf.estimate = dataclasses.replace(
        shelf.estimate, memory_bytes=10**11, seconds=0.0, fits=False
    )
    pane.draft.measure()
    measured(pane, qtbot)
    assert fit.cost.smaller.isHidden()
    assert "Choose a smaller model" in fit.cost.advice.text()
    assert fit.cost.time.isHidden()
    pane.making.show_step(Step.START)
    assert not pane.making.next.isEnabled()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LessonTooLarge(name="Q", needed="9 GB", available="6 GB"), "9 GB"),
        (UnsuitableModel(name="odd", reason="no."), "odd"),
    ],
)
def test_an_error_of_measuring_stands_where_one_looks(pane, qtbot, scripted_link, error, said):
    def fails(id):
        raise error

    scripted_link.answers["estimate_lesson"] = fails
    press(qtbot, pane.making.next)
    measured(pane, qtbot)
    cost = pane.making.fit.cost
    qtbot.waitUntil(cost.refusal.isVisible)
    assert said in f"{cost.refusal.text()} {cost.advice.text()}"
    assert cost.again.isVisible()
    pane.making.show_step(Step.START)
    assert not pane.making.next.isEnabled()


def test_when_it_would_be_done_is_said_in_days():
    noon = 1_760_000_000.0
    assert "tomorrow" in words.end(20 * 3600, now=noon - noon % 86_400 + 43_200)
    assert "done on" in words.end(80 * 3600, now=noon)
    assert words.numbers(1.5) == "1.5 billion"
    assert words.numbers(0.27) == "270 million"


# ---- the way -------------------------------------------------------------------------------------


def test_the_fast_way_costs_a_tick(fit, pane, qtbot, shelf):
    press(qtbot, fit.fast)
    assert pane.draft.plan.fast
    assert "own settings" in fit.way.text()
    measured(pane, qtbot)
    qtbot.waitUntil(lambda: kept(shelf).fast)


def test_details_say_what_they_are_and_take_what_is_typed(fit, pane, qtbot, shelf):
    fit.details.fold.click()
    field = fit.details.fields["epochs"]
    assert field.text() == "6"
    assert field.accessibleDescription()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "2.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.draft.plan.epochs == 2.5
    qtbot.waitUntil(lambda: kept(shelf).epochs == 2.5)
    press(qtbot, fit.details.suggest)
    assert pane.draft.plan.epochs == 6.0


def test_what_makes_no_sense_is_said_and_not_taken(fit, pane):
    fit.details.fold.click()
    before = pane.draft.plan
    for name, typed, said in (
        ("rank", "0", "1 to 1,024"),
        ("rank", "2.5", "1 to"),
        ("hold_out", "60", "0 to 50"),
        ("rate", "fast", "0 to 1"),
        ("epochs", "", "0.01 to 1,000"),
    ):
        field = fit.details.fields[name]
        field.setText(typed)
        field.editingFinished.emit()
        assert said in fit.details.trouble.text()
        assert pane.draft.plan == before


def test_another_way_shows_its_own_figures_and_its_weakness(fit, pane, qtbot):
    fit.details.fold.click()
    box = fit.details.method
    assert fit.details.fields["rank"].isVisibleTo(fit)
    box.setCurrentIndex(box.findData("prompt"))
    box.activated.emit(box.currentIndex())
    assert pane.draft.plan.method == "prompt"
    assert not fit.details.fields["rank"].isVisibleTo(fit)
    assert fit.details.fields["virtual_tokens"].isVisibleTo(fit)
    assert fit.weak.isVisibleTo(fit)
    assert "arXiv:2104.08691" in fit.details._method_note.text()


def test_worse_answers_are_learnt_from_with_one_press(open_pane, qtbot, shelf):
    shelf.gives = tuple(making.example(at, rejected="No idea.") for at in range(20))
    pane = open_pane()
    pane.begin()
    press(qtbot, pane.making.examples.sources.make)
    qtbot.waitUntil(lambda: pane.draft.report is not None)
    press(qtbot, pane.making.next)
    fit = pane.making.fit
    assert fit.with_worse.isVisible()
    press(qtbot, fit.with_worse)
    assert pane.draft.plan.method == "dpo"
    assert fit.with_worse.isHidden()


def test_a_recipe_is_saved_and_opened(fit, pane, qtbot, monkeypatch, scripted_link):
    fit.details.fold.click()
    other = LessonPlan("Theirs", "local:gone.gguf", rank=4, epochs=1.0)
    scripted_link.answers["save_recipe"] = lambda plan, path: path
    scripted_link.answers["read_recipe"] = lambda path: other
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/out/a.toml", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/in/a.toml", ""))
    press(qtbot, fit.details.save)
    assert scripted_link.last("save_recipe") == {"plan": pane.draft.plan, "path": "/out/a.toml"}
    title, base = pane.draft.plan.title, pane.draft.plan.base
    press(qtbot, fit.details.open)
    wanted = dataclasses.replace(other, title=title, base=base)
    qtbot.waitUntil(lambda: pane.draft.plan == wanted)

    def odd(path):
        raise BadRequest(reason="“a.toml” is no TOML: line 3.")

    scripted_link.answers["read_recipe"] = odd
    press(qtbot, fit.details.open)
    qtbot.waitUntil(lambda: "line 3" in fit.details.trouble.text())


# ---- start ---------------------------------------------------------------------------------------


def test_everything_is_said_once_more_and_it_starts(fit, pane, qtbot, shelf):
    press(qtbot, pane.making.next)
    start = pane.making.start
    assert pane.making.step is Step.START
    assert re.fullmatch(r"36 example.*; 4 kept to test it", start.said["examples"].text())
    assert start.said["model"].text() == "Qwen2.5 0.5B Instruct · 500 million"
    assert "Add-on notes" in start.said["way"].text()
    assert "10%" in start.said["general"].text()
    assert start.cost.memory.text()
    press(qtbot, pane.making.next)
    assert pane.page is Page.LESSON
    qtbot.waitUntil(lambda: shelf.run == ["000000000001"])


@pytest.mark.parametrize("step", [Step.FIT, Step.START])
def test_when_it_is_measured_the_keyboard_goes_on(fit, pane, qtbot, scripted_link, step):
    scripted_link.held.add("estimate_lesson")
    making = pane.making
    making.show_step(step)
    pane.draft.change(rank=32)
    qtbot.waitUntil(lambda: pane.draft.estimating is not None)
    (making.fit if step is Step.FIT else making.start).cost.stop.setFocus()
    scripted_link.release("estimate_lesson")
    measured(pane, qtbot)
    assert QApplication.focusWidget() is making.next


def test_a_model_that_is_gone_hides_nothing_of_what_would_be_done(fit, pane, qtbot, shelf):
    press(qtbot, pane.making.next)
    shelf.models = ()
    pane.draft.report = None
    pane.bases.look()
    said = pane.making.start.said
    qtbot.waitUntil(lambda: said["model"].text() == "tiny")
    assert said["examples"].text().startswith("40 ")


def test_nothing_starts_unmeasured(fit, pane, qtbot, shelf, scripted_link):
    press(qtbot, pane.making.next)
    scripted_link.held.add("estimate_lesson")
    pane.draft.change(rank=32)
    assert not pane.making.next.isEnabled()
    qtbot.waitUntil(lambda: pane.draft.estimating is not None)
    assert not pane.making.next.isEnabled()
    scripted_link.release("estimate_lesson")
    qtbot.waitUntil(pane.making.next.isEnabled)


def test_from_the_sources_to_the_start_by_keyboard_alone(open_pane, qtbot, shelf):
    pane = open_pane()
    pane.setFocus()
    QTest.keySequence(pane, "Ctrl+N")
    tab_to(pane.making.examples.sources.make)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    table = pane.making.examples.table
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pane.draft.report is not None and pane.draft.report.accepted == 39)
    tab_to(pane.making.next)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert pane.making.step is Step.FIT
    measured(pane, qtbot)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pane.making.step is Step.START
    tab_to(pane.making.next)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shelf.run == ["000000000001"])


def tab_to(widget):
    passed = []
    for _ in range(80):
        if QApplication.focusWidget() is widget:
            return
        passed.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {widget} but over {passed}")


def test_every_control_of_every_step_has_a_name(fit, pane, qtbot):
    making_page = pane.making
    fit.details.fold.click()
    making_page.examples.look.setChecked(True)
    unnamed = []
    for step in Step:
        making_page.show_step(step)
        for widget in making_page.findChildren(QWidget):
            if not (widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
                continue
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            inner = widget.objectName().startswith("qt_")
            if not (widget.accessibleName() or text or inner):
                unnamed.append(f"{step.name}: {widget}")
    assert unnamed == []
