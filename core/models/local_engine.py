"""The one process that local models run in: started, watched, replaced, put away when idle.

A file may end the process, and its template may never end; then the process is replaced, and what
did it is remembered until the program ends or the file changes.
"""

import json
import os
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from core import paths, settings
from core.errors import (
    ModelBroken,
    ModelCrashed,
    ModelMissing,
    PromptTooLong,
    Unexpected,
)
from core.llama.library import present
from core.models import local_files
from core.models.local_files import Shape
from core.models.model_process import BEAT, Gone, ModelProcess
from core.types import ModelState

RENDERING_SECONDS = 8.0
"""A template that has not ended after so long never does."""
_TRIES = 3
_BESIDE = ("count", "pieces")
"""Orders that are served without opening the model."""
_THREADS_DAYS = 7.0
"""Which number of threads is best is measured anew after so long: something else may have run."""

Answers = Generator[dict[str, Any] | None, None, None]


class LocalEngine:
    """Gives orders to the worker. For any thread; nobody waits for anybody but for the worker."""

    def __init__(self, rendering_seconds: float = RENDERING_SECONDS) -> None:
        self._rendering_seconds = rendering_seconds
        self._guard = threading.RLock()
        self._process: ModelProcess | None = None
        self._state = ModelState()
        self._opens = ""
        self._names: set[str] = set()
        """Models that the process has been given orders for."""
        self._crashed: set[tuple[Path, int, int]] = set()
        self._endless_templates: set[tuple[Path, int, int]] = set()
        self.idle: threading.Timer | None = None
        """Puts the model away when its time has come."""

    # ---- orders --------------------------------------------------------------------------------

    def run(self, name: str, path: Path, shape: Shape, order: Mapping[str, Any]) -> Answers:
        """Give an order for the model `name` in the file `path`; yields what the worker says, and
        None at each beat without anything. Closed, the order is stopped.

        Raises:
            ModelMissing: llama.cpp is not installed.
            ModelBroken: the file cannot be loaded, or has ended the process before.
            ModelCrashed: the process ended while it worked.
            PromptTooLong: the prompt does not fit into the context.
            LessonsRefused: lessons of the order's "adapters" cannot be used with it.
        """
        title = path.stem
        if not present():
            raise ModelMissing(name="llama.cpp")
        stamp = (path, *local_files.stamp(path))
        own_layout = stamp in self._endless_templates
        for attempt in range(1, _TRIES + 1):
            if stamp in self._crashed:
                raise ModelBroken(name=title)
            model = self._model(path, shape, own_layout)
            model["adapters"] = order.get("adapters", [])
            try:
                yield from self._once(name, shape, _sound({**order, "model": model}), title)
                return
            except Gone as gone:
                with self._guard:
                    self._state = ModelState()
                if gone.last == "loading":
                    self._crashed.add(stamp)
                    raise ModelBroken(name=title) from gone
                if gone.last == "dressing":
                    raise LessonsRefused([path for path, _ in model["adapters"]]) from gone
                if gone.last or attempt == _TRIES:
                    raise ModelCrashed(name=title) from gone
                # It was not this order that ended it.
            except _BadTemplate as bad:
                if own_layout:
                    raise ModelBroken(name=title) from bad
                own_layout = True
                if bad.endless:
                    self._endless_templates.add(stamp)
            finally:
                self._rest()

    def _once(self, name: str, shape: Shape, order: Mapping[str, Any], title: str) -> Answers:
        """Give the order to the process that runs now."""
        process = self._started(name)
        if order["do"] not in _BESIDE:
            self._opens = name
        given = process.give(order)
        rendering = False
        waited = 0.0
        try:
            for answer in given.answers():
                if answer is None:
                    waited += BEAT
                    if rendering and waited > self._rendering_seconds:
                        process.end()
                        raise _BadTemplate(endless=True)
                    yield None
                    continue
                waited = 0.0
                rendering = answer["is"] == "rendering"
                self._note(name, shape, order, answer)
                if answer["is"] == "failed":
                    raise _meaning(answer, title)
                yield answer
        finally:
            given.stop()

    def _model(self, path: Path, shape: Shape, own_layout: bool) -> dict[str, Any]:
        threads = _Threads(path).known()
        return {
            "path": os.fsencode(path),
            "template": "" if own_layout else local_files.checked(path).template,
            "context": shape.context,
            "sequences": local_files.SEQUENCES,
            "cache": shape.cache,
            "step": shape.step,
            "threads": threads[0],
            "batch_threads": threads[1],
            "graphics": True,
            "saved": os.fsencode(saved_folder()),
        }

    def _note(
        self, name: str, shape: Shape, order: Mapping[str, Any], answer: dict[str, Any]
    ) -> None:
        """Remember what the worker says of itself."""
        with self._guard:
            if answer["is"] == "loading":
                self._state = ModelState()
            elif answer["is"] == "opened":
                found = answer["threads"], answer["batch_threads"]
                _Threads(Path(os.fsdecode(order["model"]["path"]))).keep(*found)
                self._state = ModelState(
                    name=name,
                    context_tokens=answer["context"],
                    weights_bytes=answer["weights"],
                    cache_bytes=shape.cache_bytes,
                    threads=found[0],
                    on_graphics=answer["on_graphics"],
                )
            elif answer["is"] == "done" and "cached" in answer and self._state.name:
                self._state = _replaced(self._state, answer)

    # ---- the process ---------------------------------------------------------------------------

    def _started(self, name: str) -> ModelProcess:
        with self._guard:
            self._names.add(name)
            if self.idle is not None:
                self.idle.cancel()
                self.idle = None
            if self._process is None or self._process.gone:
                self._process = ModelProcess()
                self._names = {name}
                self._state = ModelState()
            return self._process

    def _rest(self) -> None:
        """An order has ended: begin to wait for the time to put the model away."""
        minutes = settings.load().model_idle_minutes
        with self._guard:
            if self.idle is not None:
                self.idle.cancel()
            self.idle = None
            if minutes > 0:
                self.idle = threading.Timer(minutes * 60, self.put_away_if_idle)
                self.idle.daemon = True
                self.idle.start()

    def put_away_if_idle(self) -> None:
        """End the process unless it works."""
        with self._guard:
            if self._process is not None and not self._process.busy:
                self.put_away()

    def put_away(self, name: str = "") -> None:
        """End the process; whoever waits for it is told that it is gone. With a name only if it has
        opened that model, be it for its vocabulary alone."""
        with self._guard:
            if name and name not in self._names:
                return
            process, self._process = self._process, None
            self._state = ModelState()
            if self.idle is not None:
                self.idle.cancel()
                self.idle = None
        if process is not None:
            process.end()

    def state(self) -> ModelState:
        """What is loaded, at once, whatever the worker does."""
        with self._guard:
            gone = self._process is None or self._process.gone
            return ModelState() if gone else self._state

    @property
    def busy(self) -> bool:
        """Whether an order is being served or waits."""
        with self._guard:
            process = self._process
            return process is not None and not process.gone and process.busy

    @property
    def opens(self) -> str:
        """The model that the process has open, or will have when it comes to the last order."""
        with self._guard:
            return "" if self._process is None or self._process.gone else self._opens

    @property
    def pid(self) -> int:
        """Process id of the worker; 0 when none runs."""
        with self._guard:
            return 0 if self._process is None or self._process.gone else self._process.pid


class LessonsRefused(Exception):
    """Files of lessons cannot be used with the model, or ended the process."""

    def __init__(self, files: Sequence[bytes]) -> None:
        super().__init__()
        self.files = [Path(os.fsdecode(each)) for each in files]


class _BadTemplate(Exception):
    """The file's template never ends, or does not take this conversation."""

    def __init__(self, endless: bool = False) -> None:
        super().__init__()
        self.endless = endless


class _Threads:
    """Which numbers of threads were best for a model on this computer."""

    def __init__(self, path: Path) -> None:
        self._file = paths.cache_folder() / "gguf" / "threads.json"
        self._key = f"{local_files.digest(path)}-{os.cpu_count()}"

    def known(self) -> tuple[int, int]:
        """For one token, and for many; zeros where they have to be measured."""
        about = self._read().get(self._key)
        match about:
            case {"threads": int(one), "batch_threads": int(many), "measured": float(when)}:
                fresh = 0 <= time.time() - when < _THREADS_DAYS * 86_400
                if fresh and 0 < one <= 1024 and 0 < many <= 1024:
                    return one, many
        return 0, 0

    def keep(self, threads: int, batch_threads: int) -> None:
        """Remember them, unless they were known."""
        if self.known() == (threads, batch_threads):
            return
        kept = self._read()
        kept[self._key] = {
            "threads": threads,
            "batch_threads": batch_threads,
            "measured": time.time(),
        }
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(kept), encoding="utf-8")
            os.replace(fresh, self._file)
        except OSError:
            pass  # it is measured again next time

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}


def saved_folder() -> Path:
    """Where is kept on the disk what models have read of pinned documents."""
    return paths.cache_folder() / "read"


@cache
def engine() -> LocalEngine:
    """The engine of this process."""
    return LocalEngine()


def _replaced(state: ModelState, answer: dict[str, Any]) -> ModelState:
    return replace(state, cached_tokens=answer["cached"], saved_bytes=answer["saved"])


def _sound(value: Any) -> Any:
    """A value whose strings can be written as UTF-8, whatever a file or a clipboard held."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {key: _sound(item) for key, item in value.items()}
    return [_sound(item) for item in value] if isinstance(value, list | tuple) else value


def _meaning(answer: dict[str, Any], title: str) -> Exception:
    """What a failure that the worker tells means."""
    match answer["kind"]:
        case "template":
            return _BadTemplate()
        case "too_long":
            return PromptTooLong(name=title, tokens=answer["tokens"], limit=answer["limit"])
        case "lesson":
            return LessonsRefused([answer["path"]])
        case "broken":
            return ModelBroken(name=title)
        case _:
            return Unexpected(report=answer["reason"])
