"""Trying a server: which models it has, and whether its model says a word."""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from core.errors import LecternError, ModelNonsense
from core.events import Progress, Road, Stage
from core.models.calls import Call
from core.models.connection import require_consent
from core.models.endpoint import EndpointModel
from core.models.refusals import named
from core.protocols import ChatMessage
from core.types import Endpoint, EndpointCheck

if TYPE_CHECKING:
    from openai import OpenAI

_MOST_MODELS = 2000
_LONGEST_NAME = 200
_CONTEXT_FIELDS = ("max_model_len", "context_length", "context_window", "max_context_length")
"""How servers call what a model reads: vLLM, and several others."""


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
        with closing(words):
            try:
                while True:
                    next(words)
                    yield Progress(Stage.THINKING, 0, 0)
            except StopIteration as end:
                reply = end.value
    seconds = time.monotonic() - began
    return EndpointCheck(tuple(models), seconds, reply, models.get(endpoint.model, 0))


def _models(endpoint: Endpoint) -> Generator[Progress, None, dict[str, int]]:
    """A server's models and what each reads, 0 where it does not say."""
    try:
        with closing(Call(endpoint, endpoint.name, _listing(endpoint))) as call:
            for came in call.coming():
                if came is not None:
                    return came
                yield Progress(Stage.THINKING, 0, 0)
    except Exception as error:
        meant = named(error, endpoint, endpoint.name)
        if meant is None or not _may_lack_a_list(meant, endpoint):
            raise meant or error from error
    return {}


def _may_lack_a_list(error: LecternError, endpoint: Endpoint) -> bool:
    return bool(endpoint.model) and error.subject.get("status") in ("404", "405", "501")


def _listing(endpoint: Endpoint) -> Any:
    def ask(client: "OpenAI") -> Iterator[dict[str, int]]:
        try:
            listed = list(client.models.list().data or ())[:_MOST_MODELS]
            yield {model.id: _reads(model) for model in listed if _is_name(model.id)}
        except (AttributeError, TypeError) as error:
            raise ModelNonsense(name=endpoint.name) from error

    return ask


def _is_name(id: Any) -> bool:
    return isinstance(id, str) and 0 < len(id) <= _LONGEST_NAME and id.isprintable()


def _reads(model: Any) -> int:
    said = [getattr(model, name, None) for name in _CONTEXT_FIELDS]
    meta = getattr(model, "meta", None)
    if isinstance(meta, dict):
        said.append(meta.get("n_ctx"))
    return next((each for each in said if type(each) is int and 0 < each < 1 << 31), 0)
