"""Figures of a ranking: recall, all gold, nDCG, reciprocal rank, precision. Fractions."""

import math
from collections.abc import Collection, Mapping, Sequence

RECALLS = (1, 2, 5, 10)
ALL = (2, 5, 10)


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


def average_precision(ranked: Sequence[str], gold: Collection[str]) -> float:
    """Sum of the precision at each gold passage found, over all there are; its mean is MAP."""
    found, total = 0, 0.0
    for rank, id in enumerate(ranked, start=1):
        if id in gold:
            found += 1
            total += found / rank
    return total / len(gold)


def figures(ranked: Sequence[str], gold: Collection[str]) -> dict[str, float]:
    """Every figure of one question; the ranking names a passage once and the gold is not empty."""
    return {
        **{f"recall@{k}": recall_at(ranked, gold, k) for k in RECALLS},
        **{f"all@{k}": all_at(ranked, gold, k) for k in ALL},
        "ndcg@10": ndcg_at(ranked, gold, 10),
        "mrr@10": reciprocal_rank_at(ranked, gold, 10),
        "map": average_precision(ranked, gold),
    }


def means(questions: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Means over questions that have the same figures; nothing for no question."""
    if not questions:
        return {}
    return {name: sum(one[name] for one in questions) / len(questions) for name in questions[0]}
