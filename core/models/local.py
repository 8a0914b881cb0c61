"""A language model in a GGUF file on this computer, written with by llama.cpp in its worker."""

import copy
import json
import os
import random
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from core import settings
from core.errors import LessonUnfit, ModelError, ModelNonsense
from core.events import Thought, Token, ToolCall
from core.gguf.files import WritingFile
from core.llama.threads import cores
from core.models import lessons_on, local_files
from core.models.json_reply import json_wanted
from core.models.lessons_on import Fitting, Wanted
from core.models.local_engine import Answers, LessonsRefused, LocalEngine, engine
from core.models.local_files import Shape
from core.models.thinking import MARKS, Answering
from core.models.token_estimate import estimated
from core.models.written_calls import OPEN as CALL
from core.models.written_calls import WrittenCalls
from core.protocols import ChatMessage, Tool, Writing
from core.types import TokenPiece, Usage

THINKING_TOKENS = 2048
"""What a model that thinks before it answers may spend on that."""
_MOST_COUNTS = 4096
"""Texts whose tokens are remembered."""
_COUNTING_BEATS = 100
"""Without an answer for so long, tokens are estimated."""


class LocalModel:
    """Writes with the model in a file, which is loaded when it is first asked. Threads take turns.

    What is known of it stands in the file's head, so that nothing need be loaded for it. It writes
    with the lessons that the settings switch on, as far as they are its own.
    """

    def __init__(self, name: str, through: LocalEngine | None = None) -> None:
        """Check the file of the model called `name`, such as "local:qwen.gguf".

        Raises:
            ModelMissing: there is no such file.
            UnsuitableModel: it is no model that writes.
            ModelBroken: it is damaged or cut short.
        """
        self.name = name
        self._engine = through or engine()
        self._path = local_files.path_of(name)
        self._known = _Known()
        self._lessons: Wanted | None = None
        _ = self._file

    def taught(self, lessons: Wanted) -> "LocalModel":
        """The same model with these lessons, whatever the settings say.

        Raises:
            LessonUnfit: one cannot be had, or was taught to another model.
        """
        lessons_on.exactly(self._path, self.name, lessons)
        other = copy.copy(self)
        other._lessons = lessons
        return other

    def lessons(self) -> Fitting:
        """Those that it writes with when it is asked now.

        Raises:
            LessonUnfit: one that it was given is not there any more.
        """
        if self._lessons is not None:
            return lessons_on.exactly(self._path, self.name, self._lessons)
        return lessons_on.fitting(self._path, self.name, lessons_on.switched_on())

    @property
    def _file(self) -> WritingFile:
        return local_files.checked(self._path)

    @property
    def context_tokens(self) -> int:
        """Tokens it is, or would be, opened with.

        Raises:
            ModelTooLarge: it does not fit into this computer's memory.
        """
        fitting = self.lessons()
        return self._opened_as(fitting).context - fitting.ahead

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
        """Stream the reply and return all of it; blank tokens come while it waits, is loaded or
        reads. `max_tokens` are of the answer: a thought before it has up to THINKING_TOKENS.

        Raises:
            ModelTooLarge: it does not fit into this computer's memory; nothing was loaded.
            ModelBroken: the file cannot be loaded.
            ModelCrashed: its process ended while it worked.
            PromptTooLong: the messages do not fit into its context.
            ModelNonsense: it wrote nothing.
            LessonUnfit: a lesson that it was given cannot be had.
        """
        heard = _Heard(tools=bool(tools) and self.takes_tools, details=details)
        order = self._order(messages, max_tokens, temperature, schema, tools)
        with closing(self._run(order, heard.with_lessons)) as coming:
            for answer in coming:
                if answer is None:
                    yield Token("")
                else:
                    yield from heard.take(answer)
        yield from heard.end()
        if details:
            yield heard.usage()
        if not heard.text and not heard.called:
            raise ModelNonsense(name=self._path.stem)
        return heard.text

    @property
    def takes_tools(self) -> bool:
        """Whether its template offers tools in the way whose calls are understood here."""
        template = self._file.template
        return "tools" in template and CALL in template

    def prime(self, messages: Sequence[ChatMessage], keep: str = "") -> Writing:
        """Read what a prompt will begin with; given up as soon as anyone asks for something else.

        Raises:
            ModelError: as `write`.
        """
        if not messages:
            return ""
        order = {"do": "prime", "messages": [_plain(each) for each in messages], "keep": keep}
        with closing(self._run(order)) as coming:
            for _ in coming:
                yield Token("")
        return ""

    def _run(
        self, order: Mapping[str, Any], told: Callable[[Fitting], None] = lambda _: None
    ) -> Answers:
        """Give an order with the lessons that are on, which are `told`; one that the model does not
        take is left out from then on, unless it was asked for by name."""
        while True:
            fitting = self.lessons()
            adapters = [[os.fsencode(each.file.path), each.strength] for each in fitting.on]
            shape = self._opened_as(fitting)
            told(fitting)
            try:
                yield from self._engine.run(
                    self.name, self._path, shape, {**order, "adapters": adapters}
                )
                return
            except LessonsRefused as refused:
                lessons_on.leave_out(refused.files)
                on = [each for each in fitting.on if each.file.path in refused.files]
                if self._lessons is not None or not on:
                    name = on[0].title if on else self._path.stem
                    raise LessonUnfit(name=name, model=self._path.stem) from refused

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text; for this the model is not loaded and nobody waits for it."""
        # Threads count side by side: what is known is put in place as a whole.
        known = self._known.counts
        unknown = list(dict.fromkeys(text for text in texts if text not in known))
        if not unknown:
            return [known[text] for text in texts]
        came = self._asked({"do": "count", "texts": unknown}, "counted")
        self._known.counts_exactly = came is not None
        counts = came["counts"] if came else [estimated(text) for text in unknown]
        fresh = dict(zip(unknown, counts, strict=True))
        if came:
            self._known.counts = (known if len(known) < _MOST_COUNTS else {}) | fresh
        return [fresh[text] if text in fresh else known[text] for text in texts]

    @property
    def counts_exactly(self) -> bool:
        """Whether the last tokens were counted by its own vocabulary."""
        return self._known.counts_exactly

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """The tokens of a text in order; empty where they cannot be had."""
        came = self._asked({"do": "pieces", "text": text}, "pieces")
        if came is None:
            return ()
        return tuple(
            TokenPiece(id, start, end)
            for id, start, end in zip(came["ids"], came["starts"], came["ends"], strict=True)
        )

    def put_away(self) -> None:
        """Free its memory, if it is loaded."""
        self._engine.put_away(self.name)

    def measured(self, tokens: int) -> Generator[Token, None, dict[str, Any]]:
        """How fast it reads and writes: {"reading", "writing"} in tokens a second, {"loading"} in
        seconds (0.0 where it was loaded).

        Raises:
            ModelError: as `write`.
        """
        found: dict[str, Any] = {"loading": 0.0}
        order = {"do": "measure", "tokens": tokens}
        run = self._engine.run(self.name, self._path, self._opened_as(Fitting()), order)
        with closing(run) as coming:
            for answer in coming:
                if answer is not None and answer["is"] == "opened":
                    found["loading"] = answer["seconds"]
                if answer is not None and answer["is"] == "measured":
                    found |= {"reading": answer["reading"], "writing": answer["writing"]}
                yield Token("")
        return found

    def _asked(self, order: Mapping[str, Any], wanted: str) -> dict[str, Any] | None:
        """The one answer to an order that is served at once; None where there is none."""
        shape = self._known.shape or Shape(1, "f16", 32)
        beats = 0
        try:
            with closing(self._engine.run(self.name, self._path, shape, order)) as coming:
                for answer in coming:
                    if answer is not None and answer["is"] == wanted:
                        return answer
                    beats += answer is None
                    if beats > _COUNTING_BEATS:
                        return None
        except ModelError:
            pass  # whoever writes with it is told
        return None

    def _opened_as(self, fitting: Fitting) -> Shape:
        """How it is opened; decided anew when it is not loaded, or when a lesson wants another
        kind of cache."""
        known, wanted = self._known, settings.load().model_context
        exact = fitting.needs_exact_cache
        opened = self._engine.opens == self.name and wanted == known.wanted
        if known.shape is not None and opened and (known.shape.cache == "f16" or not exact):
            return known.shape
        state = self._engine.state()
        known.wanted = wanted
        # Whichever is open now, its cache will be free before.
        known.shape = local_files.shape(self._file, wanted, cores(), state.cache_bytes, exact)
        return known.shape

    def _order(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int,
        temperature: float,
        schema: Mapping[str, Any] | None,
        tools: Sequence[Tool],
    ) -> dict[str, Any]:
        said = [_plain(each) for each in messages]
        options: dict[str, Any] = {}
        if schema is not None and said:
            said[-1]["content"] += f"\n\n{json_wanted(schema)}"
            # What has a shape needs no thought before it, where the model can do without.
            options["enable_thinking"] = False
        return {
            "do": "write",
            "messages": said,
            "tools": [_offer(tool) for tool in tools] if self.takes_tools else [],
            "options": options,
            "schema": json.dumps(schema) if schema is not None else "",
            "max_tokens": max(1, max_tokens),
            "temperature": float(temperature),
            "seed": random.getrandbits(32),
            "thoughts": [[each.open, each.close, each.forced] for each in MARKS],
            "thinking_tokens": THINKING_TOKENS,
        }


@dataclass
class _Known:
    """What is remembered of a model, whatever lessons it writes with."""

    def __post_init__(self) -> None:
        self.counts: dict[str, int] = {}

    shape: Shape | None = None
    wanted: int = 0
    """Tokens of context that the settings wanted when its shape was decided."""
    counts_exactly: bool = True


class _Heard:
    """What has come of a reply."""

    def __init__(self, tools: bool, details: bool) -> None:
        self._began = time.monotonic()
        self._details = details
        self._answering = Answering()
        self._calls = WrittenCalls() if tools else None
        self._told: list[str] = []
        self._read: dict[str, Any] = {}
        self._done: dict[str, Any] = {}
        self._first = 0.0
        self._fitting = Fitting()
        self.called = False

    def with_lessons(self, fitting: Fitting) -> None:
        """It is written with these lessons."""
        self._fitting = fitting

    def take(self, answer: dict[str, Any]) -> Generator[Token | Thought | ToolCall, None, None]:
        """Tell what the worker says, as far as it belongs to the reply."""
        match answer["is"]:
            case "read":
                self._read = answer
                self._answering = Answering(answer["opened"])
                yield Token("")
            case "text":
                self._first = self._first or time.monotonic()
                thought, text = self._answering.split(answer["text"])
                if self._details and thought:
                    yield Thought(thought)
                yield from self._tell(text)
            case "done":
                self._done = answer
            case _:
                yield Token("")

    def end(self) -> Generator[Token | ToolCall, None, None]:
        """Tell what is left."""
        yield from self._tell(self._answering.rest())
        if self._calls is not None:
            text, calls = self._calls.rest()
            yield from self._say(text, calls)

    def usage(self) -> Usage:
        """What the reply took."""
        now = time.monotonic()
        return Usage(
            prompt_tokens=self._read.get("tokens", 0),
            cached_tokens=self._read.get("cached", 0),
            answer_tokens=self._done.get("tokens", 0),
            first_word_seconds=(self._first or now) - self._began,
            seconds=now - self._began,
            lessons=tuple(each.said for each in self._fitting.on),
            left_out=self._fitting.left_out,
        )

    @property
    def text(self) -> str:
        """The answer as far as it came."""
        return "".join(self._told).strip()

    def _tell(self, text: str) -> Generator[Token | ToolCall, None, None]:
        if self._calls is None:
            yield from self._say(text, [])
        else:
            yield from self._say(*self._calls.split(text))

    def _say(self, text: str, calls: Sequence[ToolCall]) -> Generator[Token | ToolCall, None, None]:
        self._told.append(text)
        yield Token(text)
        for call in calls:
            self.called = True
            yield call


def _plain(message: ChatMessage) -> dict[str, Any]:
    """A message as chat templates take it."""
    plain: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.calls:
        plain["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": _arguments(call.arguments)},
            }
            for call in message.calls
        ]
    if message.role == "tool":
        plain["tool_call_id"] = message.answers
    return plain


def _arguments(written: str) -> Any:
    """Arguments as templates write them down: an object, where they are one."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return written
    return found if isinstance(found, dict) else written


def _offer(tool: Tool) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": dict(tool.parameters),
        },
    }


def open_local(name: str, lessons: Wanted | None = None) -> LocalModel:
    """The model called `name`; the same object while its file is the same. With `lessons` it writes
    with these, else with those of the settings.

    Raises:
        ModelMissing, UnsuitableModel, ModelBroken: as LocalModel.
        LessonUnfit: as LocalModel.taught.
    """
    model = _opened(name)
    return model if lessons is None else model.taught(lessons)


def _opened(name: str) -> LocalModel:
    known = _known.get(name)
    if known is not None and known[1] == local_files.stamp(local_files.path_of(name)):
        return known[0]
    model = LocalModel(name)
    _known[name] = (model, local_files.stamp(local_files.path_of(name)))
    return model


_known: dict[str, tuple[LocalModel, tuple[int, int]]] = {}
