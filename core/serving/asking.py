"""A conversation as a client sends it, turned into a road that answers its last message."""

import hashlib
from collections import OrderedDict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from core.events import Token, ToolCall
from core.protocols import ChatMessage, Tool
from core.serving.failures import Refusal
from core.serving.grounds import footnotes, grounds_of, marked, without_footnotes
from core.serving.naming import LIBRARY, QUOTES, is_writing_model
from core.serving.shapes import (
    ChatRequest,
    Grounds,
    OfferedTool,
    PlainFormat,
    PromptTokens,
    SaidMessage,
    TokensTaken,
)
from core.stores.texts import storable
from core.types import QUOTING, Answer, Usage

if TYPE_CHECKING:
    from core.generation.history import Turn
    from core.knowledge_base import KnowledgeBase
    from core.protocols import LanguageModel

LONGEST_QUESTION = 32_000
REMEMBERED = 64
"""Answers of the last questions, kept in memory for the next one of their conversation."""
_REPLY_TOKENS = 4096


Finish = Literal["stop", "length", "tool_calls"]


@dataclass(frozen=True)
class Written:
    """A whole reply."""

    text: str
    """As it streamed."""
    marked: str
    """As a reply in one piece has it."""
    tail: str = ""
    """Footnotes, which come after either."""
    finish: Finish = "stop"
    usage: TokensTaken = field(default_factory=TokensTaken)
    grounds: Grounds | None = None
    thought: str = ""
    calls: tuple[ToolCall, ...] = ()


Asking = Generator[Any, None, Written]


class Conversations:
    """Answers a client may send back as part of a conversation; nothing of it is kept on disk."""

    def __init__(self) -> None:
        self._turns: OrderedDict[bytes, Turn] = OrderedDict()

    def remember(self, question: str, answer: Answer, sent: Sequence[str]) -> None:
        """Keep what the model was given and wrote, for each text a client may have received."""
        from core.generation.history import Turn

        read = tuple(answer.passages[at] for at in answer.read if 0 <= at < len(answer.passages))
        turn = Turn(question, answer.written or answer.text, read)
        for text in sent:
            self._turns[_digest(text)] = turn
            self._turns.move_to_end(_digest(text))
        while len(self._turns) > REMEMBERED:
            self._turns.popitem(last=False)

    def turns(self, messages: Sequence[SaidMessage]) -> "tuple[Turn, ...]":
        """The answered questions before the last message, as the prompt repeats them."""
        from core.generation.history import Turn
        from core.generation.marks import without_marks

        turns, question = [], ""
        for message in messages[:-1]:
            text = text_of(message)
            if message.role == "user":
                question = text
            elif message.role == "assistant" and question and text.strip():
                known = self._turns.get(_digest(text))
                # Its marks would point at passages that this prompt does not have.
                plain = without_marks(without_footnotes(text))
                turns.append(known if known is not None else Turn(question, plain))
                question = ""
        return tuple(turns)


def asking(library: "KnowledgeBase", request: ChatRequest, known: Conversations) -> Asking:
    """The road that answers a request; it computes nothing before its first step.

    Raises:
        Refusal: the request makes no sense.
    """
    if request.messages[-1].role not in ("user", "tool"):
        raise Refusal(400, "The last message must be the user’s.", "bad_request", "messages")
    if request.model in (LIBRARY, QUOTES):
        return _of_library(library, request, known)
    return _of_model(library, request)


def text_of(message: SaidMessage) -> str:
    """What a message says."""
    if isinstance(message.content, list):
        return storable("\n".join(part.text for part in message.content))
    return storable(message.content or "")


def _of_library(library: "KnowledgeBase", request: ChatRequest, known: Conversations) -> Asking:
    from core.answer import composed
    from core.generation.question import answer_language

    question = text_of(request.messages[-1])
    if request.messages[-1].role != "user":
        raise Refusal(400, "The last message must be the user’s.", "bad_request", "messages")
    if not question.strip() or len(question) > LONGEST_QUESTION:
        raise Refusal(
            400,
            f"A question has 1 to {LONGEST_QUESTION} characters.",
            "bad_request",
            "messages",
        )
    if request.response_format is not None and request.response_format.type != "text":
        raise Refusal(400, "The library answers in words only.", "bad_request", "response_format")
    answer: Answer = yield from composed(
        library,
        question,
        model=QUOTING if request.model == QUOTES else "",
        history=known.turns(request.messages),
        temperature=request.temperature or 0.0,
        max_tokens=_limit(request) or 0,
    )
    tail = footnotes(answer, answer_language(question))
    with_marks = marked(answer)
    known.remember(question, answer, (answer.text + tail, with_marks + tail))
    return Written(
        answer.text,
        with_marks,
        tail,
        usage=taken(answer.usage),
        grounds=grounds_of(answer),
        thought=answer.thought,
    )


def _of_model(library: "KnowledgeBase", request: ChatRequest) -> Asking:
    model = _opened(library, request.model)
    wanted = _limit(request) or min(_REPLY_TOKENS, max(256, model.context_tokens // 2))
    most = max(1, min(wanted, model.context_tokens))
    writing = model.write(
        [_message(each) for each in request.messages],
        max_tokens=most,
        temperature=request.temperature or 0.0,
        schema=_schema(request),
        tools=[_tool(each) for each in request.tools or ()] if model.takes_tools else (),
        details=True,
    )
    stops = [request.stop] if isinstance(request.stop, str) else request.stop or []
    said, thought, calls, usage = Until(stops), [], [], None
    try:
        for event in writing:
            if isinstance(event, Usage):
                usage = event
            elif isinstance(event, ToolCall):
                calls.append(event)
            elif isinstance(event, Token):
                yield Token(said.feed(event.text))
                if said.over:
                    break
            else:
                thought.append(event.text)
                yield event
    finally:
        writing.close()
    yield Token(said.rest())
    full = usage is not None and usage.answer_tokens >= most
    finish: Finish = "tool_calls" if calls else "length" if full and not said.over else "stop"
    return Written(
        said.text,
        said.text,
        finish=finish,
        usage=taken(usage),
        thought="".join(thought),
        calls=tuple(calls),
    )


def _opened(library: "KnowledgeBase", name: str) -> "LanguageModel":
    from core.models.chosen import open_model

    if not is_writing_model(name):
        raise Refusal(404, f"There is no model “{name}”.", "model_not_found", "model")
    return open_model(name)


def taken(usage: Usage | None) -> TokensTaken:
    """Tokens in OpenAI's shape."""
    if usage is None:
        return TokensTaken()
    return TokensTaken(
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.answer_tokens,
        total_tokens=usage.prompt_tokens + usage.answer_tokens,
        prompt_tokens_details=PromptTokens(cached_tokens=usage.cached_tokens),
    )


class Until:
    """Text as it comes, up to the first of some words that end it."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = tuple(stops)
        self._held = max((len(each) for each in stops), default=1) - 1
        self._told = 0
        self.text = ""
        self.over = False

    def feed(self, piece: str) -> str:
        """Take what comes; what of it can be told already."""
        before = len(self.text)
        self.text += piece
        ends = [
            at
            for each in self._stops
            if (at := self.text.find(each, max(0, before - len(each) + 1))) >= 0
        ]
        if ends:
            self.text, self.over = self.text[: min(ends)], True
            return self.rest()
        return self._tell(max(self._told, len(self.text) - self._held))

    def rest(self) -> str:
        """What has been held back."""
        return self._tell(len(self.text))

    def _tell(self, end: int) -> str:
        piece, self._told = self.text[self._told : end], max(self._told, end)
        return piece


def _message(said: SaidMessage) -> ChatMessage:
    calls = tuple(
        ToolCall(each.id, each.function.name, each.function.arguments)
        for each in said.tool_calls or ()
    )
    role = "system" if said.role == "developer" else said.role
    return ChatMessage(role, text_of(said), calls, said.tool_call_id or "")


def _tool(offered: OfferedTool) -> Tool:
    function = offered.function
    shape = function.parameters or {"type": "object", "properties": {}}
    return Tool(function.name, function.description or "", shape)


def _schema(request: ChatRequest) -> dict[str, Any] | None:
    wanted = request.response_format
    if wanted is None or wanted.type == "text":
        return None
    if isinstance(wanted, PlainFormat):
        return {"type": "object"}
    return wanted.json_schema.schema_


def _limit(request: ChatRequest) -> int | None:
    return request.max_completion_tokens or request.max_tokens


def _digest(text: str) -> bytes:
    return hashlib.sha256(storable(text).strip().encode()).digest()
