"""A watchdog that measures how long the event loop of the window stalls, and where.

A timer of the loop itself notes each beat; between two beats lies whatever kept the loop busy. A
second thread looks on and, while a beat is overdue, takes samples of the main thread's stack, so
that a stall comes with the lines that caused it.
"""

import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_SECONDS = 0.005
LIMIT_SECONDS = 0.050
SAMPLE_SECONDS = 0.010


def _queued() -> float:
    """Seconds that this thread was ready to run while other programs had the processors; 0 where
    the system does not count them."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as file:
            return int(file.read().split()[1]) / 1e9
    except OSError:
        return 0.0


@dataclass(frozen=True)
class Stretch:
    """Between two beats, in seconds: by the clock, without waiting for a processor that other
    programs had, and in processor time of the main thread."""

    late: float
    held: float
    own: float


@dataclass
class Stall:
    """The loop did not turn for `seconds`; `where` are the places seen meanwhile."""

    seconds: float
    where: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        places = "\n".join(f"  {count}× {place}" for place, count in self.where.most_common(3))
        return f"{1000 * self.seconds:.0f} ms\n{places}"


class Watchdog(QObject):
    """Measures from `start` to `stop`; times are by the wall clock, so a busy machine shows too."""

    def __init__(self, onlooker: bool = True) -> None:
        """Without `onlooker` nothing says where a stall was, and nothing else takes the lock."""
        super().__init__()
        self.beats = 0
        self.longest = 0.0
        self.longest_busy = 0.0
        """Longest stretch in processor time of the main thread: what the window itself took."""
        self.stretches: list[Stretch] = []
        self.stalls: list[Stall] = []
        self._seen: Counter[str] = Counter()
        self._last = self._last_busy = self._last_queued = 0.0
        self._running = False
        self._main = threading.main_thread().ident
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(1000 * BEAT_SECONDS))
        self._timer.timeout.connect(self._beat)
        self._onlooker = threading.Thread(target=self._look_on, daemon=True) if onlooker else None

    @property
    def has_looked(self) -> bool:
        """Whether a sample was taken since the last beat."""
        return bool(self._seen)

    def start(self) -> None:
        """Begin to measure."""
        self._last, self._last_busy = time.perf_counter(), time.thread_time()
        self._last_queued = _queued()
        self._running = True
        self._timer.start()
        if self._onlooker is not None:
            self._onlooker.start()

    def stop(self) -> None:
        """End; the stretch since the last beat counts."""
        self._beat()
        self._running = False
        self._timer.stop()
        if self._onlooker is not None:
            self._onlooker.join()

    def measures(self) -> str:
        """Longest stretch, and what 99 of 100 stay below, in the three ways of counting."""
        said = []
        for name in ("own", "held", "late"):
            seconds = sorted(getattr(each, name) for each in self.stretches)
            high = seconds[-1 - len(seconds) // 100]
            said.append(f"{name} {1000 * seconds[-1]:.0f} ms (p99 {1000 * high:.0f})")
        return ", ".join(said)

    def report(self) -> str:
        """What was measured, with the three longest stalls."""
        worst = sorted(self.stalls, key=lambda stall: -stall.seconds)[:3]
        lines = [
            f"{self.beats} beats, longest stall {1000 * self.longest:.0f} ms "
            f"({1000 * self.longest_busy:.0f} ms of it at most the window's own work), "
            f"{len(self.stalls)} over {1000 * LIMIT_SECONDS:.0f} ms"
        ]
        return "\n".join([*lines, *map(str, worst)])

    def _beat(self) -> None:
        now, busy, queued = time.perf_counter(), time.thread_time(), _queued()
        late = now - self._last - BEAT_SECONDS
        self.longest = max(self.longest, late)
        self.longest_busy = max(self.longest_busy, busy - self._last_busy)
        held = max(late - (queued - self._last_queued), 0.0)
        self.stretches.append(Stretch(late, held, busy - self._last_busy))
        if late > LIMIT_SECONDS:
            self.stalls.append(Stall(late, self._seen))
        self._seen = Counter()
        self._last, self._last_busy, self._last_queued = now, busy, queued
        self.beats += 1

    def _look_on(self) -> None:
        waiting = threading.Event()
        while self._running:
            waiting.wait(SAMPLE_SECONDS)
            if time.perf_counter() - self._last > LIMIT_SECONDS / 2:
                frame = sys._current_frames().get(self._main)
                if frame is not None:
                    summary = traceback.extract_stack(frame)[-4:]
                    # A frame that is held holds its painter, and Qt wants that gone in time.
                    del frame
                    place = " < ".join(f"{each.name}:{each.lineno}" for each in reversed(summary))
                    self._seen[f"{summary[-1].filename.rsplit('/', 1)[-1]} {place}"] += 1
