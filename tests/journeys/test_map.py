"""The map of real documents: found, followed, opened, put right, taken back, written to files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.graph.showing import Side, What

PATIENCE_MILLISECONDS = 240_000

CHRONICLE = """# The Harbour Light

The Harbour Light was built in 1874 by Thomas Wren at Northport.
Thomas Wren was a partner of the firm Wren and Sons in Northport.
The Harbour Light was painted red in 1902 by Ada Marsh.
Ada Marsh lived in Northport and wrote The Keeper's Book.
"""
FIRM = """# Wren and Sons

Wren and Sons built bridges for the Great Coast Railway.
The Great Coast Railway was led by Edwin Hale.
Edwin Hale met Thomas Wren at Northport in 1871.
T. Wren is the short name that the letters of Edwin Hale use for Thomas Wren.
"""


@pytest.fixture
def until(qtbot):
    return lambda reached: qtbot.waitUntil(reached, timeout=PATIENCE_MILLISECONDS)


@pytest.fixture
def room(real_window, until, tmp_path):
    """The map of two short documents, as it is after an import."""
    window, session = real_window, real_window.session
    window.beginning.start()
    files = []
    for name, text in (("chronicle.md", CHRONICLE), ("firm.md", FIRM)):
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    window.beginning.add_files([str(file) for file in files])
    until(lambda: session.summary is not None and session.summary.documents == 2)
    until(lambda: session.graph.status is not None and bool(session.graph.status.entities))
    until(lambda: session.graph.status.documents == 2 and not session.graph.status.missing)
    until(lambda: not session.jobs)
    window.activateWindow()
    QTest.keySequence(window, "Ctrl+3")
    pane = window.room("map")
    until(lambda: bool(pane.contents.lists.central))
    assert pane.isVisible()
    return pane


def names(pane):
    return {each.name for each in pane.contents.entities()}


def test_a_reader_follows_a_name_to_its_page_and_puts_the_map_right(room, real_window, until,
                                                                    tmp_path):  # fmt: skip
    pane, session = room, real_window.session
    contents = pane.contents
    chip = next(each for each in pane.middle.start.chips() if each.name == "Thomas Wren")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    until(lambda: contents.detail is not None and contents.view is not None)
    assert pane.side.entity.heading.text() == "Thomas Wren"
    assert "Harbour Light" in " ".join(names(pane))

    row = pane.side.entity.connections.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    until(lambda: bool(pane.side.connection.sentences.rows))
    sentence = pane.side.connection.sentences.rows[0]
    assert "Thomas Wren" in sentence.marked()
    QTest.mouseClick(sentence, Qt.MouseButton.LeftButton)
    until(real_window.split.side.isVisible)
    session.close_reader()

    found = {each.name: each for each in contents.seen.values()}
    wren = found["Thomas Wren"]
    hale = next(each for name, each in found.items() if "Hale" in name)
    before = session.graph.status.entities
    pane.corrections.merge([wren, hale])
    until(lambda: session.graph.status.undo == "merge")
    assert session.graph.status.entities == before - 1
    until(pane.foot.undo.isVisible)
    QTest.mouseClick(pane.foot.undo, Qt.MouseButton.LeftButton)
    until(lambda: not session.graph.status.undo)
    assert session.graph.status.entities == before

    contents.show_question("How is the Harbour Light connected with Edwin Hale?")
    until(lambda: bool(contents.paths))
    assert contents.shown.what is What.PATHS
    assert len(pane.side.paths.steps.rows) >= 2
    assert all(step.rows for step in pane.side.paths.steps.rows)

    contents.show_overview()
    until(lambda: contents.picture is not None)
    contents.choose_community(contents.picture.groups[0])
    until(lambda: contents.report is not None)
    assert contents.report.sentences

    for suffix in (".graphml", ".png", ".svg"):
        path = tmp_path / f"map{suffix}"
        pane.exporting.write(str(path))
        until(path.exists)
        until(lambda path=path: path.stat().st_size > 0)


def test_all_of_it_is_done_by_keyboard_alone(room, real_window, until):
    pane, session = room, real_window.session
    contents = pane.contents

    def press(keys, times=1):
        for _ in range(times):
            QTest.keySequence(QApplication.focusWidget() or real_window, keys)

    def walk_to(wanted):
        trail = []
        for _ in range(80):
            focus = QApplication.focusWidget()
            if focus is wanted():
                return
            trail.append(focus.accessibleName() or type(focus).__name__)
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead there, but to {trail[-40:]}")

    press("Ctrl+F")
    field = pane.head.search
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "thomas wren")
    press("Return")
    until(lambda: contents.detail is not None and contents.view is not None)

    press("Ctrl+T")
    table = pane.middle.table
    assert QApplication.focusWidget() is table
    press("Home")
    until(lambda: contents.chosen.side is Side.ENTITY and contents.detail is not None)
    first = contents.chosen.ids[0]

    def renamed(name):
        return any(each.name == name for each in contents.entities())

    press("F2")
    editor = QApplication.focusWidget()
    assert editor is not table
    editor.selectAll()
    QTest.keyClicks(editor, "A better name")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    until(lambda: renamed("A better name"))
    # The new name is drawn before the line at the bottom says that it can be taken back.
    until(lambda: session.graph.status.undo != "")
    press("Ctrl+Z")
    until(lambda: not renamed("A better name"))
    until(lambda: session.graph.status.undo == "")

    press("Home")
    press("Return")
    until(lambda: contents.shown.what is What.AROUND and contents.view is not None)
    assert contents.shown.ids == (first,)
    until(lambda: bool(pane.side.entity.connections.rows))
    walk_to(lambda: pane.side.entity.connections.rows[0])
    press("Return")
    until(lambda: bool(pane.side.connection.sentences.rows))
    walk_to(lambda: pane.side.connection.sentences.rows[0])
    press("Space")
    until(real_window.split.side.isVisible)
    session.close_reader()
    shown = contents.shown
    press("Alt+Left")
    assert contents.shown != shown
