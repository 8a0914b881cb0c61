"""What a lesson's job costs beside its training: process, leave, news, checkpoints, the disk.

    pytest -s -m bench tests/bench/bench_lesson_jobs.py

From the first micro-step to the last, the time by the clock is compared with the time that the
trainer spent in micro-steps and looks; what is left over is the job's.
"""

import shutil
import time

import pytest

from core import paths
from core.errors import LecternError
from core.events import LessonTold
from core.lessons import running
from core.lessons.store import Lessons
from core.types import Example, ExampleOrigin, LessonPlan
from tests import tiny_llama

STEPS, BATCH = 30, 4
MOST = 0.02

pytestmark = pytest.mark.bench


def lesson():
    """One whose micro-steps take some tenths of a second, as those of a small model do."""
    paths.models_folder().mkdir(parents=True)
    shutil.copy(tiny_llama.random_model().gguf("q8_0"), paths.models_folder() / "tiny.gguf")
    words = " ".join(f"barn {number} stands by gate {number * 7 % 11}" for number in range(60))
    examples = tuple(
        Example(0, f"Field {each}? {words}", f"{words} {each}", ExampleOrigin.OWN)
        for each in range(BATCH * STEPS)
    )
    plan = LessonPlan(
        "Barns", "local:tiny.gguf", max_tokens=1024, batch=BATCH, epochs=1.0, hold_out=0.0
    )
    return Lessons().new(plan, examples)


def test_the_job_costs_little(home):
    id = lesson().id
    first = last = None
    road = running.run(id)
    try:
        for event in road:
            points = event.detail.points if isinstance(event, LessonTold) else ()
            if points and first is None:
                first = (points[-1].seconds, time.monotonic(), points[-1].step)
            if points:
                last = (points[-1].seconds, time.monotonic(), points[-1].step)
            if points and points[-1].step == STEPS:
                break
    except LecternError as error:
        pytest.fail(error.message)
    finally:
        road.close()
    work, clock = last[0] - first[0], last[1] - first[1]
    print(
        f"\n{last[2] - first[2]} steps of {BATCH} micro-steps: {clock:.2f} s by the clock,"
        f" {work:.2f} s of work: {clock / work - 1:+.2%}"
    )
    assert clock / work - 1 < MOST
