"""Searching for several phrasings of a question (RAG-Fusion: Rackauckas 2024)."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from core.events import Road
from core.retrieval import prompts
from core.retrieval.asking import LeftOut, about, ask_model, fresh, left_out
from core.retrieval.hybrid import fused, hybrid
from core.retrieval.legs import asked
from core.text.language import language_of
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

OTHERS = 0.5
"""What all other phrasings weigh together beside the question: a bad one must not carry it."""
MAX_TOKENS = 400


class RagFusionRetriever:
    """Lets the writing model put the question in other words and fuses what each finds.

    By score and by weight, not by rank as in the paper: see core/retrieval/fusion.py.
    """

    name = "fusion"

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
            phrasings = yield from ask_model(
                self.name,
                lambda: library.language_model,
                prompts.phrasings(question),
                prompts.list_of("phrasings", prompts.PHRASINGS),
                lambda reply: cleaned(reply, question) or None,
                MAX_TOKENS,
            )
        except LeftOut as reason:
            return left_out(hybrid(library, question, limit, documents), reason.notice)
        share = OTHERS / len(phrasings)
        texts = [asked(library, question)] + [asked(library, text, share) for text in phrasings]
        return fused(library, texts, limit, documents)


def cleaned(reply: Any, question: str) -> list[str]:
    """The phrasings worth searching for: in the question's language, about it, each once."""
    listed = reply.get("phrasings") if isinstance(reply, dict) else None
    if not isinstance(listed, list):
        return []
    language = language_of(question)
    return [
        text
        for text in fresh([each for each in listed if isinstance(each, str)], [question])
        if about(text, question) and (language == "zh") == (language_of(text) == "zh")
    ][: prompts.PHRASINGS]
