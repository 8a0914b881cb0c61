"""Where pages stand, and where a rectangle falls on a page that is turned."""

import pytest
from PySide6.QtCore import QRectF

from core.types import PageGeometry, Rectangle
from desktop.reader.page_layout import GAP, PageLayout, PageSize, turned


def geometry(page, width=600.0, height=800.0, rotation=0):
    return PageGeometry(page, 0, 0, width, height, b"", rotation)


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (0, QRectF(10, 20, 30, 5)),
        (90, QRectF(775, 10, 5, 30)),
        (180, QRectF(560, 775, 30, 5)),
        (270, QRectF(20, 560, 5, 30)),
    ],
)
def test_a_rectangle_turns_with_its_page(rotation, expected):
    size = PageSize(600, 800, rotation)
    assert turned(Rectangle(1, 10, 20, 40, 25), size) == expected


def test_pages_stand_below_each_other_in_the_middle():
    pages = PageLayout(3, [geometry(1), geometry(2, 300, 400), geometry(3, 600, 800, 90)])
    pages.set_scale(0.5)
    sheets = [pages.sheet(page, 500) for page in (1, 2, 3)]
    assert [sheet.width() for sheet in sheets] == [300, 150, 400]
    assert [sheet.center().x() for sheet in sheets] == pytest.approx([250] * 3, abs=1)
    assert sheets[1].top() == sheets[0].bottom() + GAP
    assert pages.height == sheets[2].bottom() + GAP


def test_the_page_at_a_height():
    pages = PageLayout(5000, [geometry(1)])
    for page in (1, 2, 2500, 5000):
        assert pages.page_at(pages.top(page)) == page
        assert pages.page_at(pages.top(page) + 700) == page
    assert pages.page_at(-5) == 1
    assert pages.page_at(1e9) == 5000


def test_an_unknown_page_is_as_large_as_the_one_before():
    pages = PageLayout(4, [geometry(2, 300, 400)])
    assert [pages.size(page).width for page in (1, 2, 3, 4)] == [300] * 4
    assert pages.learn(3, PageSize(900, 100))
    assert not pages.learn(3, PageSize(900, 100))
    assert pages.size(3).width == 900


def test_one_wide_table_does_not_shrink_a_book():
    pages = PageLayout(3, [geometry(1), geometry(2, 2000, 800), geometry(3)])
    assert pages.usual_width() == 600


def test_a_rectangle_lands_on_its_sheet():
    pages = PageLayout(2, [geometry(1), geometry(2)])
    pages.set_scale(2.0)
    sheet = pages.sheet(2, 1300)
    place = pages.place(Rectangle(2, 60, 80, 120, 92), 1300)
    assert place == QRectF(sheet.left() + 120, sheet.top() + 160, 120, 24)
