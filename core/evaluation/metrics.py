"""Figures of a ranking: recall, all gold, nDCG, reciprocal rank. Fractions from 0 to 1."""

import math
from collections.abc import Collection, Iterable, Sequence

RECALLS = (1, 2, 5, 10)


def recall_at(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """Share of the gold passages among the first k."""
    return len(set(ranked[:k]) & set(gold)) / len(gold)


def all_at(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """1 when every gold passage is among the first k: what a question of several hops needs."""
    return float(set(gold) <= set(ranked[:k]))


def ndcg_at(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), gold counting 1."""
    gain = sum(1 / math.log2(rank + 2) for rank, id in enumerate(ranked[:k]) if id in gold)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(k, len(gold))))
    return gain / ideal


def reciprocal_rank_at(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """1 / rank of the first gold passage among the first k, else 0."""
    return next((1 / (rank + 1) for rank, id in enumerate(ranked[:k]) if id in gold), 0.0)


def scores(rankings: Iterable[tuple[Sequence[str], Collection[str]]]) -> dict[str, float]:
    """Means over the questions; each ranking names a passage once and each gold is not empty."""
    sums: dict[str, float] = {}
    count = 0
    for ranked, gold in rankings:
        count += 1
        figures = {f"recall@{k}": recall_at(ranked, gold, k) for k in RECALLS}
        figures["all@5"] = all_at(ranked, gold, 5)
        figures["ndcg@10"] = ndcg_at(ranked, gold, 10)
        figures["mrr@10"] = reciprocal_rank_at(ranked, gold, 10)
        for name, value in figures.items():
            sums[name] = sums.get(name, 0.0) + value
    return {name: value / count for name, value in sums.items()}
