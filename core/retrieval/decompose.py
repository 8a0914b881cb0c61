"""Taking a question of several hops apart and searching for its parts, one after another."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from core.events import Road
from core.retrieval import prompts
from core.retrieval.asking import LeftOut, about, ask_model, fresh, left_out
from core.retrieval.fusion import Leg, first, fuse, retrieval
from core.retrieval.hybrid import hybrid
from core.retrieval.legs import DEPTH, asked, judged, numbered
from core.types import Passage, Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

PART = "part"
ROUNDS = 3
"""Requests to the model at most; each may build on what was found before."""
MOST_PARTS = 4
SHOWN = 3
"""Passages of each part that the model is shown."""
KEPT = 3
"""First hits of the plain search that stay where they are."""
MAX_TOKENS = 300


class DecomposingRetriever:
    """Asks the model for the parts that can be searched for now, searches, and asks again.

    After self-ask (Press et al. 2022) and IRCoT (Trivedi et al. 2022), with whole parts for each
    request. A part counts by the reciprocal rank of what it finds: scores for different questions
    do not compare.
    """

    name = "decompose"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits, the first ones of the plain search before all others."""
        if limit < 1 or not question.strip():
            return Retrieval(())
        plain = hybrid(self._library, question, limit, documents)
        try:
            parts = yield from self._parts(question, documents)
        except LeftOut as reason:
            return left_out(plain, reason.notice)
        if not parts:
            return plain
        texts = [asked(self._library, each) for each in (question, *parts)]
        depth = max(DEPTH, limit)
        own, *others = judged(self._library, texts, depth, documents)
        legs = [*own, *(_by_rank(number, part) for number, part in enumerate(others))]
        return retrieval([*legs, first(plain.hits, KEPT, legs)], limit)

    def _parts(self, question: str, documents: Collection[str] | None) -> Road[list[str]]:
        searched: list[tuple[str, list[Passage]]] = []
        for _round in range(ROUNDS):
            so_far = [part for part, _ in searched]
            shown = [passage.text for _, passages in searched for passage in passages]
            found = yield from ask_model(
                self.name,
                lambda: self._library.language_model,
                prompts.next_parts(question, searched),
                prompts.list_of("questions", prompts.PARTS),
                partial(cleaned, question=question, searched=so_far, shown=shown),
                MAX_TOKENS,
            )
            for part in found[: MOST_PARTS - len(searched)]:
                hits = hybrid(self._library, part, SHOWN, documents).hits
                searched.append((part, self._library.passages(hits)))
            if not found or len(searched) >= MOST_PARTS:
                break
        return [part for part, _ in searched]


def cleaned(
    reply: Any, question: str, searched: Sequence[str], shown: Sequence[str]
) -> list[str] | None:
    """The new parts in the model's reply, none when it is content; None when it makes no sense."""
    listed = reply.get("questions") if isinstance(reply, dict) else None
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        return None
    new = fresh(listed, (question, *searched))
    sound = [each for each in new if about(each, question, *shown)]
    return None if new and not sound else sound


def _by_rank(number: int, legs: Sequence[Leg]) -> Leg:
    """What a part's own legs fuse to, as one leg that votes by reciprocal rank."""
    hits = fuse(legs, len({chunk for leg in legs for chunk in leg.scores}))
    scores = {hit.chunk: 1 / rank for rank, hit in enumerate(hits, start=1)}
    own = {chunk for leg in legs for chunk in leg.found}
    return Leg(numbered(PART, number), 1.0, scores, own, 0.0, legs[0].asked, ceiling=1.0)
