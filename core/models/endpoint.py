"""A language model behind a server that speaks OpenAI's protocol, on this computer or elsewhere."""

import random
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from core.errors import LecternError, ModelNonsense, ModelUnreachable, PromptTooLong
from core.events import Thought, Token
from core.models.calls import pause
from core.models.chat_stream import Counts, Piece, stream
from core.models.connection import is_kept, require_consent, require_standing_consent
from core.models.habits import Habits, Wish, arguments, without
from core.models.refusals import asked_to_wait, may_pass, named, shown
from core.models.thinking import THINK, Answering
from core.models.token_estimate import estimated, estimated_prompt
from core.models.tool_calls import ToolCalls
from core.protocols import ChatMessage, Tool, Writing
from core.types import Endpoint, TokenPiece, Usage

LONGEST_WAIT = 20.0
"""Seconds that a server may ask to be left alone before it counts as busy."""
_LONGEST_TOKEN = 16
"""Characters; a reply longer than its tokens can be comes from a server that forgot the limit."""
_LONGEST_THOUGHT = 400_000
"""Characters that a model may think before it is stopped."""


class EndpointModel:
    """Writes with the model that an endpoint names. Several threads may use one."""

    def __init__(self, endpoint: Endpoint, pauses: Sequence[float] = (0.5, 2.0)) -> None:
        """`pauses` are about the seconds before each further try; nothing is sent yet."""
        self.endpoint = endpoint
        self.name = endpoint.model or endpoint.name
        self.context_tokens = endpoint.context_tokens
        self._pauses = tuple(pauses)
        self._habits = Habits()
        self._is_kept = is_kept(endpoint)

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
        """Stream the reply and return all of it, stripped; thoughts are left out of it.

        Blank tokens come at least every 0.2 s while it waits. What a server refuses of a request
        is left out, and remembered. Failures are tried again before the first word only; what was
        told before one stays told.

        Raises:
            NotAllowed: the server is elsewhere and the person has not agreed; nothing was sent.
            KeysLocked: its key lies in the file of keys, which is locked.
            KeyWanted: the server does not take the key, or wants one.
            ModelUnreachable: no connection, or it broke off.
            ModelTooSlow: nothing came for the endpoint's time-out.
            ModelBusy: it takes no more requests for longer than is worth waiting for.
            ModelRefused: the server answered with another error.
            PromptTooLong: the messages are more than it reads.
            ModelNonsense: an empty reply, or one that is not of the protocol.
        """
        wish = Wish(messages, max_tokens, temperature, schema, tools, details)
        habits, pauses, began = self._habits, list(self._pauses), time.monotonic()
        while True:
            self._require_consent()
            heard = _Heard(self.name, wish, habits, details)
            try:
                with closing(stream(self.endpoint, self._arguments(wish, habits))) as call:
                    yield from heard.listen(call.coming())
            except Exception as error:
                meant = named(error, self.endpoint, self.name)
                if meant is None:
                    raise
                if heard.anything or isinstance(error, LecternError):
                    raise meant from error
                other, wait = without(error, habits, wish), _wait(error, pauses)
                if other is not None and not isinstance(meant, PromptTooLong):
                    habits = other
                elif wait is not None:
                    for _ in pause(wait):
                        yield Token("")
                else:
                    raise meant from error
                continue
            if heard.only_thought and not habits.thinks:
                habits = replace(habits, thinks=True)
                continue
            self._habits = replace(habits, opens_thought=habits.opens_thought or heard.unopened)
            yield from heard.calls.ended()
            if details:
                yield heard.usage(began)
            return self._checked(heard)

    @property
    def takes_tools(self) -> bool:
        """Whether it can be offered tools: so it is thought until its server refuses them."""
        return self._habits.tools

    def prime(self, messages: Sequence[ChatMessage], keep: str = "") -> Writing:
        """Nothing: a server keeps what it has read as it likes, and reading costs money."""
        yield from ()
        return ""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, estimated: a server does not show its tokenizer."""
        return [estimated(text) for text in texts]

    @property
    def counts_exactly(self) -> bool:
        """No."""
        return False

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """None: a server does not show its tokenizer."""
        return ()

    def _require_consent(self) -> None:
        if self._is_kept:
            require_standing_consent(self.endpoint)
        else:
            require_consent(self.endpoint)

    def _arguments(self, wish: Wish, habits: Habits) -> dict[str, Any]:
        return arguments(wish, habits, self.endpoint.model)

    def _checked(self, heard: "_Heard") -> str:
        text = heard.text
        if not text and not heard.calls:
            raise ModelNonsense(name=self.name)
        if not heard.finish:
            raise ModelUnreachable(name=self.name, address=shown(self.endpoint.address))
        return text


@dataclass
class _Times:
    first_word: float = 0.0
    thoughts: int = 0
    letters: int = 0


class _Heard:
    """What has come of a reply."""

    def __init__(self, name: str, wish: Wish, habits: Habits, details: bool) -> None:
        self.finish = ""
        self.anything = False
        self.calls = ToolCalls(name)
        self._answering = Answering(THINK.open if habits.opens_thought else "")
        self._wish = wish
        self._details = details
        self._opens_thought = habits.opens_thought
        self._thought: list[str] = []
        self._told: list[str] = []
        self._counts: Counts | None = None
        self._times = _Times()
        self._instead = ""

    def listen(self, coming: Iterator[Piece | None]) -> Generator[Token | Thought, None, None]:
        """Tell what comes until it ends."""
        for piece in coming:
            if piece is None:
                yield Token("")
                continue
            self.anything = self.anything or bool(piece.text or piece.thought or piece.calls)
            self.finish = piece.finish or self.finish
            self._counts = piece.counts or self._counts
            if self._wish.tools:
                for part in piece.calls:
                    self.calls.add(part)
            thought, text = self._answering.split(piece.text) if piece.text else ("", "")
            yield from self._tell(piece.thought + thought, text)
            if self._is_too_long(piece):
                self.finish = "length"
                break
        yield from self._tell("", self._answering.rest())
        if self._opens_thought and not self._answering.text and not self.calls:
            # Its prompt had begun no thought this time: what seemed one was the answer.
            self._instead = "".join(self._thought).strip()
            yield Token(self._instead)

    def _tell(self, thought: str, text: str) -> Generator[Token | Thought, None, None]:
        if thought:
            self._thought.append(thought)
            if self._details:
                yield Thought(thought)
        if text and not self._times.first_word:
            self._times.first_word = time.monotonic()
        if text or not (thought and self._details):
            self._told.append(text)
            yield Token(text)

    def _is_too_long(self, piece: Piece) -> bool:
        self._times.letters += len(piece.text)
        self._times.thoughts += len(piece.thought)
        longest = self._wish.max_tokens * _LONGEST_TOKEN + (
            _LONGEST_THOUGHT if self._thought else 0
        )
        return self._times.letters > longest or self._times.thoughts > _LONGEST_THOUGHT

    @property
    def text(self) -> str:
        """The answer."""
        return self._answering.text or self._instead

    @property
    def only_thought(self) -> bool:
        """Whether it ended for want of room before the answer began."""
        return self.finish == "length" and self.anything and not self.text and not self.calls

    @property
    def unopened(self) -> bool:
        """Whether the end of a thought came whose beginning stood in the prompt."""
        told = "".join(self._told)
        return THINK.close in told and THINK.open not in told

    def usage(self, began: float) -> Usage:
        """What the reply took: as the server counted, else estimated."""
        now = time.monotonic()
        first = (self._times.first_word or now) - began
        if self._counts is not None:
            counted = self._counts
            return Usage(counted.prompt, counted.cached, counted.answer, first, now - began)
        written = self.text + "".join(self._thought)
        return Usage(
            estimated_prompt([each.text for each in self._wish.messages]),
            0,
            estimated(written),
            first,
            now - began,
            exact=False,
        )


def _wait(error: Exception, pauses: list[float]) -> float | None:
    """Seconds until it is worth trying again; None when it is not."""
    if not pauses or not may_pass(error):
        return None
    usual = pauses.pop(0) * random.uniform(0.75, 1.25)  # noqa: S311 - so that not all come at once
    asked = asked_to_wait(error)
    if asked is None:
        return usual
    return max(asked, min(usual, asked)) if asked <= LONGEST_WAIT else None
