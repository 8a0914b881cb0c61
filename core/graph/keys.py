"""The key of a name: what stays the same however it is spelt, and the tokens that it is made of."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from core.text.terms import simplified

_CJK = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = rf"[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)*(?:\+\+|[#+](?!\w))?"
TOKEN = re.compile(rf"[{_CJK}]|{_WORD}")
"""One token: a CJK character, or a word with its apostrophes, or C++ and C#."""
RUN = re.compile(rf"([{_CJK}]+)|{_WORD}")
"""Tokens with CJK characters that stand together as one match, group 1."""
CJK = re.compile(f"[{_CJK}]")
"""One Chinese, Japanese or Korean character."""
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=1 << 16)
def folded(token: str) -> str:
    """A token with width, case, accents, traditional characters and possessive 's folded."""
    plain = unicodedata.normalize("NFKC", token).casefold().translate(simplified())
    if not plain.isascii():
        apart = unicodedata.normalize("NFD", plain)
        if apart != plain and all(letter < "\u0370" for letter in plain):
            plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _POSSESSIVE.sub("", plain.replace("’", "'")) or plain


@lru_cache(maxsize=1 << 17)
def tokens_of(name: str) -> tuple[str, ...]:
    """The folded tokens of a name; punctuation and spaces make no difference."""
    return tuple(folded(token) for token in TOKEN.findall(name))


@lru_cache(maxsize=1 << 17)
def key_of(name: str) -> str:
    """The key of a name: its folded tokens, Latin words parted by one space, CJK characters not.

    "The World Health Organization’s", "world health  organization" and "World-Health Organization"
    have one key, as have "深度學習", "深度学习" and "深度 学习". Empty where there are no tokens.
    """
    tokens = tokens_of(name)
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    return joined(tokens)


def joined(tokens: tuple[str, ...]) -> str:
    """The key that has these tokens."""
    parts: list[str] = []
    for token in tokens:
        if parts and not (is_cjk(parts[-1][-1]) or is_cjk(token[0])):
            parts.append(" ")
        parts.append(token)
    return "".join(parts)


@lru_cache(maxsize=1 << 16)
def is_cjk(letter: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean."""
    return CJK.match(letter) is not None


@lru_cache(maxsize=1 << 17)
def token_hash(token: str) -> int:
    """The hash of a folded token, the same in every process; 64 bits, unsigned."""
    return int.from_bytes(
        blake2b(token.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )
