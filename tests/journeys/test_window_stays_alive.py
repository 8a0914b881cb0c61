"""The window stays alive while many files come in."""

import pytest

from tests.journeys.importing import import_many

GENEROUS_SECONDS = 2.0
"""A frozen window is far beyond this on any machine; tests/bench holds the real limit."""


@pytest.mark.parametrize("count", [120, pytest.param(2000, marks=pytest.mark.slow)])
def test_the_event_loop_turns_while_files_come_in(real_window, qtbot, tmp_path, count):
    watchdog = import_many(real_window, qtbot, tmp_path / "notes", count)
    assert watchdog.beats > 50
    assert watchdog.longest < GENEROUS_SECONDS, watchdog.report()
