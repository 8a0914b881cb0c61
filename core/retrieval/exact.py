"""Words in quotation marks and codes must be there to the letter: a leg that looks.

To the leg of words “the long road” is a road and something long, and E-4031 an E and a number too.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from core.retrieval.fusion import Leg
from core.retrieval.question_kind import exact_words, kind_of, own_line
from core.text.terms import fold
from core.types import Hit, QuestionKind

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

EXACT = "exact"
IN_A_SENTENCE, ALONE = 0.1, 1.0
"""Weight beside all other legs together: in a question it decides between equals (more than 0.2
loses passages of other hops that the question does not name), without one it is what is wanted."""


def to_the_letter(library: "KnowledgeBase", question: str, legs: Sequence[Leg]) -> list[Leg]:
    """A leg of the share of such words that each candidate of `legs` holds; none without any."""
    wanted = [_plain(word) for word in exact_words(own_line(question))]
    if not wanted:
        return []
    say = ALONE if kind_of(question).kind is QuestionKind.KEYWORDS else IN_A_SENTENCE
    every = sorted({chunk for leg in legs for chunk in leg.scores})
    scores = dict.fromkeys(every, 0.0) | {
        passage.chunk: _held(wanted, f"{passage.title}\n{passage.heading}\n{passage.text}")
        for passage in library.passages([Hit(chunk, 0.0, ()) for chunk in every])
    }
    if not any(scores.values()):
        return []
    found: Collection[int] = {chunk for chunk, share in scores.items() if share == 1.0}
    weight = say * sum(leg.weight for leg in legs)
    return [Leg(EXACT, weight, scores, found, 0.0, ", ".join(wanted), ceiling=1.0)]


def _held(wanted: Sequence[str], text: str) -> float:
    plain = _plain(text)
    return sum(word in plain for word in wanted) / len(wanted)


def _plain(text: str) -> str:
    return " ".join(fold(text).casefold().split())
