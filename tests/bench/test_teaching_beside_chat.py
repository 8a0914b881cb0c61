"""A lesson is taught beside a chat and a window that do not feel it.

    pytest -s -m bench tests/bench/test_teaching_beside_chat.py

A model of a quarter of a thousand million random numbers, Q4_K_M, answers in its own process while
the trainer's process teaches the same file, examples of 512 tokens, at the priority it has with
people. Rounds with and without teaching come in turns within one run; the median of their ratios
counts, by the clock. What a token costs in processor time is said too: other programs that come and
go disturb it less.
"""

import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from core import paths
from core.errors import LecternError
from core.events import Event, LessonTold, Token
from core.lessons import running
from core.lessons.store import Lessons
from core.models.chosen import put_away
from core.models.local import LocalModel
from core.models.local_engine import engine
from core.processes.spawning import yield_to_the_window
from core.protocols import ChatMessage
from core.types import Example, ExampleOrigin, LessonPlan, Usage
from tests import tiny_lesson
from tests.bench.shaped_model import QUARTER, shaped
from tests.desktop.watchdog import LIMIT_SECONDS, Watchdog
from tests.journeys.conftest import real_window  # noqa: F401 - a fixture

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")
pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]

ROUNDS = int(os.environ.get("LECTERN_BENCH_ROUNDS", "5"))
WRITTEN = 64
"""Tokens of an answer."""
TOKENS = 512
"""Tokens of an example; for this model every byte is one."""
LEAST = 0.8
"""Share of its rate that chat keeps."""
STILL = 1.0
"""Seconds of the processor that the trainer takes at most after a question, until it stands
still."""
_BEAT = 0.02
_PATIENCE = 600.0
NAME = "local:quarter.gguf"


def say(line: str) -> None:
    sys.stderr.write(f"\n{line}\n")


@pytest.fixture(autouse=True)
def usual_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the trainer: the tests' own is higher."""
    monkeypatch.delenv("LECTERN_TRAINER_NICE", raising=False)


def placed() -> None:
    """Put the model among the person's."""
    paths.models_folder().mkdir(parents=True, exist_ok=True)
    place = paths.models_folder() / NAME.removeprefix("local:")
    try:
        os.link(shaped(QUARTER), place)
    except OSError:
        shutil.copy(shaped(QUARTER), place)


def lesson(count: int, tokens: int = TOKENS, **plan: object) -> str:
    """A lesson of so many examples of so many tokens; its id."""
    words = " ".join(f"barn {number} stands by gate {number * 7 % 11}" for number in range(60))
    half = words[: tokens // 2]
    examples = tuple(
        Example(0, f"Field {each}? {half}", f"{each}: {half}", ExampleOrigin.OWN)
        for each in range(count)
    )
    usual = {"max_tokens": tokens, "batch": 4, "epochs": 50.0, "general": 0.0, "hold_out": 0.0}
    return Lessons().new(LessonPlan("Barns", NAME, **{**usual, **plan}), examples).id  # type: ignore[arg-type]


class Teaching:
    """A real lesson, whose road is advanced by a thread of its own, as the engine does."""

    def __init__(self, id: str) -> None:
        self.micro_steps = 0
        self.error: LecternError | None = None
        self._going = threading.Event()
        self._going.set()
        self._ended = False
        self._speed = -1.0
        self._thread = threading.Thread(target=self._run, args=(id,), daemon=True)
        self._thread.start()

    def _run(self, id: str) -> None:
        road = running.run(id)
        try:
            for event in road:
                self._hear(event)
                self._going.wait()
                if self._ended:
                    return
        except LecternError as error:
            self.error = error
        finally:
            road.close()

    def _hear(self, event: Event) -> None:
        if isinstance(event, LessonTold):
            # What it says of its speed changes with every micro-step.
            speed = event.detail.lesson.tokens_a_second
            self.micro_steps += speed not in (0.0, self._speed)
            self._speed = speed

    def pause(self) -> None:
        """As the window does: the road is not advanced."""
        self._going.clear()

    def go_on(self) -> None:
        self._going.set()

    def micro_step(self) -> None:
        """Wait for the end of a micro-step."""
        before = self.micro_steps
        waited(lambda: self.micro_steps > before or self.error is not None)
        assert self.error is None, self.error.message

    def end(self) -> None:
        self._ended = True
        self._going.set()
        self._thread.join()


@pytest.fixture
def teaching() -> Iterator[Teaching]:
    placed()
    made = Teaching(lesson(200))
    yield made
    made.end()
    put_away()


def waited(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(_BEAT)


def trainer() -> psutil.Process:
    """The process that teaches."""
    for each in psutil.Process().children(recursive=True):
        if "core.training.worker" in each.cmdline():
            return each
    raise AssertionError("nobody teaches")


class Onlooker:
    """Notes when a process worked last, until it is asked."""

    def __init__(self, process: psutil.Process) -> None:
        self._process, self._looks = process, True
        self.began = self.last = time.monotonic()
        self.worked = 0.0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        first = before = _worked(self._process)
        while self._looks:
            time.sleep(_BEAT)
            now = _worked(self._process)
            # The kernel counts in hundredths; one that waits wakes up now and then.
            if now - before > 0.015:
                self.last, before = time.monotonic(), now
        self.worked = before - first

    def end(self) -> float:
        """Seconds after the beginning at which it worked last."""
        self._looks = False
        self._thread.join()
        return self.last - self.began


def _worked(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def stands_still(process: psutil.Process) -> bool:
    before = _worked(process)
    time.sleep(1.0)
    return _worked(process) - before < 0.03


@dataclass(frozen=True)
class Reply:
    """What an answer took."""

    first: float
    """Seconds to its first token."""
    rate: float
    """Tokens a second from there."""
    worked: float
    """Seconds of the processor that the model's process took for a token, reading included."""


def reply(model: LocalModel, number: int) -> Reply:
    began = time.perf_counter()
    first = last = 0.0
    count = 0
    process = psutil.Process(engine().pid) if engine().pid else psutil.Process()
    before = _worked(process)
    messages = [ChatMessage("user", f"{number}: what is known of barns and of gates?")]
    for came in model.write(messages, max_tokens=WRITTEN, details=True):
        if isinstance(came, Token) and came.text:
            last = time.perf_counter()
            first = first or last
        if isinstance(came, Usage):
            count = came.answer_tokens
    assert count > WRITTEN // 2
    worked = _worked(process) - before
    return Reply(first - began, (count - 1) / (last - first), worked / count)


def loaded(model: LocalModel) -> None:
    """Load the model into a process of the engine's priority; threads are measured."""

    def load() -> None:
        if sys.platform != "win32":
            yield_to_the_window()
        reply(model, 0)

    # On Linux priorities are of threads, and those of children come from the thread that starts
    # them: the tests keep theirs.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(load).result()


def test_chat_keeps_its_rate_while_a_lesson_is_taught(teaching: Teaching) -> None:
    model = LocalModel(NAME)
    loaded(model)
    teaching.micro_step()
    say(f"chat writes with {engine().state().threads} threads")
    process = trainer()
    assert process.nice() == 19
    alone, beside, still, work = [], [], [], []
    for number in range(1, ROUNDS + 1):
        teaching.pause()
        waited(lambda: stands_still(process))
        alone.append(reply(model, number))
        before = teaching.micro_steps
        teaching.go_on()
        # After it there is leave for two more: the worst moment to ask.
        teaching.micro_step()
        onlooker = Onlooker(process)
        beside.append(reply(model, 1000 + number))
        still.append(onlooker.end())
        work.append(onlooker.worked)
        # And it goes on when the answer is there.
        teaching.micro_step()
        assert teaching.micro_steps > before
    ratio = statistics.median(b.rate / a.rate for a, b in zip(alone, beside, strict=True))
    for name, replies in (("alone", alone), ("beside a lesson", beside)):
        rates = ", ".join(f"{each.rate:.1f}" for each in replies)
        firsts = ", ".join(f"{each.first:.2f}" for each in replies)
        worked = ", ".join(f"{1000 * each.worked:.1f}" for each in replies)
        say(
            f"{name}: {rates} tokens a second; first token after {firsts} s;"
            f" {worked} ms of the processor a token"
        )
    later = statistics.median(b.first - a.first for a, b in zip(alone, beside, strict=True))
    work_ratio = statistics.median(a.worked / b.worked for a, b in zip(alone, beside, strict=True))
    say(
        f"ratio {ratio:.2f} (median of {ROUNDS} turns; by processor time {work_ratio:.2f});"
        f" first token {later:+.2f} s"
    )
    say(
        f"the trainer worked last {', '.join(f'{each:.2f}' for each in still)} s after the"
        f" question, {', '.join(f'{each:.2f}' for each in work)} s in all;"
        f" load {os.getloadavg()[0]:.1f}"
    )
    assert ratio >= LEAST
    assert statistics.median(work) < STILL


def quick_lesson() -> tuple[str, int]:
    """A tiny model, whose steps come quicker than a screen shows them."""
    return tiny_lesson.made(3000, hold_out=0.1).id, 400


def heavy_lesson() -> tuple[str, int]:
    """A model of a real size: every core works for it."""
    placed()
    return lesson(60, 256, batch=1, hold_out=0.05, stop_early=0), 8


@pytest.mark.parametrize("made", [quick_lesson, heavy_lesson], ids=["quick", "heavy"])
def test_the_loop_turns_while_a_lesson_is_taught(
    real_window,  # noqa: F811
    qtbot,
    tmp_path: Path,
    made: Callable[[], tuple[str, int]],
) -> None:
    id, steps = made()
    window, session = real_window, real_window.session
    session.open_library(str(tmp_path / "library"), create=True)
    patience = round(1000 * _PATIENCE)
    qtbot.waitUntil(lambda: session.summary is not None, timeout=patience)
    rooms = ("ask", "documents", "models", "exam", "map", "settings")
    for room in rooms:
        # Each is shown once before: what that costs has nothing to do with lessons.
        window.show_room(room)
        qtbot.wait(300)
    watchdog = Watchdog()
    watchdog.start()
    window.show_room("teach")
    pane = window.room("teach")
    qtbot.waitUntil(lambda: pane.lessons.get(id) is not None, timeout=patience)
    told: list[str] = []
    pane.lessons.told.connect(lambda of, _: told.append(of))
    qtbot.wait(300)
    pane.lessons.run(id)
    pane.show_lesson(id)

    def step() -> int:
        return max(0, pane.lessons.get(id).step)

    qtbot.waitUntil(lambda: step() > 0 or pane.lessons.error(id), timeout=patience)
    assert pane.lessons.error(id) is None
    assert pane.lesson.isVisible()
    qtbot.waitUntil(lambda: bool(pane.lesson.samples.rows), timeout=patience)
    page = pane.lesson
    while step() < steps and pane.lessons.job(id) is not None:
        for room in (*rooms, "teach"):
            window.show_room(room)
            qtbot.wait(400)
        for width in (900, 1400):
            window.resize(width, 800)
            qtbot.wait(300)
        page.samples.earlier.click()
        qtbot.wait(200)
        page.samples.later.click()
        qtbot.wait(1500)
    qtbot.wait(500)
    watchdog.stop()
    own = sorted((each.own for each in watchdog.stretches), reverse=True)[:5]
    say(f"longest own turns: {', '.join(f'{1000 * each:.0f}' for each in own)} ms")
    say(
        f"{step()} steps, told {len(told)} times: {watchdog.measures()};"
        f" load {os.getloadavg()[0]:.1f}\n{watchdog.report()}"
    )
    assert step() >= steps
    assert own[0] < LIMIT_SECONDS, watchdog.report()
