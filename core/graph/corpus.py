"""All readings joined to arrays: what the lexicon, matching and assembly work on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from core.graph.reading import FoundAlias, FoundName, FoundSense, Reading
from core.types import EntityKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Number = TypeVar("_Number", bound=np.generic)

KINDS = tuple(EntityKind)
KIND_PLACE = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class DocumentReading:
    """A document's id, its reading, which one that is, and the names a writing model adds."""

    id: str
    number: int
    reading: Reading
    model_names: tuple[FoundName, ...] = ()


@dataclass(frozen=True)
class Corpus:
    """D documents (sorted by id), S sentences, T tokens, N found names (by document, then key)."""

    documents: tuple[str, ...]
    numbers: "NDArray[np.int64]"
    """(D,) which reading of each document this is."""
    first_sentence: "NDArray[np.int32]"
    """(D + 1,)"""
    sentence_start: "NDArray[np.int32]"
    sentence_end: "NDArray[np.int32]"
    first_token: "NDArray[np.int64]"
    """(S + 1,)"""
    hash: "NDArray[np.uint64]"
    start: "NDArray[np.int32]"
    end: "NDArray[np.int32]"
    flags: "NDArray[np.uint8]"
    first_term: "NDArray[np.int64]"
    """(S + 1,)"""
    term: "NDArray[np.uint32]"

    name_document: "NDArray[np.int32]"
    name_key: "NDArray[np.int32]"
    """(N,) place in `keys`."""
    name_surface: "NDArray[np.int32]"
    """(N,) place in `surfaces`."""
    name_kind: "NDArray[np.uint8]"
    name_signs: "NDArray[np.int32]"
    name_count: "NDArray[np.int32]"
    keys: tuple[str, ...]
    """Keys of the found names, ascending."""
    surfaces: tuple[str, ...]
    """Their spellings, ascending."""

    aliases: tuple[tuple[int, FoundAlias], ...]
    """Each with the place of its document."""
    senses: tuple[tuple[int, FoundSense], ...]

    quantity_sentence: "NDArray[np.int32]"
    quantity_start: "NDArray[np.int32]"
    quantity_end: "NDArray[np.int32]"
    quantity_kind: "NDArray[np.uint8]"
    quantity_values: tuple[str, ...]

    @property
    def sentence_document(self) -> "NDArray[np.int32]":
        """(S,) place of each sentence's document."""
        counts = np.diff(self.first_sentence)
        return np.repeat(np.arange(len(self.documents), dtype=np.int32), counts)

    @property
    def token_sentence(self) -> "NDArray[np.int32]":
        """(T,) place of each token's sentence."""
        sentences = np.arange(len(self.sentence_start), dtype=np.int32)
        return np.repeat(sentences, np.diff(self.first_token))


def joined(documents: Iterable[DocumentReading]) -> Corpus:
    """The readings of all documents as one."""
    each = sorted(documents, key=lambda one: one.id)
    tokens = [one.reading.tokens for one in each]
    sentences = np.array([len(one.sentence_start) for one in tokens], dtype=np.int64)
    first_sentence = _firsts(sentences)
    found = [
        (place, name)
        for place, one in enumerate(each)
        for name in _names(one)
        if name.kind not in (EntityKind.DATE, EntityKind.NUMBER)
    ]
    keys, name_key = _table([name.key for _, name in found])
    surfaces, name_surface = _table([name.surface for _, name in found])
    quantities = [
        (int(first) + one.sentence, one)
        for first, document in zip(first_sentence, each, strict=False)
        for one in document.reading.quantities
    ]
    return Corpus(
        documents=tuple(one.id for one in each),
        numbers=np.array([one.number for one in each], dtype=np.int64),
        first_sentence=first_sentence.astype(np.int32),
        sentence_start=_all([one.sentence_start for one in tokens], np.int32),
        sentence_end=_all([one.sentence_end for one in tokens], np.int32),
        first_token=_firsts(_all([np.diff(one.first_token) for one in tokens], np.int64)),
        hash=_all([one.hash for one in tokens], np.uint64),
        start=_all([one.start for one in tokens], np.int32),
        end=_all([one.end for one in tokens], np.int32),
        flags=_all([one.flags for one in tokens], np.uint8),
        first_term=_firsts(_all([np.diff(one.first_term) for one in tokens], np.int64)),
        term=_all([one.term for one in tokens], np.uint32),
        name_document=np.array([place for place, _ in found], dtype=np.int32),
        name_key=name_key,
        name_surface=name_surface,
        name_kind=np.array([KIND_PLACE[name.kind] for _, name in found], dtype=np.uint8),
        name_signs=np.array([name.signs for _, name in found], dtype=np.int32),
        name_count=np.array([name.count for _, name in found], dtype=np.int32),
        keys=keys,
        surfaces=surfaces,
        aliases=tuple((place, one) for place, it in enumerate(each) for one in it.reading.aliases),
        senses=tuple((place, one) for place, it in enumerate(each) for one in it.reading.senses),
        quantity_sentence=np.array([at for at, _ in quantities], dtype=np.int32),
        quantity_start=np.array([one.start for _, one in quantities], dtype=np.int32),
        quantity_end=np.array([one.end for _, one in quantities], dtype=np.int32),
        quantity_kind=np.array([KIND_PLACE[one.kind] for _, one in quantities], dtype=np.uint8),
        quantity_values=tuple(one.value for _, one in quantities),
    )


def _names(document: DocumentReading) -> list[FoundName]:
    return sorted((*document.reading.names, *document.model_names), key=lambda one: one.key)


def _table(strings: Sequence[str]) -> tuple[tuple[str, ...], "NDArray[np.int32]"]:
    """The strings, each once, ascending; and where each of them stands there."""
    table = tuple(sorted(set(strings)))
    places = {string: place for place, string in enumerate(table)}
    return table, np.array([places[string] for string in strings], dtype=np.int32)


def _firsts(counts: "NDArray[np.int64]") -> "NDArray[np.int64]":
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))


def _all(arrays: "Sequence[NDArray[Any]]", kind: type[_Number]) -> "NDArray[_Number]":
    return np.concatenate(arrays).astype(kind, copy=False) if arrays else np.zeros(0, dtype=kind)
