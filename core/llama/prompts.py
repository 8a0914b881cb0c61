"""From messages to the tokens of a prompt, with no way for a text to pose as the layout.

A document may hold "<|im_start|>" as any other text. Names of control tokens in messages are broken
by a character that no text holds; after rendering, the prompt is cut there, and the parts become
tokens one by one: what the template wrote is control, what a message said is text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.llama.library import LlamaError
from core.llama.templates import CHATML, PLAIN, PLAIN_STOP, Messages, TemplateFailed, rendered
from core.llama.vocabulary import Vocabulary

_GUARD = "\ufdd0"
"""No character: Unicode keeps it for a program's own use."""


@dataclass(frozen=True)
class Prompt:
    """What a model is given to go on with."""

    text: str
    tokens: list[int]
    stops: tuple[str, ...] = ()
    """Texts that end a reply besides the tokens that do."""


class Layout:
    """Lays conversations out for one model."""

    def __init__(self, vocabulary: Vocabulary, template: str) -> None:
        """`template`: the file's; "" to lay out in a way of our own."""
        self._vocabulary = vocabulary
        self._stops: tuple[str, ...] = ()
        self._template = template
        if not template:
            marks = ("<|im_start|>", "<|im_end|>")
            chatml = all(vocabulary.control(mark) >= 0 for mark in marks)
            self._template, self._stops = (CHATML, ()) if chatml else (PLAIN, (PLAIN_STOP,))

    def prompt(
        self,
        messages: Messages,
        tools: Sequence[Mapping[str, Any]] = (),
        options: Mapping[str, Any] | None = None,
    ) -> Prompt:
        """The prompt for the next reply.

        Raises:
            TemplateFailed: the template does not take these messages.
        """
        text = self._text(messages, tools, True, options)
        return Prompt(text.replace(_GUARD, ""), self._tokens(text), self._stops)

    def finished(self, messages: Messages) -> list[int]:
        """The tokens of a conversation whose last message is a reply, its end included.

        Raises:
            TemplateFailed: the template does not take these messages.
        """
        return self._tokens(self._text(messages, (), False, None))

    def beginning(self, messages: Messages) -> list[int]:
        """The tokens that every prompt begins with whose messages begin so; the last message may
        go on. Empty where the template lays no such beginning out."""
        first, second = (
            self._tokens(self._text(_longer(messages, more), (), True, None))
            for more in ("\n\nA", "\n\n1")
        )
        common = 0
        for one, other in zip(first, second, strict=False):
            if one != other:
                break
            common += 1
        # The last token may become another one when the text goes on.
        return first[: max(0, common - 1)]

    def _text(
        self,
        messages: Messages,
        tools: Sequence[Mapping[str, Any]],
        reply: bool,
        options: Mapping[str, Any] | None,
    ) -> str:
        guarded = [self._guarded(message) for message in messages]
        return rendered(
            self._template, guarded, self._vocabulary.marks, tools, reply=reply, options=options
        )

    def _guarded(self, message: Mapping[str, Any]) -> dict[str, Any]:
        named = self._control if message["role"] == "assistant" else self._layout

        def guard(value: Any) -> Any:
            if isinstance(value, str):
                plain = value.replace(_GUARD, "")
                return named.sub(lambda found: found[0][0] + _GUARD + found[0][1:], plain)
            if isinstance(value, Mapping):
                return {key: guard(item) for key, item in value.items()}
            if isinstance(value, list | tuple):
                return [guard(item) for item in value]
            return value

        return {key: value if key == "role" else guard(value) for key, value in message.items()}

    @cached_property
    def _control(self) -> re.Pattern[str]:
        return _any_of(self._vocabulary.control_names)

    @cached_property
    def _layout(self) -> re.Pattern[str]:
        """Control tokens, and others that the template speaks of, such as <think>."""
        own = [name for name in self._vocabulary.defined_names if name in self._template]
        return _any_of([*self._vocabulary.control_names, *own])

    def _tokens(self, text: str) -> list[int]:
        vocabulary = self._vocabulary
        tokens: list[int] = []
        try:
            for part in text.split(_GUARD):
                tokens += vocabulary.tokens(part, special=True)
        except LlamaError as error:
            raise TemplateFailed(str(error)) from error
        begin = vocabulary.begin
        if vocabulary.adds_begin and tokens[:1] != [begin]:
            tokens.insert(0, begin)
        while vocabulary.adds_begin and tokens[1:2] == [begin]:
            # Written by the template and by the tokeniser.
            del tokens[0]
        return tokens


def _longer(messages: Messages, more: str) -> Messages:
    *before, last = messages
    return [*before, {**last, "content": str(last["content"]) + more}]


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(set(filter(None, names)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
