"""Spans of capitalised words in an English sentence that may be names, and where each is cut.

One regular expression finds the capitalised words; what stands between two of them decides whether
they are one name. The time is linear in the text.
"""

import re
from dataclasses import dataclass

from core.graph.english_given_names import GIVEN_NAMES
from core.graph.english_nouns import ENDING, KIND_OF_NOUN
from core.graph.english_places import PLACES
from core.graph.english_words import (
    AFTER_COMMA,
    AND_HEADS,
    AND_TAILS,
    DEMONYMS,
    EPITHETS,
    FOR_HEADS,
    FOREIGN,
    FUNCTION,
    HONORIFICS,
    JOINING,
    NEVER_ALONE,
    OF_HEADS,
    OPEN_A_NAME,
    OPENERS,
    POSSESSED,
    ROLES,
    TIME,
    TIME_GOES_ON,
    TITLES,
    words,
)

UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
"""Capital letters of Latin, Greek and Cyrillic, for a character class."""
_NOT_JOINED = (
    "based|born|led|style|type|like|speaking|owned|funded|backed|controlled|area|wide|era|run|made|"
    "trained|educated|related|only|free|class|inspired|influenced|dominated|occupied|language|winning"
)
_WORD = re.compile(
    rf"(?<![\w@#\\])(?:"
    rf"[{UPPER}]\.(?:-?[{UPPER}]\.)*(?![^\W\d_])"
    rf"|(?:Sts?|Mts?|Ft|Drs?|Mrs?|Ms|Profs?|Rev|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|Pres|Jr|Sr|Hon|Bros)\."
    rf"|(?:[a-z]{{1,3}}|\d{{1,4}}-?)?[{UPPER}]\w*"
    rf"(?:['’](?![sS]\b)\w+|[-‐‑](?!(?:{_NOT_JOINED})\b)\w+|&[{UPPER}]\w*|\.(?=[a-z\d])\w+)*"
    rf"(?:\+\+|\#(?!\w))?"
    rf")"
)
_NUMBER = re.compile(
    r" (\d{1,5}(?:\.\d{1,2})?[a-zA-Z]?)(?![\w%‰°]|[,.:/-]\d|\s*(?:%|percent|million|billion))"
)
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)\S+|(?<!\S)[^\s@]+@[^\s@.]+\.\S+|\b10\.\d{4,9}/\S+"
)
_BEFORE_FIRST = re.compile(r"[^\w]*(?:\(?(?:\d+|[ivx]+|[a-z])[.)]\s+)?[^\w]*$")
_LONGEST_RUN = 60
"""Capitalised words that are looked at together."""
_LONGEST = 12
"""Words of the longest name; longer ones are headlines."""
_INNER = words("""
    president minister chancellor premier secretary senator governor ceo cto cfo chairman
    chairwoman coach mayor ambassador
""")
_ROYAL = words("""
    king queen prince princess duke duchess earl emperor empress sultan count countess lord lady
    bishop archbishop
""")
_EVENT_OF_A_YEAR = words("""
    olympics paralympics championship championships cup games season election elections series
    prix open expo tournament festival awards census
""")
_NAMED_BY_YEAR = words("""
    war treaty act revolution panic congress constitution class crisis rebellion riots acts
    compromise
""")
_OF_A_YEAR = re.compile(r" of 1[0-9]{3}\b(?![-–,]\d)")
_YEAR_BEFORE = re.compile(r"\b(?:1[89]|20)\d\d(?:[-–]\d\d)? $")
_ADJECTIVE = re.compile(
    r"(?:ed|ing|ive|ent|ant|ific|like|free|wide|length|term|level|scale|able|ible|type|rich|poor|ic|al|"
    r"ary|ous|en|borne|bound|driven|side|age|year|day)$"
)
_ADJECTIVE_BEFORE_AND = re.compile(r".{3}(?:ical|ular|ional|onal|ural|ial|ental|ic|ive|ary|ory)$")
_NO_PARTICIPLE = words(
    "united allied associated limited mixed sacred inspired blessed family july assembly"
)
_STATISTICS = words("ci sd se iqr or hr rr ph df vs eq fig sem auc nmi pmid issn isbn rrid cat ref")
_IDENTIFIERS = words("issn isbn doi pmid pmcid rrid lccn oclc arxiv url")
_NO_CODE = re.compile(r"\d+(?:AD|BC|CE|BCE|AM|PM)|\d{1,2}[ABCE-HJ]")
"""A date or a part of a figure: "53AD", "Fig. 2A and 2B"."""
_REIGN = words("i ii iv v vi ix x xi")
_NUMBERED = words("""
    header subitem col cell fig figs figure table section page chapter eq equation appendix
    listing panel column line part step article annex item row box note ref cat no
""")
_NUMBERING = words("ce bce ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xx ad bc am pm")


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a sentence."""

    start: int
    end: int
    first: bool
    """One word that begins its sentence: the capital says little."""
    person: bool
    """What stood before it says that it is a person."""


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    low: str
    joined: str
    """What joins it to the word before: "" for a space, else the word between; "|" for nothing."""


def spans(text: str, start: int, end: int, *, spaced: bool = False) -> list[Span]:
    """The names of the sentence `text[start:end]`, as they follow each other.

    `spaced`: the text has its marks parted by spaces ("Person - centered", "Rome 's").
    """
    found: list[Span] = []
    for run in _runs(text, start, end, spaced):
        _cut(text, start, run, found)
    return found


def _runs(text: str, start: int, end: int, spaced: bool) -> list[list[_Word]]:
    addresses = (
        [match.span() for match in _ADDRESS.finditer(text, start, end)]
        if text.find("://", start, end) >= 0
        or text.find("www.", start, end) >= 0
        or text.find("@", start, end) >= 0
        or text.find("10.", start, end) >= 0
        else []
    )
    runs: list[list[_Word]] = []
    run: list[_Word] = []
    passed = 0
    for match in _WORD.finditer(text, start, end):
        at, stop = match.span()
        while passed < len(addresses) and addresses[passed][1] <= at:
            passed += 1
        if passed < len(addresses) and addresses[passed][0] <= at:
            continue
        low = match.group().lower()
        if run:
            joined = _joined(text, run, at, low, spaced) if len(run) < _LONGEST_RUN else None
            if joined is not None:
                run.append(_Word(at, stop, low, joined))
                continue
            runs.append(run)
        run = [_Word(at, stop, low, "|")]
    if run:
        runs.append(run)
    return runs


def _joined(text: str, run: list[_Word], at: int, low: str, spaced: bool) -> str | None:
    """What joins a word that begins at `at` to the run before it; None when nothing does."""
    last = run[-1]
    if at - last.end > 8:
        return None
    gap = JOINING.get(text[last.end : at])
    if gap is None:
        return None
    if gap in ("", "and", "&"):
        return gap
    if last.low in FUNCTION and len(run) == 1:
        return None
    if gap in ("of", "of the"):
        return None if last.low in FUNCTION or _is_ended(run, gap) else gap
    if gap == ",":
        return gap if low.rstrip(".") in AFTER_COMMA else None
    if gap.strip() in ("'s", "’s", "'", "’"):
        return gap if low in POSSESSED else None
    if gap == "the":
        return gap if low in EPITHETS and last.low not in FUNCTION else None
    if gap in ("for", "for the", "on", "on the"):
        return gap if any(word.low in FOR_HEADS for word in run) else None
    if gap == "at":
        return gap if any(word.low == "university" for word in run) else None
    if gap == "-":
        # " - " and "-" look alike here: the first is a dash in running text.
        return gap if at - last.end == 1 or spaced else None
    return gap if gap in FOREIGN else None


def _is_ended(run: list[_Word], gap: str) -> bool:
    """Whether "of" goes on about a name that is complete: "John Lennon of the Beatles"."""
    low = run[-1].low
    named = len(run) - (run[0].low in FUNCTION)
    if named < 2 or run[-1].joined or low in OF_HEADS or low in ROLES or low in FOR_HEADS:
        return False
    if low in _REIGN or low in KIND_OF_NOUN:
        return False
    return gap == "of the" or run[0].low in GIVEN_NAMES


def _cut(text: str, sentence: int, run: list[_Word], found: list[Span]) -> None:
    """Take the names out of a run of words, in order."""
    first = _BEFORE_FIRST.match(text, sentence, run[0].start) is not None
    low = 0
    high = len(run)
    # Words at the sentence's start, and function words anywhere, open no name.
    while low < high and (
        (run[low].low in FUNCTION and not _opens_a_name(run[low:], first and not low))
        or (first and low == 0 and (run[0].low in OPENERS or _opens_only(run)))
        or run[low].low.partition("'")[0] in ("i", "it", "he", "she", "we", "they", "you", "don")
    ):
        low += 1
        if low < high and run[low].joined not in ("", "and"):
            break
    first = first and low == 0
    if low == high:
        return
    run = run[low:high]
    for place, word in enumerate(run):
        if word.joined == "and" and place and not _is_one(run):
            _cut_piece(text, run[:place], first, found)
            _cut(text, word.start - 1, run[place:], found)
            return
    _cut_piece(text, run, first, found)


def _opens_a_name(run: list[_Word], first: bool) -> bool:
    """Whether a function word belongs to the name: "the Second World War"."""
    if len(run) < 2 or run[0].low not in OPEN_A_NAME or run[1].joined:
        return False
    return not first or run[1].low in ("world", "reich", "republic", "empire", "amendment")


def _opens_only(run: list[_Word]) -> bool:
    """Whether the first word of a sentence is a participle or an adverb: "Summarized ChIP-seq"."""
    low = run[0].low
    return (
        len(run) > 1
        and not run[1].joined
        and low.endswith(("ed", "ly"))
        and low not in GIVEN_NAMES
        and low not in PLACES
        and low not in _NO_PARTICIPLE
    )


def _is_one(run: list[_Word]) -> bool:
    """Whether a run with "and" in it is one name: "Department of Health and Human Services"."""
    place = next(place for place, word in enumerate(run) if word.joined == "and" and place)
    left, right = run[:place], run[place:]
    if any(word.joined in ("of", "for", "on", "of the") for word in left) and (
        any(word.low in AND_HEADS for word in left[:2])
        and not any(word.joined for word in right[1:])
    ):
        return len(right) <= 3
    if len(right) > 1 and _ADJECTIVE_BEFORE_AND.search(left[-1].low) and not right[1].joined:
        # "Molecular and Cellular Biology"
        return left[-1].low not in PLACES and left[-1].low not in GIVEN_NAMES
    return len(left) <= 2 and len(right) <= 3 and right[-1].low.rstrip(".") in AND_TAILS


def _cut_piece(text: str, run: list[_Word], first: bool, found: list[Span]) -> None:
    person = False
    while run:
        word = run[0]
        low = word.low.rstrip(".")
        alone = len(run) == 1 or run[1].joined != ""
        if (low in FUNCTION and not _opens_a_name(run, first)) or (
            low in TIME and not alone and run[1].low not in TIME_GOES_ON
        ):
            run = run[1:]
        elif low in HONORIFICS and not alone and run[1].low not in NEVER_ALONE:
            run, person = run[1:], True
        elif (
            low in ("vice", "prime", "deputy", "former", "late")
            and not alone
            and (run[1].low in HONORIFICS)
        ) or (low in DEMONYMS and not alone and run[1].low in HONORIFICS):
            run = run[1:]
        else:
            break
        first = False
    for place in range(1, len(run) - 1):
        if run[place].low in _INNER and not run[place].joined and not run[place + 1].joined:
            _cut_piece(text, run[:place], first, found)
            _cut_piece(text, run[place:], False, found)
            return
    while run and (
        (run[-1].low in FUNCTION and not (len(run) > 1 and run[-1].low in ("i", "a")))
        or (len(run) > 1 and run[-1].low in ("who", "which"))
    ):
        run = run[:-1]
    if not run or len(run) > _LONGEST:
        return
    of = next((place for place, word in enumerate(run) if word.joined in ("of", "of the")), 0)
    if of:
        if all(word.low in ROLES for word in run[:of]):
            royal = of == 1 and run[0].low in _ROYAL
            if run[0].low not in ("lord", "lady"):
                _cut_piece(text, run[of:], False, found)
            if not royal:
                return
        elif run[of - 1].low in ROLES and of <= 3 and run[of - 1].low not in ("lord", "lady"):
            # "Anglo-Saxon Earl of Northumbria"
            _cut_piece(text, run[of:], False, found)
        elif first and of == 1 and run[0].low not in OF_HEADS:
            _cut_piece(text, run[:1], True, found)
            _cut_piece(text, run[1:], False, found)
            return
    _add(text, run, first, person, found)


def _add(text: str, run: list[_Word], first: bool, person: bool, found: list[Span]) -> None:
    start, end = run[0].start, run[-1].end
    low = run[-1].low
    if len(run) == 1:
        head, hyphen, tail = text[start:end].rpartition("-")
        if hyphen and tail.islower() and _ADJECTIVE.search(tail):
            # "TE-associated" speaks of TE, "Full-length" of nothing.
            if not (head.isupper() or any(map(str.isdigit, head))):
                return
            end, low = start + len(head), head.lower()
    if _is_no_name(text, run, end, low):
        return
    year = _OF_A_YEAR.match(text, end) if low in _NAMED_BY_YEAR else None
    end = year.end() if year else end
    number = _NUMBER.match(text, end)
    if number and _takes_number(text, run, number[1]):
        end = number.end()
        first = False
    if low.endswith(".") and low.count(".") == 1 and len(low) == 2 and len(run) > 1:
        end -= 1 if text[end - 1] == "." else 0
    if len(run) > 1 and low in _EVENT_OF_A_YEAR:
        year = _YEAR_BEFORE.search(text, max(0, start - 8), start)
        start = year.start() if year else start
    person = person or (run[0].low in TITLES and len(run) > 1 and not run[1].joined)
    found.append(Span(start, end, first and len(run) == 1, person))


def _takes_number(text: str, run: list[_Word], number: str) -> bool:
    """Whether a number after a name belongs to it: "Windows 10", "ISO 9001", not "July 1998"."""
    low = run[-1].low
    if low in TIME or low == "may" or low in NEVER_ALONE or low in FUNCTION:
        return False
    if low in _STATISTICS:
        return False
    if len(number) == 4 and number[:2] in ("18", "19", "20", "17", "16", "15"):
        return low in ("windows", "office", "expo", "euro", "agenda", "cup", "visio", "server")
    word = text[run[-1].start : run[-1].end]
    return word.isupper() or len(run) == 1 or low in ("war", "apollo", "formula", "route")


def _is_no_name(text: str, run: list[_Word], end: int, low: str) -> bool:
    """Whether a run names nothing: a month, "Chapter 3"; `low` is its last word."""
    start = run[0].start
    first = run[0].low.rstrip(".")
    if len(run) == 1:
        if end - start == 1 or (end - start == 2 and low.endswith(".")) or low in _NUMBERING:
            return True
        if _NO_CODE.fullmatch(text, start, end):
            return True
        shouted = text[start:end].isupper() and low not in FUNCTION
        return low.rstrip(".") in NEVER_ALONE and not shouted
    if first in _IDENTIFIERS:
        return True
    if len(run) == 2:
        length = end - run[1].start
        if length <= 3 and first in _NUMBERED:
            return True
        # "Livezey, Bradley C."
        if length <= 2 and first in GIVEN_NAMES and low not in _REIGN:
            return True
    if low in ENDING:
        return False
    return all(
        (word.low.rstrip(".") in NEVER_ALONE or word.low in FUNCTION) and word.low not in OF_HEADS
        for word in run
    )
