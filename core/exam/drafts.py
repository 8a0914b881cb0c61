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


def in_sentence(text: str) -> str:
    """An English clause as it stands inside a longer one: a little first word in small letters."""
    opening = re.match(
        r"(?:The|A|An|In|On|At|By|For|From|With|After|Before|During|Since|When|While|All|Many|Most"
        r"|Some|Each|Every|Several|No|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b",
        text,
    )
    return text[:1].lower() + text[1:] if opening else text
