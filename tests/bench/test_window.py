"""How long the window takes to paint first, and how long its loop stalls in an import."""

import os
import subprocess
import sys

import pytest

import desktop
from tests.desktop.watchdog import LIMIT_SECONDS
from tests.journeys.conftest import real_window  # noqa: F401 - a fixture
from tests.journeys.importing import import_many

pytestmark = pytest.mark.bench

FIRST_PAINT = """
import time
started = time.perf_counter()
import sys
from PySide6.QtCore import QObject, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from desktop import app as start

class Look(QObject):
    painted = 0.0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = time.perf_counter() - started
        return False

look = Look()
build = start._fill
def fill(window, library, files):
    build(window, library, files)
    QTimer.singleShot(0, tell)
def tell():
    print(look.painted, time.perf_counter() - started)
    QApplication.closeAllWindows()
start._fill = fill
shown = start.MainWindow.show
def show(window):
    window.installEventFilter(look)
    shown(window)
start.MainWindow.show = show
sys.exit(start.main([]))
"""


def test_first_paint_under_a_second_and_usable_under_three(tmp_path, home):
    figures = []
    for _ in range(5):
        run = subprocess.run(
            [sys.executable, "-c", FIRST_PAINT],
            env=os.environ | {"PYTHONPATH": os.path.dirname(os.path.dirname(desktop.__file__))},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        figures.append(tuple(map(float, run.stdout.split())))
    painted, usable = sorted(figures)[len(figures) // 2]
    sys.stderr.write(f"first paint {painted:.2f} s, usable {usable:.2f} s, of {figures}\n")
    assert painted < 1
    assert usable < 3


@pytest.mark.parametrize("count", [200, 2000])
def test_the_loop_never_stalls_longer_than_the_limit(real_window, qtbot, tmp_path, count):  # noqa: F811
    watchdog = import_many(real_window, qtbot, tmp_path / "notes", count)
    sys.stderr.write(f"{count} files: {watchdog.report()}\n")
    assert watchdog.longest <= LIMIT_SECONDS, watchdog.report()
