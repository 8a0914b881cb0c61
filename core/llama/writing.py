"""Writing a reply: read the prompt, choose a token, read it, and so on until it ends."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.llama.context import CacheFull
from core.llama.grammar import Grammar
from core.llama.prompts import Prompt
from core.llama.sampling import Sampler
from core.llama.spelling import Spelling

if TYPE_CHECKING:
    from core.llama.context import LlamaContext

LEAST_ROOM = 16
"""Tokens that must be left for a reply."""
_ROUND, _LONGEST_ROUND, _LOOK_EVERY = 240, 40, 32
"""A reply that has been repeating itself for so many tokens, in rounds of at most so many, is
ended; that is looked for every so many tokens."""

_LONG = 4096


class PromptTooLong(Exception):
    """The prompt leaves no room for a reply in the context."""

    def __init__(self, tokens: int, limit: int) -> None:
        super().__init__(f"{tokens} tokens, {limit} fit")
        self.tokens, self.limit = tokens, limit


class Cache(Protocol):
    """Remembers what the context has read (core/llama/prefix_cache.py)."""

    def take(self, tokens: Sequence[int], room: int) -> tuple[int, int]:
        """A sequence that holds the longest beginning of `tokens`, and how long that is, which is
        less than all; `room` further tokens will be added, for which there is place after it."""
        ...

    def written(self, sequence: int, tokens: Sequence[int]) -> None:
        """The sequence holds exactly these tokens now."""
        ...


@dataclass(frozen=True)
class ThoughtMarks:
    """What stands around a thought, and what ends one in place of the model."""

    open: str
    close: str
    forced: str


@dataclass(frozen=True)
class Wish:
    """How a reply shall be."""

    max_tokens: int = 512
    """Of the answer; a thought before it has tokens of its own."""
    temperature: float = 0.0
    seed: int = 0
    grammar: str = ""
    thoughts: tuple[ThoughtMarks, ...] = ()
    thinking_tokens: int = 2048


@dataclass(frozen=True)
class Read:
    """The prompt has been read."""

    tokens: int
    cached: int
    """Of them, those that had been read before."""
    opened: str
    """The mark with which the prompt begins a thought; "" for none."""


@dataclass(frozen=True)
class Written:
    """A reply has ended."""

    tokens: int
    finish: str
    """"stop", "length", or "loop" for one that went round in a circle."""


def write(
    context: "LlamaContext", cache: Cache, prompt: Prompt, wish: Wish
) -> Generator[Read | str, None, Written]:
    """Yields Read, then the reply's text in pieces.

    Raises:
        PromptTooLong: it does not fit.
        Stopped: the context was stopped.
        LlamaError: llama.cpp failed.
    """
    tokens = list(prompt.tokens)
    left = context.context_tokens - len(tokens)
    if left < LEAST_ROOM:
        raise PromptTooLong(len(tokens), context.context_tokens - LEAST_ROOM)
    thought = _Thought(prompt.text, wish, left)
    room = min(left, wish.max_tokens + thought.budget)
    sequence, have = cache.take(tokens, room)
    sampler = Sampler(context, wish.temperature, wish.seed)
    shown = [mark for marks in wish.thoughts for mark in (marks.open, marks.forced)]
    spelling = Spelling(context.vocabulary, prompt.stops, shown)
    try:
        context.decode(tokens[have:], sequence, have)
        yield Read(len(tokens), have, thought.opened)
        finish = "length"
        written = 0
        while len(tokens) < context.context_tokens:
            if thought.over_budget:
                forced = context.vocabulary.tokens(thought.forced(), special=True)
                if len(tokens) + len(forced) >= context.context_tokens:
                    break
            else:
                if not thought.inside and wish.grammar and sampler.grammar is None:
                    sampler.grammar = Grammar(context.vocabulary.pointer, wish.grammar)
                token = sampler.pick()
                if context.vocabulary.ends(token):
                    finish = "stop"
                    break
                forced = [token]
            for token in forced:
                text = spelling.add(token)
                thought.add(text)
                written += 1
                if text:
                    yield text
            if spelling.stopped:
                finish = "stop"
                break
            if written - thought.tokens >= wish.max_tokens:
                break
            context.decode(forced, sequence, len(tokens))
            tokens += forced
            if len(tokens) % _LOOK_EVERY == 0 and _goes_round(tokens[len(prompt.tokens) :]):
                finish = "loop"
                break
        if rest := spelling.end():
            yield rest
        return Written(written, finish)
    except CacheFull as error:
        raise PromptTooLong(len(tokens), context.context_tokens) from error
    finally:
        sampler.close()
        # Stopped or not, what the context holds is known by its length alone.
        cache.written(sequence, tokens[: context.length(sequence)])


class _Thought:
    """Whether the model is thinking, and whether it has thought enough."""

    def __init__(self, prompt: str, wish: Wish, left: int) -> None:
        end = prompt.rstrip()
        self._all = wish.thoughts
        self._marks = next((marks for marks in wish.thoughts if end.endswith(marks.open)), None)
        self.opened = self._marks.open if self._marks else ""
        self._text = ""
        self.tokens = 0
        """Tokens that belong to the thought, or may."""
        self._decided = self._marks is not None or not self._all or bool(wish.grammar)
        # An answer needs room as well.
        self.budget = 0 if self._decided and self._marks is None else wish.thinking_tokens
        self.budget = max(0, min(self.budget, left - min(wish.max_tokens, left // 2)))

    @property
    def inside(self) -> bool:
        """Whether what comes next belongs to a thought."""
        return self._marks is not None

    @property
    def over_budget(self) -> bool:
        """Whether the thought must end now."""
        return self._marks is not None and self.tokens >= self.budget

    def forced(self) -> str:
        """What ends it."""
        assert self._marks is not None
        return self._marks.forced

    def add(self, text: str) -> None:
        """Another token came, which spells `text`."""
        self._text += text
        if not self._decided:
            self.tokens += 1
            begun = self._text.lstrip()
            self._marks = next((marks for marks in self._all if begun.startswith(marks.open)), None)
            if self._marks is not None:
                self._text = begun[len(self._marks.open) :]
            elif not any(marks.open.startswith(begun) for marks in self._all):
                self.tokens = 0
            else:
                return
            self._decided = True
        elif self._marks is not None:
            self.tokens += 1
            if self._marks.close in self._text:
                self._marks = None
            elif len(self._text) > _LONG:
                self._text = self._text[-_LONG // 8 :]
        else:
            self._text = ""


def _goes_round(tokens: Sequence[int]) -> bool:
    """Whether the end of a reply is one short round again and again."""
    if len(tokens) < _ROUND:
        return False
    end = tokens[-_ROUND:]
    return any(
        end[length:] == end[:-length]
        for length in range(1, _LONGEST_ROUND + 1)
        if end[-1] == end[-1 - length]
    )
