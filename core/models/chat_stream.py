"""A streamed reply of a chat server in pieces of our own, each bounded and of the right kind."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.errors import ModelNonsense
from core.models.calls import Call
from core.models.refusals import unreachable
from core.types import Endpoint

if TYPE_CHECKING:
    from openai import OpenAI


@dataclass(frozen=True, slots=True)
class CallPart:
    """A piece of a tool call."""

    index: int | None = None
    """Which call it belongs to; None where the server does not say."""
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a server counted."""

    prompt: int
    cached: int
    answer: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What came: text of the reply, or of a thought, parts of tool calls, why the reply ends."""

    text: str = ""
    thought: str = ""
    calls: tuple[CallPart, ...] = ()
    finish: str = ""
    counts: Counts | None = None


def stream(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Call[Piece]:
    """One request and the reply to it; `arguments` are those of chat.completions.create."""
    return Call(endpoint, arguments["model"], _reading(endpoint, dict(arguments)))


def _reading(
    endpoint: Endpoint, arguments: dict[str, Any]
) -> Callable[["OpenAI"], Iterator[Piece]]:
    model = arguments["model"]

    def read(client: "OpenAI") -> Iterator[Piece]:
        with client.chat.completions.create(**arguments, stream=True) as came:
            anything = finished = False
            try:
                for chunk in came:
                    for piece in _pieces(chunk):
                        anything = True
                        finished = finished or bool(piece.finish)
                        yield piece
            except (AttributeError, TypeError, IndexError, KeyError, ValueError) as error:
                # Not of the protocol's shape, or no JSON, or not even UTF-8.
                raise ModelNonsense(name=model) from error
            if not anything and "html" in came.response.headers.get("content-type", ""):
                # A page in place of an answer: something else lives at this address.
                raise unreachable(endpoint, model)
            if anything and not finished and getattr(came.response.stream, "done", False):
                # Some servers end a stream in order without saying why.
                yield Piece(finish="stop")

    return read


def _pieces(chunk: Any) -> Iterator[Piece]:
    """What a chunk of the stream holds; TypeError, or what comes of wrong shapes, for nonsense."""
    if (counts := _counts(getattr(chunk, "usage", None))) is not None:
        yield Piece(counts=counts)
    for choice in chunk.choices[:1] if chunk.choices else ():
        delta = choice.delta
        text = (delta.content if delta else None) or ""
        thought = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
        calls = tuple(_part(each) for each in (getattr(delta, "tool_calls", None) or ()))
        finish = choice.finish_reason or ""
        if not all(isinstance(each, str) for each in (text, thought or "", finish)):
            raise TypeError
        if text or thought or calls or finish:
            yield Piece(text, thought or "", calls, finish)


def _part(call: Any) -> CallPart:
    function = call.function
    index = call.index if type(call.index) is int else None
    name = (function.name if function else None) or ""
    arguments = (function.arguments if function else None) or ""
    part = CallPart(index, call.id or "", name, arguments)
    if not all(isinstance(each, str) for each in (part.id, part.name, part.arguments)):
        raise TypeError
    return part


def _counts(usage: Any) -> Counts | None:
    """What a server says it counted, where it makes sense."""
    if usage is None:
        return None
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None)
    if cached is None:
        cached = getattr(usage, "prompt_cache_hit_tokens", None)
    prompt, answer = (getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
    counted = [each if type(each) is int and each >= 0 else None for each in (prompt, answer)]
    if counted[0] is None or counted[1] is None:
        return None
    return Counts(counted[0], cached if type(cached) is int and cached >= 0 else 0, counted[1])
