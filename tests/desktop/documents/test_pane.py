"""The documents pane, driven as a person drives it; the engine is a script (see conftest)."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from core.errors import ReadOnlyLibrary
from core.events import FilesChanged
from core.types import FileState, LibrarySummary, QueuedFile
from desktop import theme
from desktop.documents.columns import Column
from desktop.documents.ordering import Order, Place
from desktop.documents.pane import DocumentsPane
from desktop.documents.row import Standing

from .test_table_model import document, names


@pytest.fixture
def pane(scripted_session, scripted_link, qtbot, qapp):
    theme.apply(qapp, "light", 1.0)
    papers = [
        document(1, "年度报告", tags=("财务",), prepare_seconds=3 * 3600),
        document(2, "Meeting", tags=("meetings",)),
        document(3, "Handbook"),
    ]
    files = [
        QueuedFile(7, "/in/locked.pdf", "locked.pdf", FileState.FAILED, error="PasswordNeeded"),
        QueuedFile(8, "/in/new.pdf", "new.pdf", FileState.WAITING),
    ]
    scripted_link.answers["list_documents"] = lambda offset=0, limit=500: tuple(
        papers[offset : offset + limit]
    )
    scripted_link.answers["list_files"] = lambda: tuple(files)
    made = DocumentsPane(scripted_session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 5)
    qtbot.waitUntil(lambda: made.places.count() == 6)
    return made


def choose(pane, name):
    row = next(row for row in pane.model.rows() if row.title == name)
    pane.table.choose([row])
    pane.table.setFocus()
    return row


def test_a_library_loads_page_by_page(scripted_session, scripted_link, qtbot):
    papers = [document(number) for number in range(1, 1201)]
    scripted_link.answers["list_documents"] = lambda offset=0, limit=500: tuple(
        papers[offset : offset + limit]
    )
    pane = DocumentsPane(scripted_session)
    qtbot.addWidget(pane)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1200, timeout=10_000)
    offsets = [args["offset"] for name, args in scripted_link.asked if name == "list_documents"]
    assert offsets == [0, 500, 1000]


def test_side_column_counts(pane):
    lines = [pane.places.described(pane.places.item(at)) for at in range(pane.places.count())]
    assert lines == [
        (Place.ALL, "", 3),
        (Place.NOT_READY, "", 1),
        (Place.NEEDS_HELP, "", 1),
        (None, "", 0),
        (Place.TAG, "meetings", 1),
        (Place.TAG, "财务", 1),
    ]


def test_choosing_a_place_shows_its_rows(pane):
    pane.places.go(Place.NEEDS_HELP)
    assert names(pane.model) == ["locked.pdf"]
    pane.places.go(Place.TAG, "财务")
    assert names(pane.model) == ["年度报告"]


def test_filter_looks_at_names_at_once_and_inside_texts_after(pane, scripted_link, qtbot):
    scripted_link.answers["find_documents"] = lambda words: (document(3).id,)
    pane.filter.setText("meet")
    assert names(pane.model) == ["Meeting"]
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert set(names(pane.model)) == {"Meeting", "Handbook"}
    assert scripted_link.last("find_documents") == {"words": "meet"}
    pane.filter.clear()
    assert pane.model.rowCount() == 5


def test_removing_can_be_undone_and_then_nothing_was_asked(
    pane, scripted_session, scripted_link, qtbot
):
    said = []
    scripted_session.notice.connect(lambda *words: said.append(words))
    choose(pane, "年度报告")
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    assert "年度报告" not in names(pane.model)
    text, action, callback = said[-1]
    assert "年度报告" in text
    assert "3" in text  # what it cost: three hours
    assert action == "Undo"
    callback()
    assert "年度报告" in names(pane.model)
    assert [row.title for row in pane.table.chosen()] == ["年度报告"]
    assert scripted_link.times("remove_documents") == 0


def test_the_next_removal_carries_out_the_one_before(pane, scripted_link, qtbot):
    scripted_link.answers["remove_documents"] = lambda ids: tuple(ids)
    choose(pane, "Meeting")
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    choose(pane, "Handbook")
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    assert scripted_link.last("remove_documents") == {"ids": [document(2).id]}
    pane.settle()
    assert scripted_link.last("remove_documents") == {"ids": [document(3).id]}
    qtbot.waitUntil(lambda: len(pane.model.rows()) == 3)


def test_a_removal_that_fails_brings_the_rows_back(pane, scripted_session, scripted_link, qtbot):
    def refuse(ids):
        raise ReadOnlyLibrary(path="/papers")

    scripted_link.answers["remove_documents"] = refuse
    choose(pane, "Meeting")
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    with qtbot.waitSignal(scripted_session.error_shown):
        pane.settle()
    assert "Meeting" in names(pane.model)


def test_a_waiting_file_is_taken_off_the_list(pane, scripted_link, qtbot):
    scripted_link.answers["dismiss_files"] = lambda ids: None
    choose(pane, "new.pdf")
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    pane.settle()
    assert scripted_link.last("dismiss_files") == {"ids": [8]}
    assert scripted_link.times("remove_documents") == 0


def test_enter_opens_a_document_in_the_reader(pane, scripted_session, qtbot):
    choose(pane, "Meeting")
    with qtbot.waitSignal(scripted_session.document_opened) as opened:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert opened.args == [document(2).id, 1]


def test_enter_on_a_locked_file_asks_for_its_password_beside_it(pane, scripted_link, qtbot):
    retried = QueuedFile(7, "/in/locked.pdf", "locked.pdf", FileState.WAITING)
    scripted_link.answers["retry_files"] = lambda ids, password: (retried,)
    row = choose(pane, "locked.pdf")
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert pane.detail.password.isVisible()
    pane.detail.password.insert("蓝色 42")
    qtbot.keyClick(pane.detail.password, Qt.Key.Key_Return)
    assert scripted_link.last("retry_files") == {"ids": [7], "password": "蓝色 42"}
    qtbot.waitUntil(lambda: row.standing is Standing.WAITING)
    assert scripted_link.times("prepare_files") == 1


def test_a_file_that_is_tried_again_stays_in_sight_whatever_comes_of_it(
    pane, scripted_session, scripted_link, qtbot
):
    retried = QueuedFile(7, "/in/locked.pdf", "locked.pdf", FileState.WAITING)
    scripted_link.answers["retry_files"] = lambda ids, password: (retried,)
    pane.places.go(Place.NEEDS_HELP)
    row = choose(pane, "locked.pdf")
    pane.detail.password.insert("wrong")
    qtbot.mouseClick(pane.detail.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row.standing is Standing.WAITING)
    failed = QueuedFile(7, "/in/locked.pdf", "locked.pdf", FileState.FAILED, error="WrongPassword")
    scripted_session.files_changed.emit(FilesChanged((failed,)))
    qtbot.waitUntil(lambda: row.standing is Standing.LOCKED)
    assert pane.table.chosen() == [row]
    assert pane.detail.password.isVisible()
    pane.places.go(Place.NOT_READY)
    assert names(pane.model) == ["new.pdf"]


def test_after_a_wrong_password_the_next_is_typed_over_it(
    pane, scripted_session, scripted_link, qtbot
):
    retried = QueuedFile(7, "/in/locked.pdf", "locked.pdf", FileState.WAITING)
    scripted_link.answers["retry_files"] = lambda ids, password: (retried,)
    pane.activateWindow()
    row = choose(pane, "locked.pdf")
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    pane.detail.password.insert("wrong")
    qtbot.keyClick(pane.detail.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.detail.password.isHidden())
    failed = QueuedFile(7, "/in/locked.pdf", "locked.pdf", FileState.FAILED, error="WrongPassword")
    scripted_session.files_changed.emit(FilesChanged((failed,)))
    qtbot.waitUntil(lambda: row.standing is Standing.LOCKED)
    qtbot.waitUntil(lambda: pane.detail.password.hasFocus())
    assert pane.detail.password.selectedText()


def test_the_password_button_in_the_row_can_be_clicked(pane, qtbot):
    row = next(row for row in pane.model.rows() if row.standing is Standing.LOCKED)
    index = pane.model.index(pane.model.position(row), Column.STATE)
    button = pane.table.delegate.button_rect(pane.table.visualRect(index), row, Column.STATE)
    assert pane.table.visualRect(index).contains(button)
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert pane.detail.password.isVisible()


def test_f2_renames_the_title(pane, scripted_link, qtbot):
    scripted_link.answers["rename_document"] = lambda id, title: document(2, title)
    choose(pane, "Meeting")
    qtbot.keyClick(pane.table, Qt.Key.Key_F2)
    editor = pane.table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    editor.insert("会议纪要")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scripted_link.times("rename_document") == 1)
    assert scripted_link.last("rename_document") == {"id": document(2).id, "title": "会议纪要"}
    qtbot.waitUntil(lambda: "会议纪要" in names(pane.model))


def test_tags_are_added_and_taken_away_in_the_details(pane, scripted_link, qtbot):
    def tag(ids, add=(), remove=()):
        tags = {"meetings", *add} - set(remove)
        return (document(2, "Meeting", tags=tuple(sorted(tags))),)

    scripted_link.answers["tag_documents"] = tag
    choose(pane, "Meeting")
    pane.detail.tags.field.setFocus()
    pane.detail.tags.field.insert("董事会")
    qtbot.keyClick(pane.detail.tags.field, Qt.Key.Key_Return)
    assert scripted_link.last("tag_documents")["add"] == ["董事会"]
    qtbot.waitUntil(lambda: pane.model.counts.tags.get("董事会") == 1)
    assert pane.detail.tags.field.text() == ""
    pane.detail.tags.removed.emit("meetings")
    assert scripted_link.last("tag_documents")["remove"] == ["meetings"]


def test_files_of_an_import_show_as_they_go(pane, scripted_session, qtbot):
    scripted_session.files_changed.emit(
        FilesChanged((QueuedFile(8, "/in/new.pdf", "new.pdf", FileState.PREPARING, 1, 2),))
    )
    row = next(row for row in pane.model.rows() if row.name == "new.pdf")
    qtbot.waitUntil(lambda: row.standing is Standing.PREPARING)
    paper = document(30, "New paper")
    scripted_session.files_changed.emit(
        FilesChanged(
            (QueuedFile(8, "/in/new.pdf", "new.pdf", FileState.READY, document=paper.id),), (paper,)
        )
    )
    qtbot.waitUntil(lambda: row.document == paper)
    assert pane.model.counts.documents == 4


def test_an_empty_library_says_what_to_do(scripted_session, qtbot):
    pane = DocumentsPane(scripted_session)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    qtbot.waitUntil(pane._empty.isVisible)
    with qtbot.waitSignal(scripted_session.add_requested) as asked:
        qtbot.mouseClick(pane._empty.button, Qt.MouseButton.LeftButton)
    assert asked.args == [False]


def test_another_library_replaces_every_row(pane, scripted_session, scripted_link, qtbot):
    scripted_link.answers["list_documents"] = lambda offset=0, limit=500: (document(99, "Other"),)
    scripted_link.answers["list_files"] = lambda: ()
    scripted_link.opened.emit(LibrarySummary("/other", "Other", 1, 1, 0, 0))
    qtbot.waitUntil(lambda: names(pane.model) == ["Other"])


def test_header_sorts_and_the_selection_stays(pane):
    choose(pane, "Meeting")
    pane.table.order_wanted.emit(Order.NAME)
    assert names(pane.model)[-1] != names(pane.model)[0]
    assert [row.title for row in pane.table.chosen()] == ["Meeting"]
    assert not pane.model.descending
    pane.table.order_wanted.emit(Order.NAME)
    assert pane.model.descending


@pytest.mark.parametrize("width", [480, 640, 800, 1400])
def test_nothing_stands_outside_at_any_width(pane, qtbot, width):
    choose(pane, "locked.pdf")
    pane.resize(width, 700)
    QApplication.processEvents()
    assert pane.width() == width
    for widget in pane.findChildren(QWidget):
        inside = widget.isVisibleTo(pane) and isinstance(widget, QLineEdit)
        if inside and pane.table not in _ancestors(widget):
            right = widget.mapTo(pane, QPoint(widget.width(), 0)).x()
            assert right <= width, widget.accessibleName()


def _ancestors(widget):
    found = []
    while widget is not None:
        found.append(widget)
        widget = widget.parentWidget()
    return found


def test_every_control_has_a_name(pane):
    choose(pane, "Meeting")
    unnamed = [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(pane)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget.metaObject().className() not in ("QComboBoxListView", "QWidget", "QScrollArea")
    ]
    assert not unnamed


def test_a_change_of_language_words_everything_anew(pane, qapp):
    QApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
    assert pane.sort.count() == 5
    assert pane.sort.currentData() == Order.NEWEST


def test_a_narrow_pane_offers_the_places_as_a_menu(pane):
    pane.resize(560, 700)
    QApplication.processEvents()
    assert pane.place_menu.isVisible()
    assert not pane.places.isVisible()
    line = pane.place_menu.findText("Need your help", Qt.MatchFlag.MatchStartsWith)
    pane.place_menu.setCurrentIndex(line)
    pane.place_menu.activated.emit(line)
    assert names(pane.model) == ["locked.pdf"]
    assert pane.place_menu.currentText().startswith("Need your help")


def test_a_document_leads_to_what_it_names_on_the_map(pane, scripted_session, qtbot):
    wanted = []
    scripted_session.document_map_requested.connect(wanted.append)
    row = choose(pane, "年度报告")
    pane.detail.map.click()
    qtbot.keyClick(pane.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [(row.document.id,)] * 2


def test_a_lesson_is_begun_from_chosen_documents(pane, scripted_session, qtbot):
    choose(pane, "年度报告")
    (row,) = pane.table.chosen()
    with qtbot.waitSignal(scripted_session.lesson_requested) as asked:
        qtbot.keyClick(
            pane.table,
            Qt.Key.Key_L,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert asked.args == [(row.document.id,)]
