"""The analyser of keyword search: which terms a text has. The same for documents and questions.

English words become Snowball stems; codes and numbers stay whole and are also split; Chinese,
Japanese and Korean become character bigrams (Chinese character bigrams find at least as much as a
dictionary's words do, and need no dictionary). Width, case and traditional characters are folded.
"""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

VERSION = 1
"""Raise it when a change makes other terms of the same text: indexes are then made anew."""

_END_OF_LATIN = "\u0370"
LONGEST = 64
"""Longer words (encoded files, addresses) are cut here; nobody types more to find them."""

_CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    rf"|(?P<word>[^\W{_CJK}]+(?:[.,:/'’\-_+&@][^\W{_CJK}]+)*(?:\+\+|\#)?)"
)
_PART = re.compile(r"[^\W_]+")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")

_FUNCTION_WORDS = """
    a about an and any are as at be because been before between both but by can could did do
    does doing during each for from further had has have having he her here hers him his how i
    if in into is it its just me more most my no nor not of on once only or other our out over
    own same she should so some such than that the their them then there these they this those
    through to too under until up very was we were what when where which while who whom whose
    why will with would you your
"""


@cache
def simplified() -> dict[int, int]:
    """Traditional characters to simplified ones, for `str.translate`; one character to one."""
    table: dict[int, int] = {}
    source = files("opencc") / "dictionary" / "TSCharacters.txt"
    for line in source.read_text(encoding="utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        first = choices.split(" ")[0]
        if len(traditional) == 1 and len(first) == 1:
            table[ord(traditional)] = ord(first)
    return table


@cache
def _same_length() -> dict[int, int]:
    full_width = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    return simplified() | full_width | {0x3000: 0x20, 0x2019: 0x27}


def fold(text: str) -> str:
    """Width and traditional characters folded, every position kept: for looking in a shown text."""
    return text.translate(_same_length())


def terms(text: str) -> list[str]:
    """The terms of a text in order, repeated as often as they occur; none holds a space."""
    found: list[str] = []
    plain = unicodedata.normalize("NFKC", text).casefold().translate(simplified())
    for token in _TOKEN.finditer(plain):
        run = token["cjk"]
        if run is None:
            found.extend(_word(token["word"]))
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(map("".join, pairwise(run)))
    return found


def question_terms(text: str) -> list[str]:
    """The terms of a question: each once, function words left out unless there is nothing else."""
    every = list(dict.fromkeys(terms(text)))
    return [term for term in every if term not in _function_stems()] or every


def is_function_word(word: str) -> bool:
    """Whether a folded English word only holds others together (of, the, which, do)."""
    return word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_FUNCTION_WORDS.split())


@cache
def _function_stems() -> frozenset[str]:
    return frozenset(map(_stem, _function_words()))


@lru_cache(maxsize=1 << 17)
def _word(token: str) -> tuple[str, ...]:
    token = token[:LONGEST]
    if not token.isascii() and all(letter < _END_OF_LATIN for letter in token):
        # “resume” finds “résumé”; in other scripts such marks make other letters.
        token = "".join(
            letter for letter in unicodedata.normalize("NFD", token) if not _is_accent(letter)
        )
    if token.isalpha():
        return (_stem(token),)
    token = token.replace("’", "'").removesuffix("'s")
    if _THOUSANDS.fullmatch(token):
        return (token.replace(",", ""),)
    parts = _PART.findall(token)
    split: list[str] = []
    for part in parts:
        split.append(_stem(part))
        pieces = _LETTERS_OR_DIGITS.findall(part)
        if len(pieces) > 1 and all(len(piece) > 1 for piece in pieces):
            split.extend(map(_stem, pieces))
    is_code = any(character.isdigit() for character in token) or token[-1] in "+#"
    is_initials = all(len(part) == 1 for part in parts)
    if token not in split and (is_code or (is_initials and len(parts) > 1)):
        split.append(token)
    return tuple(split)


def _is_accent(letter: str) -> bool:
    return unicodedata.combining(letter) > 0


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return word
    # A Snowball stemmer keeps the word it works on: one for each thread.
    if not hasattr(_stemmers, "english"):
        import snowballstemmer

        _stemmers.english = snowballstemmer.stemmer("english")
    return str(_stemmers.english.stemWord(word))


_stemmers = threading.local()
