"""What a lesson is judged by: questions that it was not taught, with their right answers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import BadRequest
from core.types import Example, ExamQuestionKind

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

MOST = 60
"""Each is answered four times, by a model on this computer."""
_PLACE = ExamQuestionKind.PLACE
"""Which page says something is asked of the search, not of a model."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the wordings that are right."""

    text: str
    right: tuple[str, ...]


def asked_of(
    library: "KnowledgeBase | None", examples: Sequence[Example], seed: int, most: int = MOST
) -> tuple[Asked, ...]:
    """The library's exam and what was held out of the lesson, half and half where there is more
    than `most`; nothing that was taught in the same words.

    Raises:
        BadRequest: there is nothing to ask.
    """
    taught = {_same(each.question) for each in examples if each.accepted and not each.held_out}
    held = {
        _same(each.question): Asked(each.question, (each.answer,))
        for each in examples
        if each.accepted and each.held_out and each.answer.strip() and not each.turns
    }
    exam = {
        _same(each.text): Asked(each.text, (each.answer,))
        for each in (library.exam.asked() if library else ())
        if each.answer.strip() and each.kind is not _PLACE
    }
    first = [each for key, each in exam.items() if key not in taught]
    second = [each for key, each in held.items() if key not in taught and key not in exam]
    draw = random.Random(seed)  # noqa: S311
    draw.shuffle(first)
    draw.shuffle(second)
    half = most // 2
    room = max(half, most - len(second))
    chosen = first[:room]
    chosen += second[: most - len(chosen)]
    if not chosen:
        raise BadRequest(
            reason="There is nothing to ask: make an exam of your documents, or hold examples out."
        )
    return tuple(chosen)


def _same(question: str) -> str:
    return " ".join(question.split()).casefold()
