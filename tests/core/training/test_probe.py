"""Estimates: what fits, what does not, and smaller settings that would."""

from dataclasses import replace

import pytest

from core.errors import LessonTooLarge
from core.training import memory, probe, room
from core.training.told import Ended, Measured
from tests.core.training.lesson_folders import PLAN, lesson, opened_here, small


def estimated(place, **more):
    said = list(probe.measured(opened_here(place, **more), lambda: False))
    assert isinstance(said[-1], Ended)
    return next(each.estimate for each in said if isinstance(each, Measured))


def test_what_does_not_fit_is_refused_and_something_smaller_offered(tmp_path, monkeypatch):
    place = lesson(tmp_path)
    held = memory.held_now()
    monkeypatch.setattr(memory, "available", lambda: held + 1000)
    found = estimated(place)
    assert not found.fits
    assert found.memory_bytes > found.available_bytes
    assert found.seconds == 0
    with pytest.raises(LessonTooLarge):
        opened_here(place).loop().rehearse()


def test_smaller_settings_keep_less_in_the_order_of_their_price(tmp_path, monkeypatch):
    loop = opened_here(lesson(tmp_path)).loop()
    for spare, expected in (
        (0.4, {"checkpointing": True}),
        (0.2, {"fast": True, "checkpointing": True}),
        (
            0.066,
            {
                "checkpointing": True,
                "max_tokens": max(16, max(each.length for each in loop.material.learn) // 4),
            },
        ),
    ):
        monkeypatch.setattr(
            memory, "available", lambda spare=spare: (1000 + 10_000 * spare) / room.SPARE
        )
        assert room.smaller(loop, 1000, 11_000) == replace(PLAN, **expected)
    monkeypatch.setattr(memory, "available", lambda: 0)
    assert room.smaller(loop, 1000, 11_000) is None


def test_weights_that_are_too_much_are_not_even_opened(monkeypatch):
    full = replace(PLAN, method="full")
    needed, parameters = room.weights_needed(small(), full, True)
    assert needed == 16 * parameters
    assert room.weights_needed(small(), PLAN, False) == (0, parameters)
    folder = small().parent
    assert room.weights_needed(folder, PLAN, False) == (4 * parameters, parameters)
    assert probe.too_large(small(), full, True) is None
    monkeypatch.setattr(memory, "available", lambda: 8 * parameters)
    found = probe.too_large(small(), full, True)
    assert not found.fits
    assert found.memory_bytes == needed
    assert found.smaller == replace(full, fast=True)


def test_steps_are_those_that_follow_with_general_examples(tmp_path):
    place = lesson(tmp_path, general=0.3)
    found = estimated(place, general=0.3)
    assert found.steps == -(-(14 + 6) * 2 // 6)
    assert found.trainable > 0
    assert found.tokens > 0
    assert found.seconds > 0
