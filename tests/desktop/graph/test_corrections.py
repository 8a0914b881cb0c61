"""Putting things right by hand, and taking it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.types import CorrectionKind, EntityKind
from desktop.graph.showing import Side, What

from . import made


def open_entity(pane, qtbot, id="wren"):
    pane.contents.show_entities([id])
    qtbot.waitUntil(lambda: pane.contents.detail is not None)
    return pane.side.entity


def heard(session):
    said = []
    session.notice.connect(lambda *notice: said.append(notice))
    return said


def test_a_name_is_changed_in_its_place_and_taken_back_from_the_notice(
    pane, qtbot, graph, scripted_session
):
    said = heard(scripted_session)
    panel = open_entity(pane, qtbot)
    panel.editing.rename.click()
    field = panel.editing.name_field
    assert QApplication.focusWidget() is field
    assert field.text() == "Thomas Wren"
    qtbot.keyClicks(field, "Sir Thomas Wren")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.heading.text() == "Sir Thomas Wren")
    text, button, undo = said[-1]
    assert (text, button) == ("On the map: renamed “Thomas Wren”.", "Undo")
    assert pane.foot.undo.isVisible()
    undo()
    qtbot.waitUntil(lambda: not graph.corrections)
    qtbot.waitUntil(lambda: not pane.foot.undo.isVisible())
    assert said[-1][0].startswith("Taken back: renamed")


def test_the_kind_is_chosen_from_a_menu(pane, qtbot, graph):
    panel = open_entity(pane, qtbot)
    actions = panel.editing.kind.menu().actions()
    next(each for each in actions if each.text() == "Organisation").trigger()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    made_one = graph.corrections[0]
    assert (made_one.kind, made_one.entities, made_one.text) == (
        CorrectionKind.RETYPE, ("wren",), EntityKind.ORGANISATION)  # fmt: skip


def test_another_entry_is_named_as_the_same_by_keyboard(pane, qtbot, graph):
    panel = open_entity(pane, qtbot)
    panel.editing.same.click()
    field = panel.editing.same_field
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "wren & sons")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert graph.corrections[0].kind is CorrectionKind.MERGE
    assert graph.corrections[0].entities == ("wren", "firm")


def test_one_of_its_names_becomes_an_entry_of_its_own(pane, qtbot, graph):
    panel = open_entity(pane, qtbot)
    panel.editing.name_menu("Wren").actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert graph.corrections[0].kind is CorrectionKind.SPLIT
    assert graph.corrections[0].text == "Wren"


def test_what_is_hidden_leaves_the_map_and_can_be_shown_again(pane, qtbot, graph):
    panel = open_entity(pane, qtbot)
    panel.editing.hide_it.click()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert not pane.side.isVisible()
    assert pane.contents.shown.what is What.START
    pane.contents.choose_side(Side.CORRECTIONS)
    qtbot.waitUntil(lambda: len(pane.side.corrections.rows.rows) == 1)
    row = pane.side.corrections.rows.rows[0]
    row.findChild(type(pane.foot.undo)).click()
    qtbot.waitUntil(lambda: len(graph.corrections) == 2)
    assert graph.corrections[1].kind is CorrectionKind.SHOW


def test_a_suggestion_is_taken_or_refused(pane, qtbot, graph):
    pane.contents.choose_side(Side.SUGGESTIONS)
    qtbot.waitUntil(lambda: len(pane.side.suggestions.cards.rows) == 1)
    card = pane.side.suggestions.cards.rows[0]
    assert card.different.accessibleName() == "“Wren & Sons” and “Thomas Wren” are not the same"
    card.different.click()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert graph.corrections[0].kind is CorrectionKind.DIFFERENT
    assert not card.merge.isEnabled()
    card = open_entity(pane, qtbot).suggestions.rows[0]
    card.merge.click()
    qtbot.waitUntil(lambda: len(graph.corrections) == 2)
    assert graph.corrections[1].entities == ("wren", "firm")


def test_two_that_are_not_connected_are_parted(pane, qtbot, graph):
    open_entity(pane, qtbot)
    pane.contents.choose_connection("wren", "light")
    qtbot.waitUntil(lambda: bool(pane.side.connection.sentences.rows))
    pane.side.connection.part.click()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert graph.corrections[0].kind is CorrectionKind.DISCONNECT


def test_the_latest_correction_is_taken_back_by_key_and_from_the_line_at_the_bottom(
    pane, qtbot, graph
):
    panel = open_entity(pane, qtbot)
    entity = pane.contents.detail.entity
    pane.corrections.merge([entity, made.entities()["firm"]])
    qtbot.waitUntil(pane.foot.undo.isVisible)
    assert pane.foot.undo.accessibleName() == "Undo: merged “Thomas Wren” and “Wren & Sons”"
    panel.ask.setFocus()
    qtbot.keyClick(panel.ask, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not graph.corrections)
    qtbot.waitUntil(lambda: not pane.foot.undo.isVisible())
    pane.corrections.merge([entity, made.entities()["firm"]])
    qtbot.waitUntil(pane.foot.undo.isVisible)
    pane.foot.undo.click()
    qtbot.waitUntil(lambda: not graph.corrections)


def test_a_library_for_reading_only_says_why_nothing_can_be_changed(pane, qtbot, graph, summary):
    summary(read_only=True)
    panel = open_entity(pane, qtbot)
    assert not panel.editing.rename.isEnabled()
    assert "reading only" in panel.editing._why.text()
    assert panel.editing._why.isVisible()
    assert "reading only" in pane.foot.text()
    pane.corrections.rename(pane.contents.detail.entity, "X")
    assert graph.corrections == []


def test_a_name_that_is_not_on_the_map_can_be_added(pane, qtbot, graph):
    pane.contents.show_question("Isambard")
    qtbot.waitUntil(lambda: pane.middle.page is pane.middle.none)
    assert pane.middle.add.isVisible()
    pane.middle.add.click()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert (graph.corrections[0].kind, graph.corrections[0].text) == (
        CorrectionKind.ADD, "Isambard")  # fmt: skip
