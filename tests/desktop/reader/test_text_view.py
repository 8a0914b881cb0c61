"""Documents set as text: loaded around the place, painted exactly, never stirring the place."""

import pytest
from PySide6.QtCore import QUrl

from core.parsing.text_builder import TextBuilder
from desktop import theme
from desktop.reader.stretches import MOST_LOADED, STRETCH
from desktop.reader.text_view import TextView


def long_document(paragraphs=900):
    builder = TextBuilder("long.docx")
    builder.heading("A long document", 1)
    for number in range(paragraphs):
        builder.paragraph(f"Paragraph {number}: 第{number}段说明了情况。" + "word " * 30)
        if number % 50 == 7:
            builder.table([["Item", "Price"], [f"Pen {number}", "2.5"], ["Ink 😀", "7"]])
    return builder


@pytest.fixture
def view(scripted_session, qtbot, qapp):
    theme.apply(qapp, "light", 1.0)
    made = TextView(scripted_session)
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    return made


def opened(view, shelf, builder, name="paper.docx"):
    document, parsed = shelf.add_text(builder, name)
    view.open(document.id, (), "")
    return parsed


def cite(view, parsed, words, qtbot):
    start = parsed.text.index(words)
    view.mark(start, start + len(words))
    qtbot.waitUntil(lambda: bool(view._stretches))
    return start


def in_view(view, start):
    from PySide6.QtGui import QTextCursor

    cursor = QTextCursor(view.document())
    cursor.setPosition(view._map.to_shown(start))
    return view.viewport().rect().contains(view.cursorRect(cursor).center())


@pytest.mark.parametrize("words", ["第450段说明了情况。", "Pen 457", "Ink 😀"])
def test_the_cited_words_are_painted_and_in_view(view, shelf, qtbot, words):
    parsed = opened(view, shelf, long_document())
    start = cite(view, parsed, words, qtbot)
    assert view.marked_text() == words
    assert in_view(view, start)
    (selection,) = view.extraSelections()
    assert selection.cursor.selectedText() == words


def test_only_a_stretch_of_a_long_text_is_loaded(view, shelf, qtbot):
    parsed = opened(view, shelf, long_document())
    cite(view, parsed, "第450段", qtbot)
    qtbot.waitUntil(lambda: view._asked is None)
    assert len(parsed.text) > 6 * STRETCH
    assert view.document().characterCount() < 3 * STRETCH


def test_scrolling_on_loads_more_and_keeps_the_painted_words(view, shelf, qtbot):
    parsed = opened(view, shelf, long_document())
    cite(view, parsed, "第450段", qtbot)
    first = view._stretches.start
    bar = view.verticalScrollBar()
    bar.setValue(0)
    qtbot.waitUntil(lambda: view._stretches.start < first and view._asked is None)
    assert view.marked_text() == "第450段"
    last = view._stretches.end
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: view._stretches.end > last)
    assert view.marked_text() == "第450段"


def test_what_is_read_stays_where_it_is_when_text_comes_in_above(view, shelf, qtbot):
    cite(view, opened(view, shelf, long_document()), "第450段", qtbot)
    qtbot.waitUntil(lambda: view._asked is None)
    bar = view.verticalScrollBar()
    first = view._stretches.start
    bar.setValue(view.viewport().height())
    top = view.top_offset()
    qtbot.waitUntil(lambda: view._stretches.start < first)
    assert abs(view.top_offset() - top) < 200


def test_a_very_long_text_is_never_all_on_screen(view, shelf, qtbot):
    opened(view, shelf, long_document(4000))
    view.go_to(0)
    qtbot.waitUntil(lambda: bool(view._stretches))
    bar = view.verticalScrollBar()
    end = view._stretches.total
    for _ in range(80):
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda: view._asked is None and not view._later.isActive())
        loaded = view._stretches.end - view._stretches.start
        assert loaded <= MOST_LOADED + 2 * STRETCH
        if view._stretches.end == end:
            break
    assert view._stretches.end == end
    assert view._stretches.start > 0


def test_zoom_width_and_appearance_keep_the_words_painted(view, shelf, qtbot, qapp):
    parsed = opened(view, shelf, long_document())
    start = cite(view, parsed, "第450段", qtbot)
    for change in (
        lambda: view.set_zoom(2.0),
        lambda: view.resize(360, 500),
        lambda: theme.apply(qapp, "dark", 1.3),
        lambda: theme.apply(qapp, "light", 1.0),
    ):
        change()
        qapp.processEvents()
        assert view.marked_text() == "第450段"
        assert in_view(view, start)


def test_home_and_end_reach_what_is_not_loaded(view, shelf, qtbot):
    from PySide6.QtCore import Qt

    parsed = opened(view, shelf, long_document())
    cite(view, parsed, "第450段", qtbot)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: bool(view._stretches) and view._stretches.end == len(parsed.text))
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: bool(view._stretches) and view._stretches.start == 0)
    assert view.verticalScrollBar().value() == 0 or view.top_offset() < 200


def test_slides_are_named_and_counted(view, shelf, qtbot):
    builder = TextBuilder("deck.pptx")
    for number in range(1, 9):
        builder.page(f"Title {number}")
        builder.heading(f"Title {number}")
        builder.paragraph("Words of the slide. " * 40)
    document, parsed = shelf.add_text(builder, "deck.pptx")
    pages = [mark for mark in parsed.marks if mark.kind.value == "page"]
    view.open(document.id, pages, "Slide {number}")
    view.go_to_page(4)
    qtbot.waitUntil(lambda: bool(view._stretches))
    assert "Slide 4 · Title 4" in view.toPlainText()
    assert view.page == 4


def test_nothing_is_ever_loaded_from_a_document(view):
    assert view.loadResource(2, QUrl("file:///etc/hostname")) is None
    assert view.isReadOnly()
