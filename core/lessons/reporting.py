"""What a lesson's examples are like in tokens of its base, counted exactly as they are taught.

A base's vocabulary and its template are a stranger's and belong to heavy libraries: they are opened
in a process of their own (core/training/words_worker.py), which stays a while for the next look.
"""

import dataclasses
import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from core.errors import LecternError, ModelBroken, error_named
from core.events import Progress, Road, Stage
from core.lessons.bases import place_of
from core.lessons.store import Lessons, counted
from core.processes.worker_process import WorkerGone, WorkerProcess
from core.training.words import messages_of
from core.types import Example, ExamplesReport, TokenPiece, TokenView

BATCH = 500
"""Examples that are counted between two yields."""
IDLE_SECONDS = 60.0
"""The process with the vocabulary stays so long after the last look."""
OPENING_SECONDS = 180.0
"""For starting the process and loading its libraries, on a busy computer."""
PATIENCE_SECONDS = 30.0
"""For one answer after that; a template that has not ended by then never does."""
_BEAT = 0.05
_MOST_KNOWN = 100_000
"""Lengths that are remembered, so that a changed example costs only itself."""


def report(id: str) -> Road[ExamplesReport]:
    """What the examples of a lesson are like.

    Raises:
        NotFound: no such lesson.
        ModelMissing, UnsuitableModel, ModelBroken: its base cannot be read.
    """
    lessons = Lessons()
    plan = lessons.get(id).plan
    examples = lessons.examples(id)
    told = counted(examples)
    accepted = [each for each in examples if each.accepted]
    if not accepted:
        return told
    rows = [(each, each.answer) for each in accepted]
    worse = [(each, each.rejected) for each in accepted if each.rejected]
    lengths = yield from _lengths(place_of(plan.base), [*rows, *worse])
    whole = lengths[: len(rows)]
    return dataclasses.replace(
        told,
        tokens=sum(whole),
        longest=max(lengths),
        cut=sum(length > plan.max_tokens for length in whole),
    )


def tokens(id: str, example: int) -> Road[tuple[str, TokenView, int]]:
    """An example as the model sees it: its text with the marks of the layout, its tokens as spans
    of that text, and the place of the first token that is learnt.

    Raises:
        NotFound: no such lesson, or no such example in it.
        ModelMissing, UnsuitableModel, ModelBroken: its base cannot be read.
    """
    lessons = Lessons()
    plan, found = lessons.get(id).plan, lessons.example(id, example)
    place = place_of(plan.base)
    order = {"do": "show", "example": _plain(found, found.answer)}
    answer = yield from _words.asked(place, order, lambda: Progress(Stage.LOADING, 0, 0))
    places = zip(answer["ids"], answer["starts"], answer["ends"], strict=True)
    pieces = tuple(TokenPiece(*each) for each in places)
    view = TokenView(plan.base, pieces, len(pieces), True)
    return str(answer["text"]), view, int(answer["learns"])


def _lengths(place: Path, rows: Sequence[tuple[Example, str]]) -> Road[list[int]]:
    """Tokens of each example with one of its answers."""
    stamp = f"{place} {place.stat().st_mtime_ns}"
    keys = [hash((stamp, tuple(messages_of(each)), answer)) for each, answer in rows]
    known = _words.lengths
    unknown = [at for at, key in enumerate(keys) if key not in known]
    for begun in range(0, len(unknown), BATCH):
        some = unknown[begun : begun + BATCH]
        order = {"do": "count", "examples": [_plain(*rows[at]) for at in some]}
        told = Progress(Stage.MEASURING, begun, len(unknown))
        answer = yield from _words.asked(place, order, partial(_same, told))
        if len(known) > _MOST_KNOWN:
            known = {key: known[key] for key in keys if key in known}
        known = known | {
            keys[at]: int(length) for at, length in zip(some, answer["lengths"], strict=True)
        }
    _words.lengths = known
    return [known[key] for key in keys]


def _same(told: Progress) -> Progress:
    return told


def _plain(example: Example, answer: str) -> list[Any]:
    return [[list(each) for each in messages_of(example)], answer]


class _Words:
    """The process that knows vocabularies; for any thread, one order at a time."""

    def __init__(self) -> None:
        self.lengths: dict[int, int] = {}
        self._guard = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._timer: threading.Timer | None = None

    def asked(
        self, place: Path, order: dict[str, Any], told: Callable[[], Progress]
    ) -> Road[dict[str, Any]]:
        """The answer to an order about the base at a place; what is `told` comes at each beat.

        Raises:
            ModelMissing, UnsuitableModel, ModelBroken: the base cannot be read.
        """
        worker = self._taken()
        sound = False
        try:
            worker.send({**order, "base": os.fsencode(place)})
            answer = yield from self._answer(worker, place, told, OPENING_SECONDS)
            if "begun" in answer:
                answer = yield from self._answer(worker, place, told, PATIENCE_SECONDS)
            sound = True
        except WorkerGone as error:
            raise ModelBroken(name=place.name) from error
        finally:
            self._given_back(worker, sound)
        if "error" in answer:
            raise _named(answer, place)
        return answer

    def _answer(
        self, worker: WorkerProcess, place: Path, told: Callable[[], Progress], seconds: float
    ) -> Road[dict[str, Any]]:
        waited = 0.0
        while (answer := worker.receive(_BEAT)) is None:
            waited += _BEAT
            if waited > seconds:
                raise ModelBroken(name=place.name)
            yield told()
        return dict(answer)

    def put_away(self) -> None:
        """End the process, if it is idle."""
        with self._guard:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _taken(self) -> WorkerProcess:
        with self._guard:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            worker, self._worker = self._worker, None
        return worker or WorkerProcess("core.training.words_worker", background=True)

    def _given_back(self, worker: WorkerProcess, sound: bool) -> None:
        with self._guard:
            if sound and self._worker is None:
                self._worker = worker
                self._timer = threading.Timer(IDLE_SECONDS, self.put_away)
                self._timer.daemon = True
                self._timer.start()
                return
        worker.end()


def _named(answer: dict[str, Any], place: Path) -> LecternError:
    subject = {str(key): str(value) for key, value in (answer.get("subject") or {}).items()}
    return error_named(str(answer["error"]), subject or {"name": place.name})


_words = _Words()
