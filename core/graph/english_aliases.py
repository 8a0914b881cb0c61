"""Other names that an English text gives: abbreviations in brackets, "also known as", surnames.

Abbreviations after Schwartz and Hearst (2003): each letter of the short form is found in the long
form from right to left, the first one at the beginning of a word.
"""

import re
from dataclasses import dataclass

from core.graph.english_spans import UPPER, Span
from core.graph.english_words import FUNCTION, words

_BRACKET = re.compile(r"[(（]([^()（）]{2,90})[)）]")
_SHORT_FORM = re.compile(rf"[A-Za-z0-9{UPPER}][\w.&/+-]{{1,11}}(?: [\w.&-]{{1,8}})?")
_WORD = re.compile(r"[^\s(),;:\"“”]+")
_ADVERB = (
    r"also|better|commonly|formerly|previously|originally|sometimes|popularly|often|otherwise|widely|"
    r"professionally|generally|colloquially|officially|simply|later|usually|informally|locally|now|"
    r"variously|collectively|internationally|mononymously"
)
_VERB = (
    r"known|called|referred to|abbreviated|nicknamed|dubbed|styled|titled|spelled|spelt|written|"
    r"marketed|branded|renamed|shortened"
)
_BY_THE_NAME = r"by (?:the|his|her|its) (?:\w+ )?(?:name|names|title|nickname|pseudonym)(?: of)?"
_CALLED = re.compile(
    rf"\b(?:(?:(?:{_ADVERB}) )*(?:{_VERB})(?: (?:{_ADVERB}|to))?(?: (?:as|{_BY_THE_NAME}))?"
    r"|a\.\s?k\.\s?a\.|aka|née|nee|né|alias|stage name|pen name|pseudonym|birth name|formerly|born|"
    r"real name|full name|short for|abbreviation for|an abbreviation of|acronym for) "
)
_CUES = tuple(
    sorted(
        words("""
    known called referred named abbrev born formerly a.k.a aka née nee alias dubbed styled titled
    spel written marketed brand short acronym name pseudonym
""")
    )
)
"""One of them is in whatever `_CALLED` finds; looking for them is quicker."""
_SURE = re.compile(
    rf"(?:{_ADVERB}|a\.|aka|née|nee|né|nicknamed|alias|stage|pen|birth|pseudonym|abbreviated|dubbed|real|"
    r"full|renamed|shortened)"
)
_TARGET = re.compile(r"(?:the )?(?:[\"“‘]|``)([^\"“”‘’`\n]{2,60}?)[,.]?(?:[\"”’]|'')")
_PLAIN_TARGET = re.compile(
    r"(?:the |a |an )?([a-z][\w-]*(?: (?:- )?[a-z][\w-]*){0,3})"
    r"(?=\s*(?:[,.;()]|$|or\b|and\b|is\b|was\b|are\b))"
)
_SHORT = re.compile(
    r"[(（](?:(?:hereinafter|hereafter|herein|collectively|together|each|referred to as|the|an|a|"
    r"or|as|called|our|and|in)[ ,]*){0,5}[\"“]([^\"“”]{2,40})[\"”][^()（）]{0,30}[)）]"
)
_BETWEEN = re.compile(
    r"[\s,(\"”'’]*(?:\([^()]*\)\s*,?\s*)?(?:which|who)?\s*(?:(?:is|was|are|were|has been)\s+)?$"
)
_LOOK_BACK = 160
_NO_SHORT_FORM = words("""
    i ii iii iv v vi vii viii ix x ad bc ce am pm et al see eg ie cf fig figs table born died
    right left note ref refs e.g i.e above below top bottom
""")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names of one thing, as they stand in the text, and why."""

    name: tuple[int, int]
    other: tuple[int, int]
    why: str


def pairs(text: str, start: int, end: int, found: list[Span]) -> list[Pair]:
    """The other names that the sentence `text[start:end]` gives; `found` are its names."""
    taken: list[Pair] = []
    if text.find("(", start, end) >= 0 or text.find("（", start, end) >= 0:
        for match in _BRACKET.finditer(text, start, end):
            taken.extend(_abbreviation(text, start, match))
        for match in _SHORT.finditer(text, start, end):
            name = _name_before(text, start, match.start(), found)
            if name:
                taken.append(Pair(name, match.span(1), "short"))
    if any(text.find(cue, start, end) >= 0 for cue in _CUES):
        for match in _CALLED.finditer(text, start, end):
            taken.extend(_also_called(text, start, end, match, found))
    return taken


def _abbreviation(text: str, start: int, match: re.Match[str]) -> list[Pair]:
    inner = re.split(r"[;,]| or ", match[1], maxsplit=1)[0].strip().strip("\"“”'‘’")
    at = text.find(inner, match.start(1), match.end(1))
    within = (at, at + len(inner))
    begin = max(start, match.start() - _LOOK_BACK)
    before = text[begin : match.start()].rstrip()
    said = list(_WORD.finditer(before))
    if not inner or not said:
        return []
    if _is_short_form(inner):
        length = len(re.findall(r"\w", inner))
        for word in reversed(said[-min(length + 5, 2 * length) :]):
            long = before[word.start() :]
            if _fits(inner, long):
                taken = _is_long_form(long, inner)
                place = begin + word.start()
                return [Pair((place, place + len(long)), within, "abbreviation")] if taken else []
        return []
    short = said[-1]
    if (
        short.end() == len(before)
        and " " in inner
        and _is_short_form(short[0])
        and _fits(short[0], inner)
        and _is_long_form(inner, short[0])
    ):
        return [Pair(within, (begin + short.start(), begin + short.end()), "abbreviation")]
    return []


def _is_short_form(written: str) -> bool:
    letters = sum(map(str.isalpha, written))
    return (
        letters >= 2
        and _SHORT_FORM.fullmatch(written) is not None
        and sum(map(str.isupper, written)) * 2 >= min(letters, 4)
        and written.lower().strip(".") not in _NO_SHORT_FORM
    )


def _is_long_form(long: str, short: str) -> bool:
    first, _, _ = long.partition(" ")
    return (
        len(long) > len(short) + 1
        and " " in long
        and first.lower() not in FUNCTION
        and (long.count(" ") < 10)
    )


def _fits(short: str, long: str) -> bool:
    """Whether the letters of `short` are found in `long` from right to left (Schwartz, Hearst).

    The first letter must begin the first word, and every capital after it must begin a word or
    stand as a capital within one.
    """
    place = len(long)
    letters = [letter.lower() for letter in short if letter.isalnum()]
    low = long.lower()
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and (
            low[place] != letters[number]
            or (number == 0 and place > 0 and (low[place - 1].isalnum()))
        ):
            place -= 1
        if place < 0:
            return False
    return place == 0


def _also_called(
    text: str, start: int, end: int, match: re.Match[str], found: list[Span]
) -> list[Pair]:
    cue = match[0].split()[0]
    if cue == "born":
        # "Bob Dylan (born Robert Zimmerman)"; "born Paris" is no name of his.
        if text[match.start() - 1 : match.start()] != "(":
            return []
    elif not match[0].startswith(("known as", "called", "referred")) and not _SURE.match(match[0]):
        return []
    name = _name_before(text, start, match.start(), found)
    if not name:
        return []
    at = match.end()
    quoted = _TARGET.match(text, at, end)
    if quoted:
        return [Pair(name, quoted.span(1), "also_called")]
    shift = 4 if text.startswith("the ", at) else 0
    for span in found:
        if span.start in (at, at + shift) and span.end <= end:
            if cue == "born" and " " not in text[span.start : span.end]:
                return []
            return [Pair(name, (span.start, span.end), "also_called")]
    plain = _PLAIN_TARGET.match(text, at, end)
    if (
        plain
        and " " in plain[1]
        and " " in text[slice(*name)]
        and _SURE.match(match[0])
        and not FUNCTION & set(plain[1].split())
    ):
        return [Pair(name, plain.span(1), "also_called")]
    return []


def _name_before(text: str, start: int, at: int, found: list[Span]) -> tuple[int, int] | None:
    """The name that stands before a place, parted from it by marks alone or by "is"."""
    for span in reversed(found):
        if span.end <= at:
            if at - span.end < 60 and _BETWEEN.fullmatch(text[span.end : at]):
                return span.start, span.end
            return None
    return None
