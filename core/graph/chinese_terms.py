"""Terms of a trade in a Chinese document: compounds it keeps using, and what it sets off by form.

A compound of nouns counts as a term by its C-value (Frantzi, Ananiadou & Mima 2000: how often it
stands outside longer compounds), with different neighbours on both sides, so that pieces of longer
ones fall away. What heads a line (“LoRA：”, “3. 预训练”) or a row of a table is set off as a term.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from core.graph.chinese_common import GENERIC, MISTAGGED
from core.graph.chinese_segments import Segmented
from core.graph.chinese_words import HAS_HAN, STOPPED, TITLES
from core.graph.reading import Sign
from core.graph.source import Role

MOST_WORDS = 4
LONGEST = 12
"""Characters of a term."""
OFTEN = 3
"""Times that a document must use a compound for it to be a term of its trade."""
LEAST_VALUE = 3.0
"""C-value from which a compound is one."""

_INSIDE = frozenset(
    ["n", "vn", "nz", "j", "b", "l", "an", "ng", "g", "nt", "ns", "nr", "nrt", "eng"]
)
_ALSO_INSIDE = frozenset(["v", "a", "zg", "ag", "vg", "m", "d", "p", "f", "q", "k", "s", "i"])
"""Words that a compound may hold but only as others do: 检索增强生成, 低秩适配, 自注意力."""
_NOT_FIRST = frozenset(["m", "f", "q", "k", "i"])
_LAST = frozenset(["n", "vn", "nz", "v", "an", "l", "ng", "j", "eng"])
_NUMBERED = re.compile(
    r"^\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、:]|[0-9]+(?:\.[0-9]+)+|[•·▪◦●○■-])\s*"
)
_HEAD = re.compile(r"^\s*([^:：,，。;；!?|\n]{2,24}?)\s*[:：]")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_DEFINES = re.compile(
    r"^\s*(?:所谓)?([^:：,，。;；!?|\s是指]{2,12})\s*(?:,|，)?(?:是指|指的是|是|即)"
)
_EDGE_LETTERS = frozenset(
    "的了是在和与及或等为以于从到由被把将对向给让使而但则即就都也还并且不如何能可有这那其此各每所"
)
_SENTENCE_WORDS = frozenset(["r", "uj", "ul", "uz", "ud", "c", "p", "y", "e", "d", "t", "mq"])


@dataclass(frozen=True, slots=True)
class Term:
    """A term, as it is first written, and why it counts."""

    start: int
    end: int
    signs: int
    times: int


def terms(
    words: Segmented, sentences: Iterable[tuple[int, int, Role]], taken: frozenset[str]
) -> list[Term]:
    """The terms of a document's sentences; `taken` are names that are something else already."""
    each = list(sentences)
    found = _set_off(words, each) + _compounds(words, each)
    best: dict[str, Term] = {}
    for term in found:
        surface = words.text[term.start : term.end]
        if surface in taken:
            continue
        before = best.get(surface)
        if before is None:
            best[surface] = term
        else:
            times = max(before.times, term.times)
            best[surface] = Term(before.start, before.end, before.signs | term.signs, times)
    return list(best.values())


def is_term_like(words: Segmented, start: int, end: int, *, alone: bool = False) -> bool:
    """Whether some words look like a term by its words; `alone`: nothing else is there."""
    text = words.text[start:end]
    if not 2 <= len(text) <= LONGEST or not HAS_HAN.search(text):
        return False
    if text in GENERIC or text in STOPPED or text[0] in _EDGE_LETTERS or text[-1] in _EDGE_LETTERS:
        return False
    first, last = words.within(start, end)
    if words.start[first] != start or words.start[last] != end:
        return False
    tags = [
        tag
        for tag, word in zip(words.tag[first:last], words.word[first:last], strict=True)
        if word.strip()
    ]
    if not tags or tags[-1] not in _LAST or any(tag in _SENTENCE_WORDS for tag in tags[:1]):
        return False
    if len(tags) > 1 and (tags[0] in _NOT_FIRST or (tags[0] in ("v", "d") and not alone)):
        return False
    if text.endswith(_OFFICES) or (tags[-1] == "v" and len(text) > 6):
        return False
    inside = sum(tag in _INSIDE for tag in tags)
    return all(tag in _INSIDE or tag in _ALSO_INSIDE for tag in tags) and (
        inside > 0 or len(tags) == 1
    )


_OFFICES = tuple(sorted(TITLES))


def _says_something(words: Segmented, start: int, end: int) -> bool:
    """Whether not all of a compound's words are ones that fit everywhere: 输出结果, 速度提升."""
    first, last = words.within(start, end)
    return any(
        words.word[at].strip()
        and words.word[at] not in GENERIC
        and words.tag[at] not in ("v", "a", "d", "m", "x")
        and len(words.word[at]) > 1
        for at in range(first, last)
    )


def _set_off(words: Segmented, sentences: list[tuple[int, int, Role]]) -> list[Term]:
    """What heads a line, stands alone under a number, heads a row, or is said to be something."""
    heads: list[tuple[int, int, int]] = []
    for start, end, role in sentences:
        sentence = words.text[start:end]
        number = _NUMBERED.match(sentence)
        skipped = number.end() if number else 0
        rest = sentence[skipped:]
        if role is Role.TABLE_ROW and "|" in rest:
            heads.append((*_stripped(rest.partition("|")[0], start + skipped), Sign.TABLE))
        elif head := _HEAD.match(rest):
            heads.append((*_stripped(head[1], start + skipped + head.start(1)), Sign.DEFINED))
        elif number and len(rest) <= LONGEST:
            heads.append((*_stripped(rest, start + skipped), Sign.HEADING))
        elif (said := _DEFINES.match(rest)) and said[1] not in GENERIC:
            at = start + skipped + said.start(1)
            heads.append((at, at + len(said[1]), Sign.DEFINED))
    times = Counter(words.text[start:end] for start, end, _ in heads)
    return [
        Term(start, end, sign, 1)
        for start, end, sign in heads
        # A head that comes again and again is a form to be filled in: “优点：”, “核心逻辑：”.
        if times[words.text[start:end]] < OFTEN
        and is_term_like(words, start, end, alone=True)
        and (sign is not Sign.DEFINED or _says_something(words, start, end))
        # A heading that the text below it never says is a sentence rather than a name.
        and (sign is Sign.TABLE or words.text.count(words.text[start:end]) > 1)
    ]


def _stripped(text: str, start: int) -> tuple[int, int]:
    plain = _BRACKETED.sub("", text).rstrip(' *#_“”"')
    lead = len(plain) - len(plain.lstrip(' *#_“”"'))
    return start + lead, start + len(plain)


def _compounds(words: Segmented, sentences: list[tuple[int, int, Role]]) -> list[Term]:
    """Compounds of two to four words that the document uses often, and for themselves."""
    where: dict[tuple[str, ...], int] = {}
    count: Counter[tuple[str, ...]] = Counter()
    left: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    right: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    word, tag = words.word, words.tag
    for start, end, _ in sentences:
        first, last = words.within(start, end)
        for at in range(first, last):
            if not _may_be_inside(word[at], tag[at]):
                continue
            for stop in range(at + 1, min(at + MOST_WORDS, last) + 1):
                if not _may_be_inside(word[stop - 1], tag[stop - 1]):
                    break
                if stop - at == 1 and not _is_unknown(word[at], tag[at]):
                    continue
                gram = tuple(word[at:stop])
                where.setdefault(gram, at)
                count[gram] += 1
                left[gram].add(word[at - 1] if at > first else f"^{start}")
                right[gram].add(word[stop] if stop < last else f"${start}")
    often = {gram: times for gram, times in count.items() if times >= OFTEN}
    nested, holders = _nested(often)
    found = []
    for gram, times in often.items():
        at = where[gram]
        own = times - (nested[gram] / holders[gram] if holders[gram] else 0)
        start, end = words.start[at], words.start[at + len(gram)]
        if (
            log2(len(gram) + 1) * own >= LEAST_VALUE
            and len(left[gram]) > 1
            and len(right[gram]) > 1
            and end - start > 2
            and _begins_well(word[at], tag[at])
            and is_term_like(words, start, end)
            and _says_something(words, start, end)
        ):
            found.append(Term(start, end, Sign.REPEATED, times))
    return found


def _nested(
    often: dict[tuple[str, ...], int],
) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """How often each stands in longer ones, and in how many different ones."""
    nested: Counter[tuple[str, ...]] = Counter()
    holders: Counter[tuple[str, ...]] = Counter()
    for gram, times in often.items():
        for length in range(1, len(gram)):
            for at in range(len(gram) - length + 1):
                part = gram[at : at + length]
                if part in often:
                    nested[part] += times
                    holders[part] += 1
    return nested, holders


def _may_be_inside(word: str, tag: str) -> bool:
    return (tag in _INSIDE or tag in ("v", "a", "zg", "ag", "vg")) and word not in _EDGE_LETTERS


def _is_unknown(word: str, tag: str) -> bool:
    """Whether a single word may be a term by itself: a long one."""
    return len(word) > 3 and tag in ("n", "l", "nz", "vn") and word not in MISTAGGED


def _begins_well(word: str, tag: str) -> bool:
    return tag not in ("v", "a") or len(word) > 1
