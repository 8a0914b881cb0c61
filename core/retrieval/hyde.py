"""Searching with a made-up answer (HyDE: Gao, Ma, Lin and Callan 2022)."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.events import Road
from core.retrieval import prompts
from core.retrieval.asking import LeftOut, about, ask_model, left_out
from core.retrieval.hybrid import fused, hybrid
from core.retrieval.legs import WORDS, Asked, asked
from core.stores.texts import storable
from core.text.language import language_of
from core.text.terms import question_terms
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

MAX_TOKENS = 400
LONGEST, FEWEST_WORDS = 2000, 5
"""Characters of a made-up passage; different terms below which it is none."""
EXPANSION = 0.2
"""Weight of the passage's words where only words are searched, beside the question's."""


class HydeRetriever:
    """Lets the writing model make up a passage that answers and looks for what is like it.

    By meaning the mean of the question's vector and the passage's is searched for, as the paper
    does; by words the question alone, since made-up names and numbers must not be looked for.
    Where the embedder cannot read, the passage's words expand the question's at a low weight (as
    query2doc does: Wang, Yang and Wei 2023).
    """

    name = "hyde"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits; one request to the model."""
        if limit < 1 or not question.strip():
            return Retrieval(())
        library = self._library
        try:
            passage = yield from ask_model(
                self.name,
                lambda: library.language_model,
                prompts.made_up_passage(question),
                prompts.text_called("passage"),
                lambda reply: made_up(reply, question),
                MAX_TOKENS,
            )
        except LeftOut as reason:
            return left_out(hybrid(library, question, limit, documents), reason.notice)
        texts = together(asked(library, question), asked(library, passage))
        return fused(library, texts, limit, documents)


def made_up(reply: Any, question: str) -> str | None:
    """The passage in the model's reply; None when it cannot be one about the question."""
    passage = reply.get("passage") if isinstance(reply, dict) else None
    if not isinstance(passage, str):
        return None
    passage = " ".join(storable(passage[:LONGEST]).split())
    words = set(question_terms(passage))
    if len(words) < FEWEST_WORDS or words <= set(question_terms(question)):
        return None
    if (language_of(question) == "zh") != (language_of(passage) == "zh"):
        return None
    return passage if about(passage, question) else None


def together(question: Asked, passage: Asked) -> list[Asked]:
    """What is searched for: the passage for the meaning, the question for the words."""
    if question.vector is None or passage.vector is None:
        return [question, replace(passage, vector=None, words=EXPANSION * WORDS)]
    mean = question.vector + passage.vector
    mean /= max(float((mean @ mean) ** 0.5), 1e-9)
    meaning = replace(passage, vector=mean, words=0.0)
    return [replace(question, meaning=0.0), meaning]
