"""Whether two names may be of one thing: their spelling, their numbers, initials and endings."""

import re
from functools import lru_cache

from core.graph.keys import is_cjk, tokens_of
from core.text.terms import question_terms

SAME_LETTERS = 0.9
"""Likeness of names that differ in the order, the parting or the endings of their words."""
_ROMAN = re.compile(r"[ivx]{1,5}")
_CHINESE_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百千万甲乙丙丁戊上中下东西南北前后左右新旧大小正副]"
)
"""Characters that tell apart what is otherwise called alike: 第一医院, 东城区, 前轮."""
_OPPOSITES = (("macro", "micro"), ("ante", "anti"), ("pre", "pro"), ("hyper", "hypo"))
_COMPANIES = frozenset(
    ("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc",
     "gmbh", "ag", "sa", "spa", "nv", "bv", "kg", "oy", "ab", "group", "holding", "holdings")
)  # fmt: skip
_CHINESE_ENDINGS = re.compile(
    r"(?:(?:控股|科技|技术)?(?:股份)?(?:有限)?(?:责任)?公司|集团(?:公司)?|市|省|县|自治区)$"
)
_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "von", "van", "der", "a", "an")
)


def distinguishing(name: str) -> tuple[str, ...]:
    """What of a name tells it from others of its row: numbers, letters, sides (GPT-4, 东区)."""
    found = []
    for token in tokens_of(name):
        if is_cjk(token):
            if _CHINESE_NUMBER.fullmatch(token):
                found.append(token)
            continue
        found += re.findall(r"\d+", token)
        if len(token) == 1 or _ROMAN.fullmatch(token) or token[-1] in "+#":
            found.append(token)
    return tuple(sorted(found))


def one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less or another, or two that have changed places, make b of a."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    at = 0
    while at < len(a) and a[at] == b[at]:
        at += 1
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    changed = a[at + 1 :] == b[at + 1 :]
    swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    return changed or swapped


def spelling(a: str, b: str) -> float:
    """How alike two different keys are spelt, 0 to 1; 0 where they say different things.

    One typing error in a long enough word, the same words in another order or ending, or the same
    letters parted otherwise ("data base").
    """
    if distinguishing(a) != distinguishing(b):
        return 0.0
    closed_a, closed_b = a.replace(" ", ""), b.replace(" ", "")
    if closed_a == closed_b:
        return SAME_LETTERS + 0.05
    if sorted(a.split()) == sorted(b.split()):
        return SAME_LETTERS
    chinese = any(map(is_cjk, a)) or any(map(is_cjk, b))
    if not chinese and sorted(_stems(a)) == sorted(_stems(b)):
        return SAME_LETTERS
    length = min(len(closed_a), len(closed_b))
    if length < (8 if chinese else 6) or not one_edit(closed_a, closed_b):
        return 0.0
    if a[0] != b[0] or _opposite(a, b):
        return 0.0
    if len(closed_a) != len(closed_b) and abs(len(a.split()) - len(b.split())) == 0:
        # A letter doubled or left out is a slip more often than a letter exchanged for another.
        return 1 - 0.8 / length
    return 1 - 1.4 / length


def _opposite(a: str, b: str) -> bool:
    for word, other in zip(a.split(), b.split(), strict=False):
        if word == other:
            continue
        low, high = sorted((word, other))
        if any(low.startswith(one) and high.startswith(two) for one, two in _OPPOSITES):
            return True
    return False


@lru_cache(maxsize=1 << 15)
def _stems(name: str) -> tuple[str, ...]:
    return tuple(question_terms(name))


def initials(key: str) -> set[str]:
    """What a name of several words may be abbreviated to ("who" for World Health Organization)."""
    words = key.split()
    if len(words) < 2 or any(is_cjk(letter) for letter in key):
        return set()
    every = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    return {letters for letters in (every, main) if len(letters) > 1}


def without_ending(key: str) -> str:
    """A name without what only says its legal form or rank (Ltd., 有限公司, 市), else itself."""
    if any(is_cjk(letter) for letter in key):
        short = _CHINESE_ENDINGS.sub("", key)
        return short if len(short) > 1 else key
    words = key.split()
    while len(words) > 1 and words[-1] in _COMPANIES:
        words.pop()
    return " ".join(words)


def contracted(short: str, long: str) -> bool:
    """Whether a Chinese name is made of characters of another in order (北大, 北京大学)."""
    if not 2 <= len(short) <= 4 or len(long) < len(short) + 2 or short in long:
        return False
    if short[0] != long[0] or not all(map(is_cjk, short + long)):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)
