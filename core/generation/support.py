"""Whether a text says what a sentence says, judged by words, numbers, names and negations.

A sentence in other words is supported when most of its words of substance are in the source, each
of its numbers and names is, no clause of the source that is about the same denies what it affirms,
and no number belongs to something else there: “children pay 12” is not supported by “adults pay 12,
children pay 5”, though every word of it is there.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from core.text.numerals import with_digits
from core.text.sentences import sentences
from core.text.terms import is_function_word, simplified, terms

SHARED = 0.6
"""Share of a sentence's words that what it cites must hold, where its numbers or names say that it
is about the same."""
SHARED_ALONE = 0.78
"""That share where it has neither."""
_ABOUT = 0.5
"""Share of a clause's words that one must hold to be about the same."""
_LATIN_WORD = 2.0
"""A word of letters weighs as much as so many Chinese characters."""


def _words(listed: str) -> list[str]:
    return listed.split()


_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)*)\s?"
    r"(?P<scale>万亿|千万|百万|十万|[万亿千百](?=[^\d]|$)|(?:thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_SCALES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        _words("zero one two three four five six seven eight nine ten eleven twelve")
    )
} | {"dozen": "12", "half": "50", "twice": "2", "double": "2"}
_MONTHS = {
    month[:length]: str(number)
    for number, month in enumerate(
        _words(
            "january february march april may june july august september october november december"
        ),
        start=1,
    )
    for length in (3, len(month))
}
_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_HAN_NUMBER = re.compile(r"[零〇一二三四五六七八九十百千两]{2,}|[二三四五六七八九十两]")
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_NAME = re.compile(r"(?<=[^\s.!?:;“\"'(|*#\-•])\s+[“\"'(]?([A-Z][\w\-]+)")
_TALK = frozenset(
    _words(
        "yes no accord accordingly document documents passage passages text source sources however"
        " therefore thus also additionally furthermore moreover finally overall summary state"
        " states stated mention mentions mentioned say says said note noted"
        " allow permit need able possibl"
    )
)
"""Words by which an answer talks about itself and its sources."""
_HAN_FUNCTION = frozenset(
    "的了是在和与及为被有于对也都而并等其该此这那之以由从将把让使给就又还则且或个着过地得里中上下内所会能可吗呢吧啊"
)
_HAN_TALK = re.compile(
    r"可以|允许|必须|需要?|应当?|根据|依据|文档|文件|段落|原文|资料|材料|中?(?:提到|提及|指出|说明|显示|记载|介绍)|因此|所以|此外|另外|同时|总之|综上|分别|目前|主要"
)
_PRONOUN = re.compile(r"\W*(?:It|They|He|She|This|These|That|Its|Their|他|她|它|该|其|此|这)")
_TURNED = re.compile(r"\b(?:otherwise|unless|until|only)\b|否则|除非|只有|才", re.IGNORECASE)
"""Words that turn a statement round: its negations count no more."""
_CLAUSE_END = re.compile(
    r"(?<!\d)[,，]|[,，](?!\d)|[;；|]|\b(?:but|however|while|whereas|although|though|and)\b"
    r"|但是?|然而|不过|而(?=[^且言])|、",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|prohibit\w*|forbid\w*"
    r"|forbidden|banned|barred|unable|fail(?:s|ed)? to)\b|n['’]t\b"
    r"|不(?![仅但过少断同久管论只足])|没有?|无(?![论线人机])|未(?!来)|禁|勿|谢绝|非(?![常洲])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, without separators, and what it is worth with its scale."""

    digits: str
    value: float
    scaled: bool


@dataclass(frozen=True)
class Reading:
    """A text taken apart, once."""

    text: str
    words: frozenset[str]
    """Stems of Latin words of substance; numbers are none."""
    han: str
    """Chinese characters, runs parted by spaces."""
    pairs: frozenset[str]
    """Pairs of Chinese characters that stand side by side, with and without function words."""
    numbers: tuple[Number, ...]
    letters: str
    """All but spaces, to look for quotes in."""

    @property
    def weight(self) -> float:
        """How much of substance it says."""
        return _LATIN_WORD * len(self.words) + sum(map(_counts, self.han))


@lru_cache(maxsize=8192)
def reading(text: str) -> Reading:
    """A text taken apart; the last thousands are remembered."""
    plain = unicodedata.normalize("NFKC", text).translate(simplified())
    words = frozenset(
        term
        for term in terms(" ".join(_LATIN_OR_CODE.findall(plain)))
        if not is_function_word(term)
        and not _plain_number(term)
        and term not in _TALK
        and term not in _month_stems()
    )
    runs = _HAN_RUN.findall(_HAN_TALK.sub(" ", plain))
    pairs: set[str] = set()
    for run in runs:
        for one in (run, "".join(filter(_counts, run))):
            pairs.update(map("".join, pairwise(one)))
            pairs.update((one,) if len(one) == 1 else ())
    return Reading(
        plain, words, " ".join(runs), frozenset(pairs), _numbers(plain), "".join(text.split())
    )


@cache
def _month_stems() -> frozenset[str]:
    return frozenset(terms(" ".join(_MONTHS)))


_LATIN_OR_CODE = re.compile(r"[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")


def shared(claim: Reading, source: Reading) -> float:
    """Share of what the claim says of substance that the source says too, from 0 to 1."""
    weight = claim.weight
    if not weight:
        return 0.0
    return _held(claim, source) / weight


def supports(claim: str, sources: Iterable[str], context: str = "") -> bool:
    """Whether the sources hold what the claim says; `context` is what a reader of them knows, such
    as the document's title."""
    sources = [source for source in sources if source.strip()]
    if not sources or not claim.strip():
        return False
    lines = ["".join(line.split()) for line in claim.splitlines() if line.strip()]
    letters = [reading(source).letters for source in sources]
    if all(any(line in one for one in letters) for line in lines):
        return True
    said, whole = reading(claim), "\n".join(sources)
    known = reading(f"{whole}\n{context}")
    return (
        (said.weight > 0 or bool(said.numbers))
        and (shared(said, known) >= _wanted(said) or not said.weight)
        and holds_numbers(said, known)
        and _holds_names(said, known)
        and not contradicts(claim, whole)
    )


def _wanted(claim: Reading) -> float:
    return SHARED if claim.numbers or _NAME.search(claim.text) else SHARED_ALONE


def other_script(claim: str, sources: Iterable[str]) -> bool:
    """Whether the claim is Chinese and the sources are not, or the other way round."""
    one, other = _is_chinese(claim), _is_chinese("\n".join(sources))
    return one is not None and other is not None and one != other


def holds_numbers(claim: Reading, source: Reading) -> bool:
    """Whether each number of the claim is in the source, scales and spellings apart."""
    digits = {number.digits for number in source.numbers}
    unscaled = {number.digits for number in source.numbers if not number.scaled}
    values = {number.value for number in source.numbers}
    spelt = _spelt(source.text)
    return all(
        number.value in values
        or number.digits in (unscaled if number.scaled else digits)
        or number.digits in spelt
        for number in claim.numbers
    )


def contradicts(claim: str, source: str) -> bool:
    """Whether a clause of the source that is about the same denies a clause of the claim, or gives
    its number to something else."""
    theirs = _clauses(source)
    readings = [one.reading for one in theirs]
    for clause in _clauses(claim) if theirs else ():
        own = clause.reading
        if own.weight < _LATIN_WORD:
            continue
        if not _TURNED.search(claim) and _denied(own, readings):
            return True
        if any(_belongs_elsewhere(number, own, theirs) for number in own.numbers):
            return True
    return False


def _denied(own: Reading, theirs: Sequence[Reading]) -> bool:
    """Whether what is most alike affirms what is denied or denies what is affirmed."""
    best = max(shared(own, one) for one in theirs)
    if best < _ABOUT:
        return False
    negations = _negations(own)
    # Where both are said, it is said.
    return not any(_negations(one) == negations and shared(own, one) >= best for one in theirs)


def _negations(one: Reading) -> int:
    return len(_NEGATION.findall(one.text))


def _belongs_elsewhere(number: Number, own: Reading, theirs: Sequence["_Clause"]) -> bool:
    """Whether the clauses that have a number are not what the claim is about, but one with another
    number is.

    What a clause shares with the claim tells what it is about, as far as other clauses do not share
    it too. A clause may leave out its subject, or name it by a pronoun, when it stands in a clause
    before; so that what only a clause before shares proves little.
    """
    wanted = {one.digits for one in own.numbers}
    having = [one for one in theirs if number.digits in one.digits]
    others = [one for one in theirs if number.digits not in one.digits and not one.digits <= wanted]
    units = {id(one): _units(own, one.reading) for one in theirs}
    common = {
        unit
        for each in units.values()
        for unit in each
        if sum(unit in u for u in units.values()) > 1
    }

    def is_about(other: _Clause, one: _Clause) -> bool:
        theirs, ours = units[id(other)], units[id(one)]
        if ours < theirs and ours:
            return True
        if other.place < one.place and one.leans(other):
            return False
        only = theirs - ours
        if other.place > one.place and only - common and not ours - common:
            return True
        return len(only) >= 2 and len(only) > len(ours - theirs)

    return bool(having) and any(all(is_about(other, one) for one in having) for other in others)


def _units(claim: Reading, source: Reading) -> frozenset[str]:
    """What of the claim the source says too."""
    own = [char for char, held in _characters(claim, source) if held]
    return (claim.words & source.words) | frozenset(own)


def _held(claim: Reading, source: Reading) -> float:
    han = sum(held for _, held in _characters(claim, source))
    return _LATIN_WORD * len(claim.words & source.words) + han


def _characters(claim: Reading, source: Reading) -> Iterable[tuple[str, bool]]:
    """The claim's Chinese characters of substance, and whether the source has each beside one of
    its neighbours."""
    for run in claim.han.split():
        run = "".join(filter(_counts, run))
        for at, char in enumerate(run):
            beside = (run[at - 1 : at + 1] if at else "", run[at : at + 2])
            yield (
                char,
                any(len(pair) == 2 and pair in source.pairs for pair in beside)
                or (len(run) == 1 and char in source.han),
            )


def _counts(char: str) -> bool:
    return char != " " and char not in _HAN_FUNCTION


@dataclass(frozen=True)
class _Clause:
    """A clause with its place among all, and that of its sentence."""

    reading: Reading
    place: int
    sentence: int
    pronoun: bool

    @property
    def digits(self) -> frozenset[str]:
        return frozenset(number.digits for number in self.reading.numbers)

    def leans(self, before: "_Clause") -> bool:
        """Whether its subject may stand in a clause before."""
        return self.pronoun or self.sentence == before.sentence or bool(self.reading.han)


@lru_cache(maxsize=2048)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """The clauses of a text; one that says next to nothing belongs to the one before."""
    found: list[_Clause] = []
    for number, (start, end) in enumerate(sentences(text)):
        pronoun = _PRONOUN.match(text, start, end) is not None
        parts: list[str] = []
        for part in _CLAUSE_END.split(text[start:end]):
            if parts and reading(part).weight < 2 * _LATIN_WORD:
                parts[-1] += f" {part}"
            elif part.strip():
                parts.append(part)
        for part in parts:
            found.append(_Clause(reading(part), len(found), number, pronoun))
    return tuple(found)


def _holds_names(claim: Reading, source: Reading) -> bool:
    folded = source.text.casefold()
    numbers = {number.digits for number in source.numbers}
    return all(
        name.casefold() in folded or _MONTHS.get(name.casefold(), "") in numbers
        for name in _NAME.findall(claim.text)
        if not is_function_word(name.casefold()) and name.casefold() not in _TALK
    )


def _numbers(text: str) -> tuple[Number, ...]:
    found: list[Number] = []
    for match in _NUMBER.finditer(with_digits(text)):
        digits = match["digits"].replace(",", "")
        parts = digits.split(".") if digits.count(".") > 1 else [digits]
        for part in parts:
            plain = _canonical(part)
            scale = _SCALES[match["scale"].lower()] if match["scale"] else 1.0
            found.append(Number(plain, float(plain) * scale, scale != 1.0))
    return tuple(dict.fromkeys(found))


def _canonical(digits: str) -> str:
    whole, _, part = digits.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


@lru_cache(maxsize=1024)
def _spelt(text: str) -> frozenset[str]:
    """Numbers that a text spells: words, months, Chinese numerals."""
    found: set[str] = set()
    for word in _LATIN.findall(text):
        folded = word.casefold()
        found.update(filter(None, (_NUMBER_WORDS.get(folded), _MONTHS.get(folded))))
    for match in _HAN_NUMBER.finditer(text):
        found.add(str(_of_han(match[0])))
    return frozenset(found)


def _of_han(signs: str) -> int:
    if not any(sign in _HAN_PLACES for sign in signs):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in signs))
    total = digit = 0
    for sign in signs:
        if sign in _HAN_PLACES:
            total += (digit or 1) * _HAN_PLACES[sign]
            digit = 0
        else:
            digit = _HAN_DIGITS[sign]
    return total + digit


def _plain_number(term: str) -> bool:
    return term.replace(".", "").replace(",", "").isdigit()


def _is_chinese(text: str) -> bool | None:
    """Whether most of a text is Chinese; None where it has too few letters to say."""
    han, words = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if han < 2 and words < 2:
        return None
    return han / 1.7 > words
