"""The watchdog sees a stall, says where it was, and sees none where there is none."""

import time

from PySide6.QtCore import QTimer

from tests.desktop.watchdog import LIMIT_SECONDS, Watchdog


def block_the_loop(watchdog):
    # Long enough to be a stall, and until the onlooker has had its turn on a busy machine.
    start = time.perf_counter()
    while time.perf_counter() - start < 4 * LIMIT_SECONDS or not watchdog.has_looked:
        pass


def test_a_stall_is_measured_and_placed(qapp, qtbot):
    watchdog = Watchdog()
    watchdog.start()
    QTimer.singleShot(0, lambda: block_the_loop(watchdog))
    qtbot.waitUntil(lambda: watchdog.longest > 2 * LIMIT_SECONDS)
    watchdog.stop()
    assert watchdog.longest > 2 * LIMIT_SECONDS
    assert "block_the_loop" in watchdog.report()


def test_a_loop_that_turns_beats(qapp, qtbot):
    watchdog = Watchdog()
    watchdog.start()
    qtbot.waitUntil(lambda: watchdog.beats > 20)
    watchdog.stop()
    assert "beats" in watchdog.report()
