"""The road that tells what reading documents by a model would take, from a sample of them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import ModelNonsense, ModelUnreachable, NotAllowed
from core.events import Progress, Road, Stage
from core.graph.model_prompts import messages, tokens_asked
from core.graph_reading_by_model.asking import Asking
from core.graph_reading_by_model.planning import Plan, planned, wanted
from core.types import GraphEstimate

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import LanguageModel

TRIED = 3
"""Stretches that the model reads for its pace."""
DOCUMENTS = 12
CHARACTERS = 200_000
"""Of the documents that are looked at, spread over all; the rest is reckoned by length."""
OUT_OF_IN = 0.4
"""Tokens written for each that is asked, where nothing could be tried."""
_CONTEXT = 8192
"""Where no model is chosen."""


@dataclass
class _Tried:
    """What the sample cost."""

    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


def estimate(library: "KnowledgeBase", documents: Sequence[str] = ()) -> Road[GraphEstimate]:
    """What reading documents (all when none are named) would take.

    The model reads a few stretches, for its pace and the length of its replies; nothing of that is
    kept. Where none is chosen, allowed or reachable, requests and tokens are reckoned, and the
    seconds are not known. What has been read already is counted as if it had not.

    Raises:
        NotFound: no such documents.
        ModelNonsense: nothing that it says of the sample makes sense: reading would be in vain.
        ModelRefused, ModelTooSlow: it was asked and failed.
    """
    chosen = library.catalog.some(wanted(library, documents))
    model = library.language_model
    total = sum(document.characters for document in chosen)
    plans: list[Plan] = []
    characters = 0
    step = max(1, len(chosen) // DOCUMENTS)
    # Short documents leave room in the sample: it goes round until it is full.
    for document in (chosen[at] for first in range(step) for at in range(first, len(chosen), step)):
        if characters >= CHARACTERS:
            break
        yield Progress(Stage.READING, min(characters, total), min(CHARACTERS, total))
        plan = planned(library, document.id, model.context_tokens if model else _CONTEXT, True)
        if plan is not None:
            plans.append(plan)
            characters += document.characters
    share = total / characters if characters else 0.0
    every = [(plan, stretch) for plan in plans for stretch in plan.stretches]
    tokens_in = sum(tokens_asked(messages(plan.source, one, "en")) for plan, one in every)
    tried = yield from _tried(model, plans) if model else _nothing()
    pace = tried.seconds / tried.tokens_in if tried.tokens_in else -1.0
    ratio = tried.tokens_out / tried.tokens_in if tried.tokens_in else OUT_OF_IN
    return GraphEstimate(
        documents=len(chosen),
        requests=round(len(every) * share),
        tokens_in=round(tokens_in * share),
        tokens_out=round(tokens_in * ratio * share),
        seconds=pace * tokens_in * share if pace >= 0 else -1.0,
    )


def _nothing() -> Road[_Tried]:
    yield from ()
    return _Tried()


def _tried(model: "LanguageModel", plans: Sequence[Plan]) -> Road[_Tried]:
    """What a few stretches cost, of different documents where there are several."""
    every = [(plan, plan.stretches[at]) for at, plan in _spread(plans)]
    tried = _Tried()
    asking = Asking(model, len(every))
    nonsense: ModelNonsense | None = None
    for plan, stretch in every:
        began = time.monotonic()
        try:
            yield from asking.once(plan, stretch)
        except ModelNonsense as error:
            nonsense = error
            continue
        except (ModelUnreachable, NotAllowed):
            return _Tried()
        tried.seconds += time.monotonic() - began
        tried.tokens_in += tokens_asked(messages(plan.source, stretch, "en"))
        tried.tokens_out = asking.tokens_out
    if nonsense is not None and not tried.tokens_in:
        raise nonsense
    return tried


def _spread(plans: Sequence[Plan]) -> list[tuple[int, Plan]]:
    """Places of stretches in plans: the middle ones of some documents, then others of the long."""
    some = [plan for plan in plans if plan.stretches]
    step = max(1, len(some) // TRIED)
    found = [(len(plan.stretches) // 2, plan) for plan in some[::step][:TRIED]]
    for plan in sorted(some, key=lambda plan: -len(plan.stretches)):
        middle = len(plan.stretches) // 2
        found += [(at, plan) for at in range(len(plan.stretches)) if at != middle]
    return found[:TRIED]
