"""Whether a sentence of an answer is found in what it cites.

A quote must stand in the document at its place, to the letter. A sentence in other words must share
most of its terms with what it cites, and every number and every name in it must occur there: the
lexical part of sentence support as ALCE (Gao et al., 2023) measures it with a model.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable

from core.text.terms import terms
from core.types import AnswerSentence, Support

TextAt = Callable[[str, int, int], str]
"""A document's text at a span: `text_at(document, start, end)`."""

SHARED_TERMS = 0.6
"""Share of a sentence's terms that what it cites must hold."""

_NUMBER = re.compile(r"\d+(?:[.,:/\-]\d+)*")
_NAME = re.compile(r"(?<=[^\s.!?:;“\"'(])\s+([A-Z][\w\-]+)")


def verify(sentences: Iterable[AnswerSentence], text_at: TextAt) -> tuple[AnswerSentence, ...]:
    """The sentences, each marked supported or unsupported."""
    return tuple(
        dataclasses.replace(sentence, support=_support(sentence, text_at)) for sentence in sentences
    )


def _support(sentence: AnswerSentence, text_at: TextAt) -> Support:
    for citation in sentence.citations:
        if text_at(citation.document, citation.start, citation.end) != citation.quote:
            return Support.UNSUPPORTED
    quotes = [citation.quote for citation in sentence.citations]
    return Support.SUPPORTED if is_supported(sentence.text, quotes) else Support.UNSUPPORTED


def is_supported(text: str, quotes: Iterable[str]) -> bool:
    """Whether the quotes hold what the text says."""
    sources = [_letters(quote) for quote in quotes if quote.strip()]
    lines = [_letters(line) for line in text.splitlines() if line.strip()]
    if not sources or not lines:
        return False
    if all(any(line in source for source in sources) for line in lines):
        return True
    source = unicodedata.normalize("NFKC", "\n".join(quotes))
    said = unicodedata.normalize("NFKC", text)
    known = set(terms(source))
    wanted = set(terms(said))
    folded = source.casefold()
    return (
        bool(wanted)
        and len(wanted & known) >= SHARED_TERMS * len(wanted)
        and _numbers(said) <= _numbers(source)
        and all(name.casefold() in folded for name in _NAME.findall(said))
    )


def _letters(text: str) -> str:
    return "".join(text.split())


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}
