"""Which entities a question, or any text, names: exact spellings first, then those much like one.

The longest spelling wins. Only what is written as a name and has no exact match is compared by
trigrams of characters (Dice 1945), with a floor: a nearest entity there always is, and linking a
question to it would lead the search astray.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.keys import TOKEN, folded, is_cjk, joined, key_of
from core.text.terms import fold, is_function_word

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 12
"""Tokens of the longest name that is looked for; characters where it is Chinese."""
MOST_TOKENS = 4000
"""Tokens of a text that are looked at."""
ALIKE = 0.55
"""Dice coefficient from which on two spellings may mean the same."""
_SHORT_CHINESE = 2
"""Characters of a Chinese name that must begin and end where words do."""
_NAME = re.compile(
    r"(?<!\w)[A-Z][\w'’-]*(?:\.(?=\s[A-Z]))?"
    r"(?:\s(?:(?:of|the|de|la|van|von|and|&)\s)*[A-Z][\w'’-]*(?:\.(?=\s[A-Z]))?)*"
)
_QUOTED = re.compile(r"《([^《》]{2,60})》|“([^“”]{2,60})”|\"([^\"]{2,60})\"|「([^「」]{2,60})」")

Linked = tuple[int, int, int]
"""Entity (place in the graph), and the characters of the text that name it."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str
    is_cjk: bool


def linked(graph: Graph, text: str) -> list[Linked]:
    """The entities that a text names, in its order; no two of them overlap."""
    tokens = [
        _Token(found.start(), found.end(), folded(found.group()), is_cjk(found.group()[0]))
        for found, _ in zip(TOKEN.finditer(text), range(MOST_TOKENS), strict=False)
    ]
    exact = list(_exact(graph, text, tokens))
    return sorted([*exact, *_much_alike(graph, text, exact)], key=lambda each: each[1])


# ---- exact ---------------------------------------------------------------------------------------


def _exact(graph: Graph, text: str, tokens: Sequence[_Token]) -> Iterator[Linked]:
    words = _word_ends(text)
    no_capitals = text == text.lower()
    at = 0
    while at < len(tokens):
        for count in range(min(LONGEST, len(tokens) - at), 0, -1):
            stretch = tokens[at : at + count]
            entity = _entity_of(graph, joined(tuple(token.folded for token in stretch)))
            start, end = stretch[0].start, stretch[-1].end
            if (
                entity >= 0
                and not graph.hidden[entity]
                and _stands_alone(stretch, words)
                and _is_meant(graph, entity, text[start:end], stretch, no_capitals)
            ):
                yield entity, start, end
                at += count
                break
        else:
            at += 1


def _entity_of(graph: Graph, key: str) -> int:
    place = bisect_left(graph.keys, key)
    if place < len(graph.keys) and graph.keys[place] == key:
        return int(graph.key_entity[place])
    return -1


def _word_ends(text: str) -> frozenset[int]:
    """Where the segmenter's words begin and end, for text with Chinese in it."""
    if not any(map(is_cjk, text)):
        return frozenset()
    import rjieba

    return frozenset(
        place for _, start, end in rjieba.tokenize(fold(text), "default") for place in (start, end)
    )


def _stands_alone(stretch: Sequence[_Token], words: frozenset[int]) -> bool:
    """Whether a Chinese name is not merely a part of other words (中国 in 发展中国家)."""
    if not (stretch[0].is_cjk and stretch[-1].is_cjk):
        return True
    ends = (stretch[0].start in words) + (stretch[-1].end in words)
    return ends == 2 if len(stretch) <= _SHORT_CHINESE else ends >= 1


def _is_meant(
    graph: Graph, entity: int, said: str, stretch: Sequence[_Token], no_capitals: bool
) -> bool:
    """Whether a single Latin word is the name and not the word: May, Turkey, Apple."""
    if len(stretch) > 1 or stretch[0].is_cjk or said != said.lower():
        return not (len(stretch) == 1 and len(said) == 1 and said.isascii())
    if is_function_word(stretch[0].folded):
        return False
    spellings = (graph.names[entity], *graph.aliases[entity])
    # Who types without capitals at all means names too.
    return no_capitals or any(key_of(each) == stretch[0].folded == each for each in spellings)


# ---- much alike ----------------------------------------------------------------------------------


def _much_alike(graph: Graph, text: str, exact: Sequence[Linked]) -> Iterator[Linked]:
    for start, end in _written_as_names(text):
        if any(start < other_end and other_start < end for _, other_start, other_end in exact):
            continue
        entity = alike(graph, text[start:end])
        if entity >= 0:
            yield entity, start, end


def _written_as_names(text: str) -> list[tuple[int, int]]:
    found = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]
    for match in _NAME.finditer(text):
        start, end = match.span()
        first, _, rest = match.group().partition(" ")
        if is_function_word(folded(first)):
            # “What Publix …”: the question's own first word is no part of the name.
            start, end = start + len(first) + 1, end if rest else start
        if end - start >= 4 and not any(a < end and start < b for a, b in found):
            found.append((start, end))
    return sorted(found)


def alike(graph: Graph, name: str) -> int:
    """The entity with the spelling most like a name, -1 where none is like it enough."""
    asked = np.unique(_trigrams(key_of(name)))
    if not len(asked) or not graph.keys:
        return -1
    index = _trigram_index(graph.keys)
    first = np.searchsorted(index.trigram, asked, "left")
    last = np.searchsorted(index.trigram, asked, "right")
    owners = [index.owner[a:b] for a, b in zip(first, last, strict=True) if b > a]
    if not owners:
        return -1
    keys, shared = np.unique(np.concatenate(owners), return_counts=True)
    dice = 2.0 * shared / (len(asked) + index.size[keys])
    dice[graph.hidden[graph.key_entity[keys]]] = 0.0
    best = int(np.argmax(dice))
    return int(graph.key_entity[keys[best]]) if dice[best] >= ALIKE else -1


@dataclass(frozen=True)
class _TrigramIndex:
    trigram: "NDArray[np.uint64]"
    """Ascending, one item for each key that has it."""
    owner: "NDArray[np.int32]"
    size: "NDArray[np.int32]"
    """Different trigrams of each key."""


@lru_cache(maxsize=2)
def _trigram_index(keys: tuple[str, ...]) -> _TrigramIndex:
    together = "\0".join(f" {key} " for key in keys)
    codes = np.frombuffer(together.encode("utf-32-le", "replace"), dtype="<u4")
    owner = np.cumsum(codes == 0, dtype=np.int32)[:-2]
    within = (codes[:-2] != 0) & (codes[1:-1] != 0) & (codes[2:] != 0)
    trigram, owner = _coded(codes)[within], owner[within]
    order = np.lexsort((owner, trigram))
    trigram, owner = trigram[order], owner[order]
    fresh = np.ones(len(trigram), dtype=bool)
    fresh[1:] = (trigram[1:] != trigram[:-1]) | (owner[1:] != owner[:-1])
    trigram, owner = trigram[fresh], owner[fresh]
    return _TrigramIndex(trigram, owner, np.bincount(owner, minlength=len(keys)).astype(np.int32))


def _trigrams(key: str) -> "NDArray[np.uint64]":
    """The trigrams of a key as numbers; its ends count as characters."""
    if not key:
        return np.zeros(0, dtype=np.uint64)
    return _coded(np.frombuffer(f" {key} ".encode("utf-32-le", "replace"), dtype="<u4"))


def _coded(characters: "NDArray[np.uint32]") -> "NDArray[np.uint64]":
    codes = characters.astype(np.uint64)
    return (codes[:-2] << np.uint64(42)) | (codes[1:-1] << np.uint64(21)) | codes[2:]
