"""The trainer's process: leave, stop, refusals, and going on exactly after kill -9."""

import errno
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import torch

from core.errors import BadRequest, LessonFailed, LessonTooLarge, ModelMissing
from core.lessons.methods import method
from core.training import breath, checkpoint
from core.training.quick_layers import Norm
from core.training.told import Ended, Measured, MicroStepped, Saved, Stepped, Wrote
from core.training.trainer import Trainer
from core.training.worker import Desk, _refused
from tests.core.training.lesson_folders import PLAN, lesson, small

pytestmark = pytest.mark.timeout(900)
"""Each test starts processes that import PyTorch, which takes minutes where much else runs."""


def trainer(place, base=None, plan=PLAN):
    return Trainer(place, base or small(), plan, method(plan.method))


def train(teacher, leave=10**6, until=None):
    """What it says, with leave for so many micro-steps; `until` ends the hearing."""
    said = []
    told = teacher.train()
    first = next(told)
    teacher.go(leave)
    said.append(first)
    for each in told:
        if each is not None:
            said.append(each)
            if until is not None and until(each, said):
                break
    return said


def _standing(place):
    """Steps and micro-steps of the last checkpoint."""
    kept = checkpoint.standing_of(place / "checkpoints")
    return (0, 0) if kept is None else (kept.step, kept.micro)


def course(said):
    return {each.point.step: each.point.loss for each in said if isinstance(each, Stepped)}


def test_it_stands_still_without_leave_saves_then_and_goes_on_after_a_kill(tmp_path):
    with trainer(lesson(tmp_path / "whole")) as teacher:
        undisturbed = course(train(teacher))
    place = lesson(tmp_path / "killed")
    with trainer(place) as teacher:
        # Five micro-steps, then it waits and saves of itself; it says so when it may go on.
        told = teacher.train()
        while next(told) is None:
            pass
        teacher.go(5)
        done = 0
        while done < 5:
            done += isinstance(next(told), MicroStepped)
        while _standing(place) == (0, 0):
            assert not isinstance(next(told), MicroStepped)
        os.kill(teacher.pid, signal.SIGKILL)
        with pytest.raises(LessonFailed):
            for _ in told:
                pass
    with trainer(place) as teacher:
        found = course(train(teacher))
    assert found == undisturbed


def test_stop_saves_and_ends_and_the_same_process_goes_on(tmp_path):
    place = lesson(tmp_path)
    with trainer(place) as teacher:
        told = teacher.train()
        next(told)
        teacher.go(3)
        while not isinstance(next(told), MicroStepped):
            pass
        teacher.hold()
        teacher.stop()
        said = [each for each in told if each is not None]
        assert said[-1].why == "stopped"
        assert isinstance(said[-2], Saved)
        assert sum(isinstance(each, MicroStepped) for each in said) < 3
        assert isinstance(train(teacher)[-1], Ended)
        spoken = list(teacher.answer([("user", "What is number 3 ?")], 12))
        assert [each for each in spoken if isinstance(each, Wrote)]


def test_an_estimate_says_what_it_takes(tmp_path):
    with trainer(lesson(tmp_path)) as teacher:
        said = [each for each in teacher.estimate() if isinstance(each, Measured)]
        (found,) = (each.estimate for each in said)
        assert found.fits
        assert found.smaller is None
        assert found.memory_bytes > 10**8
        assert found.seconds > 0
        assert found.steps == len([step for step in course(train(teacher)) if step])


@pytest.mark.skipif(sys.platform == "win32", reason="the spawner sees to it there")
def test_it_gives_way_to_everything_and_is_the_first_to_go(tmp_path, monkeypatch):
    monkeypatch.delenv("LECTERN_TRAINER_NICE")
    with trainer(lesson(tmp_path)) as teacher:
        told = teacher.estimate()
        while next(told) is None:
            pass
        assert psutil.Process(teacher.pid).nice() == 19
        if sys.platform == "linux":
            assert Path(f"/proc/{teacher.pid}/oom_score_adj").read_text().strip() == "1000"


def test_refusals_arrive_by_their_names(tmp_path):
    empty = lesson(tmp_path, count=0)
    with trainer(empty) as teacher, pytest.raises(BadRequest):
        train(teacher)
    with trainer(lesson(tmp_path), base=tmp_path / "none.gguf") as teacher:
        with pytest.raises(ModelMissing):
            list(teacher.estimate())
        with pytest.raises(ModelMissing):
            train(teacher)


def test_a_full_disk_is_named_though_pytorch_complains_of_something_else():
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        finally:
            raise RuntimeError(
                "[enforce fail at inline_container.cc:672] unexpected pos 704 vs 598"
            )
    except RuntimeError as error:
        refused = _refused("Numbers", error, "/lessons/one")
    assert (refused.error, dict(refused.subject)) == ("DiskFull", {"path": "/lessons/one"})
    assert _refused("Numbers", ValueError("no"), "/lessons/one").error == "LessonFailed"


def test_a_full_graphics_card_is_too_large_a_lesson(monkeypatch):
    monkeypatch.setattr("core.training.memory.of_card", lambda: 8 << 30)
    refused = _refused("Numbers", torch.OutOfMemoryError("CUDA out of memory."), "/lessons/one")
    subject = {"name": "Numbers", "needed": "> 8.0 GB", "available": "8.0 GB"}
    assert (refused.error, dict(refused.subject)) == ("LessonTooLarge", subject)


def test_errors_of_the_process_are_named_as_they_are():
    from core.training.told import Refused
    from core.training.trainer import error_of

    subject = (("name", "a"), ("needed", "2 GB"), ("available", "1 GB"))
    error = error_of(Refused("LessonTooLarge", subject))
    assert isinstance(error, LessonTooLarge)
    assert "2 GB" in error.message


@pytest.fixture
def desk():
    """With an order under way; what is computed here heeds it."""
    made = Desk()
    made.take({"do": "train", "n": 1})
    yield made
    breath.heed(bool, lambda: None)


def test_held_it_stands_still_between_two_products_and_goes_on_there(desk):
    waits = threading.Event()

    def until_free():
        waits.set()
        desk.until_free()

    breath.heed(desk.held, until_free)
    layer = torch.nn.Linear(2, 2)
    assert layer(torch.ones(2)).shape == (2,)
    assert not waits.is_set()
    clock = breath.clock()
    began = time.monotonic()
    desk.take({"do": "hold", "n": 1})
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(layer, torch.ones(2))
        assert waits.wait(60)
        assert not made.done()
        desk.take({"do": "go", "n": 1, "count": 0})
        assert made.result(60).shape == (2,)
    # Standing still is no time that the lesson took.
    assert breath.clock() - clock < time.monotonic() - began


def test_a_hold_holds_leave_too_and_ends_with_stop(desk):
    desk.take({"do": "go", "n": 1, "count": 2})
    desk.take({"do": "hold", "n": 1})
    assert not desk._may_return()
    desk.take({"do": "hold", "n": 2})
    desk.take({"do": "stop", "n": 1})
    assert not desk.held()
    # What is to end does not stand still again.
    desk.take({"do": "hold", "n": 1})
    assert not desk.held()
    assert not desk.wait(pytest.fail)


def test_the_way_back_can_be_held_too(desk):
    breaths = []
    breath.heed(lambda: breaths.append(1), desk.until_free)
    x = torch.ones(2, 4, requires_grad=True)
    made = Norm.apply(x, torch.ones(4), 1e-6)
    before = len(breaths)
    made.sum().backward()
    assert len(breaths) > before
