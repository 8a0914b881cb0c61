"""Whether a sentence of an answer is found in what it cites.

A quote must stand in the document at its place, to the letter. A sentence in other words is judged
by core/generation/support.py: the lexical part of sentence support as ALCE (Gao et al., 2023)
measures it with a model. What is written in another language than its source stays unchecked where
its numbers are right: words cannot tell.
"""

import dataclasses
from collections.abc import Callable, Iterable

from core.generation.support import holds_numbers, other_script, reading, supports
from core.types import AnswerSentence, Support

TextAt = Callable[[str, int, int], str]
"""A document's text at a span: `text_at(document, start, end)`."""


def verify(sentences: Iterable[AnswerSentence], text_at: TextAt) -> tuple[AnswerSentence, ...]:
    """The sentences, each marked supported, unsupported, or unchecked."""
    return tuple(
        dataclasses.replace(sentence, support=_support(sentence, text_at)) for sentence in sentences
    )


def _support(sentence: AnswerSentence, text_at: TextAt) -> Support:
    for citation in sentence.citations:
        if text_at(citation.document, citation.start, citation.end) != citation.quote:
            return Support.UNSUPPORTED
    quotes = [citation.quote for citation in sentence.citations]
    titles = "\n".join(dict.fromkeys(citation.title for citation in sentence.citations))
    return judged(sentence.text, quotes, titles)


def judged(text: str, quotes: Iterable[str], context: str = "") -> Support:
    """Whether the quotes hold what a text says; `context` is what their reader knows besides."""
    quotes = tuple(quotes)
    if supports(text, quotes, context):
        return Support.SUPPORTED
    if quotes and other_script(text, quotes):
        known = reading("\n".join([*quotes, context]))
        return Support.UNCHECKED if holds_numbers(reading(text), known) else Support.UNSUPPORTED
    return Support.UNSUPPORTED


def is_supported(text: str, quotes: Iterable[str], context: str = "") -> bool:
    """Whether the quotes hold what the text says."""
    return supports(text, quotes, context)
