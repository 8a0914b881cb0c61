"""How a question is searched: which retriever, how deep, and no text twice."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from core.text.terms import terms
from core.types import Passage

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
    documents: Sequence[str] = (),
) -> list[Passage]:
    """Passages for a question, best first; only from `documents` when any are given.

    Raises:
        BadRequest: no retriever of that name.
    """
    chosen = library.retriever(BEST if retriever == AUTO else retriever)
    # Copies of a text fall out: some more are asked for than are wanted.
    hits = chosen.retrieve(question, 3 * limit, documents)
    return distinct(library.passages(hits), limit)


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
