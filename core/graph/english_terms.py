"""Terms of the trade in English text, which are written without capitals.

A term is what a sentence defines or names as one, what a glossary or a table lists, and what the
document keeps using: word groups are judged by their C-value (Frantzi, Ananiadou and Mima 2000),
frequency less the frequency within longer groups, times the logarithm of their length.
"""

import math
import re
from collections import Counter

from core.graph.english_nouns import KIND_OF_NOUN
from core.graph.english_verbs import BE, HAVE, NOT_TELLING, VERBS
from core.graph.english_words import FUNCTION, words

_DEFINED = re.compile(
    r"(?:In [\w ]{3,30}, )?(?:An? )?([A-Za-z][\w-]*(?: [a-z][\w-]*){0,3})"
    r"(?: \([^()]{2,40}\))?,? (?:is|are) (?:a|an|the (?:process|study|practice|act|art|ability|"
    r"name|property|"
    r"use|branch|science|amount|number|rate|method|measure|term)|any|one of|defined as)\b"
)
_CALLED = re.compile(
    r"\b(?:called|termed|so-called|known as|referred to as|defined as|the term|the concept of) "
    r"(?:an? |the )?(?:[\"“‘]|``)?([a-z][\w-]*(?: [a-z][\w-]*){0,2})(?:[\"”’]|'')?(?=[,.;:)]|$| \()"
)
_GLOSSARY = re.compile(
    r"[\W\d]*\**([A-Za-z][\w/+.-]*(?: [\w/+.()-]+){0,4})\**\s*[:：–—]\s+\**(?=[A-Za-z])"
)
_NO_TERM = words("""
    note notes example examples warning caution tip tips important summary step steps author
    authors date email e-mail phone tel fax address website web source sources figure table
    keywords key words abstract version title subject from to cc re chapter section part question
    answer yes no time place price total location contact see also input output result results
    default type usage syntax returns parameters arguments description name required optional
    status
""")
# Begins where a word begins and never goes back: every other start would fail as this one does.
_RUN = re.compile(r"(?<![a-z])(?<![a-z]-)[a-z]++(?:-[a-z]++)*+(?: [a-z]++(?:-[a-z]++)*+)++")
_BREAKS = (
    FUNCTION
    | BE
    | HAVE
    | NOT_TELLING
    | words("""
    figure figures fig supplement use uses used using make makes made making show shows showed
    provide provides provided include includes included contain contains contained give gives
    given take takes taken become becomes get gets find finds found see seen need needs needed
    allow allows allowed require requires required follow follows followed describe describes
    described consider considered propose proposed present presented perform performed performs
    achieve achieves achieved based called compare compared produce produces apply applied applies
    increase increases reduce reduces obtain obtained add adds added enable enables help helps
    keep keeps let put set go come want work works run runs call calls write read create creates
    created build built change changes different same new old good better best great large larger
    largest small smaller high higher highest low lower lowest long longer short full single
    multiple similar possible able available important necessary common general specific
    particular main whole entire overall original following recent early late current previous
    next further additional simple easy well etc eg ie vs cf al i.e e.g non re de la el et le les
    des und der die das year years day days month months week weeks time times way ways lot number
    numbers kind kinds type types example examples case cases part parts thing things people
    person fact end side order point points result results sets level levels form forms group
    groups area areas percent million billion thousand hundred per cent must might don doesn isn
    aren won can cannot couldn
""")
)
_EDGE = words("real open free first-class wide")
_MOST_SHARE = 60
"""One term by repetition for each so many words, at most."""
_LEAST_TIMES = 3
_LEAST_VALUE = 4.0


def defined(sentence: str, title: str) -> list[tuple[str, bool]]:
    """Terms that a sentence defines (True) or merely names as such."""
    found: list[tuple[str, bool]] = []
    match = _DEFINED.match(sentence)
    if match:
        term = match[1]
        low = term.lower()
        said = low.split()
        # A single word before "is a" is as often a person as a term, unless it is the title.
        if (
            (len(said) > 1 or low == title.lower())
            and not _BREAKS & set(said)
            and not any(word.endswith("ly") for word in said)
            and (low == term or term[1:] == low[1:])
        ):
            found.append((low if len(said) > 1 or term != title else term, True))
    for match in _CALLED.finditer(sentence):
        said = match[1].split()
        if not _BREAKS & set(said) and (len(said) > 1 or len(said[0]) > 4):
            found.append((match[1], False))
    return found


def listed(line: str) -> str:
    """The term that a line of a glossary explains: "Term: what it is"; "" when it is none."""
    match = _GLOSSARY.match(line)
    if not match or len(match[1]) > 50 or len(line) < match.end() + 12:
        return ""
    said = match[1].lower().split()
    if all(word in _NO_TERM or word in FUNCTION for word in said) or said[0] in FUNCTION:
        return ""
    return "" if any(word in BE or word in HAVE or word in _CLAUSE for word in said) else match[1]


_CLAUSE = words("that which who when if because should must will can said says")


def repeated(text: str) -> list[tuple[str, int]]:
    """Word groups that a text keeps using as terms, with how often, the most telling first."""
    counts: Counter[str] = Counter()
    length = 0
    for run in _RUN.finditer(text):
        length += 1
        piece: list[str] = []
        for word in [*run.group().split(), ""]:
            if word and word not in _BREAKS and len(word) > 1 and not word.endswith("ly"):
                piece.append(word)
                continue
            _count(piece, counts)
            piece = []
    often = {term: times for term, times in counts.items() if times >= _LEAST_TIMES}
    if not often:
        return []
    values = _c_values(often)
    best = [
        term
        for term in sorted(values, key=lambda term: (-values[term], term))
        if values[term] >= _LEAST_VALUE
    ]
    most = max(3, len(text) // (6 * _MOST_SHARE))
    return [(term, often[term]) for term in best[:most]]


def _count(piece: list[str], counts: Counter[str]) -> None:
    for first in range(len(piece)):
        for last in range(first + 2, min(len(piece), first + 4) + 1):
            if _may_end(piece[last - 1]) and _may_begin(piece[first]):
                counts[" ".join(piece[first:last])] += 1


def _may_begin(word: str) -> bool:
    return word not in _EDGE and (word not in VERBS or word in KIND_OF_NOUN or word.endswith("ed"))


def _may_end(word: str) -> bool:
    """Whether a noun may look like this: no participle, no adjective."""
    if word in KIND_OF_NOUN or word.endswith("ing"):
        return True
    return word not in VERBS and not word.endswith(
        ("ed", "al", "ive", "ous", "ful", "less", "able", "ible", "ic", "ary")
    )


def _c_values(often: dict[str, int]) -> dict[str, float]:
    within: dict[str, list[int]] = {}
    for term, times in often.items():
        said = term.split()
        for first in range(len(said)):
            for last in range(first + 2, len(said) + 1):
                if last - first < len(said):
                    inner = " ".join(said[first:last])
                    if inner in often:
                        within.setdefault(inner, []).append(times)
    return {
        term: math.log2(term.count(" ") + 1)
        * (times - (sum(within[term]) / len(within[term]) if term in within else 0))
        for term, times in often.items()
    }
