"""Cutting stretches that are too long: into sentences, these into clauses, these into words.

All stretches of a document are handled together, level by level, so that tokens are counted in a
handful of large batches.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.chunking.blocks import trimmed
from core.protocols import TokenCounter
from core.text.sentences import sentences

Span = tuple[int, int]

CHARACTERS_A_TOKEN = 8
"""A token counts for no more characters than this, or a line of base64, one unknown token to a
tokenizer, would make a chunk of any length."""

_HARD_CUT = 48
_CLAUSE_END = re.compile(r"[，、；：;,]\s*|[:—]\s+| \| |\s[-–]\s")
_WORD = re.compile(r"\S+\s*")
_JOINER = "\u200d"
_JOINED = frozenset(
    [_JOINER, *map(chr, range(0x1F3FB, 0x1F400)), *map(chr, range(0xE0020, 0xE0080))]
)
"""Signs that belong to the one before: the joiner, skin tones, the letters of a region's flag."""
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_KOREAN = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_KOREAN_LETTER = re.compile("[\u1160-\u11ff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch and its size in tokens."""

    start: int
    end: int
    tokens: int


def measure(text: str, spans: Sequence[Span], count_tokens: TokenCounter) -> list[Piece]:
    """The spans with their sizes."""
    counts = count_tokens([text[start:end] for start, end in spans])
    return [
        Piece(start, end, max(tokens, -(-(end - start) // CHARACTERS_A_TOKEN)))
        for (start, end), tokens in zip(spans, counts, strict=True)
    ]


def split(
    text: str, long: Sequence[Piece], limits: Sequence[int], count_tokens: TokenCounter
) -> list[list[Piece]]:
    """Each of the long pieces as pieces of at most its limit, in order, without gaps but spaces."""
    parts: list[list[Piece]] = [[piece] for piece in long]
    for cut in (_sentences, _clauses, _words):
        spans: list[Span] = []
        for pieces, limit in zip(parts, limits, strict=True):
            for piece in pieces:
                if piece.tokens > limit:
                    spans += cut(text, piece.start, piece.end)
        if not spans:
            break
        measured = iter(measure(text, spans, count_tokens))
        parts = [
            _replaced(pieces, limit, measured) for pieces, limit in zip(parts, limits, strict=True)
        ]
    return parts


def _replaced(pieces: list[Piece], limit: int, measured: Iterator[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for piece in pieces:
        if piece.tokens <= limit:
            result.append(piece)
            continue
        for part in measured:
            result.append(part)
            if part.end == piece.end:
                break
    return result


def _sentences(text: str, start: int, end: int) -> list[Span]:
    return sentences(text, start, end)


def _clauses(text: str, start: int, end: int) -> list[Span]:
    return _cut_after(text, start, end, _CLAUSE_END)


def _cut_after(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    for match in pattern.finditer(text, start, end):
        spans.append(trimmed(text, start, match.end()))
        start = match.end()
    spans.append(trimmed(text, start, end))
    return [span for span in spans if span[0] < span[1]]


def _words(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    for word in _WORD.finditer(text, start, end):
        first, last = trimmed(text, word.start(), word.end())
        while last - first > _HARD_CUT:
            cut = _between_letters(text, first + _HARD_CUT, last)
            spans.append((first, cut))
            first = cut
        if first < last:
            spans.append((first, last))
    return spans


def _between_letters(text: str, at: int, end: int) -> int:
    """The next place from `at` that does not tear a letter from its accents or joined signs."""
    for position in range(at, min(end, at + 16)):
        if not tears(text, position):
            return position
    return at


def tears(text: str, at: int) -> bool:
    """Whether a cut before `text[at]`, which is not the first, parts what is seen as one character.

    The rules of extended grapheme clusters (Unicode Standard Annex 29) for what documents hold:
    accents and vowel signs, joined emoji, flags, Korean letters, line ends.
    """
    before, here = text[at - 1], text[at]
    if here < "\u0300":
        return before == "\r" and here == "\n"
    if unicodedata.category(here)[0] == "M" or here in _JOINED or before == _JOINER:
        return True
    if _FLAG_LETTERS[0] <= here <= _FLAG_LETTERS[1]:
        first = at
        while first and _FLAG_LETTERS[0] <= text[first - 1] <= _FLAG_LETTERS[1]:
            first -= 1
        return (at - first) % 2 == 1
    return _KOREAN_LETTER.match(here) is not None and _KOREAN.match(before) is not None
