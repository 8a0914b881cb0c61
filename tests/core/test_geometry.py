"""Rectangles: packed small, unpacked true, joined along lines and never across a gap."""

import pytest

from core.geometry import NO_BOX, pack_boxes, rectangles_of, unpack_boxes
from core.types import PageGeometry


def page(boxes, width=600.0, height=800.0, start=0):
    packed = pack_boxes(boxes, width, height)
    return PageGeometry(1, start, start + len(boxes), width, height, packed)


def letters(count, x=50.0, y=100.0, width=6.0, height=12.0):
    return [(x + i * width, y, x + (i + 1) * width, y + height) for i in range(count)]


def places(boxes, start=0, end=None):
    found = rectangles_of([page(boxes)], start, len(boxes) if end is None else end)
    return [tuple(round(v) for v in (r.x0, r.y0, r.x1, r.y1)) for r in found]


def test_boxes_come_back_within_a_hundredth_of_a_point_and_never_larger():
    boxes = letters(50, x=50.123, y=99.877, width=5.317)
    for sent, got in zip(boxes, unpack_boxes(page(boxes)), strict=True):
        assert got == pytest.approx(sent, abs=0.03)
        assert got[0] >= sent[0]
        assert got[1] >= sent[1]
        assert got[2] <= sent[2]
        assert got[3] <= sent[3]


def test_boxes_outside_the_page_are_clipped():
    (box,) = unpack_boxes(page([(-20, -5, 700, 900)]))
    assert box == pytest.approx((0, 0, 600, 800), abs=0.02)


def test_a_line_is_one_rectangle_and_lines_are_several():
    two = [*letters(5), NO_BOX, *letters(4, y=115)]
    assert places(two) == [(50, 100, 80, 112), (50, 115, 74, 127)]


def test_only_the_asked_characters_are_covered():
    assert places(letters(10), 2, 4) == [(62, 100, 74, 112)]


def test_a_gap_as_wide_as_a_column_gutter_parts_rectangles():
    beside = letters(3) + letters(3, x=90)
    assert places(beside) == [(50, 100, 68, 112), (90, 100, 108, 112)]


def test_a_character_without_a_place_makes_no_rectangle():
    assert places([NO_BOX, NO_BOX]) == []


def test_text_from_right_to_left_is_one_rectangle():
    assert places(letters(5)[::-1]) == [(50, 100, 80, 112)]


def test_text_from_top_to_bottom_is_one_rectangle():
    falling = [(50.0, 100.0 + 12 * i, 62.0, 112.0 + 12 * i) for i in range(4)]
    assert places(falling) == [(50, 100, 62, 148)]


def test_a_superscript_stays_in_its_line():
    raised = [*letters(3), (68.0, 97.0, 71.0, 104.0)]
    assert places(raised) == [(50, 97, 71, 112)]


def test_positions_count_over_pages():
    first = page(letters(5))
    second = PageGeometry(2, 7, 12, 600.0, 800.0, pack_boxes(letters(5), 600.0, 800.0))
    found = rectangles_of([first, second], 4, 8)
    assert [r.page for r in found] == [1, 2]
