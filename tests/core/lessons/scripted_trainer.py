"""A stand-in for the trainer's process: says what a script says, keeps what it was told to do.

The script is a list of runs, one for each trainer that is started. A run is a list of what comes,
in which an exception is raised, and DIES is the death of the process. A micro-step waits for leave
as the true one does: without it None comes.
"""

from core.errors import LessonFailed
from core.processes.worker_process import WorkerGone
from core.training.told import Ended, Exported, Measured, MicroStepped, Saved, Stepped
from core.types import LessonPoint

DIES = WorkerGone("killed")
EXPORTED = Exported("adapter", "/nowhere/adapter.gguf", 1234, 0.0, 1, 1)


def steps(first, last, total=None):
    """What is told of steps, two micro-steps each."""
    for step in range(first, last + 1):
        yield from (MicroStepped(step - 1, total or last, 10.0, 5.0, 99) for _ in range(2))
        held = 3.0 / step if step % 2 == 0 else -1.0
        yield Stepped(LessonPoint(step, 4.0 / step, held, 10.0, float(step)))


class ScriptedTrainers:
    """Takes the place of the class Trainer."""

    def __init__(self, *runs, exports=(), estimates=()):
        self.runs, self.exports, self.estimates = (
            list(runs),
            list(exports) or [[EXPORTED]],
            estimates,
        )
        self.started, self.closed = [], 0
        self.leave = self.most_ahead = self.done = 0
        self.stopped = self.held = False
        self.saves = True
        self.forms = []

    def __call__(self, place, base, plan, row):
        self.started.append((place, base, plan, row))
        self.leave, self.stopped, self.held = 0, False, False
        return self

    def __enter__(self):
        return self

    def __exit__(self, *about):
        self.closed += 1

    def go(self, count=1):
        self.leave += count
        self.held = False
        self.most_ahead = max(self.most_ahead, self.leave)

    def hold(self):
        self.held = True

    def stop(self):
        self.stopped = True

    def train(self):
        step = 0
        for told in self.runs.pop(0):
            if isinstance(told, MicroStepped):
                while not self.leave:
                    if self.stopped:
                        break
                    yield None
                if not self.stopped:
                    self.leave -= 1
                    self.done += 1
            if self.stopped:
                yield Saved(step, step, 1.0)
                yield Ended("stopped", step, 10, 100)
                return
            if isinstance(told, Stepped):
                step = told.point.step
            yield from self._said(told)

    def export(self, form="", path=""):
        self.forms.append((form, path))
        for told in self.exports.pop(0):
            yield from self._said(told)

    def estimate(self):
        for told in self.estimates:
            yield Measured(told)
        yield Ended("done")

    def _said(self, told):
        if told is DIES:
            raise LessonFailed(name="it", reason="the process that teaches ended.") from DIES
        if isinstance(told, Exception):
            raise told
        yield told
