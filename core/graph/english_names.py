"""Finds the names in a document's English sentences by rules: no model, no training."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from core.graph.english_aliases import pairs
from core.graph.english_found import Gathering, key
from core.graph.english_headings import cells, heading, title
from core.graph.english_kinds import OWN, SAID, gloss_after, kind_beside, kind_of_name
from core.graph.english_spans import Span, spans
from core.graph.english_terms import defined, listed, repeated
from core.graph.english_words import FUNCTION
from core.graph.findings import Findings
from core.graph.reading import Sign
from core.graph.source import Role, Source
from core.types import EntityKind

_NOT_LATIN = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_QUOTED = re.compile(r"(?:[“\"]|``)\s?([A-Z0-9][^“”\"`\n]{1,80}?)[,.]?\s?(?:[”\"]|'')")
_QUOTED_WORK = re.compile(
    r"\b(?:film|movie|novel|book|song|single|album|episode|poem|story|play|opera|track|article|"
    r"essay|painting|series|show|hit|musical|anthem|ballad|comic|game|paper|titled|entitled)"
    r"s?(?:,? (?:called|titled|entitled|named))?,? $"
)
_ORDINARY_ENDING = re.compile(
    r"(?:ing|ed|ly|tions?|ments?|ness|ity|ances?|ences?|ives?|ous|able|ible|ful|ers|ors|isms?|ists?|"
    r"al|ical|ures?|ages?|ics)$"
)
_BIBLIOGRAPHY = re.compile(
    r"\b10\.\d{4,9}/|\bet al\b.{0,300}\b\d{4};"
    r"|\b(?:[^\W\d_][\w'’-]{1,30} [A-Z]{1,3}(?: ?, | )){3}"
)
_KNOWN_IN_A_LIST = (EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.PERSON)
_TITLE_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LOWER = re.compile(r"\b[a-z]{2,}\b")
_LONG_ENOUGH_FOR_REPETITION = 1500
"""Characters; a shorter text repeats its topic only."""
_ACRONYM = 6
_MOST_WORDS = 12


def english(source: Source) -> Findings:
    """The names, other names and senses that the English sentences of a document give."""
    reader = _Reader(source)
    reader.read()
    return reader.gathering.findings()


def is_latin(text: str) -> bool:
    """Whether most letters of a text are not Chinese, Japanese or Korean."""
    return text.isascii() or 2 * len(_NOT_LATIN.findall(text)) < sum(map(str.isalpha, text))


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._title = source.title.strip()
        self._weak: list[tuple[str, EntityKind, int]] = []
        """Single words that begin a sentence: names if something else says so."""
        self._listed: list[str] = []
        """Names in entries of a bibliography: names if they stand elsewhere too."""
        self._glossed: set[str] = set()
        self._title_at = _title_places(source)
        self._spaced = "``" in source.text or " 's " in source.text
        self.gathering = Gathering()

    def read(self) -> None:
        source = self._source
        if self._title and is_latin(self._title):
            title(self.gathering, self._title)
        prose: list[str] = []
        for place, ((start, end), role) in enumerate(
            zip(source.sentences, source.roles, strict=True)
        ):
            sentence = self._text[start:end]
            if role is Role.CODE or not is_latin(sentence):
                continue
            if role is Role.HEADING:
                heading(self.gathering, sentence)
            elif role in (Role.TABLE_HEADER, Role.TABLE_ROW):
                cells(self.gathering, sentence, role is Role.TABLE_HEADER)
                if role is Role.TABLE_ROW:
                    self._names(place, start, end)
            elif not sentence.isupper():
                self._names(place, start, end)
                self._terms(sentence, role)
                prose.append(sentence)
        self._take_weak()
        if sum(map(len, prose)) >= _LONG_ENOUGH_FOR_REPETITION:
            for term, times in repeated("\n".join(prose)):
                self.gathering.name(term, Sign.REPEATED, EntityKind.TERM, 2, times)
        self._own_kinds()
        self._surnames()

    def _names(self, place: int, start: int, end: int) -> None:
        text, gathering = self._text, self.gathering
        listed = (
            text.find("10.", start, end) >= 0
            or text.find("et al", start, end) >= 0
            or text.count(" ,", start, end) + text.count(", ", start, end) > 2
        ) and _BIBLIOGRAPHY.search(text, start, end) is not None
        found = self._with_title(spans(text, start, end, spaced=self._spaced), start, end)
        quoted = self._quoted(start, end)
        for span in found:
            at = bisect_right(quoted, span.start, key=itemgetter(0))
            if at and span.end <= quoted[at - 1][1]:
                continue
            self._name(span, start, end, listed)
        for pair in pairs(text, start, end, found):
            name, other = text[slice(*pair.name)], text[slice(*pair.other)]
            signs = Sign.DEFINED
            if pair.why == "abbreviation":
                gathering.name(other, signs | Sign.ACRONYM, times=0)
                kind = EntityKind.TERM if name.islower() else EntityKind.OTHER
                gathering.name(name, signs, kind, OWN, times=0)
            elif pair.why == "also_called":
                gathering.name(other, signs, times=0)
                gathering.name(name, Sign(0), times=0)
            gathering.alias(name, other, pair.why, place)
        if found and text[start : found[0].start] in ("", "The ", "A ", "An ", '"', "“"):
            self._sense(place, found[0], end)

    def _name(self, span: Span, start: int, end: int, listed: bool) -> None:
        surface = self._text[span.start : span.end]
        kind, votes = kind_beside(self._text, start, span.start, span.end, end)
        if span.first:
            self._weak.append((surface, kind, votes))
            return
        if listed and kind is not EntityKind.PERSON:
            # Titles of papers without quotation marks: their words are no names.
            self._listed.append(surface)
            return
        signs = Sign.CAPITALS
        if surface.isupper() and len(surface) <= _ACRONYM:
            signs |= Sign.ACRONYM
        if span.person:
            signs |= Sign.CUE
            if kind is EntityKind.OTHER:
                kind, votes = EntityKind.PERSON, OWN
        if votes >= OWN:
            signs |= Sign.CUE
        self.gathering.name(surface, signs, kind, votes)

    def _with_title(self, found: list[Span], start: int, end: int) -> list[Span]:
        """The spans of a sentence; where the document's title stands, that instead of its parts."""
        if not self._title_at:
            return found
        first = bisect_left(self._title_at, (start, 0))
        last = bisect_left(self._title_at, (end, 0))
        if first == last:
            return found
        here = [Span(begin, stop, False, False) for begin, stop in self._title_at[first:last]]
        apart = [
            span
            for span in found
            if not (over := _over(here, span))
            or any(
                (span.start <= title.start and title.end < span.end) or span.start < title.start
                for title in over
            )
        ]
        whole = [title for title in here if not _over(apart, title)]
        return sorted([*apart, *whole], key=lambda span: span.start)

    def _quoted(self, start: int, end: int) -> list[tuple[int, int]]:
        """Take the titles in quotation marks; gives where they stand."""
        taken: list[tuple[int, int]] = []
        for match in _QUOTED.finditer(self._text, start, end):
            said = match[1].split()
            capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in said)
            cue = _QUOTED_WORK.search(self._text, max(start, match.start() - 30), match.start())
            if len(said) > 10 or 2 * capitals < len(said) + (not cue) * (len(said) > 3):
                continue
            kind = EntityKind.WORK if cue else EntityKind.OTHER
            if self.gathering.name(match[1], Sign.MARKED | Sign.CUE * bool(cue), kind, SAID + 1):
                taken.append(match.span(1))
        return taken

    def _sense(self, place: int, span: Span, end: int) -> None:
        """What the first sentence about something says that it is."""
        surface = self._text[span.start : span.end]
        of = key(surface)
        if of in self._glossed:
            return
        gloss, kind = gloss_after(self._text, span.end, end)
        if not gloss:
            return
        self._glossed.add(of)
        self.gathering.name(surface, Sign.DEFINED, kind, SAID, times=0)
        self.gathering.sense(surface, gloss, kind, place)

    def _terms(self, sentence: str, role: Role) -> None:
        if role in (Role.LIST_ITEM, Role.BODY) and ":" in sentence[:60]:
            term = listed(sentence) if role is Role.LIST_ITEM else ""
            if term:
                self.gathering.name(term, Sign.DEFINED, EntityKind.TERM)
        for term, is_defined in defined(sentence, self._title):
            signs = Sign.DEFINED if is_defined else Sign.MARKED
            self.gathering.name(term, signs, EntityKind.TERM, 2)

    def _take_weak(self) -> None:
        for surface in self._listed:
            if surface in self.gathering or kind_of_name(surface) in _KNOWN_IN_A_LIST:
                self.gathering.name(surface, Sign.CAPITALS)
        lower = set(_LOWER.findall(self._text)) if self._weak else set()
        for surface, kind, votes in self._weak:
            known = surface in self.gathering or kind_of_name(surface) is not EntityKind.OTHER
            if known or (surface.lower() not in lower and _looks_like_a_name(surface)):
                self.gathering.name(surface, Sign.CAPITALS, kind, votes)

    def _own_kinds(self) -> None:
        for of, surface in self.gathering.surfaces():
            kind = kind_of_name(surface)
            if kind is not EntityKind.OTHER:
                self.gathering.kind(of, kind, OWN)
        for alias in self.gathering.aliases():
            if alias.why in ("abbreviation", "also_called"):
                self.gathering.kind(alias.other, self.gathering.kind_of(alias.key), OWN)

    def _surnames(self) -> None:
        """ "Curie" after "Marie Curie", where one person of the document has that name."""
        persons: dict[str, list[str]] = {}
        for of, surface in self.gathering.surfaces():
            last = of.rpartition(" ")[2]
            if " " not in of or any(word in FUNCTION for word in of.split()):
                continue
            if self.gathering.kind_of(of) is EntityKind.PERSON:
                persons.setdefault(last, []).append(surface)
        keys = self.gathering.keys()
        for last, full in persons.items():
            if last in keys and len(full) == 1 and len(last) > 1:
                self.gathering.alias(full[0], last, "surname", 0)
                self.gathering.kind(last, EntityKind.PERSON, OWN)


def _title_places(source: Source) -> list[tuple[int, int]]:
    """Where a title of several words stands in the text, its marks spaced as they may be."""
    said = _TITLE_WORD.findall(source.title.partition(" (")[0].lower())
    if not 2 <= len(said) <= _MOST_WORDS:
        return []
    text = source.text.lower()
    if len(text) != len(source.text):
        return []
    places: list[tuple[int, int]] = []
    at = text.find(said[0])
    while at >= 0:
        end = _end_of(text, at, said)
        if end:
            places.append((at, end))
        at = text.find(said[0], end or at + 1)
    return places


def _end_of(text: str, at: int, said: list[str]) -> int:
    """Where words that follow each other from `at` on end; 0 when they do not."""
    if at and text[at - 1].isalnum():
        return 0
    for number, word in enumerate(said):
        skipped = 0
        while number and skipped < 3 and at < len(text) and not text[at].isalnum():
            at, skipped = at + 1, skipped + 1
        if (number and not skipped) or not text.startswith(word, at):
            return 0
        at += len(word)
    return 0 if text[at : at + 1].isalnum() else at


def _looks_like_a_name(word: str) -> bool:
    """Whether a single word that begins a sentence is more than an ordinary word there."""
    return not word[1:].islower() or (len(word) > 3 and not _ORDINARY_ENDING.search(word))


def _over(among: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those that overlap a span; they follow each other."""
    first = bisect_right(among, span.start, key=attrgetter("end"))
    return among[first : bisect_left(among, span.end, key=attrgetter("start"))]
