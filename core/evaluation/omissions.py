"""What was left out of a measurement for want of a model, and of how much of it."""

from collections import Counter

from core.types import Hindrance, SearchNotice

Omissions = Counter[tuple[str, Hindrance]]
"""How often a technique was left out, and why."""


def notices(omissions: Omissions, total: int) -> tuple[SearchNotice, ...]:
    """One for each technique and reason; the detail is "of how many" as "3/20"."""
    return tuple(
        SearchNotice(technique, hindrance, f"{count}/{total}")
        for (technique, hindrance), count in omissions.items()
    )
