"""A question as it was drafted from a sentence, before it is known where else that stands."""

import re
from dataclasses import dataclass

from core.exam.material import Sentence
from core.types import ExamQuestionKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its answer and the sentence that answers it; a higher `score` is better."""

    kind: ExamQuestionKind
    text: str
    answer: str
    sentence: Sentence
    score: float


_ASIDE = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\])")


def without_asides(text: str) -> str:
    """The text without what stands in brackets."""
    return " ".join(_ASIDE.sub("", text).split())
