"""Where else in the library a sentence stands: copies of it answer a question as well."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.events import finished
from core.exam.material import Sentence
from core.stores.exams import fingerprint
from core.text.sentences import sentences
from core.text.terms import terms
from core.types import GoldSpan, MarkKind, Passage

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

PASSAGES = 12
"""Passages of the same words that are looked at."""
MOST = 4
"""A sentence that stands in more places is no one's own: nothing is asked of it."""
SAME = 0.85
"""Share of common terms from which two sentences say the same, their numbers being the same."""
_REACH = 400
"""Characters on both sides of a passage, since a sentence may be cut at its end."""
_NUMBER = re.compile(r"\d+")


def gold_of(library: "KnowledgeBase", sentence: Sentence) -> tuple[GoldSpan, ...]:
    """The sentence's own place and those of its copies, empty where there are too many."""
    own = GoldSpan(
        document=sentence.document,
        title=sentence.title,
        page=sentence.page,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
    )
    found = {(own.document, own.start): own}
    retrieval = finished(library.retriever("keyword").retrieve(sentence.text, PASSAGES))
    for passage in library.passages(retrieval.hits):
        for gold in _copies(library, passage, sentence.text):
            # Chunks may overlap: one place is one place.
            if not any(_overlaps(gold, other) for other in found.values()):
                found[gold.document, gold.start] = gold
    return tuple(found.values()) if len(found) <= MOST else ()


def _overlaps(one: GoldSpan, other: GoldSpan) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _copies(library: "KnowledgeBase", passage: Passage, quote: str) -> Iterator[GoldSpan]:
    same, words = fingerprint(quote), frozenset(terms(quote))
    if len(words & frozenset(terms(passage.text))) < SAME * len(words) / 2:
        return
    texts = library.catalog.texts
    low = max(0, passage.start - _REACH)
    around = texts.stretch(passage.document, low, passage.end + _REACH)
    for start, end in sentences(around):
        text = around[start:end]
        if fingerprint(text) == same or _alike(text, quote, words):
            marks = texts.marks(passage.document)
            pages = [mark.start for mark in marks if mark.kind is MarkKind.PAGE]
            yield GoldSpan(
                document=passage.document,
                title=passage.title,
                page=max(1, bisect_right(pages, low + start)),
                start=low + start,
                end=low + end,
                quote=text,
            )


def _alike(text: str, quote: str, words: frozenset[str]) -> bool:
    if not 0.7 * len(quote) <= len(text) <= 1.4 * len(quote):
        return False
    if sorted(_NUMBER.findall(text)) != sorted(_NUMBER.findall(quote)):
        return False
    others = frozenset(terms(text))
    return len(words & others) >= SAME * len(words | others)
