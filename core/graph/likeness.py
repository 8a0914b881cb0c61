"""Whether two names may be of one thing: their spelling, their numbers, initials and endings."""

import re

from core.graph.keys import is_cjk, tokens_of

SAME_LETTERS = 0.9
"""Likeness of names that differ in the order, the parting or the endings of their words."""
_ROMAN = re.compile(r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
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


def has_cjk(name: str) -> bool:
    """Whether a name has a Chinese, Japanese or Korean character."""
    return not name.isascii() and any(map(is_cjk, name))


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
    if singular(a) == singular(b):
        return SAME_LETTERS
    chinese = has_cjk(a) or has_cjk(b)
    length = min(len(closed_a), len(closed_b))
    if length < (8 if chinese else 6) or not one_edit(closed_a, closed_b):
        return 0.0
    if a[0] != b[0] or _says_otherwise(a.split(" "), b.split(" ")):
        return 0.0
    # A letter doubled or left out is a slip more often than a letter exchanged for another.
    return 1 - (0.8 if len(closed_a) != len(closed_b) else 1.4) / length


def singular(key: str) -> str:
    """A key with the plurals of its English words taken away; they need not become words."""
    return " ".join(_one_of(word) for word in key.split(" "))


def _one_of(word: str) -> str:
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ses", "xes", "zes", "ches", "shes")) else word[:-1]


def _says_otherwise(a: list[str], b: list[str]) -> bool:
    """Whether the word that differs is another word: short, opposite, or of another ending."""
    if len(a) != len(b):
        return False
    for word, other in zip(a, b, strict=True):
        if word == other:
            continue
        low, high = sorted((word, other))
        if min(len(word), len(other)) < 5 or low + "n" == high:
            return True
        if any(low.startswith(one) and high.startswith(two) for one, two in _OPPOSITES):
            return True
        # “organised” and “organises”, “Victoria” and “Victorian”: the last letters say what.
        if word[:-1] == other[:-1] or word[:-1] == other or other[:-1] == word:
            return True
    return False


def initials(key: str) -> set[str]:
    """What a name of several words may be abbreviated to ("who" for World Health Organization)."""
    words = key.split()
    if len(words) < 2 or has_cjk(key):
        return set()
    every = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    return {letters for letters in (every, main) if len(letters) > 1}


def without_ending(key: str) -> str:
    """A name without what only says its legal form or rank (Ltd., 有限公司, 市), else itself."""
    if has_cjk(key):
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
