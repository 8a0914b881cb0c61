"""Waiting for JSON that a writing model writes, within a long job: bounded, and left at once."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from core.errors import ModelNonsense, ModelTooSlow
from core.events import Progress, Road, Token
from core.models.json_reply import parse_json
from core.protocols import ChatMessage

if TYPE_CHECKING:
    from core.protocols import LanguageModel

PATIENCE_SECONDS = 180.0
"""For one reply as a whole, however steadily its pieces come."""
_LETTERS_A_TOKEN = 16


def asked_json(
    model: "LanguageModel",
    messages: Sequence[ChatMessage],
    schema: Mapping[str, Any],
    max_tokens: int,
    progress: Callable[[], Progress],
) -> Road[Any]:
    """The JSON object in the reply; `progress` is what is yielded at each sign of life.

    Raises:
        ModelNonsense: there is no JSON object in it.
        ModelTooSlow: it was not written in time.
        ModelError: as LanguageModel.write.
    """
    writing = model.write(messages, max_tokens, 0.0, schema)
    began, letters = time.monotonic(), 0
    with closing(writing):
        while True:
            try:
                token = next(writing)
            except StopIteration as end:
                written = str(end.value)
                break
            letters += len(token.text) if isinstance(token, Token) else 0
            if letters > _LETTERS_A_TOKEN * max_tokens:
                raise ModelNonsense(name=model.name)
            waited = time.monotonic() - began
            if waited > PATIENCE_SECONDS:
                raise ModelTooSlow(name=model.name, seconds=round(waited))
            yield progress()
    # Models like to say something around what was asked for.
    return parse_json(written[written.find("{") : written.rfind("}") + 1], model.name)
