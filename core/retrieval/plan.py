"""How a question is searched: which retriever, how deep, and no text twice."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.events import Road
from core.text.terms import terms
from core.types import Candidate, Fate, Filter, Passage, SearchPlan, SearchReport, SearchResult

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

AUTO = "auto"
BEST = "hybrid"
SAME = 0.9
"""Share of common terms from which two passages say the same."""


def find(
    library: "KnowledgeBase",
    question: str,
    retriever: str = AUTO,
    limit: int = 10,
    where: Filter | None = None,
) -> Road[SearchResult]:
    """Passages for a question, best first, and how they were found.

    Raises:
        BadRequest: no retriever of that name.
    """
    began = time.perf_counter()
    documents = library.catalog.within(where) if where else None
    plan = SearchPlan(BEST if retriever == AUTO else retriever, retriever == AUTO)
    chosen = library.retriever(plan.retriever)
    # Copies of a text fall out: some more are asked for than are wanted.
    retrieval = yield from chosen.retrieve(question, 3 * limit, documents)
    found = library.passages(retrieval.hits)
    passages = distinct(found, limit)
    kept = {passage.chunk for passage in passages}
    votes = {hit.chunk: hit.votes for hit in retrieval.hits}
    report = SearchReport(
        question=question,
        plan=plan,
        documents=len(documents) if documents is not None else library.catalog.count(),
        legs=retrieval.legs,
        candidates=tuple(
            Candidate(
                chunk=each.chunk,
                document=each.document,
                title=each.title,
                page=each.page,
                start=each.start,
                end=each.end,
                opening=each.text[:80],
                score=each.score,
                votes=votes[each.chunk],
                fate=Fate.KEPT if each.chunk in kept else Fate.BELOW,
            )
            for each in found
        ),
        notices=retrieval.notices,
        seconds=time.perf_counter() - began,
    )
    return SearchResult(tuple(passages), report)


def distinct(passages: Iterable[Passage], limit: int) -> list[Passage]:
    """The first `limit` passages of which none says what one before it says."""
    kept: list[tuple[Passage, frozenset[str]]] = []
    for passage in passages:
        if len(kept) >= limit:
            break
        words = frozenset(terms(passage.text))
        if not any(_same(passage, words, other, others) for other, others in kept):
            kept.append((passage, words))
    return [passage for passage, _ in kept]


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
