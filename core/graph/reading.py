"""What one document says by itself, as it is kept: the input of everything else in this package."""

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

from core.types import EntityKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
"""Raise it when a change reads something else in the same text: documents are then read again."""


class TokenFlag(IntFlag):
    """What is known of a token besides its hash."""

    CAPITAL = 1
    """Begins with a capital letter (or has one within: iPhone)."""
    CJK = 2
    """One Chinese, Japanese or Korean character."""
    FIRST = 4
    """Begins its sentence, or follows a bullet, colon or opening quote: a capital says little."""
    DIGIT = 8
    ALL_CAPITALS = 16
    BOUNDARY = 32
    """CJK: a word of the segmenter begins here."""
    APART = 64
    """The border of a cell, a semicolon or the like parts it from the token before."""


@dataclass(frozen=True)
class Tokens:
    """A document's sentences and their tokens, in order; T tokens, S sentences.

    Latin words are whole words, folded (NFKC, case, accents, possessive 's); of CJK text each
    character is a token, traditional ones folded to simplified. A hash is the first 8 bytes of
    blake2b of the folded token, so that it is the same in every process.
    """

    sentence_start: "NDArray[np.int32]"
    """(S,) character offsets in the document's text."""
    sentence_end: "NDArray[np.int32]"
    first_token: "NDArray[np.int32]"
    """(S + 1,) where each sentence's tokens begin."""
    hash: "NDArray[np.uint64]"
    """(T,)"""
    start: "NDArray[np.int32]"
    """(T,)"""
    end: "NDArray[np.int32]"
    flags: "NDArray[np.uint8]"
    """(T,) TokenFlag."""
    first_term: "NDArray[np.int32]"
    """(S + 1,) where each sentence's search terms begin."""
    term: "NDArray[np.uint32]"
    """crc32 of the terms (core/text/terms.py) of each sentence, each once, ascending."""


class Sign(IntFlag):
    """Why something was taken for a name."""

    CAPITALS = 1
    """A span of capitalised words."""
    TITLE = 2
    """The document's title."""
    HEADING = 4
    MARKED = 8
    """In 《》 or quotation marks, or set off as a term."""
    DEFINED = 16
    """A sentence says what it is ("X is a …", "X是…"), or a glossary lists it."""
    DICTIONARY = 32
    """A dictionary of names has it."""
    CUE = 64
    """A word beside it says what it is (Dr., Inc., 教授, 公司, 市)."""
    TABLE = 128
    """A header or a first column of a table."""
    ACRONYM = 256
    REPEATED = 512
    """A term that the document keeps using."""
    MODEL = 1024
    """A writing model says so; never in a Reading, see core/graph/model_findings.py."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a document. `key` is what `core.graph.keys.key_of` makes of `surface`."""

    key: str
    surface: str
    """Its most frequent spelling here."""
    kind: EntityKind
    """OTHER where nothing says."""
    signs: int
    """Sign flags."""
    count: int
    """Times it was found by its signs; occurrences in all are `matching`'s to find."""


@dataclass(frozen=True, slots=True)
class FoundAlias:
    """The document says that two names name one thing.

    `why`: "abbreviation" (“World Health Organization (WHO)”), "translation" (“深度学习（Deep
    Learning）”), "also_called" (“also known as”, “又称”), "short" (“以下简称…”: good in this
    document only) or "surname" (“Curie” after “Marie Curie”: good in this document only).
    """

    key: str
    other: str
    why: str
    sentence: int


@dataclass(frozen=True, slots=True)
class FoundSense:
    """What the document says a name is, to tell homonyms apart: "planet", "1847 novel", "护士"."""

    key: str
    gloss: str
    kind: EntityKind
    sentence: int


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A date or a quantity; `value` is normalised: "1998-03", "12.5 %", "500 CNY"."""

    kind: EntityKind
    """DATE or NUMBER."""
    value: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """All that one document says by itself."""

    language: str
    tokens: Tokens
    names: tuple[FoundName, ...]
    """By key."""
    aliases: tuple[FoundAlias, ...]
    senses: tuple[FoundSense, ...]
    quantities: tuple[FoundQuantity, ...]
