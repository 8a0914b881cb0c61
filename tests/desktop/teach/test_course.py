"""The course of a lesson: exact to read, few enough to draw, no peak lost."""

import random

import pytest

from core.types import LessonPoint
from desktop.teach.course import MOST_STRETCHES, Course, Series

from . import lesson_made as made


def series_of(values):
    series = Series()
    for step, value in enumerate(values, 1):
        series.add(step, value)
    return series


def test_few_values_are_all_drawn_as_they_are():
    values = [3.0, 2.5, 2.7, 2.0]
    series = series_of(values)
    assert series.line() == list(enumerate(map(float, values), 1))
    assert not series.thinned


def test_of_many_values_every_peak_is_drawn():
    chance = random.Random(7)
    values = [2 + chance.random() for _ in range(10_000)]
    values[6543], values[1234] = 9.0, 0.1
    series = series_of(values)
    line = series.line()
    assert series.thinned
    assert len(line) <= 4 * MOST_STRETCHES + 4
    assert (6544.0, 9.0) in line
    assert (1235.0, 0.1) in line
    assert line == sorted(line, key=lambda point: point[0])
    assert line[0] == (1.0, values[0])
    assert line[-1] == (10_000.0, values[-1])
    smooth = [value for _, value in series.smooth()]
    assert len(smooth) < 130
    assert max(smooth) - min(smooth) < 0.5


def test_what_is_read_is_exact_however_much_there_is():
    series = series_of([10_000 - at for at in range(10_000)])
    assert series.at(5000) == 5001
    assert series.steps[series.nearest(4999.4)] == 4999
    assert series.nearest(-5) == 0
    assert series.nearest(1e9) == len(series) - 1
    assert series.at(20_000) is None


def test_going_back_to_a_checkpoint_replaces_what_came_after():
    series = series_of([5, 4, 3, 2])
    series.add(3, 9)
    assert list(series.steps) == [1, 2, 3]
    assert list(series.values) == [5, 4, 9]
    assert series.line()[-1] == (3.0, 9.0)


def test_one_burst_does_not_press_the_rest_flat():
    values = [100.0] + [2.0 + at / 1000 for at in range(999)]
    assert series_of(values).extremes()[1] < 4
    assert series_of([100.0, 2.0]).extremes() == (2.0, 100.0)
    assert Series().extremes() == (0.0, 0.0)


def test_what_was_not_measured_is_no_value():
    course = Course.of([LessonPoint(1, 2.0), LessonPoint(2, -1.0, 1.5), LessonPoint(3, 1.8)])
    assert list(course.seen.steps) == [1, 3]
    assert list(course.unseen.steps) == [2]
    assert course.last_step == 3


@pytest.mark.parametrize("rising", [False, True])
def test_learning_by_heart_is_seen_in_both_lines(rising):
    course = Course.of(made.points(90, rising=rising))
    values = course.unseen.values
    course.best_step = course.unseen.steps[values.index(min(values))]
    assert course.by_heart() == rising


def test_nothing_is_said_of_learning_by_heart_where_nothing_is_known():
    assert not Course().by_heart()
    assert not Course.of([LessonPoint(1, 2.0, 2.0)]).by_heart()
