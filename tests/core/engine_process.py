"""A real engine process and the window's end of its pipes, for tests."""

import os
import subprocess
import sys
from pathlib import Path

from core import wire

ROOT = Path(__file__).resolve().parents[2]


class EngineProcess:
    """Starts `python -m core.engine` and speaks its frames."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.engine"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        self.job = 0
        assert self.read()["say"] == "ready"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()

    def send(self, **frame):
        wire.write(self.process.stdin, frame)

    def read(self):
        return wire.read(self.process.stdout)

    def open(self, path, create=True):
        self.send(do="open", path=str(path), create=create)
        return self.read()

    def start(self, verb, **arguments):
        self.job += 1
        self.send(do="start", job=self.job, verb=verb, arguments=arguments)
        return self.job

    def until_end(self, job):
        """Events of a job and its last frame; frames of other jobs are passed over."""
        events = []
        while True:
            frame = self.read()
            if frame.get("job") != job:
                continue
            if frame["say"] != "event":
                return events, frame
            events.append(frame["event"])

    def run(self, verb, **arguments):
        events, end = self.until_end(self.start(verb, **arguments))
        assert end["say"] == "done", end
        return events, end["result"]
