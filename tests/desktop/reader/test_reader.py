"""The reader as a whole: citations open, find counts, keys work, nothing stays of before."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from core.errors import NotFound, PasswordNeeded
from core.geometry import rectangles_of
from core.parsing.text_builder import TextBuilder
from core.types import Citation
from desktop import theme, translations
from desktop.reader.header import FIT
from desktop.reader.reader import Reader

PAGES = [
    [(60, 100, "First page about tea")],
    [(60, 120, "Tea is older than ink"), (60, 300, "年度净利润增长")],
    [(60, 100, "Last page about tea")],
]


@pytest.fixture
def reader(scripted_session, qtbot, qapp):
    theme.apply(qapp, "light", 1.0)
    made = Reader(scripted_session)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    return made


def citation(document, parsed, words, with_rectangles=True):
    start = parsed.text.index(words)
    end = start + len(words)
    rectangles = rectangles_of(parsed.geometry, start, end)
    page = rectangles[0].page if rectangles else 1
    return Citation(
        document.id, document.title, page, start, end, words, rectangles if with_rectangles else ()
    )


def notes():
    builder = TextBuilder("notes.md")
    builder.heading("会议纪要")
    builder.paragraph("董事会讨论了分红方案。The board discussed dividends.")
    builder.list_item("净利润为 1860 万元")
    return builder


@pytest.mark.parametrize("with_rectangles", [True, False])
def test_a_citation_opens_its_page_with_the_words_painted(
    reader, scripted_session, shelf, qtbot, with_rectangles
):
    document, parsed = shelf.add_pdf(PAGES)
    scripted_session.open_citation(citation(document, parsed, "净利润", with_rectangles))
    qtbot.waitUntil(lambda: len(reader.pages.marked_rects()) == 1)
    (painted,) = reader.pages.marked_rects()
    assert reader.pages.viewport().rect().contains(painted.toRect())
    assert reader.header.page.text() == "page 2 of 3"
    assert reader.pages.isVisible()


def test_a_citation_of_a_text_is_painted_in_it(reader, scripted_session, shelf, qtbot):
    document, parsed = shelf.add_text(notes(), "notes.md")
    scripted_session.open_citation(citation(document, parsed, "分红方案"))
    qtbot.waitUntil(lambda: reader.text.marked_text() == "分红方案")
    assert reader.text.isVisible()
    assert not reader.header.page.isVisible()


def test_the_next_citation_replaces_the_one_before(reader, scripted_session, shelf, qtbot):
    pdf, pdf_text = shelf.add_pdf(PAGES)
    text, text_parsed = shelf.add_text(notes(), "notes.md")
    scripted_session.open_citation(citation(pdf, pdf_text, "净利润"))
    scripted_session.open_citation(citation(text, text_parsed, "董事会"))
    qtbot.waitUntil(lambda: reader.text.marked_text() == "董事会")
    scripted_session.open_citation(citation(pdf, pdf_text, "older than ink"))
    qtbot.waitUntil(reader.pages.isVisible)
    qtbot.waitUntil(lambda: len(reader.pages.marked_rects()) == 1)
    scripted_session.open_document(pdf.id, 3)
    qtbot.waitUntil(lambda: not reader.pages.marked_rects())
    assert reader.pages.page == 3


def test_find_counts_and_goes_round(reader, scripted_session, shelf, qtbot):
    document, _ = shelf.add_pdf(PAGES)
    scripted_session.open_document(document.id, 1)
    qtbot.waitUntil(reader.pages.isVisible)
    qtbot.keyClick(reader.pages, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reader.find_bar.isVisible()
    reader.find_bar.field.setText("page")
    qtbot.waitUntil(lambda: reader.find_bar.count.text() == "1 of 2")
    qtbot.waitUntil(lambda: [r.page for r in reader.pages._found] == [1])
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [r.page for r in reader.pages._found] == [3])
    assert reader.find_bar.count.text() == "2 of 2"
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Return)
    assert reader.find_bar.count.text() == "1 of 2"
    reader.find_bar.field.setText("coffee")
    qtbot.waitUntil(lambda: reader.find_bar.count.text() == "Not found")


def test_escape_closes_find_and_then_the_reader(reader, scripted_session, shelf, qtbot):
    document, _ = shelf.add_text(notes())
    scripted_session.open_document(document.id, 1)
    qtbot.waitUntil(reader.text.isVisible)
    reader.find_bar.start()
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Escape)
    assert not reader.find_bar.isVisible()
    with qtbot.waitSignal(scripted_session.reader_closed):
        qtbot.keyClick(reader.text, Qt.Key.Key_Escape)


def test_plus_and_minus_change_the_size_and_the_header_says_it(
    reader, scripted_session, shelf, qtbot
):
    document, _ = shelf.add_pdf(PAGES)
    scripted_session.open_document(document.id, 1)
    qtbot.waitUntil(reader.pages.isVisible)
    reader.set_zoom(1.0)
    qtbot.keyClick(reader.pages, Qt.Key.Key_Plus)
    assert reader.header.zoom.text() == "125%"
    qtbot.keyClick(reader.pages, Qt.Key.Key_Minus)
    qtbot.keyClick(reader.pages, Qt.Key.Key_Minus)
    assert reader.header.zoom.text() == "75%"
    reader.set_zoom(FIT)
    sheet = reader.pages.layout_of_pages.sheet(1, reader.pages.viewport().width())
    assert sheet.width() <= reader.pages.viewport().width()


def test_the_text_of_a_page_and_the_cited_words_can_be_copied(
    reader, scripted_session, shelf, qtbot
):
    document, parsed = shelf.add_pdf(PAGES)
    scripted_session.open_citation(citation(document, parsed, "净利润"))
    qtbot.waitUntil(lambda: len(reader.pages.marked_rects()) == 1)
    qtbot.keyClick(reader.pages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "净利润"
    with qtbot.waitSignal(scripted_session.notice):
        reader.header.page_text_wanted.emit()
    copied = QGuiApplication.clipboard().text()
    assert "Tea is older than ink" in copied
    assert "First page" not in copied


def test_a_document_that_is_gone_is_told_in_words(reader, scripted_session, scripted_link, qtbot):
    def gone(id):
        raise NotFound(what="document", id=id)

    scripted_link.answers["open_document"] = gone
    scripted_session.open_document("f" * 32, 1)
    qtbot.waitUntil(lambda: "not there" in reader._empty._title.text())


def test_a_locked_file_is_shown_as_text_with_the_words_painted(
    reader, scripted_session, scripted_link, shelf, qtbot
):
    def locked(**arguments):
        raise PasswordNeeded(name="paper.pdf")

    scripted_link.answers["page_image"] = locked
    document, parsed = shelf.add_pdf(PAGES)
    scripted_session.open_citation(citation(document, parsed, "净利润"))
    qtbot.waitUntil(lambda: reader.text.marked_text() == "净利润")
    assert reader.text.isVisible()
    assert not reader.pages.isVisible()


def test_another_library_empties_the_reader(reader, scripted_session, shelf, qtbot):
    document, _ = shelf.add_pdf(PAGES)
    scripted_session.open_document(document.id, 1)
    qtbot.waitUntil(reader.pages.isVisible)
    scripted_session.library_opened.emit()
    assert not reader.pages.isVisible()


@pytest.mark.parametrize("width", [360, 600, 1200])
def test_it_works_at_any_width(reader, scripted_session, shelf, qtbot, width):
    document, parsed = shelf.add_pdf(PAGES)
    reader.resize(width, 700)
    scripted_session.open_citation(citation(document, parsed, "净利润"))
    qtbot.waitUntil(lambda: len(reader.pages.marked_rects()) == 1)
    assert reader.width() == width
    (painted,) = reader.pages.marked_rects()
    assert reader.pages.viewport().rect().contains(painted.toRect())
    close = reader.header._close
    assert close.mapTo(reader, close.rect().topRight()).x() < width


def test_every_control_has_a_name(reader, scripted_session, shelf, qtbot):
    document, _ = shelf.add_pdf(PAGES)
    scripted_session.open_document(document.id, 1)
    qtbot.waitUntil(reader.pages.isVisible)
    reader.find_bar.start()
    unnamed = [
        widget
        for widget in reader.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(reader)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert not unnamed


def test_a_change_of_language_keeps_the_place(reader, scripted_session, shelf, qtbot):
    document, parsed = shelf.add_pdf(PAGES)
    scripted_session.open_citation(citation(document, parsed, "净利润"))
    qtbot.waitUntil(lambda: len(reader.pages.marked_rects()) == 1)
    for widget in (reader, reader.header, reader.pages):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert reader.header.page.text() == "page 2 of 3"
    assert len(reader.pages.marked_rects()) == 1


def test_sheets_are_named_in_the_language_that_is_spoken_now(
    reader, scripted_session, shelf, qtbot, qapp
):
    builder = TextBuilder("prices.xlsx")
    builder.page("纸品")
    builder.table([["货号", "单价"], ["QH-101", "6.5"]])
    document, parsed = shelf.add_text(builder, "prices.xlsx", "xlsx")
    scripted_session.open_citation(citation(document, parsed, "QH-101"))
    qtbot.waitUntil(lambda: "Sheet 1 · 纸品" in reader.text.toPlainText())
    try:
        translations.install(qapp, "zh")
        qtbot.waitUntil(lambda: "工作表 1 · 纸品" in reader.text.toPlainText())
    finally:
        translations.install(qapp, "en")
