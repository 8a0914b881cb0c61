"""What a server takes of a request, learnt from what it refuses, and the request made for it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.protocols import ChatMessage, Tool

_THINKING_TOKENS = 2048
"""What a model that thinks before it answers may spend on that."""
_JSON_ONLY = (
    "Reply with JSON only, without any other words, in the shape that this JSON schema describes:"
)
_FORM = (400, 422, 501)
"""Statuses that say that a request is of the wrong form."""
_NUMBER = re.compile(r"\d{2,7}")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a server takes, as far as is known."""

    schema: bool = True
    temperature: bool = True
    tools: bool = True
    counts: bool = True
    """Whether it can be asked to say what it counted."""
    system: bool = True
    limit: str = "max_tokens"
    most: int = 0
    """Tokens it lets a reply have; 0 when that is not known."""
    thinks: bool = False
    """Whether its model has spent the room for its answer on thinking."""
    opens_thought: bool = False
    """Whether its prompts begin a thought of which only the end comes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a model."""

    messages: Sequence[ChatMessage]
    max_tokens: int
    temperature: float
    schema: Mapping[str, Any] | None = None
    tools: Sequence[Tool] = ()
    counts: bool = False


def arguments(wish: Wish, habits: Habits, model: str) -> dict[str, Any]:
    """The arguments of chat.completions.create."""
    said = _said(wish.messages, habits.system)
    limit = wish.max_tokens + (_THINKING_TOKENS if habits.thinks else 0)
    made: dict[str, Any] = {
        "model": model,
        "messages": said,
        habits.limit: min(limit, habits.most) if habits.most else limit,
    }
    if habits.temperature:
        made["temperature"] = wish.temperature
    if wish.counts and habits.counts:
        made["stream_options"] = {"include_usage": True}
    if wish.tools and habits.tools:
        made["tools"] = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": dict(tool.parameters),
                },
            }
            for tool in wish.tools
        ]
    if wish.schema is not None:
        shape = json.dumps(wish.schema, ensure_ascii=False)
        # Said in words too: some servers pass over the field without a word.
        said[-1]["content"] += f"\n\n{_JSON_ONLY}\n{shape}"
        if habits.schema:
            made["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "reply", "schema": wish.schema, "strict": True},
            }
    return made


def without(error: Exception, habits: Habits, wish: Wish) -> Habits | None:
    """What to leave out after a request was refused for its form; None for another reason."""
    if getattr(error, "status_code", 0) not in _FORM:
        return None
    reason = str(error).lower()
    if "max_completion_tokens" in reason and habits.limit == "max_tokens":
        return replace(habits, limit="max_completion_tokens")
    if habits.limit in reason and not habits.most and (most := _most(reason, wish.max_tokens)):
        return replace(habits, most=most)
    if "temperature" in reason and habits.temperature:
        return replace(habits, temperature=False)
    if ("stream_options" in reason or "include_usage" in reason) and habits.counts:
        return replace(habits, counts=False)
    if wish.tools and habits.tools and ("tool" in reason or "function" in reason):
        return replace(habits, tools=False)
    if habits.system and "system" in reason and "role" in reason:
        return replace(habits, system=False)
    shaped = wish.schema is not None and habits.schema
    if shaped and ("response_format" in reason or "schema" in reason):
        return replace(habits, schema=False)
    # It does not say what it does not like: the rarest is left out first.
    if wish.counts and habits.counts:
        return replace(habits, counts=False)
    if shaped:
        return replace(habits, schema=False)
    return replace(habits, tools=False) if wish.tools and habits.tools else None


def _most(reason: str, wanted: int) -> int:
    """The largest number of tokens that a refusal names, less than was wanted; 0 for none."""
    numbers = [int(each) for each in _NUMBER.findall(reason)]
    return max((each for each in numbers if each < wanted), default=0)


def _said(messages: Sequence[ChatMessage], system: bool) -> list[dict[str, Any]]:
    said = [_message(each) for each in messages]
    if system or not said or said[0]["role"] != "system":
        return said
    first, *others = said
    if others and others[0]["role"] == "user":
        others[0]["content"] = f"{first['content']}\n\n{others[0]['content']}"
        return others
    return [first | {"role": "user"}, *others]


def _message(message: ChatMessage) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.calls:
        plain["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in message.calls
        ]
    if message.role == "tool":
        plain["tool_call_id"] = message.answers
    return plain
