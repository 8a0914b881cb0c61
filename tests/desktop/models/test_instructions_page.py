"""Instructions: reading, changing, versions, choosing, removing with undo, beginning one."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from core.errors import BadRequest
from core.events import Changes
from core.types import Prompt, PromptStyle
from desktop.models.instructions_page import InstructionsPage

USUAL = Prompt("usual", "Plain answers", PromptStyle.ZERO_SHOT, "Answer plainly.")


class Store:
    """What the engine would keep."""

    def __init__(self):
        self.kept = {"usual": [USUAL]}

    def list(self):
        return tuple(versions[0] for versions in self.kept.values())

    def versions(self, id):
        return tuple(self.kept[id])

    def save(self, prompt):
        id = prompt.id or "own-1"
        before = self.kept.get(id, [])
        saved = dataclasses.replace(
            prompt, id=id, own=True, version=len(before) + 1, changed=1_790_000_000.0
        )
        self.kept[id] = [saved, *before]
        return Changes(prompts=True), saved

    def remove(self, id):
        self.kept[id] = [each for each in self.kept[id] if not each.own]
        if not self.kept[id]:
            del self.kept[id]
        return Changes(prompts=True), None


@pytest.fixture
def store(scripted_link):
    store = Store()
    scripted_link.answers |= {
        "list_prompts": store.list,
        "prompt_versions": store.versions,
        "save_prompt": store.save,
        "remove_prompt": store.remove,
    }
    return store


@pytest.fixture
def page(qtbot, scripted_session, store):
    page = InstructionsPage(scripted_session)
    qtbot.addWidget(page)
    page.resize(900, 600)
    with qtbot.waitSignal(page.shown):
        page.show()
    return page


def test_it_shows_what_the_model_is_told(page):
    assert page.title.text() == "Plain answers"
    assert page.text.toPlainText() == "Answer plainly."
    assert not page.save.isEnabled()
    assert not page.remove.isVisible()


def test_a_change_is_kept_as_a_version_and_the_old_one_can_be_read(page, qtbot, store):
    page.text.setPlainText("Answer in one sentence.")
    assert page.save.isEnabled()
    page.save.click()
    qtbot.waitUntil(lambda: page.version.count() == 2)
    assert store.kept["usual"][0].text == "Answer in one sentence."
    assert not page.save.isEnabled()
    page.version.setCurrentIndex(1)
    page.version.activated.emit(1)
    assert page.text.toPlainText() == "Answer plainly."


def test_it_is_used_and_not_any_more(page, scripted_session):
    page.use.click()
    assert scripted_session.settings.prompt == "usual"
    assert "in use" in page.list.item(0).text()
    page.use.click()
    assert scripted_session.settings.prompt == ""


def test_one_of_ones_own_begins_from_a_style(page, qtbot, store):
    page.begin(PromptStyle.CO_STAR)
    assert page.list.count() == 2
    assert not page.save.isEnabled()
    page.title.setText("For children")
    page.text.setPlainText("Explain it simply.")
    assert page.save.isEnabled()
    page.save.click()
    qtbot.waitUntil(lambda: "own-1" in store.kept)
    assert store.kept["own-1"][0].style is PromptStyle.CO_STAR
    qtbot.waitUntil(lambda: page.list.currentItem() and page.list.currentRow() == 1)


def test_a_begun_one_can_be_thrown_away(page, qtbot):
    page.begin(PromptStyle.FEW_SHOT)
    with qtbot.waitSignal(page.shown):
        page.remove.click()
    assert page.list.count() == 1
    assert page.title.text() == "Plain answers"


def test_removing_can_be_undone(page, qtbot, store, scripted_session):
    store.save(Prompt("mine", "Mine", PromptStyle.ZERO_SHOT, "Do."))
    scripted_session.changed.emit(Changes(prompts=True), None)
    qtbot.waitUntil(lambda: page.list.count() == 2)
    with qtbot.waitSignal(page.shown):
        page.list.setCurrentRow(1)
    with qtbot.waitSignal(scripted_session.notice) as said:
        page.remove.click()
    qtbot.waitUntil(lambda: page.list.count() == 1)
    said.args[2]()
    qtbot.waitUntil(lambda: "mine" in store.kept)


def test_an_error_stands_on_the_page(page, qtbot, scripted_link):
    def refuse(**_):
        raise BadRequest(reason="no")

    scripted_link.answers["save_prompt"] = refuse
    page.text.setPlainText("Other words.")
    page.save.click()
    qtbot.waitUntil(page._trouble.isVisible)
    assert page.text.toPlainText() == "Other words."


def shown(page):
    return page.list.currentItem().text(), page.text.toPlainText()


def test_what_is_being_written_waits_while_another_is_read(page, qtbot, store, scripted_session):
    store.save(Prompt("mine", "Mine", PromptStyle.ZERO_SHOT, "Do."))
    scripted_session.changed.emit(Changes(prompts=True), None)
    qtbot.waitUntil(lambda: page.list.count() == 2)
    page.text.setPlainText("Answer in verse.")
    with qtbot.waitSignal(page.shown):
        page.list.setCurrentRow(1)
    assert shown(page) == ("Mine", "Do.")
    assert "not kept" in page.list.item(0).text()
    page.begin(PromptStyle.CO_STAR)
    page.text.setPlainText("For children.")
    for row, text in ((0, "Answer in verse."), (1, "Do."), (2, "For children.")):
        with qtbot.waitSignal(page.shown):
            page.list.setCurrentRow(row)
        assert page.text.toPlainText() == text
    assert not page.new.isEnabled()
    with qtbot.waitSignal(page.shown):
        page.list.setCurrentRow(0)
    page.save.click()
    qtbot.waitUntil(lambda: page.version.count() == 2)
    assert store.kept["usual"][0].text == "Answer in verse."
    assert "not kept" not in page.list.item(0).text()
    assert "not kept" in page.list.item(2).text()


def test_the_programs_own_follow_the_language(page, qtbot, store, scripted_session):
    store.kept["usual"] = [dataclasses.replace(USUAL, title="平实回答")]
    scripted_session.change_settings(language="zh")
    qtbot.waitUntil(lambda: page.title.text() == "平实回答")
    assert page.list.item(0).text() == "平实回答"


def test_long_names_are_cut_in_the_list_which_does_not_scroll_sideways(page, qtbot, store):
    store.save(Prompt("own", "A name that is long " * 9, PromptStyle.ZERO_SHOT, "Do."))
    page._reload()
    qtbot.waitUntil(lambda: page.list.count() == 2)
    assert page.list.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert page.list.item(1).text() in page.list.item(1).toolTip()


def test_what_comes_from_the_engine_does_not_overwrite_what_is_being_typed(
    page, qtbot, store, scripted_session
):
    page.begin(PromptStyle.CO_STAR)
    page.title.setText("For parents")
    page.text.setPlainText("In plain words.")
    store.save(Prompt("mine", "Mine", PromptStyle.ZERO_SHOT, "Do."))
    scripted_session.changed.emit(Changes(prompts=True), None)
    qtbot.waitUntil(lambda: page.list.count() == 3)
    assert (page.title.text(), page.text.toPlainText()) == ("For parents", "In plain words.")
    with qtbot.waitSignal(page.shown):
        page.list.setCurrentRow(0)
    page.text.setPlainText("In verse.")
    with qtbot.waitSignal(page.shown):
        scripted_session.changed.emit(Changes(prompts=True), None)
    assert page.text.toPlainText() == "In verse."


def test_a_new_one_waits_for_what_it_begins_from(qtbot, scripted_session, scripted_link):
    scripted_link.answers["list_prompts"] = tuple
    page = InstructionsPage(scripted_session)
    qtbot.addWidget(page)
    page.show()
    assert not page.new.isEnabled()
