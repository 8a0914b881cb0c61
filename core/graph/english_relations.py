"""What an English sentence says of two of its names, by patterns: precise rather than complete."""

import re
from collections.abc import Sequence

from core.graph.english_nouns import KIND_OF_NOUN
from core.graph.english_phrases import Phrase, phrase
from core.graph.english_verbs import BE, HAVE, PREPOSITIONS, SUBJECTS, VERBS
from core.graph.english_words import FUNCTION
from core.graph.findings import Named, Said
from core.types import EntityKind

_LIST = re.compile(r"\s*(?:,|,?\s*(?:and|or|&)|,\s*as well as)\s*(?:the\s+)?[\"“'`]*\s*$")
_LAST_OF_LIST = re.compile(r"\b(?:and|or)\b|&|as well as")
_IN = re.compile(r"\s+in\s+(?:the\s+)?(?:(?:city|town|state|province)\s+of\s+)?$")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|by|for|from|with|into|under|between|among|against|near|to|than|like|as|about|"
    r"over|after|before|via|through|including|during)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+|its\s+|their\s+)?"
    r"(?:[a-z-]+\s+)?[\"“'`]*$"
)
_NOTHING_SAID = re.compile(r"\b10\.\d{4,}/|\bdoi\b|\bet al\b.*\b\d{4};")
"""An entry of a bibliography has no sentence; of "No city in …" the contrary is said."""
_HEAD = re.compile(r"(?:-(?=\w)| ([a-z]{3,})\b)")
_ITS_ROLE = re.compile(r"['’]s\s+(?:[a-z]+\s+)?([a-z-]+)")
_MOST = 60
"""Names of a sentence that are looked at; a longer list of names says nothing of its items."""


def english_relations(text: str, start: int, end: int, named: Sequence[Named]) -> list[Said]:
    """What the sentence `text[start:end]` says of its names, which come in order.

    Two names that follow each other are joined by what stands between them; names of a list share
    it, and of several predicates ("was born in A and studied at B") all have the first subject.
    """
    if not 2 <= len(named) <= _MOST or _NOTHING_SAID.search(text, start, end):
        return []
    if text.startswith(("No ", "Neither ", "None of "), start):
        return []
    return _Sentence(text, start, end, named).said()


class _Sentence:
    def __init__(self, text: str, start: int, end: int, named: Sequence[Named]) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._named = named
        ends = [_without_possessive(text, one) for one in named]
        self._gaps = [text[ends[place] : named[place + 1].start] for place in range(len(named) - 1)]
        self._phrases = [phrase(gap) for gap in self._gaps]
        self._subject_of: dict[int, tuple[int, Phrase]] = {}
        """Of names that are an object: their subject, and by what."""
        self._found: list[Said] = []

    def said(self) -> list[Said]:
        """All relations, in order."""
        for place, between in enumerate(self._phrases):
            if between is None:
                self._without_words(place)
            elif between.reversed:
                self._found.append(Said(place + 1, place, between.label))
            else:
                self._take(place, between)
        return list(dict.fromkeys(self._found))

    def _take(self, place: int, between: Phrase) -> None:
        subject = self._subject(place, between)
        if subject is None:
            return
        subjects = [subject] if between.noun else self._subjects(subject)
        if between.bare and len(subjects) == 1 and not self._is_plural(subject):
            return
        for one in subjects:
            for other in self._objects(place + 1):
                if self._is_modifier(other, between.label):
                    continue
                self._subject_of[other] = (subject, between)
                self._found.append(Said(one, other, between.label))

    def _subject(self, place: int, between: Phrase) -> int | None:
        """Of whom the words after the name at `place` speak."""
        before = self._subject_of.get(place)
        if between.goes_on:
            return before[0] if before else None
        if between.noun:
            return place
        if between.aside and before:
            # "A, based in B, acquired C"; "A is a film by B, directed by C".
            if between.relative:
                return place
            return before[0] if before[1].aside or between.participle else None
        if between.participle and place and self._named[place].kind is EntityKind.PLACE:
            # "a school in Ahmedabad, Gujarat, established by": not the place was.
            return None
        if between.relative or between.participle:
            return None if self._after_preposition(place) and not before else place
        return None if before or self._after_preposition(place) else place

    def _is_plural(self, place: int) -> bool:
        end = self._named[place].end
        return self._text[end - 1 : end] == "s" and self._text[end - 2 : end] != "ss"

    def _is_modifier(self, place: int, label: str) -> bool:
        """Whether a name only says which: "required for TE repression", "Pasture-based"."""
        one = self._named[place]
        if one.kind is EntityKind.PERSON:
            return False
        follows = _HEAD.match(self._text, one.end, self._end)
        if not follows:
            return False
        word = follows[1]
        if word in KIND_OF_NOUN and label.endswith((" a", " an")):
            # "was a French astronomer" does not say "was a French".
            return True
        return word is None or not (
            word in _NO_NOUN or word in VERBS or word.endswith("ly") or word in KIND_OF_NOUN
        )

    def _after_preposition(self, place: int) -> bool:
        """Whether a name hangs on to something before it: "the mayor of Paris founded"."""
        begin = self._start if place == 0 else self._named[place - 1].end
        begin = max(begin, self._named[place].start - 40)
        before = self._text[begin : self._named[place].start]
        return _AFTER_PREPOSITION.search(before) is not None

    def _subjects(self, place: int) -> list[int]:
        """The names of the list that ends with the one at `place`."""
        first = place
        if (
            place
            and _is_list(self._gaps[place - 1])
            and _LAST_OF_LIST.search(self._gaps[place - 1])
        ):
            first -= 1
            while first and _is_list(self._gaps[first - 1]):
                first -= 1
        if first < place and (first in self._subject_of or self._after_preposition(first)):
            return [place]
        return list(range(first, place + 1))

    def _objects(self, place: int) -> list[int]:
        """The names of the list that begins with the one at `place`."""
        last = place
        while last < len(self._gaps) and _is_list(self._gaps[last]):
            last += 1
            if _LAST_OF_LIST.search(self._gaps[last - 1]):
                break
        follows = self._phrases[last] if last < len(self._gaps) else None
        if last > place and follows and not (follows.goes_on or follows.aside or follows.noun):
            last -= 1
        if last == place:
            return [place]
        if not _LAST_OF_LIST.search(self._gaps[last - 1]):
            return [place]
        return list(range(place, last + 1))

    def _without_words(self, place: int) -> None:
        """ "Louvre in Paris", "Paris, France", "A is B's founder"."""
        one, other, gap = self._named[place], self._named[place + 1], self._gaps[place]
        if gap.strip() in ("is", "was") and not self._after_preposition(place):
            role = _ITS_ROLE.match(self._text, _without_possessive(self._text, other), self._end)
            made = phrase(f"{role[0]}," if role else "")
            if made and made.reversed:
                self._found.append(Said(place, place + 1, f"{gap.strip()} {made.label}"))
            return
        if other.kind is EntityKind.PLACE and (
            (one.kind in _LIES and _IN.match(gap))
            or (one.kind is EntityKind.PLACE and gap == ", " and not self._is_in_list(place))
        ):
            self._found.append(Said(place, place + 1, "in"))

    def _is_in_list(self, place: int) -> bool:
        return (place > 0 and _is_list(self._gaps[place - 1])) or (
            place + 1 < len(self._gaps) and _is_list(self._gaps[place + 1])
        )


_NO_NOUN = FUNCTION | PREPOSITIONS | BE | HAVE | SUBJECTS
_LIES = (EntityKind.PLACE, EntityKind.ORGANISATION)


def _is_list(gap: str) -> bool:
    return len(gap) < 20 and _LIST.match(gap) is not None


def _without_possessive(text: str, one: Named) -> int:
    """Where a name ends; a token takes in its possessive, which belongs to what follows."""
    return one.end - 2 if text[one.end - 2 : one.end] in ("'s", "’s") else one.end
