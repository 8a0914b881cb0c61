"""The live chart: read by pointer and keys, said in words, drawn in both appearances."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from core.types import LessonPoint
from desktop import theme, translations
from desktop.teach.chart import LessonChart, scale_of
from desktop.teach.chart_words import chart_words
from desktop.teach.course import Course

from . import lesson_made as made


@pytest.fixture
def course():
    course = Course.of(made.points())
    course.steps, course.best_step = 145, 90
    return course


@pytest.fixture
def chart(qtbot, qapp, course):
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")
    chart = LessonChart()
    qtbot.addWidget(chart)
    chart.resize(800, 264)
    chart.show_course(course)
    chart.show()
    return chart


def test_the_pointer_reads_the_values_below_it(chart, course):
    at = chart.place(60, course.seen.at(60))
    QTest.mouseMove(chart, at.toPoint())
    assert chart.reading.step == 60
    assert chart.reading.seen == course.seen.at(60)
    assert chart.reading.unseen == course.unseen.at(60)
    assert "Step 60" in chart.accessibleDescription()
    assert "examples it has not seen: 1.02" in chart.accessibleDescription()


def test_before_the_first_value_no_figures_are_made_up(chart):
    chart.show_course(Course())
    assert chart_words.steps(Course()) == ""
    assert {chart._figure(each) for each in chart._ticks()} == {""}


def test_the_keyboard_reads_value_by_value(chart, course):
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    chart.read(course.last_step)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.reading.step == 89
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.reading.step == 80
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.reading.step == 1
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.reading.step == 1
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert (chart.reading.step, chart.reading.unseen) == (2, None)
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.reading.step == 90


def test_all_of_it_is_said_in_words(chart):
    assert chart.accessibleName() == "How well it predicts"
    said = chart.accessibleDescription()
    assert said.startswith("step 90 of 145")
    assert "examples it learns from: 0.59 now, 3.39 at first" in said
    assert "best: 0.81 at step 90" in said
    chart.show_course(Course())
    assert chart.accessibleDescription() == "Nothing has been measured yet."


@pytest.mark.parametrize("look", ["light", "dark"])
def test_both_lines_are_drawn_in_their_colours(chart, course, qapp, look):
    theme.apply(qapp, look, 1.0)
    picture = chart.grab().toImage()
    for point, tint in (
        (chart.place(1, course.seen.at(1)) + QPointF(6, 0), theme.colour("seal")),
        (chart.place(60, course.unseen.at(60)), theme.unseen_colour()),
    ):
        near = [
            picture.pixelColor(round(point.x()) + dx, round(point.y()) + dy)
            for dx in range(-3, 4)
            for dy in range(-9, 10)
        ]
        assert any(distance(each, tint) < 60 for each in near)


def distance(one: QColor, other: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_ten_thousand_steps_are_laid_out_once_and_then_only_painted(chart):
    course = Course.of(LessonPoint(step, 3 / step + 0.5) for step in range(1, 10_001))
    course.steps = 10_000
    chart.show_course(course)
    chart.grab()
    lines = dict(chart._lines)
    assert lines["seen"].size() <= 2052
    chart.read(5000)
    chart.grab()
    assert all(chart._lines[name] is line for name, line in lines.items())
    assert chart.reading.seen == pytest.approx(3 / 5000 + 0.5)


def test_a_value_that_comes_moves_the_line(chart, course):
    before = chart.accessibleDescription()
    course.add([LessonPoint(91, 0.3)])
    chart.show_course(course)
    assert chart.accessibleDescription() != before
    assert "step 91 of 145" in chart.accessibleDescription()


def test_bounds_are_round_and_hold_all_that_is_to_be_seen():
    course = Course.of(made.points())
    course.steps = 145
    scale = scale_of(course)
    assert (scale.right, scale.bottom, scale.top, scale.tick) == (100, 0, 4, 1)
    course.add([LessonPoint(step, 0.5) for step in range(91, 146)])
    assert scale_of(course).right == 145
    high = Course.of([LessonPoint(1, 11.0), LessonPoint(2, 10.6)])
    assert scale_of(high).bottom > 10
    for course in (Course(), Course.of([LessonPoint(1, 0.0)])):
        scale = scale_of(course)
        assert scale.top > scale.bottom
        assert scale.right > 0


def test_it_keeps_its_place_at_other_sizes_of_text(chart, course, qapp):
    theme.apply(qapp, "light", 1.5)
    chart.resize(300, 240)
    chart.read(84)
    chart.grab()
    plot = chart.plot()
    assert plot.contains(chart.place(84, course.unseen.at(84)))
    assert plot.width() > 100
    theme.apply(qapp, "light", 1.0)
