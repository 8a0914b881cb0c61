"""Finds the names in a document's English sentences by rules: no model, no training."""

import re

from core.graph.english_found import Gathering
from core.graph.english_spans import spans
from core.graph.english_words import words
from core.graph.findings import Findings
from core.graph.reading import Sign
from core.graph.source import Role, Source
from core.types import EntityKind

_NOT_LATIN = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_NUMBERING = re.compile(r"^(?:(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*[.)]?\s+|\d+(?:\.\d+)+\s*|[•·▪-]\s+)")
_PARENTHESIS = re.compile(r"^(.{2,}?)\s*\(([^()]{2,60})\)$")
_GENERIC = words("""
    abstract acknowledgements acknowledgments appendix background biography bibliography career
    conclusion conclusions contents discussion example examples experiments history introduction
    legacy literature method methods notes overview plot preface reception references results
    sources summary index foreword glossary limitations evaluation analysis usage installation
    requirements license licence features faq description general other others more information
    details personal life early death awards see also external links further reading related work
    future works table figure list tables figures start home main page documentation getting
    started quick untitled document title authors author date keywords key words total name type
    value unit year number no id
""")


def english(source: Source) -> Findings:
    """The names, other names and senses that the English sentences of a document give."""
    gathering = Gathering()
    spaced = "``" in source.text or " 's " in source.text
    title = source.title.strip()
    if title and is_latin(title):
        _heading(gathering, title, Sign.TITLE)
    weak: list[str] = []
    for (start, end), role in zip(source.sentences, source.roles, strict=True):
        if role is Role.CODE or not is_latin(source.text[start:end]):
            continue
        if role is Role.HEADING:
            _heading(gathering, source.text[start:end], Sign.HEADING)
            continue
        sentence = source.text[start:end]
        if sentence.isupper():
            continue
        for span in spans(source.text, start, end, spaced=spaced):
            surface = source.text[span.start : span.end]
            if span.first:
                weak.append(surface)
                continue
            signs = Sign.CAPITALS
            if surface.isupper() and len(surface) <= 6:
                signs |= Sign.ACRONYM
            if span.person:
                gathering.name(surface, signs | Sign.CUE, EntityKind.PERSON, 3)
            else:
                gathering.name(surface, signs)
    lower = set(re.findall(r"\b[a-z]{2,}\b", source.text)) if weak else set()
    for surface in weak:
        if surface in gathering or (surface.lower() not in lower and _looks_like_a_name(surface)):
            gathering.name(surface, Sign.CAPITALS)
    return gathering.findings()


_ORDINARY_ENDING = re.compile(
    r"(?:ing|ed|ly|tions?|ments?|ness|ity|ances?|ences?|ives?|ous|able|ible|ful|ers|ors|isms?|ists?|"
    r"al|ical|ures?|ages?|ics)$"
)


def _looks_like_a_name(word: str) -> bool:
    """Whether a single word that begins a sentence is more than an ordinary word there."""
    return not word[1:].islower() or (len(word) > 3 and not _ORDINARY_ENDING.search(word))


def is_latin(text: str) -> bool:
    """Whether most letters of a text are not Chinese, Japanese or Korean."""
    return text.isascii() or 2 * len(_NOT_LATIN.findall(text)) < sum(map(str.isalpha, text))


def _heading(gathering: Gathering, text: str, sign: Sign) -> None:
    """A title or a heading: the whole of it, without its numbering and its parenthesis."""
    whole = _NUMBERING.sub("", text.strip()).strip(" :.-–—*#_")
    words = re.findall(r"[^\W_]+", whole.lower())
    if not words or all(word in _GENERIC for word in words):
        return
    if sign is not Sign.TITLE and len(words) > 6:
        for span in spans(whole, 0, len(whole)):
            if not span.first and whole[span.start : span.end] != whole:
                gathering.name(whole[span.start : span.end], Sign.CAPITALS | Sign.HEADING)
        return
    parted = _PARENTHESIS.match(whole)
    if parted:
        gathering.name(parted[1], sign)
        if not parted[2][0].isdigit():
            gathering.sense(parted[1], parted[2], EntityKind.OTHER, 0)
        return
    gathering.name(whole, sign)
