"""The map as a list: all of it by keyboard, and a name for whoever hears it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from core.types import CorrectionKind
from desktop.graph.list_model import Column


@pytest.fixture
def table(pane, qtbot):
    pane.contents.show_entities(["light"])
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    pane.head.list_button.click()
    qtbot.waitUntil(lambda: pane.middle.page is pane.middle.table)
    return pane.middle.table


def names(table):
    model = table.entities
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_it_shows_what_the_drawing_shows(table):
    assert names(table) == ["Harbour Light", "Thomas Wren", "Wren & Sons", "Northport"]
    model = table.entities
    assert [model.index(1, at).data() for at in range(4)] == ["Thomas Wren", "Person", "2", "2"]
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Thomas Wren, Person, 2 connections"
    assert table.accessibleName() == "What the map shows"


def test_the_keyboard_goes_to_the_list_and_walks_it(table, pane, qtbot):
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pane.contents.chosen.ids == ("wren",))
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pane.contents.chosen.ids == ("port",))


def test_enter_puts_an_entry_in_the_middle(table, pane, qtbot):
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.contents.shown.ids == ("port",))


def test_f2_renames_in_place(table, pane, qtbot, graph):
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    field = table.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Northport-on-Sea")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Northport-on-Sea" in names(table))
    assert graph.corrections[0].kind is CorrectionKind.RENAME


def test_delete_hides_and_several_chosen_are_merged(table, pane, qtbot, graph):
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(table)) == 3)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [each.id for each in table.selected()] == ["light", "wren"]
    qtbot.keyClick(table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(graph.corrections) == 2)
    assert graph.corrections[1].entities == ("light", "wren")


def test_it_is_put_in_order_by_a_column_and_the_chosen_row_stays_chosen(table, pane, qtbot):
    qtbot.keyClick(table, Qt.Key.Key_Home)
    table.sortByColumn(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Wren & Sons", "Thomas Wren", "Northport", "Harbour Light"]
    assert table.entities.entity(table.currentIndex()).id == "light"
    table.sortByColumn(Column.CONNECTIONS, Qt.SortOrder.AscendingOrder)
    assert len(names(table)) == 4


def test_nothing_can_be_changed_in_a_library_for_reading_only(pane, table, qtbot, summary):
    summary(read_only=True)
    pane.contents.look_again()
    qtbot.waitUntil(lambda: not table.entities.editable)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.findChild(QLineEdit) is None
    assert not table.hide_action.isEnabled()
