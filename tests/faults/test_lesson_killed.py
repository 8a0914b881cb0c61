"""A lesson whose program or trainer is killed, wherever it is, ends as if nothing had been."""

import contextlib
import os
import random
import subprocess
import sys

import psutil
import pytest

from core.events import LessonTold, finished
from core.lessons import asked, running
from core.lessons.store import Lessons
from core.types import LessonState
from tests import tiny_lesson

KILLS = 20
PROGRAM = """
import sys
from core.events import finished
from core.lessons import running
finished(running.run(sys.argv[1]))
"""

pytestmark = pytest.mark.faults


def taught(id, steps):
    """Teach until the last step is told; what follows is no part of the curve."""
    road = running.run(id)
    for event in road:
        if isinstance(event, LessonTold) and event.detail.lesson.step >= steps:
            break
    road.close()


def curve(id):
    """Steps with both losses, to the last bit."""
    return [(each.step, each.loss, each.held_out) for each in Lessons().detail(id).points]


def reached(id):
    return max((each.step for each in Lessons().detail(id).points), default=0)


class Program:
    """A program that teaches a lesson."""

    def __init__(self, id):
        self.id = id
        self.process = subprocess.Popen([sys.executable, "-c", PROGRAM, id], env=dict(os.environ))

    def until(self, step):
        """Whether the lesson got to a step before the program ended."""
        while self.process.poll() is None:
            if reached(self.id) >= step:
                return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
        return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def kill_trainer(self):
        for each in psutil.Process(self.process.pid).children():
            each.kill()


def settled(id):
    """How the next program finds it."""
    asked.settle(Lessons())
    return Lessons().get(id)


def test_killed_once(home):
    """Past its first checkpoint, which is at step 50."""
    steps = 60
    undisturbed, lesson = tiny_lesson.made(steps), tiny_lesson.made(steps)
    taught(undisturbed.id, steps)
    program = Program(lesson.id)
    try:
        assert program.until(54)
    finally:
        program.kill()
    left = settled(lesson.id)
    assert (left.state, left.interrupted) == (LessonState.PAUSED, True)
    assert 50 <= left.step < steps
    end = finished(running.run(lesson.id))
    assert curve(lesson.id) == curve(undisturbed.id)
    assert reached(lesson.id) == steps
    # What it became for chat has passed its test, too.
    assert (end.state, end.error, end.route) == (LessonState.DONE, "", "adapter")
    assert os.path.getsize(end.exported) == end.file_bytes


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_killed_again_and_again(home):
    steps = 300
    undisturbed, lesson = tiny_lesson.made(steps), tiny_lesson.made(steps)
    end = finished(running.run(undisturbed.id))
    assert end.state is LessonState.DONE
    chance = random.Random(11)
    places = sorted(chance.sample(range(1, steps), KILLS - 4))
    moments = [(place, chance.choice(["program", "trainer"])) for place in places]
    # Before anything is learnt, and where all is learnt and it is being exported.
    moments = [(0, "program"), (0, "trainer"), *moments, (steps, "program"), (steps, "trainer")]
    program = Program(lesson.id)
    kills = 0
    try:
        for place, who in moments:
            while not program.until(place):
                # A trainer that is killed before it has learnt anything takes the program with it.
                settled(lesson.id)
                program = Program(lesson.id)
            kills += 1
            if who == "trainer":
                program.kill_trainer()
            else:
                program.kill()
        program.until(steps + 1)
    finally:
        program.kill()
    settled(lesson.id)
    if Lessons().get(lesson.id).state is not LessonState.DONE:
        assert finished(running.run(lesson.id)).state is LessonState.DONE
    assert kills == KILLS
    assert curve(lesson.id) == curve(undisturbed.id)
    assert reached(lesson.id) == steps
    done, like = Lessons().get(lesson.id), Lessons().get(undisturbed.id)
    assert (done.best_step, done.route, done.file_bytes) == (
        like.best_step,
        like.route,
        like.file_bytes,
    )
