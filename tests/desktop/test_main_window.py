"""The window as a whole: rooms, keys, reader, notices, drops, names for screen readers."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMessageBox,
    QRadioButton,
    QWidget,
)

import desktop
from core.errors import DiskFull, LibraryDamaged
from core.types import Citation, LibrarySummary
from desktop.actions import ROOMS
from desktop.app import dress
from desktop.session import Session
from tests.desktop.conftest import ScriptedLink


@pytest.fixture(scope="module")
def shared(qapp, tmp_path_factory):
    """One window for all tests here: making it costs more than what each of them does with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LECTERN_HOME", str(tmp_path_factory.mktemp("home")))
        yield from whole_window(qapp)


def whole_window(qapp):
    link = ScriptedLink()
    link.answers |= {
        "library_summary": lambda: LibrarySummary("/papers", "Papers", 0, 0, 0, 0),
        "list_documents": lambda offset=0, limit=500: (),
        "list_files": lambda: (),
        "list_conversations": lambda words="": (),
        "warm_up": lambda: None,
        "exam_questions": lambda: (),
        "exam_sittings": lambda: (),
        "exam_comparison": lambda: None,
        "list_recipes": lambda: (),
        "choices": lambda: (),
        "enqueue_files": lambda paths, copy: (),
        "prepare_files": lambda: None,
    }
    session = Session(link)
    session.change_settings(language="en", appearance="light")
    made = dress(qapp, session)
    made.build()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def scripted_link(shared):
    shared.session.link.asked.clear()
    return shared.session.link


@pytest.fixture
def window(shared, scripted_link):
    shared.show()
    shared.resize(1200, 800)
    shared.session.change_settings(language="en", reader_width=0)
    shared.session.close_reader()
    shared.notice_bar.hide()
    shared.drop_target.hide()
    scripted_link.opened.emit(LibrarySummary("/papers", "Papers", 0, 0, 0, 0))
    shared.show_room("documents")
    return shared


def visible_room(window):
    return next(name for name in ROOMS if window.room(name).isVisible())


def test_each_room_is_reached_by_its_key(window, qtbot):
    for number, room in enumerate(ROOMS, 1):
        window.actions_by_name[room].trigger()
        assert visible_room(window) == room
        assert window.actions_by_name[room].shortcut() == QKeySequence(f"Ctrl+{number}")
        assert window.rail.button(room).isChecked()


def test_every_action_has_a_word_and_a_key_of_its_own(window):
    actions = [window.actions_by_name[name] for name in window.actions_by_name.names()]
    assert all(action.text() and not action.shortcut().isEmpty() for action in actions)
    keys = [action.shortcut().toString() for action in actions]
    assert len(set(keys)) == len(keys)


def controls(window):
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            yield widget


def test_every_control_has_a_name_for_a_screen_reader(window):
    unnamed = []
    for room in ROOMS:
        window.show_room(room)
        for widget in controls(window):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            inner = widget.objectName().startswith("qt_") or widget.parent() is None
            if not (widget.accessibleName() or text or inner or widget.toolTip()):
                unnamed.append(
                    f"{room}: {type(widget).__name__} in {type(widget.parent()).__name__}"
                )
    assert unnamed == []


def test_tab_reaches_every_room_button_and_comes_round(window):
    window.show_room("settings")
    seen = []
    widget = window.rail.button("documents")
    for _ in range(5000):
        widget = widget.nextInFocusChain()
        seen.append(widget)
        if widget is window.rail.button("documents"):
            break
    assert window.rail.button("settings") in seen
    assert widget is window.rail.button("documents")


def test_no_label_guesses_markup(window):
    for room in ROOMS:
        window.show_room(room)
    rich = [label.text() for label in window.findChildren(QLabel)
            if label.text() and label.textFormat() != Qt.TextFormat.PlainText]  # fmt: skip
    assert rich == []


def test_a_citation_opens_the_reader_and_escape_closes_it(window, qtbot):
    assert not window.actions_by_name["close_reader"].isEnabled()
    window.session.open_citation(Citation("d", "Title", 1, 0, 5, "words"))
    assert window.split.side.isVisible()
    window.actions_by_name["close_reader"].trigger()
    assert not window.split.side.isVisible()


def test_in_the_reader_its_own_keys_count(window, qtbot):
    find = window.actions_by_name["find"]
    window.session.open_document("d", 1)
    window.activateWindow()
    buttons = window.split.side.findChildren(QAbstractButton)
    next(button for button in buttons if button.isEnabled() and button.isVisible()).setFocus()
    qtbot.waitUntil(lambda: find.shortcut().isEmpty())
    window.rail.button("ask").setFocus()
    qtbot.waitUntil(lambda: find.shortcut() == QKeySequence("Ctrl+F"))


def test_the_reader_remembers_its_width(window, qtbot):
    window.session.open_document("d", 1)
    window.split.setSizes([500, 600])
    window.split.splitterMoved.emit(500, 1)
    kept = window.session.settings.reader_width
    assert kept > 400
    window.session.close_reader()
    window.session.open_document("d", 1)
    assert abs(window.split.sizes()[1] - kept) <= 2


def test_the_window_fits_a_small_screen(window, qtbot):
    # From wide, where the side column shows and must give way.
    window.resize(1600, 900)
    window.show_room("documents")
    window.resize(900, 600)
    assert window.minimumSizeHint().width() <= 900
    assert window.minimumSizeHint().height() <= 600
    for room in ROOMS:
        window.show_room(room)
        assert window.width() == 900


def test_undo_in_the_notice_is_done_once(window):
    done = []
    window.session.say("Removed <b>a.pdf</b>", "Undo", lambda: done.append(1))
    assert window.notice_bar.isVisible()
    assert window.notice_bar.text() == "Removed <b>a.pdf</b>"
    window.notice_bar.press()
    window.notice_bar.press()
    assert done == [1]
    assert not window.notice_bar.isVisible()


def test_a_drag_of_files_turns_the_window_into_a_target(window, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/a.pdf"), QUrl.fromLocalFile("/tmp/b.pdf")])
    event = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, mime,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(window.windowHandle(), event)
    assert window.drop_target.isVisible()
    assert window.drop_target.text() == "Add 2 items to your library"


def test_dropped_files_are_added(window, scripted_link, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/a.pdf")])
    window.drop_target.dropped.emit(mime)
    assert scripted_link.last("enqueue_files")["paths"] == ["/tmp/a.pdf"]


def test_dropped_words_become_a_document_named_after_them(window, scripted_link, home):
    mime = QMimeData()
    mime.setText("Notes / on the garden\nWater the herbs.")
    window.drop_target.dropped.emit(mime)
    path = scripted_link.last("enqueue_files")["paths"][0]
    assert path.endswith("Notes on the garden.txt")
    assert "Water the herbs." in Path(path).read_text(encoding="utf-8")


def test_a_web_address_is_not_fetched(window, scripted_link):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/page")])
    window.drop_target.dropped.emit(mime)
    assert scripted_link.times("enqueue_files") == 0
    assert window.notice_bar.isVisible()


def test_the_language_changes_without_a_restart(window, qtbot):
    window.session.change_settings(language="zh")
    qtbot.waitUntil(lambda: window.rail.button("ask").text() == "提问")
    texts = [action.text() for action in window.menuBar().actions()]
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in texts)
    window.session.change_settings(language="en")
    qtbot.waitUntil(lambda: window.rail.button("ask").text() == "Ask")


def test_a_library_that_does_not_open_leads_back_to_the_first_page(window, scripted_link):
    scripted_link.open_failed.emit(LibraryDamaged(path="/papers"))
    assert window.welcome.isVisible()
    assert not window.actions_by_name["ask"].isEnabled()


def test_closing_keeps_the_size_of_the_window(window, scripted_link, home):
    window.resize(1111, 777)
    window.close()
    assert Session(scripted_link).settings.window_geometry


def test_a_full_disk_is_told_with_the_way_to_go_on(window, scripted_link):
    window.session.error_shown.emit(DiskFull(path="/"))
    assert "disk is full" in window.notice_bar.text()
    window.notice_bar.press()
    assert scripted_link.times("prepare_files") == 1


def test_an_engine_that_does_not_start_is_told(window, scripted_link):
    scripted_link.given_up.emit()
    assert window.notice_bar.isVisible()


def test_no_message_box_is_ever_used():
    sources = Path(desktop.__file__).parent.rglob("*.py")
    assert not any(QMessageBox.__name__ in path.read_text(encoding="utf-8") for path in sources)


def takes_tab(widget):
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


@pytest.mark.parametrize("room", ROOMS)
def test_tab_reaches_every_control_of_a_room_and_comes_round(window, qtbot, room):
    window.activateWindow()
    window.show_room(room)
    QApplication.processEvents()
    wanted = {each for each in window.room(room).findChildren(QWidget) if takes_tab(each)}
    # Of buttons that exclude each other one is reached by Tab, the others by the arrows.
    wanted -= {each for each in wanted if isinstance(each, QRadioButton) and not each.isChecked()}
    reached = set()
    for _ in range(3 * len(wanted) + 20):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert [each.objectName() or each for each in wanted - reached] == []


def test_a_library_of_a_newer_lectern_says_that_it_can_only_be_read(window, scripted_link):
    scripted_link.opened.emit(
        LibrarySummary("/new", "New", 0, 0, 0, 0, read_only=True, recovered="made by a newer one")
    )
    assert "newer Lectern" in window.notice_bar.text()
    assert "mended" not in window.notice_bar.text()
