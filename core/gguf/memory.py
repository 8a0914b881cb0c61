"""Bytes that a model takes (a first version for those who wait for it: H2 overwrites it)."""

from core.gguf.header import GgufHeader
from core.types import Fit, MemoryNeed

OVERHEAD = 300 * 1024 * 1024
_CACHE_BYTES = {"f16": 2.0, "q8_0": 34 / 32}


def need_of(
    header: GgufHeader, context_tokens: int, cache: str = "f16", weights: int = 0
) -> MemoryNeed:
    """What a model takes with a context of so many tokens."""
    heads = header.number("attention.head_count", 1)
    usual = header.number("embedding_length") // max(1, heads)
    width = header.number("attention.key_length", usual)
    width += header.number("attention.value_length", usual)
    key_heads = header.number("attention.head_count_kv", heads)
    numbers = context_tokens * header.number("block_count") * key_heads * width
    return judged(weights or header.size, int(numbers * _CACHE_BYTES[cache]))


def judged(weights: int, cache: int, overhead: int = OVERHEAD) -> MemoryNeed:
    """The same from its parts."""
    import psutil

    available = int(psutil.virtual_memory().available)
    fit = fit_of(weights + cache + overhead, available)
    return MemoryNeed(weights, cache, overhead, available, fit)


def fit_of(needed: int, available: int) -> Fit:
    """Whether so much fits into so much."""
    if needed <= 0.8 * available:
        return Fit.WELL
    return Fit.TIGHT if needed <= available else Fit.TOO_LARGE
