"""The watchdog sees a stall, says where it was, and sees none where there is none."""

import time

from PySide6.QtCore import QTimer

from tests.desktop.watchdog import LIMIT_SECONDS, Watchdog


def block_the_loop():
    until = time.perf_counter() + 4 * LIMIT_SECONDS
    while time.perf_counter() < until:
        pass


def test_a_stall_is_measured_and_placed(qapp, qtbot):
    watchdog = Watchdog()
    watchdog.start()
    QTimer.singleShot(0, block_the_loop)
    qtbot.waitUntil(lambda: watchdog.longest > 2 * LIMIT_SECONDS)
    watchdog.stop()
    assert "block_the_loop" in watchdog.report()


def test_a_loop_that_turns_beats(qapp, qtbot):
    watchdog = Watchdog()
    watchdog.start()
    qtbot.waitUntil(lambda: watchdog.beats > 20)
    watchdog.stop()
    assert "beats" in watchdog.report()
