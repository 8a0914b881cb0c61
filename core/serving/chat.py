"""/v1/chat/completions: the library, or a writing model, answers; whole or as it is written."""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi.responses import JSONResponse, Response, StreamingResponse

from core.events import Thought, Token
from core.serving.asking import Asking, Conversations, Written, asking
from core.serving.failures import refusal_of
from core.serving.limits import Limits
from core.serving.shapes import (
    ChatReply,
    ChatRequest,
    ReplyChoice,
    ReplyFunction,
    ReplyMessage,
    ReplyTool,
)
from core.serving.work import Running, Work

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from core.knowledge_base import KnowledgeBase

_ALIVE = b": still at work\n\n"
"""A comment, which clients of event streams pass over."""


class Chat:
    """Answers requests to chat."""

    def __init__(self, library: "KnowledgeBase", work: Work, limits: Limits) -> None:
        self._library = library
        self._work = work
        self._limits = limits
        self._known = Conversations()

    async def answer(self, request: ChatRequest) -> Response:
        """The reply, or one that streams; errors before the first word raise.

        Raises:
            Refusal, LecternError: there is no answer.
        """
        road = partial(asking, self._library, request, self._known)
        if request.stream:
            return await self._streaming(request, road)
        written = await self._work.result(road)
        return JSONResponse(_whole(request, written).model_dump(exclude_none=True))

    async def _streaming(self, request: ChatRequest, road: partial[Asking]) -> Response:
        held = AsyncExitStack()
        try:
            running = await held.enter_async_context(self._work.running(road))
            # What fails at once fails with its status, not inside a stream that began well.
            first = await self._first(running)
        except BaseException:
            await held.aclose()
            raise
        stream = _Stream(request, running, self._limits.alive_seconds)
        return _Held(stream.events(first), held)

    async def _first(self, running: Running[Written]) -> tuple[Any, ...] | None:
        """What was told up to the first word, or for as long as a client waits without a sign."""
        until = time.monotonic() + self._limits.alive_seconds
        heard: list[Any] = []
        while (left := until - time.monotonic()) > 0:
            told = await running.next(left)
            if told is None:
                return tuple(heard) if heard else None
            heard += told
            if any(isinstance(each, Token | Thought) and each.text for each in told):
                break
        return tuple(heard)


class _Held(StreamingResponse):
    """A stream that lets go of its road however it ends."""

    def __init__(self, events: AsyncIterator[bytes], held: AsyncExitStack) -> None:
        super().__init__(events, media_type="text/event-stream")
        self._held = held

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._held.aclose()


class _Stream:
    """The events of one reply."""

    def __init__(self, request: ChatRequest, running: Running[Written], alive: float) -> None:
        self._request = request
        self._running = running
        self._alive = alive
        self._head = _head(request, "chat.completion.chunk")

    async def events(self, first: tuple[Any, ...] | None) -> AsyncIterator[bytes]:
        """What goes over the line."""
        yield self._chunk({"role": "assistant", "content": ""})
        written_at = time.monotonic()
        told: tuple[Any, ...] | None = first
        try:
            while told is not None:
                for delta in _deltas(told):
                    yield self._chunk(delta)
                    written_at = time.monotonic()
                if time.monotonic() - written_at >= self._alive:
                    yield _ALIVE
                    written_at = time.monotonic()
                told = await self._running.next(self._alive)
            written = await self._running.finished()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            yield _event(refusal_of(error).body)
        else:
            for chunk in self._end(written):
                yield chunk
        yield b"data: [DONE]\n\n"

    def _end(self, written: Written) -> list[bytes]:
        chunks = []
        if written.tail:
            chunks.append(self._chunk({"content": written.tail}))
        if written.calls:
            tools = [each.model_dump() for each in _tools(written)]
            chunks.append(self._chunk({"tool_calls": tools}))
        grounds = {"lectern": written.grounds.model_dump()} if written.grounds else {}
        chunks.append(self._chunk({}, written.finish, **grounds))
        options = self._request.stream_options
        if options is not None and options.include_usage:
            usage = written.usage.model_dump(exclude_none=True)
            chunks.append(_event({**self._head, "choices": [], "usage": usage}))
        return chunks

    def _chunk(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _event({**self._head, "choices": [choice], **more})


def _deltas(told: tuple[Any, ...]) -> list[dict[str, str]]:
    """Words and thoughts in order, those that came together in one piece."""
    found: list[dict[str, str]] = []
    for each in told:
        if not isinstance(each, Token | Thought) or not each.text:
            continue
        kind = "content" if isinstance(each, Token) else "reasoning_content"
        if found and kind in found[-1]:
            found[-1][kind] += each.text
        else:
            found.append({kind: each.text})
    return found


def _whole(request: ChatRequest, written: Written) -> ChatReply:
    message = ReplyMessage(
        content=written.marked + written.tail if not written.calls or written.marked else None,
        reasoning_content=written.thought or None,
        tool_calls=_tools(written) or None,
    )
    return ChatReply(
        **_head(request, "chat.completion"),
        choices=[ReplyChoice(message=message, finish_reason=written.finish)],
        usage=written.usage,
        lectern=written.grounds,
    )


def _tools(written: Written) -> list[ReplyTool]:
    return [
        ReplyTool(
            index=at,
            id=each.id or f"call_{at}",
            function=ReplyFunction(name=each.name, arguments=each.arguments),
        )
        for at, each in enumerate(written.calls)
    ]


def _head(request: ChatRequest, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": kind,
        "created": int(time.time()),
        "model": request.model,
    }


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n\n"
