"""A language model that says what a test scripted. It stands in for a model, and says so here."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from core.errors import (
    ModelBroken,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    NoModel,
    NotAllowed,
)
from core.events import Token
from core.protocols import ChatMessage
from core.types import Hindrance

FAILURES = [
    (NoModel(), Hindrance.NO_MODEL),
    (ModelUnreachable(name="m", address="a"), Hindrance.UNREACHABLE),
    (ModelTooSlow(name="m", seconds=1), Hindrance.TOO_SLOW),
    (ModelRefused(name="m", status=500, reason="r"), Hindrance.REFUSED),
    (ModelBroken(name="m"), Hindrance.REFUSED),
    (NotAllowed(name="m", address="a"), Hindrance.NOT_ALLOWED),
    (ModelNonsense(name="m"), Hindrance.NONSENSE),
    ("", Hindrance.NONSENSE),
    ("As a language model I cannot.", Hindrance.NONSENSE),
    ("{", Hindrance.NONSENSE),
    ("[1, 2]", Hindrance.NONSENSE),
    ("null", Hindrance.NONSENSE),
    ('{"colour": "blue"}', Hindrance.NONSENSE),
    ("{" * 5000, Hindrance.NONSENSE),
]
"""What can go wrong, whatever was asked, and what a search says of it."""


class ScriptedModel:
    """Gives its replies one after another, the last again and again; an exception is raised."""

    name = "scripted"
    context_tokens = 4096

    def __init__(self, *replies: str | Exception) -> None:
        self.replies = list(replies)
        self.asked: list[Sequence[ChatMessage]] = []
        self.limits: list[int] = []
        self.closed = 0

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
    ) -> Generator[Token, None, str]:
        reply = self.replies[min(len(self.asked), len(self.replies) - 1)]
        self.asked.append(messages)
        self.limits.append(max_tokens)
        try:
            yield Token("")
            if isinstance(reply, Exception):
                raise reply
            for word in reply.split(" "):
                yield Token(word + " ")
            return reply
        finally:
            self.closed += 1
