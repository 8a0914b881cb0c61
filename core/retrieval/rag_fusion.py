"""Searching for several phrasings of a question (RAG-Fusion: Rackauckas 2024)."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from core.events import Road
from core.retrieval import prompts
from core.retrieval.asking import LeftOut, about, ask_model, left_out
from core.retrieval.fusion import retrieval
from core.retrieval.hybrid import hybrid
from core.retrieval.legs import DEPTH, asked, searched
from core.stores.texts import storable
from core.text.language import language_of
from core.text.terms import question_terms
from core.types import Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

OTHERS = 0.5
"""What all other phrasings weigh together beside the question: a bad one must not carry it."""
LONGEST = 300
"""Characters of a phrasing."""
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
        return retrieval(searched(library, texts, max(DEPTH, 2 * limit), documents), limit)


def cleaned(reply: Any, question: str) -> list[str]:
    """The phrasings worth searching for: in the question's language, about it, each once."""
    listed = reply.get("phrasings") if isinstance(reply, dict) else None
    if not isinstance(listed, list):
        return []
    language = language_of(question)
    seen = {frozenset(question_terms(question))}
    kept: list[str] = []
    for each in listed:
        text = " ".join(storable(each).split()) if isinstance(each, str) else ""
        words = frozenset(question_terms(text))
        if not text or len(text) > LONGEST or words in seen or not about(text, question):
            continue
        if "zh" in (language, language_of(text)) and language_of(text) != language:
            continue
        seen.add(words)
        kept.append(text)
    return kept[: prompts.PHRASINGS]
