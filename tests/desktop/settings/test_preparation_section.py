"""How documents are prepared: cost first, in the background, taken up, and back again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from core.events import Changes
from core.types import Choice, ExamSitting, LibrarySummary, Recipe, RecipeEstimate, RecipeState
from desktop import translations
from desktop.settings.preparation_section import PreparationSection

CURRENT = Recipe(1, "recursive", "minilm", RecipeState.CURRENT, 12, 12, 300)


@pytest.fixture
def recipes():
    return [CURRENT]


@pytest.fixture
def section(scripted_session, scripted_link, recipes, qtbot, qapp):
    translations.install(qapp, "en")
    scripted_link.answers |= {
        "list_recipes": lambda: tuple(recipes),
        "choices": lambda: (
            Choice("chunkers", "recursive"),
            Choice("chunkers", "structure"),
            Choice("chunkers", "model", "model"),
            Choice("embedders", "minilm"),
            Choice("retrievers", "hybrid"),
        ),
        "estimate_recipe": lambda chunker, embedder: RecipeEstimate(12, 400, 130.0, 5_000_000),
        "prepare_recipe": lambda chunker, embedder: CURRENT,
    }
    made = PreparationSection(scripted_session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.parted.count() == 3)
    return made


def choose(section, name):
    at = section.parted.findData(name)
    section.parted.setCurrentIndex(at)
    section.parted.activated.emit(at)


def press(qtbot, button):
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def show(scripted_link):
    scripted_link.changed.emit(Changes(recipes=True), None)


def test_the_way_in_use_is_chosen_and_nothing_can_begin(section):
    assert section.parted.currentData() == "recursive"
    assert not section.begin.isEnabled()
    assert not section.use.isVisible()
    assert not section.back.isVisible()


def test_what_needs_a_writing_model_says_so_and_cannot_be_chosen(section):
    at = section.parted.findData("model")
    assert "writing model" in section.parted.itemText(at)
    assert not section.parted.model().item(at).isEnabled()


def test_the_cost_is_said_before_it_begins(section, scripted_link, qtbot):
    choose(section, "structure")
    press(qtbot, section.begin)
    qtbot.waitUntil(lambda: section.agree.isVisible())
    assert "12 document" in section.said.text()
    assert scripted_link.times("prepare_recipe") == 0
    press(qtbot, section.agree)
    asked = scripted_link.last("prepare_recipe")
    assert (asked["chunker"], asked["embedder"]) == ("structure", "minilm")


def test_not_now_leaves_everything(section, scripted_link, qtbot):
    choose(section, "structure")
    press(qtbot, section.begin)
    qtbot.waitUntil(lambda: section.decline.isVisible())
    press(qtbot, section.decline)
    assert section.parted.currentData() == "recursive"
    assert scripted_link.times("prepare_recipe") == 0


def test_what_is_ready_can_be_used_or_discarded(section, scripted_link, recipes, qtbot):
    recipes.append(Recipe(2, "structure", "minilm", RecipeState.READY, 12, 12, 400))
    show(scripted_link)
    qtbot.waitUntil(lambda: section.use.isVisible())
    scripted_link.answers["use_recipe"] = lambda id: recipes[1]
    scripted_link.answers["remove_recipe"] = lambda id: None
    press(qtbot, section.use)
    press(qtbot, section.discard)
    assert scripted_link.last("use_recipe") == {"id": 2}
    assert scripted_link.last("remove_recipe") == {"id": 2}
    qtbot.waitUntil(lambda: scripted_link.times("prepare_files") == 1)


def test_what_is_ready_can_be_tried_on_the_exam_first(section, scripted_link, recipes, qtbot):
    recipes.append(Recipe(2, "structure", "minilm", RecipeState.READY, 12, 12, 400))
    show(scripted_link)
    qtbot.waitUntil(lambda: section.examine.isVisible())
    before, after = (
        ExamSitting(0, 0.0, "auto", "c", "e", 40, {"found@1": at_once, "found@3": 0.9})
        for at_once in (0.725, 0.825)
    )
    scripted_link.answers["before_and_after"] = lambda recipe: (before, after)
    press(qtbot, section.examine)
    qtbot.waitUntil(lambda: "33" in section.said.text())
    assert "29" in section.said.text()
    assert "Chance alone" in section.said.text()
    assert section.use.isVisible()


def test_the_former_way_can_be_gone_back_to(section, scripted_link, recipes, qtbot):
    recipes.append(Recipe(2, "fixed", "minilm", RecipeState.FORMER, 12, 12, 500))
    show(scripted_link)
    qtbot.waitUntil(lambda: section.back.isVisible())
    assert "equal pieces" in section.said.text()
    scripted_link.answers["use_recipe"] = lambda id: recipes[1]
    press(qtbot, section.back)
    assert scripted_link.last("use_recipe") == {"id": 2}


def test_a_library_that_is_read_only_is_not_prepared_anew(section, scripted_session, scripted_link):
    scripted_session.summary = LibrarySummary("/l", "l", 3, 3, 0, 0, read_only=True)
    choose(section, "structure")
    assert not section.begin.isEnabled()


def test_what_is_chosen_stays_when_the_language_changes(section, qapp):
    choose(section, "structure")
    section.reading.insertItem(1, "mine", "folder:/models/mine")
    section.reading.setCurrentIndex(1)
    section.reading.activated.emit(-1)
    translations.install(qapp, "zh")
    section.retranslate()
    assert section.parted.currentData() == "structure"
    assert section.reading.currentData() == "folder:/models/mine"
    translations.install(qapp, "en")


def test_no_folder_chosen_leaves_the_reading_model(section, recipes, qtbot, monkeypatch):
    recipes[0] = Recipe(1, "recursive", "folder:/m/other", RecipeState.CURRENT, 12, 12, 300)
    section.refresh()
    qtbot.waitUntil(lambda: section.reading.currentData() == "folder:/m/other")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    at = section.reading.count() - 1
    section.reading.setCurrentIndex(at)
    section.reading.activated.emit(at)
    assert section.reading.currentData() == "folder:/m/other"


def test_the_keyboard_never_lands_on_the_button_that_discards(
    section, scripted_link, recipes, qtbot
):
    recipes.append(Recipe(2, "structure", "minilm", RecipeState.READY, 12, 12, 400))
    show(scripted_link)
    qtbot.waitUntil(lambda: section.use.isVisible())

    def used(id):
        recipes[:] = [
            Recipe(2, "structure", "minilm", RecipeState.CURRENT, 12, 12, 400),
            Recipe(1, "recursive", "minilm", RecipeState.FORMER, 12, 12, 300),
        ]
        return recipes[0]

    scripted_link.answers["use_recipe"] = used
    section.activateWindow()
    section.use.setFocus()
    qtbot.keyClick(section.use, Qt.Key.Key_Space)
    show(scripted_link)
    qtbot.waitUntil(lambda: section.back.isVisible())
    assert section.focusWidget() is section.parted


def test_an_exam_that_finds_the_same_speaks_of_no_chance(section, scripted_link, recipes, qtbot):
    recipes.append(Recipe(2, "structure", "minilm", RecipeState.READY, 12, 12, 400))
    show(scripted_link)
    qtbot.waitUntil(lambda: section.examine.isVisible())
    sitting = ExamSitting(0, 0.0, "auto", "c", "e", 40, {"found@1": 1.0, "found@3": 1.0})
    scripted_link.answers["before_and_after"] = lambda recipe: (sitting, sitting)
    press(qtbot, section.examine)
    qtbot.waitUntil(lambda: "40" in section.said.text())
    assert "chance" not in section.said.text().lower()
