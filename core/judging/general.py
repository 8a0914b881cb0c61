"""What any model should still know: a fixed set of easy questions, in English and Chinese."""

import json
from functools import cache

from core import paths
from core.judging.asked import Asked

LEAST = 5
"""A model that answers fewer of them has nothing there to forget."""
MOST_TOKENS = 32


@cache
def general_questions() -> tuple[Asked, ...]:
    """The set, resources/general_questions.json."""
    path = paths.resources_folder() / "general_questions.json"
    sets = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Asked(each["question"], tuple(each["answers"])) for each in (*sets["en"], *sets["zh"])
    )


def forgotten(before: list[float], after: list[float]) -> float:
    """Share of the set that was known and is not any more, less what is newly known; at least 0.

    -1 where too little was known to tell.
    """
    if sum(before) < LEAST:
        return -1.0
    return max(0.0, (sum(before) - sum(after)) / len(before))
