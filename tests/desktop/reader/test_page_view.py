"""Drawn pages: the marker covers the cited words and nothing else, turned pages included."""

import pytest
from PySide6.QtCore import Qt

from core.errors import DamagedFile
from core.geometry import rectangles_of
from desktop import theme
from desktop.reader.page_view import PageView

PAGES = [
    [(60, 100, "First page")],
    [(60, 120, "The quick brown fox"), (60, 300, "年度净利润增长"), (60, 420, "the end")],
    [(60, 100, "Last page")],
]


@pytest.fixture
def view(scripted_session, qtbot, qapp):
    theme.apply(qapp, "light", 1.0)
    made = PageView(scripted_session)
    qtbot.addWidget(made)
    made.resize(500, 700)
    made.show()
    return made


def open_with(view, document, parsed):
    view.open(document.id, document.pages, parsed.geometry)


def cite(view, parsed, words):
    start = parsed.text.index(words)
    rectangles = rectangles_of(parsed.geometry, start, start + len(words))
    view.mark(rectangles)
    return rectangles


def wait_for_picture(view, qtbot, page):
    qtbot.waitUntil(lambda: view.images.picture(page) is not None, timeout=10_000)


def pixels(image, wanted):
    return {
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if wanted(image.pixelColor(x, y))
    }


def is_marker(colour):
    return colour.blue() < 220 and colour.red() - colour.blue() > 40


def is_ink(colour):
    return colour.lightness() < 110


def bounds(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("words", ["quick brown", "净利润", "the end"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_marker_lies_where_the_words_are_drawn(view, shelf, qtbot, words, rotation):
    document, parsed = shelf.add_pdf([PAGES[0], [PAGES[1][0], PAGES[1][1], PAGES[1][2]]], rotation)
    open_with(view, document, parsed)
    cite(view, parsed, words)
    wait_for_picture(view, qtbot, 2)
    assert view.page == 2
    marked = pixels(view.grab().toImage(), is_marker)
    left, top, right, bottom = bounds(marked)
    (expected,) = view.marked_rects()
    assert left == pytest.approx(expected.left(), abs=1.5)
    assert top == pytest.approx(expected.top(), abs=1.5)
    assert right == pytest.approx(expected.right(), abs=1.5)
    assert bottom == pytest.approx(expected.bottom(), abs=1.5)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_ink_under_the_marker_is_that_of_the_words(view, shelf, qtbot, rotation):
    document, parsed = shelf.add_pdf([[(120, 260, "Profit")]], rotation)
    open_with(view, document, parsed)
    cite(view, parsed, "Profit")
    wait_for_picture(view, qtbot, 1)
    ink = bounds(pixels(view.grab().toImage(), is_ink))
    (painted,) = view.marked_rects()
    # All ink of the page is this word: the marker holds it, and is hardly larger than it.
    assert painted.left() - 1 <= ink[0]
    assert painted.top() - 1 <= ink[1]
    assert painted.right() + 1 >= ink[2]
    assert painted.bottom() + 1 >= ink[3]
    along, across = (painted.width(), ink[2] - ink[0])
    if rotation % 180:
        along, across = (painted.height(), ink[3] - ink[1])
    assert along < across * 1.2


def test_words_keep_their_ink_under_the_marker(view, shelf, qtbot):
    document, parsed = shelf.add_pdf([[(120, 260, "Profit")]])
    open_with(view, document, parsed)
    wait_for_picture(view, qtbot, 1)
    before = len(pixels(view.grab().toImage(), is_ink))
    cite(view, parsed, "Profit")
    after = len(pixels(view.grab().toImage(), is_ink))
    assert after >= before


def test_zoom_and_width_keep_the_marked_words_in_view(view, shelf, qtbot):
    document, parsed = shelf.add_pdf(PAGES)
    open_with(view, document, parsed)
    cite(view, parsed, "净利润")
    for change in (lambda: view.set_zoom(2.0), lambda: view.resize(360, 500)):
        change()
        (painted,) = view.marked_rects()
        assert view.viewport().rect().contains(painted.center().toPoint())
    view.set_zoom(0)
    sheet = view.layout_of_pages.sheet(2, view.viewport().width())
    assert sheet.width() <= view.viewport().width()


def test_only_pages_in_sight_are_drawn_and_files_do_not_stay(
    view, shelf, scripted_link, qtbot, tmp_path
):
    document, parsed = shelf.add_pdf([[(60, 100, f"Page {n}")] for n in range(1, 41)])
    open_with(view, document, parsed)
    wait_for_picture(view, qtbot, 1)
    view.go_to_page(30)
    wait_for_picture(view, qtbot, 30)
    qtbot.waitUntil(lambda: not view.images._running)
    asked = {args["page"] for name, args in scripted_link.asked if name == "page_image"}
    assert asked <= {1, 2, 3, 28, 29, 30, 31, 32}
    assert not list(tmp_path.glob("*.rgb"))


def test_pages_are_drawn_for_the_pixels_of_the_screen(view, shelf, scripted_link, qtbot):
    document, parsed = shelf.add_pdf(PAGES)
    open_with(view, document, parsed)
    wait_for_picture(view, qtbot, 1)
    picture = view.images.picture(1)
    sheet = view.layout_of_pages.sheet(1, view.viewport().width())
    wanted = sheet.width() * view.devicePixelRatioF()
    assert picture.width() == pytest.approx(wanted, abs=2)


def test_a_wish_that_is_outdated_is_cancelled(view, shelf, scripted_link, qtbot, tmp_path):
    document, parsed = shelf.add_pdf([[(60, 100, f"Page {n}")] for n in range(1, 41)])
    scripted_link.held.add("page_image")
    open_with(view, document, parsed)
    qtbot.waitUntil(lambda: scripted_link.times("page_image") == 2)
    view.go_to_page(30)
    qtbot.waitUntil(lambda: scripted_link.last("page_image")["page"] >= 29)
    scripted_link.release("page_image")
    wait_for_picture(view, qtbot, 30)
    assert view.images.picture(1) is None
    assert not list(tmp_path.glob("*.rgb"))


def test_a_page_that_cannot_be_drawn_says_so_and_is_not_asked_again(
    view, shelf, scripted_link, qtbot
):
    document, parsed = shelf.add_pdf([PAGES[0]])

    def refuse(**arguments):
        raise DamagedFile(name="paper.pdf")

    scripted_link.answers["page_image"] = refuse
    open_with(view, document, parsed)
    qtbot.waitUntil(lambda: view.images.is_broken(1))
    asked = scripted_link.times("page_image")
    view.resize(520, 700)
    view._ask_images()
    assert scripted_link.times("page_image") == asked


def test_keys_move_through_the_document(view, shelf, qtbot):
    document, parsed = shelf.add_pdf(PAGES)
    open_with(view, document, parsed)
    bar = view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert view.page == 3
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert 0 < bar.value() <= view.viewport().height()
