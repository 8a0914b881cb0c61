"""Asking the writing model for help with a search: bounded, checked, and never in the way.

Whatever goes wrong becomes a Hindrance; the search then goes on without the technique and says so.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import (
    ModelError,
    ModelMissing,
    ModelNonsense,
    ModelTooSlow,
    ModelUnreachable,
    NoModel,
)
from core.events import Progress, Road, Stage
from core.protocols import ChatMessage
from core.text.terms import question_terms
from core.types import Hindrance, Retrieval, SearchNotice

if TYPE_CHECKING:
    from core.protocols import LanguageModel

PATIENCE_SECONDS = 60.0
"""For one request as a whole, however steadily its pieces come: a person is waiting."""
LETTERS_A_TOKEN = 12
"""A server that ignores the limit of tokens is cut off at so many characters for each."""

Wanted = TypeVar("Wanted")


class LeftOut(Exception):
    """A technique cannot be used for this search. Holds the notice; never leaves a retriever."""

    def __init__(self, notice: SearchNotice) -> None:
        self.notice = notice
        super().__init__(f"{notice.technique}: {notice.hindrance}")


def ask_model(
    technique: str,
    model: "Callable[[], LanguageModel | None]",
    messages: Sequence[ChatMessage],
    schema: Mapping[str, Any],
    read: Callable[[Any], Wanted | None],
    max_tokens: int,
) -> Road[Wanted]:
    """What the model wrote, as `read` makes it of the JSON; `read` returns None for nonsense.

    Yields Progress while the model writes.

    Raises:
        LeftOut: no model, or it is not to be had, too slow, refused, or wrote nonsense.
    """
    try:
        chosen = model()
        if chosen is None:
            raise LeftOut(SearchNotice(technique, Hindrance.NO_MODEL))
        written = yield from _written(chosen, messages, schema, max_tokens)
        value = read(_object(written, chosen.name))
        if value is None:
            raise ModelNonsense(name=chosen.name)
    except ModelError as error:
        raise LeftOut(SearchNotice(technique, hindrance_of(error), error.message)) from error
    return value


def left_out(plain: Retrieval, notice: SearchNotice) -> Retrieval:
    """The search without the technique, and the notice that says so."""
    return Retrieval(plain.hits, plain.legs, (*plain.notices, notice))


def hindrance_of(error: ModelError) -> Hindrance:
    """In the words of a search report."""
    match error:
        case NoModel() | ModelMissing():
            return Hindrance.NO_MODEL
        case ModelUnreachable():
            return Hindrance.UNREACHABLE
        case ModelTooSlow():
            return Hindrance.TOO_SLOW
        case ModelNonsense():
            return Hindrance.NONSENSE
    return Hindrance.REFUSED


def about(text: str, *subjects: str) -> bool:
    """Whether a text has a word of substance in common with one of the subjects.

    A model that answers nonsense in the right form is told by that.
    """
    words = set(question_terms(text))
    return any(words & set(question_terms(subject)) for subject in subjects)


def _written(
    model: "LanguageModel",
    messages: Sequence[ChatMessage],
    schema: Mapping[str, Any],
    max_tokens: int,
) -> Road[str]:
    began = time.monotonic()
    pieces, letters = 0, 0
    writing = model.write(messages, max_tokens, 0.0, schema)
    try:
        while True:
            try:
                token = next(writing)
            except StopIteration as end:
                return str(end.value)
            pieces += 1
            letters += len(token.text)
            if letters > LETTERS_A_TOKEN * max_tokens:
                raise ModelNonsense(name=model.name)
            waited = time.monotonic() - began
            if waited > PATIENCE_SECONDS:
                raise ModelTooSlow(name=model.name, seconds=round(waited))
            yield Progress(Stage.THINKING, pieces, 0)
    finally:
        writing.close()


def _object(written: str, name: str) -> Any:
    """The JSON object in what was written; models like to wrap it in a fence or a sentence."""
    start, end = written.find("{"), written.rfind("}")
    try:
        return json.loads(written[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise ModelNonsense(name=name) from error
