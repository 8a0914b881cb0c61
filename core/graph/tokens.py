"""The tokens and search terms of a document's sentences, as arrays."""

import zlib
from typing import TYPE_CHECKING

import numpy as np

from core.graph.keys import RUN, folded, is_cjk, token_hash
from core.graph.reading import TokenFlag, Tokens
from core.graph.source import Source
from core.text.terms import simplified, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OPENERS = ':：•·▪◦‣●○■□–—*"“‘«「『《|'
"""After one of these a capital letter says little."""
_IS_OPENER = np.zeros(0x10000, dtype=bool)
_IS_OPENER[[ord(each) for each in _OPENERS]] = True
_PARTING = "|;；\t?!？！。"
"""No name goes on over one of these."""
_IS_PARTING = np.zeros(0x10000, dtype=bool)
_IS_PARTING[[ord(each) for each in _PARTING]] = True
_KNOWN_WORDS = 1 << 17
"""Words whose hash and flags are kept at hand."""
_known: dict[str, tuple[int, int]] = {}
_known_terms: dict[str, int] = {}


def tokens_of_source(source: Source) -> Tokens:
    """The tokens of a document's sentences; what stands between sentences has none."""
    sentence_start = np.array([start for start, _ in source.sentences], dtype=np.int32)
    sentence_end = np.array([end for _, end in source.sentences], dtype=np.int32)
    words: list[tuple[int, int]] = []
    starts: list[int] = []
    ends: list[int] = []
    first = [0]
    text = source.text
    for sentence in source.sentences:
        for match in RUN.finditer(text, *sentence):
            begin, stop = match.span()
            if match[1]:
                words.extend([_known.get(letter) or _look_at(letter) for letter in match[1]])
                starts.extend(range(begin, stop))
                ends.extend(range(begin + 1, stop + 1))
            else:
                words.append(_known.get(match[0]) or _look_at(match[0]))
                starts.append(begin)
                ends.append(stop)
        first.append(len(words))
    first_token = np.array(first, dtype=np.int32)
    start = np.array(starts, dtype=np.int32)
    end = np.array(ends, dtype=np.int32)
    flags = np.array([flag for _, flag in words], dtype=np.uint8)
    if len(words):
        opened = _follows(text, start, end, _IS_OPENER)
        heads = first_token[:-1]
        opened[heads[heads < first_token[1:]]] = True
        flags[opened] |= np.uint8(TokenFlag.FIRST)
        flags[_follows(text, start, end, _IS_PARTING)] |= np.uint8(TokenFlag.APART)
        if (flags & TokenFlag.CJK).any():
            flags[_begins_a_word(text, start)] |= np.uint8(TokenFlag.BOUNDARY)
        flags[(flags & TokenFlag.CJK) == 0] |= np.uint8(TokenFlag.BOUNDARY)
    first_term, term = _terms(source)
    return Tokens(
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        first_token=first_token,
        hash=np.array([number for number, _ in words], dtype=np.uint64),
        start=start,
        end=end,
        flags=flags,
        first_term=first_term,
        term=term,
    )


def flags_of(word: str) -> TokenFlag:
    """What a token's letters say: CAPITAL, ALL_CAPITALS, DIGIT, CJK."""
    if len(word) == 1 and is_cjk(word):
        return TokenFlag.CJK
    found = TokenFlag(0)
    if word != word.lower():
        found |= TokenFlag.CAPITAL
        if len(word) > 1 and word.isupper():
            found |= TokenFlag.ALL_CAPITALS
    if any(letter.isdigit() for letter in word):
        found |= TokenFlag.DIGIT
    return found


def _look_at(word: str) -> tuple[int, int]:
    if len(_known) >= _KNOWN_WORDS:
        _known.clear()
    found = _known[word] = (token_hash(folded(word)), int(flags_of(word)))
    return found


def _letters(text: str) -> "NDArray[np.uint32]":
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _follows(
    text: str, start: "NDArray[np.int32]", end: "NDArray[np.int32]", marks: "NDArray[np.bool_]"
) -> "NDArray[np.bool_]":
    """(T,) one of these characters stands between a token and the one before."""
    marked = marks[np.minimum(_letters(text), len(marks) - 1)]
    before = np.concatenate(([0], np.cumsum(marked)))
    follows = np.zeros(len(start), dtype=bool)
    follows[1:] = before[start[1:]] > before[end[:-1]]
    return follows


def _begins_a_word(text: str, start: "NDArray[np.int32]") -> "NDArray[np.bool_]":
    """(T,) a word of the segmenter begins here."""
    import rjieba

    plain = text.translate(simplified())
    begins = np.zeros(len(text) + 1, dtype=bool)
    begins[[at for _, at, _ in rjieba.tokenize(plain)]] = True
    found: NDArray[np.bool_] = begins[start]
    return found


def _terms(source: Source) -> tuple["NDArray[np.int32]", "NDArray[np.uint32]"]:
    """The crc32 of each sentence's search terms, each once, ascending."""
    first, found = [0], list[int]()
    for start, end in source.sentences:
        found.extend(sorted({_term(each) for each in terms(source.text[start:end])}))
        first.append(len(found))
    return np.array(first, dtype=np.int32), np.array(found, dtype=np.uint32)


def _term(term: str) -> int:
    number = _known_terms.get(term)
    if number is None:
        if len(_known_terms) >= _KNOWN_WORDS:
            _known_terms.clear()
        number = _known_terms[term] = zlib.crc32(term.encode("utf-8", "replace"))
    return number
