"""A lesson as a model of its own, where only PyTorch can run what was learnt: "lesson:" and its id.

It answers in the process that taught it (core/training/trainer.py), which stays for a while, since
opening the base takes seconds. It is slower than other models on this computer, chooses always the
most probable token, and reads every prompt anew.
"""

import json
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from core import settings
from core.errors import LecternError, LessonUnfit, ModelMissing, ModelNonsense, NotFound
from core.events import Thought, Token
from core.gguf.files import writing_file
from core.lessons.bases import place_of
from core.lessons.methods import method
from core.lessons.store import Lessons
from core.models.json_reply import json_wanted
from core.models.thinking import Answering
from core.models.token_estimate import estimated, estimated_prompt
from core.protocols import ChatMessage, LanguageModel, Tool, Writing
from core.training.told import Told, Wrote
from core.training.trainer import Trainer
from core.types import LESSON, LOCAL, Lesson, LessonState, Route, TokenPiece, Usage

MOST_CONTEXT = 4096
"""Tokens of a prompt and its answer: PyTorch keeps what it reads in full precision."""
Make = Callable[[Lesson], Any]
"""Gives something that answers as a Trainer does."""


class TaughtModel:
    """Writes with a lesson that is a model of its own. Threads may write at once."""

    def __init__(self, name: str, make: "Make | None" = None) -> None:
        """Look up the lesson called `name`, such as "lesson:0123456789ab".

        Raises:
            ModelMissing: there is no such lesson, or its base is gone.
            LessonUnfit: it is not ready, or another kind of lesson.
        """
        self.name = name
        try:
            self._lesson = Lessons().get(name.removeprefix(LESSON))
        except NotFound as error:
            raise ModelMissing(name=name) from error
        lesson = self._lesson
        ready = lesson.state is LessonState.DONE and bool(lesson.exported)
        if lesson.route != Route.TRANSFORMERS.value or not ready:
            raise LessonUnfit(name=lesson.plan.title, model="PyTorch")
        self._base = place_of(lesson.plan.base)
        self._make = make or _trainer

    @property
    def context_tokens(self) -> int:
        """Tokens it takes in and writes together."""
        return min(MOST_CONTEXT, self._trained_tokens())

    def _trained_tokens(self) -> int:
        try:
            if self._base.is_dir() and (self._base / "config.json").is_file():
                said = json.loads((self._base / "config.json").read_text(encoding="utf-8"))
                return max(1, int(said.get("max_position_embeddings", MOST_CONTEXT)))
            header = writing_file(self._base).header
            return max(1, header.number("context_length", MOST_CONTEXT))
        except (OSError, ValueError, TypeError, AttributeError, LecternError):
            return MOST_CONTEXT

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
        *,
        tools: Sequence[Tool] = (),
        details: bool = False,
    ) -> Writing:
        """Stream the reply and return all of it; blank tokens come while it waits, opens the base
        or reads. It is always the most probable one.

        Raises:
            LessonFailed: its process died.
            LecternError: the base cannot be opened, by its own name.
            ModelNonsense: it wrote nothing.
        """
        said = list(messages)
        if schema is not None and said:
            said[-1] = replace(said[-1], text=f"{said[-1].text}\n\n{json_wanted(schema)}")
        began, first = time.monotonic(), 0.0
        answering, words = Answering(), []
        coming = _answers(self._lesson, self._make, _plain(said), max(1, max_tokens))
        try:
            for told in coming:
                if not isinstance(told, Wrote):
                    yield Token("")
                    continue
                first = first or time.monotonic()
                thought, text = answering.split(told.text)
                if details and thought:
                    yield Thought(thought)
                words.append(text)
                yield Token(text)
        finally:
            coming.close()
        words.append(answering.rest())
        yield Token(words[-1])
        written = "".join(words).strip()
        if details:
            yield self._usage(said, written, began, first)
        if not written:
            raise ModelNonsense(name=self._lesson.plan.title)
        return written

    def _usage(
        self, messages: Sequence[ChatMessage], written: str, began: float, first: float
    ) -> Usage:
        now = time.monotonic()
        return Usage(
            prompt_tokens=estimated_prompt([each.text for each in messages]),
            cached_tokens=0,
            answer_tokens=max(1, estimated(written)),
            first_word_seconds=(first or now) - began,
            seconds=now - began,
            exact=False,
        )

    @property
    def takes_tools(self) -> bool:
        """No."""
        return False

    def prime(self, messages: Sequence[ChatMessage], keep: str = "") -> Writing:
        """Nothing: every prompt is read anew."""
        yield from ()
        return ""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text: as its base counts them where that is a file, else estimated."""
        base = self._same_words()
        return base.count_tokens(texts) if base else [estimated(text) for text in texts]

    @property
    def counts_exactly(self) -> bool:
        """Whether its base's own vocabulary counts."""
        base = self._same_words()
        return base is not None and base.counts_exactly

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """The tokens of a text in order; empty where its base is a folder."""
        base = self._same_words()
        return base.pieces(text) if base else ()

    @staticmethod
    def put_away() -> None:
        """End the process that rests, whichever lesson it answers for, and free its memory."""
        put_away()

    def _same_words(self) -> LanguageModel | None:
        if not self._lesson.plan.base.startswith(LOCAL) or self._base.is_dir():
            return None
        from core.models.local import open_local

        return open_local(self._lesson.plan.base, ())


def _plain(messages: Sequence[ChatMessage]) -> list[tuple[str, str]]:
    return [(each.role, each.text) for each in messages]


def _trainer(lesson: Lesson) -> Trainer:
    place, base = Lessons().place(lesson.id), place_of(lesson.plan.base)
    return Trainer(place, base, lesson.plan, method(lesson.plan.method))


# ---- the process ---------------------------------------------------------------------------------


class _Opened:
    """A process that answers, and what an answer that was left has still to say."""

    def __init__(self, lesson: Lesson, make: Make) -> None:
        self.lesson, self._make = lesson, make
        self.left: Iterator[Told | None] = iter(())
        self.trainer: Any = None
        self._failure: BaseException | None = None
        self._over, started = threading.Event(), threading.Event()
        # Linux ends a process with the thread that started it: this one stays as long as it.
        threading.Thread(target=self._keep, args=(started,), name="taught", daemon=True).start()
        started.wait()
        if self._failure is not None:
            raise self._failure

    def _keep(self, started: threading.Event) -> None:
        try:
            self.trainer = self._make(self.lesson)
        except BaseException as error:  # raised where the process was wanted
            self._failure = error
            return
        finally:
            started.set()
        self._over.wait()
        self.trainer.close()

    def end(self) -> None:
        """End the process."""
        self._over.set()


_guard = threading.Lock()
_resting: list[_Opened] = []
"""At most one process that has nothing to do."""
_idle: threading.Timer | None = None


def _answers(
    lesson: Lesson, make: Make, messages: list[tuple[str, str]], most: int
) -> Generator[Told | None, None, None]:
    """What the lesson's process says of an answer; left in between, it stops."""
    opened = _taken(lesson, make)
    sound = False
    try:
        for _ in opened.left:
            yield None
        answer = opened.left = opened.trainer.answer(messages, most)
        yield None
        # Not “yield from”, which would end it with this: what it still says is awaited later.
        for told in answer:  # noqa: UP028
            yield told
        sound = True
    except GeneratorExit:
        with suppress(LecternError):
            opened.trainer.stop()
        sound = True
        raise
    finally:
        if sound:
            _put_to_rest(opened)
        else:
            opened.end()


def _taken(lesson: Lesson, make: Make) -> _Opened:
    """The process that rests, if it is this lesson's as it is now; else a new one."""
    with _guard:
        resting, _resting[:] = list(_resting), []
    for each in resting:
        if each.lesson == lesson and each._make is make:
            return each
        each.end()
    return _Opened(lesson, make)


def _put_to_rest(opened: _Opened) -> None:
    global _idle
    minutes = settings.load().model_idle_minutes
    with _guard:
        before, _resting[:] = list(_resting), [opened]
        if _idle is not None:
            _idle.cancel()
        _idle = threading.Timer(minutes * 60, put_away) if minutes > 0 else None
        if _idle is not None:
            _idle.daemon = True
            _idle.start()
    for each in before:
        each.end()


def put_away() -> None:
    """End the process that rests, and free its memory."""
    with _guard:
        resting, _resting[:] = list(_resting), []
    for each in resting:
        each.end()
