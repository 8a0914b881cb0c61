"""Kill -9 of the window: no process of ours is left."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tests.core.engine_process import ROOT

WINDOW = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop.engine_link import EngineLink
from core import operations
app = QCoreApplication([])
link = EngineLink()
def opened(summary):
    link.start(operations.enqueue_files, paths=[sys.argv[2]]).done.connect(queued)
def queued(rows):
    request = link.start(operations.prepare_files)
    request.told.connect(lambda event: print("importing", flush=True))
link.opened.connect(opened)
link.open_library(sys.argv[1], True)
app.exec()
"""


def kill_window(tmp_path, round):
    """Start a window that imports and kill it in the middle; its descendants."""
    files = tmp_path / f"files-{round}"
    files.mkdir()
    for n in range(40):
        (files / f"{n}.txt").write_text(f"第{round}轮第{n}号文件。" * 200, encoding="utf-8")
    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(tmp_path / "library"), str(files)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        assert window.stdout.readline().strip() == b"importing"
        family = psutil.Process(window.pid).children(recursive=True)
        assert family
    finally:
        window.send_signal(signal.SIGKILL)
        window.wait()
        window.stdout.close()
    return family


def left_after(family, seconds):
    until = time.monotonic() + seconds
    _, alive = psutil.wait_procs(family, timeout=max(0, until - time.monotonic()))
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.faults
@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_no_process_is_left_when_the_window_is_killed(tmp_path, rounds):
    for round in range(rounds):
        assert left_after(kill_window(tmp_path, round), 5) == []
