"""A language model behind a server that speaks OpenAI's protocol, on this computer or elsewhere."""

import json
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from core.errors import ModelNonsense, ModelUnreachable
from core.events import Progress, Road, Stage, Token
from core.models.chat_stream import BEAT, ChatStream
from core.models.connection import connect, may_pass, named, require_consent, shown
from core.models.thinking import Answering
from core.protocols import ChatMessage
from core.types import Endpoint, EndpointCheck

_THINKING_TOKENS = 2048
"""What a model that thinks before it answers may spend on that."""
_LONGEST_TOKEN = 16
"""Characters; a reply longer than its tokens can be comes from a server that forgot the limit."""
_JSON_ONLY = (
    "Reply with JSON only, without any other words, in the shape that this JSON schema describes:"
)


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a server takes, as far as is known."""

    schema: bool = True
    temperature: bool = True
    limit: str = "max_tokens"
    thinks: bool = False


class EndpointModel:
    """Writes with the model that an endpoint names. Several threads may use one."""

    def __init__(self, endpoint: Endpoint, pauses: Sequence[float] = (0.3, 1.0)) -> None:
        """`pauses` are the seconds before each further try; nothing is sent yet."""
        self.endpoint = endpoint
        self.name = endpoint.model or endpoint.name
        self.context_tokens = endpoint.context_tokens
        self._pauses = tuple(pauses)
        self._habits = _Habits()

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
    ) -> Generator[Token, None, str]:
        """Stream the reply and return all of it, stripped; thoughts are left out.

        Blank tokens come at least every 0.2 s while it waits. Where the server refuses a JSON
        schema it is asked again without one. Failures are tried again before the first word only.

        Raises:
            NotAllowed: the server is elsewhere and the person has not agreed; nothing was sent.
            ModelUnreachable: no connection, or it broke off.
            ModelTooSlow: nothing came for the endpoint's time-out.
            ModelRefused: the server answered with an error.
            ModelNonsense: an empty reply, or one that is not of the protocol.
        """
        require_consent(self.endpoint)
        habits, pauses = self._habits, list(self._pauses)
        while True:
            stream = ChatStream(
                self.endpoint,
                self._arguments(messages, max_tokens, temperature, schema, habits),
            )
            heard = _Heard(longest=max_tokens * _LONGEST_TOKEN)
            try:
                yield from heard.listen(stream)
            except Exception as error:
                meant = named(error, self.endpoint, self.name)
                if meant is None:
                    raise
                other = _without(error, habits, schema is not None)
                if not heard.anything and other is not None:
                    habits = other
                elif not heard.anything and pauses and may_pass(error):
                    yield from _pause(pauses.pop(0))
                else:
                    raise meant from error
                continue
            finally:
                stream.close()
            if heard.only_thought and not habits.thinks:
                habits = replace(habits, thinks=True)
                continue
            self._habits = habits
            return self._checked(heard)

    def _checked(self, heard: "_Heard") -> str:
        text = heard.answering.text
        if not text:
            raise ModelNonsense(name=self.name)
        if not heard.finish:
            raise ModelUnreachable(name=self.name, address=shown(self.endpoint.address))
        return text

    def _arguments(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int,
        temperature: float,
        schema: Mapping[str, Any] | None,
        habits: _Habits,
    ) -> dict[str, Any]:
        said = [{"role": message.role, "content": message.text} for message in messages]
        arguments: dict[str, Any] = {"model": self.endpoint.model, "messages": said}
        arguments[habits.limit] = max_tokens + (_THINKING_TOKENS if habits.thinks else 0)
        if habits.temperature:
            arguments["temperature"] = temperature
        if schema is not None:
            shape = json.dumps(schema, ensure_ascii=False)
            # Said in words too: some servers pass over the field without a word.
            said[-1]["content"] += f"\n\n{_JSON_ONLY}\n{shape}"
            if habits.schema:
                arguments["response_format"] = {
                    "type": "json_schema",
                    "json_schema": {"name": "reply", "schema": schema, "strict": True},
                }
        return arguments


class _Heard:
    """What has come of a reply."""

    def __init__(self, longest: int) -> None:
        self.answering = Answering()
        self.finish = ""
        self.anything = False
        self._longest = longest
        self._characters = 0

    def listen(self, stream: ChatStream) -> Generator[Token, None, None]:
        """Tell what comes until it ends."""
        for piece in stream.pieces():
            if piece is None:
                yield Token("")
                continue
            self.anything = self.anything or bool(piece.text or piece.thought)
            self.finish = piece.finish or self.finish
            self._characters += len(piece.text)
            yield Token(self.answering.feed(piece.text) if piece.text else "")
            if self._characters > self._longest:
                self.finish = "length"
                break
        if rest := self.answering.rest():
            yield Token(rest)

    @property
    def only_thought(self) -> bool:
        """Whether it ended for want of room before the answer began."""
        return self.finish == "length" and self.anything and not self.answering.text


def check(endpoint: Endpoint) -> Road[EndpointCheck]:
    """Ask a server which models it has, and its model, where one is named, for one word.

    `seconds` is what the word took, or the list where there is no model to ask.

    Raises:
        ModelError: as EndpointModel.write; a server without a list of models is not an error.
    """
    require_consent(endpoint)
    yield Progress(Stage.THINKING, 0, 0)
    began = time.monotonic()
    models = yield from _models(endpoint)
    reply = ""
    if endpoint.model:
        began = time.monotonic()
        words = EndpointModel(endpoint).write(
            [ChatMessage("user", "Reply with the one word: ready")], max_tokens=16
        )
        try:
            while True:
                next(words)
                yield Progress(Stage.THINKING, 0, 0)
        except StopIteration as end:
            reply = end.value
        finally:
            words.close()
    return EndpointCheck(models, time.monotonic() - began, reply)


def _models(endpoint: Endpoint) -> Generator[Progress, None, tuple[str, ...]]:
    """The names of a server's models, asked for on a thread so that whoever waits can leave."""
    came: SimpleQueue[tuple[str, ...] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            with connect(endpoint) as client:
                listed = client.models.list().data or []
                came.put(tuple(str(model.id) for model in listed))
        except Exception as error:  # raised by whoever waits
            came.put(error)

    Thread(target=ask, name="list-models", daemon=True).start()
    while True:
        try:
            answer = came.get(timeout=BEAT)
        except Empty:
            yield Progress(Stage.THINKING, 0, 0)
            continue
        if not isinstance(answer, Exception):
            return answer
        meant = named(answer, endpoint, endpoint.name)
        if meant is None or not (endpoint.model and meant.subject.get("status") == "404"):
            raise meant or answer from answer
        return ()


def _without(error: Exception, habits: _Habits, with_schema: bool) -> _Habits | None:
    """What to leave out after a request was refused for its form; None for another reason."""
    if getattr(error, "status_code", 0) not in (400, 422):
        return None
    reason = str(error).lower()
    if "max_completion_tokens" in reason and habits.limit == "max_tokens":
        return replace(habits, limit="max_completion_tokens")
    if "temperature" in reason and habits.temperature:
        return replace(habits, temperature=False)
    return replace(habits, schema=False) if with_schema and habits.schema else None


def _pause(seconds: float) -> Generator[Token, None, None]:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, BEAT))
        yield Token("")
