"""Finds the names in a document's Chinese sentences by rules and a dictionary: no model."""

import re

from core.graph.chinese_aliases import glosses, others
from core.graph.chinese_common import GENERIC
from core.graph.chinese_segments import segmented
from core.graph.chinese_spans import spans, suffix_kind
from core.graph.chinese_terms import terms
from core.graph.chinese_words import HAS_HAN, STOPPED
from core.graph.english_found import Gathering
from core.graph.english_names import is_latin
from core.graph.findings import Findings
from core.graph.reading import Sign
from core.graph.source import Role, Source
from core.text.terms import fold
from core.types import EntityKind

_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十百0-9]+[章节条部分篇]*[、.:)）\s]+|[(（][一二三四五六七八九十0-9]+[)）]\s*"
    r"|[0-9]+(?:\.[0-9]+)+\s*|[•·▪-]\s+)"
)
_BROKEN = re.compile(r"^[^(（]*[)）]|[A-Za-z][的则也在]|^(?:隶属|距离|位于|来自|荣获|历任|规定)")
"""What is no name but a piece of a sentence before a bracket."""
LONGEST_HEADING = 14
"""Characters of a heading that is taken as the name of what follows."""


def chinese(source: Source) -> Findings:
    """The names, other names and senses that the Chinese sentences of a document give."""
    gathering = Gathering()
    words = segmented(fold(source.text))
    title = fold(source.title).strip()
    if title and not is_latin(title):
        _heading(gathering, title, Sign.TITLE)
    named: set[str] = set()
    read: list[tuple[int, int, Role]] = []
    for place, ((start, end), role) in enumerate(zip(source.sentences, source.roles, strict=True)):
        if role is Role.CODE or is_latin(source.text[start:end]):
            continue
        if role is Role.HEADING:
            _heading(gathering, words.text[start:end], Sign.HEADING, words.text)
        read.append((start, end, role))
        found = spans(words, start, end)
        for span in found:
            gathering.name(source.text[span.start : span.end], span.signs, span.kind, span.votes)
            if span.kind is not EntityKind.OTHER:
                named.add(words.text[span.start : span.end])
        for each in others(words, start, end, found):
            if _BROKEN.search(each.name) or each.name in GENERIC:
                continue
            # What has initials and is nothing else is a term of the trade.
            kind = EntityKind.TERM if each.why == "abbreviation" else EntityKind.OTHER
            gathering.name(each.name, Sign.DEFINED, kind, times=0)
            gathering.alias(each.name, each.other, each.why, place)
        for gloss in glosses(words, start, end, found):
            gathering.kind(gathering.name(gloss.name, Sign.DEFINED, times=0), gloss.kind, 3)
            gathering.sense(gloss.name, gloss.gloss, gloss.kind, place)
    for term in terms(words, read, frozenset(named)):
        surface = source.text[term.start : term.end]
        kind = suffix_kind(surface)[0]
        kind = EntityKind.TERM if kind is EntityKind.OTHER else kind
        gathering.name(surface, term.signs, kind, times=term.times)
    return gathering.findings()


def _heading(gathering: Gathering, text: str, sign: Sign, among: str = "") -> None:
    """A title, or a short heading that the text `among` it says again, without its numbering."""
    whole = _NUMBERING.sub("", text.strip()).strip(" :.-–—*#_《》")
    if not HAS_HAN.search(whole) or whole in STOPPED:
        return
    if sign is Sign.HEADING and (
        len(whole) > LONGEST_HEADING or whole in GENERIC or among.count(whole) < 2
    ):
        return
    gathering.name(whole, sign, suffix_kind(whole)[0])
