"""The chart of a lesson stays smooth: what a new value costs hardly grows with the steps before it.

pytest -s -m bench tests/bench/test_lesson_chart.py
"""

import statistics
import time

import pytest
from PySide6.QtGui import QPixmap

from core.types import LessonPoint
from desktop import theme
from desktop.teach.chart import LessonChart
from desktop.teach.course import Course

pytestmark = pytest.mark.bench

ROUNDS = 30
MOST_TIMES = 4
"""So many times what it costs at 500 steps, where every value is drawn by itself."""


@pytest.fixture
def cost(qtbot, qapp):
    """Milliseconds of processor time for a new value, painted, after so many steps: median."""
    theme.apply(qapp, "light", 1.0)

    def measured(steps):
        course = Course.of(
            LessonPoint(step, 3 / step + step * 7919 % 100 / 300, 2.0 if step % 50 == 0 else -1.0)
            for step in range(1, steps + 1)
        )
        course.steps = 2 * steps
        chart = LessonChart()
        qtbot.addWidget(chart)
        chart.resize(1000, 300)
        picture = QPixmap(1000, 300)
        taken = []
        for more in range(1, ROUNDS + 1):
            began = time.process_time()
            course.add([LessonPoint(steps + more, 0.5)])
            chart.show_course(course)
            chart.render(picture)
            taken.append(1000 * (time.process_time() - began))
        return statistics.median(taken)

    return measured


def test_ten_thousand_steps_cost_little_more_than_five_hundred(cost):
    few, many = cost(500), cost(10_000)
    print(f"\na new value, painted: {few:.1f} ms after 500 steps, {many:.1f} ms after 10,000")
    assert many < MOST_TIMES * few
