"""Asking the writing model for help with a search: bounded, checked, and never in the way.

Whatever goes wrong becomes a Hindrance; the search then goes on without the technique and says so.
"""

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import (
    ModelError,
    ModelNonsense,
    ModelTooSlow,
)
from core.events import Event, Progress, Road, Stage, Token
from core.hindrances import hindrance_of
from core.models.json_reply import parse_json
from core.protocols import ChatMessage
from core.stores.texts import storable
from core.text.terms import question_terms
from core.types import Hindrance, Retrieval, SearchNotice

if TYPE_CHECKING:
    from core.protocols import LanguageModel

PATIENCE_SECONDS = 60.0
"""For one piece of help as a whole, however steadily it comes: a person is waiting."""
LONGEST = 300
"""Characters of a question that a model writes."""

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
        writing = chosen.write(messages, max_tokens, 0.0, schema)
        written = yield from patiently(writing, chosen.name)
        value = read(parse_json(_object(written), chosen.name))
        if value is None:
            raise ModelNonsense(name=chosen.name)
    except ModelError as error:
        raise LeftOut(SearchNotice(technique, hindrance_of(error), error.message)) from error
    return value


def left_out(plain: Retrieval, notice: SearchNotice) -> Retrieval:
    """The search without the technique, and the notice that says so."""
    return Retrieval(plain.hits, plain.legs, (*plain.notices, notice))


def about(text: str, *subjects: str) -> bool:
    """Whether a text has a word of substance in common with one of the subjects.

    A model that answers nonsense in the right form is told by that.
    """
    words = set(question_terms(text))
    return any(words & set(question_terms(subject)) for subject in subjects)


def fresh(texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """The texts, tidied, that have other words than those known and those before them."""
    seen = {frozenset(question_terms(each)) for each in known}
    kept = []
    for text in texts:
        tidy = " ".join(storable(text[:LONGEST]).split())
        words = frozenset(question_terms(tidy))
        if tidy and words not in seen:
            seen.add(words)
            kept.append(tidy)
    return kept


def patiently(road: "Generator[Event | Token, None, Wanted]", name: str) -> Road[Wanted]:
    """Run a model's work to its end, yielding Progress at each of its steps.

    Raises:
        ModelTooSlow: a person has waited long enough for it.
        ModelError: what the work raises.
    """
    began, steps = time.monotonic(), 0
    try:
        while True:
            try:
                next(road)
            except StopIteration as end:
                value: Wanted = end.value
                return value
            waited = time.monotonic() - began
            if waited > PATIENCE_SECONDS:
                raise ModelTooSlow(name=name, seconds=round(waited))
            steps += 1
            yield Progress(Stage.THINKING, steps, 0)
    finally:
        road.close()


def _object(written: str) -> str:
    """The JSON object in what was written: small models like to say something around it."""
    return written[written.find("{") : written.rfind("}") + 1]
