"""The process in which local models run: orders on stdin, answers on stdout.

Every order holds "do", a number "n", and "model": {"path": bytes, "template": str, "context",
"sequences", "cache", "step", "threads", "batch_threads", "graphics", "saved": bytes, "adapters"};
the model is opened if another one is open, or none. `template` is what to lay prompts out with, ""
for a layout of our own; threads 0 are measured; `saved` is a folder for what is kept of pinned
documents; `adapters` are files of lessons with their strengths, [[path (bytes), strength], …], put
on and off while the model stays open.

Orders:  write  messages, tools, options, schema (JSON or ""), max_tokens, temperature, seed,
                thoughts [[open, close, forced], …], thinking_tokens
         prime  messages, keep
         measure  tokens (how many to read and to write)
         count  texts; pieces  text        (answered at once, also while it writes)
         stop   n, of the order to stop    (no answer of its own)
Answers, each with the order's "n" and "is": begun, loading, opened {…}, dressing, rendering,
         rendered, read {tokens, cached, opened}, text {text}, counted {counts},
         pieces {ids, starts, ends}, measured {…}; last one of done {…}, stopped,
         failed {kind, reason, tokens, limit, path}.
It ends when stdin does. A model's file may end it at any time, and its template may never end.
"""

import json
import os
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from core import wire
from core.llama import threads
from core.llama.context import CacheFull, LlamaContext, Opening, Stopped
from core.llama.grammar import grammar_of
from core.llama.lessons import LessonUnusable
from core.llama.library import LlamaError, StopFlag, offers_graphics
from core.llama.orders import Desk, Order
from core.llama.prefix_cache import PrefixCache
from core.llama.prompts import Layout
from core.llama.reference import Reference
from core.llama.templates import TemplateFailed
from core.llama.writing import PromptTooLong, Read, ThoughtMarks, Wish, write
from core.processes.spawning import die_with_parent
from core.processes.worker_side import listen, own_stdout, refuse_network


def main() -> None:
    """Serve until stdin ends."""
    answers = Answers(own_stdout())
    die_with_parent()
    refuse_network()
    desk = Desk()
    reference = Reference(answers.say)
    threading.Thread(target=reference.serve, name="counting", daemon=True).start()

    def take(order: Order) -> None:
        if order["do"] in ("count", "pieces"):
            reference.put(order)
        else:
            desk.take(order)

    threading.Thread(target=listen, args=(take,), name="orders", daemon=True).start()
    worker = Worker(answers, desk)
    while True:
        worker.serve(desk.next())


def _context(model: dict[str, Any]) -> LlamaContext:
    """The model, loaded; without the graphics processor where its memory does not take it."""
    path = Path(os.fsdecode(model["path"]))
    opening = Opening(
        context_tokens=model["context"],
        sequences=model["sequences"],
        cache=model["cache"],
        threads=model["threads"] or threads.cores(),
        batch_threads=model["batch_threads"] or threads.cores(),
        step=model["step"],
        graphics=model["graphics"],
    )
    try:
        return LlamaContext(path, opening)
    except LlamaError:
        if not opening.graphics or not offers_graphics():
            raise
        return LlamaContext(path, replace(opening, graphics=False))


_NOT_OPENED_WITH = ("template", "threads", "batch_threads", "adapters")
"""What of a model's description may change while it is open."""


class Answers:
    """The stream of answers; several threads write to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._turn = threading.Lock()

    def say(self, number: int, kind: str, /, **what: Any) -> None:
        """Give an answer to the order of that number."""
        with self._turn:
            wire.write(self._stream, {"n": number, "is": kind, **what})


class _Opened:
    """A model that is open."""

    def __init__(
        self, model: dict[str, Any], context: LlamaContext, found: tuple[int, int]
    ) -> None:
        self.model = model
        self.context = context
        self.threads, self.batch_threads = found
        self.cache = PrefixCache(context, Path(os.fsdecode(model["saved"])))
        self.layouts: dict[str, Layout] = {}

    def layout(self, template: str) -> Layout:
        """How prompts are laid out by a template."""
        if template not in self.layouts:
            self.layouts[template] = Layout(self.context.vocabulary, template)
        return self.layouts[template]


class Worker:
    """Serves orders one after another."""

    def __init__(self, answers: Answers, desk: Desk) -> None:
        self._answers, self._desk = answers, desk
        self._opened: _Opened | None = None
        self._number = 0

    def serve(self, order: Order) -> None:
        """Do what an order says, and say what came of it."""
        self._number = number = int(order["n"])
        try:
            self._say("begun")
            opened = self._open(order["model"])
            self._desk.stops_with(opened.context.flag)
            self._put_on(opened, order)
            {"write": self._write, "prime": self._prime, "measure": self._measure}[order["do"]](
                opened, order
            )
        except Stopped:
            self._say("stopped")
        except TemplateFailed as error:
            self._failed("template", error)
        except PromptTooLong as error:
            self._failed("too_long", error, tokens=error.tokens, limit=error.limit)
        except LessonUnusable as error:
            self._failed("lesson", error, path=os.fsencode(error.path))
        except (LlamaError, CacheFull, MemoryError) as error:
            self._failed("broken", error)
            # What is in memory may be as wrong as what it computed.
            self._close()
        except Exception as error:
            traceback.print_exc()
            self._failed("mistake", error)
            self._close()
        finally:
            self._desk.done(number)

    def _say(self, kind: str, /, **what: Any) -> None:
        self._answers.say(self._number, kind, **what)

    def _failed(self, kind: str, error: BaseException, **what: Any) -> None:
        self._say("failed", kind=kind, reason=str(error)[:200], **what)

    # ---- opening -------------------------------------------------------------------------------

    def _open(self, model: dict[str, Any]) -> _Opened:
        wanted = {name: value for name, value in model.items() if name not in _NOT_OPENED_WITH}
        if self._opened is not None and self._opened.model == wanted:
            # Whoever had it opened may have left before it was.
            return self._told(self._opened, 0.0)
        self._close()
        self._say("loading")
        began = time.perf_counter()
        context = _context(model)
        seconds = time.perf_counter() - began
        found = (model["threads"], model["batch_threads"])
        try:
            self._desk.stops_with(context.flag)
            if not all(found):
                found = threads.measured(context)
        except Stopped:
            # What comes next may want the model: it stays, and is measured when it is opened again.
            context.set_threads(context.opening.threads, context.opening.batch_threads)
            found = (0, 0)
        except BaseException:
            context.close()
            raise
        self._opened = _Opened(wanted, context, found)
        return self._told(self._opened, seconds)

    def _put_on(self, opened: _Opened, order: Order) -> None:
        """Let the model compute with the lessons of an order."""
        lessons = [
            (Path(os.fsdecode(path)), float(strength))
            for path, strength in order["model"].get("adapters", ())
        ]
        if lessons:
            # A file may end the process, as a model's may.
            self._say("dressing")
        opened.context.put_on(lessons)

    def _told(self, opened: _Opened, seconds: float) -> _Opened:
        """Say what is open, and how long it took to load."""
        context = opened.context
        self._say(
            "opened",
            context=context.context_tokens,
            weights=context.weights_bytes,
            threads=opened.threads,
            batch_threads=opened.batch_threads,
            on_graphics=context.on_graphics,
            seconds=seconds,
        )
        return opened

    def _close(self) -> None:
        opened, self._opened = self._opened, None
        self._desk.stops_with(StopFlag())
        if opened is not None:
            opened.context.close()

    # ---- the orders ----------------------------------------------------------------------------

    def _write(self, opened: _Opened, order: Order) -> None:
        self._say("rendering")
        prompt = opened.layout(order["model"]["template"]).prompt(
            order["messages"], order["tools"], order["options"]
        )
        self._say("rendered")
        if not prompt.tokens:
            raise TemplateFailed("the template makes nothing")
        wish = Wish(
            max_tokens=order["max_tokens"],
            temperature=order["temperature"],
            seed=order["seed"],
            grammar=_grammar(order["schema"]),
            thoughts=tuple(ThoughtMarks(*each) for each in order["thoughts"]),
            thinking_tokens=order["thinking_tokens"],
        )
        writing = write(
            opened.context, opened.cache, prompt, wish, lambda: self._gave_way(opened, order)
        )
        while True:
            try:
                came = next(writing)
            except StopIteration as end:
                written = end.value
                break
            if isinstance(came, Read):
                self._say("read", tokens=came.tokens, cached=came.cached, opened=came.opened)
            else:
                self._say("text", text=came)
        self._done(opened, tokens=written.tokens, finish=written.finish)

    def _gave_way(self, opened: _Opened, order: Order) -> bool:
        """Serve what the order in hand gives way to; False when it shall stop instead.

        Raises:
            LlamaError: the other one failed, and the model had to be closed.
        """
        pressing = self._desk.pressing()
        if pressing is None:
            return False
        self.serve(pressing)
        self._number = int(order["n"])
        self._desk.back_to(order)
        if self._opened is not opened:
            raise LlamaError("the model was closed")
        # The other one may have been written with other lessons.
        self._put_on(opened, order)
        return True

    def _prime(self, opened: _Opened, order: Order) -> None:
        self._say("rendering")
        try:
            tokens = opened.layout(order["model"]["template"]).beginning(order["messages"])
        except TemplateFailed:
            tokens = []  # some templates lay nothing out before there is a question
        self._say("rendered")
        context, cache = opened.context, opened.cache
        if tokens and len(tokens) < context.context_tokens:
            if not cache.holds(tokens):
                sequence, have = cache.take(tokens, 0)
                try:
                    context.decode(tokens[have:], sequence, have)
                finally:
                    cache.written(sequence, tokens[: context.length(sequence)])
            if order["keep"]:
                cache.keep(order["keep"], tokens)
        self._done(opened)

    def _measure(self, opened: _Opened, order: Order) -> None:
        read, written = speeds(opened.context, opened.cache, order["tokens"])
        self._say("measured", reading=read, writing=written)
        self._done(opened)

    def _done(self, opened: _Opened, **what: Any) -> None:
        cache = opened.cache
        self._say("done", cached=cache.cached_tokens, saved=cache.saved_bytes, **what)


def _grammar(schema: str) -> str:
    """The grammar of a schema; "" where llama.cpp knows none, and the model is only asked."""
    if not schema:
        return ""
    try:
        return grammar_of(json.loads(schema))
    except LlamaError:
        return ""


def speeds(context: LlamaContext, cache: PrefixCache, count: int) -> tuple[float, float]:
    """Tokens a second that the model reads and writes, measured with `count` tokens of each.

    Raises:
        Stopped: the context was stopped.
    """
    size = context.vocabulary.size
    # Spread over the vocabulary, so that nothing of them has been read before.
    tokens = [(7919 * place + int(time.time())) % size for place in range(count)]
    sequence, have = cache.take(tokens, count)
    try:
        began = time.perf_counter()
        context.decode(tokens[have:], sequence, have)
        read = (count - have) / (time.perf_counter() - began)
        began = time.perf_counter()
        for place in range(count):
            context.decode([int(context.logits().argmax())], sequence, count + place)
        return read, count / (time.perf_counter() - began)
    finally:
        context.remove(sequence)
        cache.written(sequence, [])


if __name__ == "__main__":
    main()
