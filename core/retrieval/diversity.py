"""Which of the passages that were found are kept: none twice, and not all of one place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.retrieval.sections import Section
from core.text.terms import terms
from core.types import Fate, Passage

SAME = 0.9
"""Share of common terms from which two passages say the same."""
ENOUGH = 3
"""Passages of a section after which another place that is nearly as good comes first."""
NEARLY = 0.9
"""Share of a passage's score from which another is nearly as good."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage and what became of it; `like` is the chunk that it repeats."""

    passage: Passage
    fate: Fate
    like: int = 0


def choose(
    passages: Sequence[Passage], sections: Mapping[int, Section], limit: int
) -> list[Judged]:
    """What becomes of each passage, in the order they came in, best first.

    A mild form of maximal marginal relevance (Carbonell and Goldstein 1998): a passage gives way
    only where its section has had its say and another place has one nearly as good.
    """
    kept: list[tuple[Passage, frozenset[str]]] = []
    fates: dict[int, Judged] = {}
    crowd: Counter[Section] = Counter()
    waiting = list(passages)
    gave_way: set[int] = set()
    while waiting and len(kept) < limit:
        at = _next(waiting, sections, crowd)
        gave_way.update(passage.chunk for passage in waiting[:at])
        passage = waiting.pop(at)
        words = frozenset(terms(passage.text))
        twin = next((one for one, others in kept if _same(passage, words, one, others)), None)
        if twin is not None:
            fates[passage.chunk] = Judged(passage, Fate.REPEATED, twin.chunk)
            continue
        kept.append((passage, words))
        fates[passage.chunk] = Judged(passage, Fate.KEPT)
        if passage.chunk in sections:
            crowd[sections[passage.chunk]] += 1
    for passage in waiting:
        fate = Fate.CROWDED if passage.chunk in gave_way else Fate.BELOW
        fates[passage.chunk] = Judged(passage, fate)
    return [fates[passage.chunk] for passage in passages]


def distinct(passages: Iterable[Passage], limit: int) -> list[Passage]:
    """The first `limit` passages of which none says what one before it says."""
    chosen = choose(list(passages), {}, limit)
    return [each.passage for each in chosen if each.fate is Fate.KEPT]


def _next(
    waiting: Sequence[Passage], sections: Mapping[int, Section], crowd: Mapping[Section, int]
) -> int:
    """Place of the passage whose turn it is: the best, or one from elsewhere nearly as good."""
    enough = NEARLY * waiting[0].score
    for place, passage in enumerate(waiting):
        if passage.score < enough:
            break
        if passage.chunk not in sections or crowd[sections[passage.chunk]] < ENOUGH:
            return place
    return 0


def _same(passage: Passage, words: frozenset[str], other: Passage, others: frozenset[str]) -> bool:
    if passage.document == other.document:
        common = min(passage.end, other.end) - max(passage.start, other.start)
        shorter = min(passage.end - passage.start, other.end - other.start)
        if common > 0.5 * shorter:
            return True
    if not words and not others:
        return passage.text == other.text
    # Two short passages share most words by chance, and a number may be all that differs.
    return len(words & others) >= SAME * len(words | others) and _numbers(words) == _numbers(others)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(map(str.isdigit, word)))
