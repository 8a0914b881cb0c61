"""A corpus with some documents gone and others new: equal to joining all readings again."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.graph.corpus import Corpus, DocumentReading, joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Columns = tuple[str, ...]
_TOKENS: _Columns = ("hash", "start", "end", "flags")
_SENTENCES: _Columns = ("sentence_start", "sentence_end")


def changed(corpus: Corpus, kept: Collection[str], fresh: Sequence[DocumentReading]) -> Corpus:
    """The corpus of the documents in `kept`, as they were, and of `fresh`."""
    new = joined(fresh)
    here = set(new.documents)
    order = sorted(
        [(id, 0, at) for at, id in enumerate(corpus.documents) if id in kept and id not in here]
        + [(id, 1, at) for at, id in enumerate(new.documents)]
    )
    parts = (corpus, new)
    base = np.array([0, len(corpus.documents)])
    which = np.array([part for _, part, _ in order], dtype=np.int64)
    place = base[which] + np.array([at for _, _, at in order], dtype=np.int64)
    of_document = _Stretches(*(np.diff(part.first_sentence) for part in parts))
    sentences = of_document.of(place)
    tokens = _Stretches(*(np.diff(part.first_token) for part in parts)).of(sentences)
    terms = _Stretches(*(np.diff(part.first_term) for part in parts)).of(sentences)
    names = _Stretches(*(_counts(part.name_document, part) for part in parts)).of(place)
    quantities = _Stretches(
        *(_counts(part.sentence_document[part.quantity_sentence], part) for part in parts)
    ).of(place)
    # Where each document, and each sentence, of the two parts stands now.
    now = _inverse(place, sum(len(part.documents) for part in parts))
    sentence_now = _inverse(sentences, sum(len(part.sentence_start) for part in parts))
    keys, name_key = _table(parts, "keys", "name_key", names)
    surfaces, name_surface = _table(parts, "surfaces", "name_surface", names)
    values = corpus.quantity_values + new.quantity_values
    return Corpus(
        documents=tuple(id for id, _, _ in order),
        numbers=_both(parts, "numbers")[place],
        first_sentence=_firsts(of_document.lengths[place]).astype(np.int32),
        **{name: _both(parts, name)[sentences] for name in _SENTENCES},
        first_token=_firsts(
            np.concatenate([np.diff(part.first_token) for part in parts])[sentences]
        ),
        **{name: _both(parts, name)[tokens] for name in _TOKENS},
        first_term=_firsts(np.concatenate([np.diff(part.first_term) for part in parts])[sentences]),
        term=_both(parts, "term")[terms],
        name_document=now[_shifted(parts, "name_document", len(corpus.documents))[names]],
        name_key=name_key,
        name_surface=name_surface,
        **{name: _both(parts, name)[names] for name in ("name_kind", "name_signs", "name_count")},
        keys=keys,
        surfaces=surfaces,
        aliases=_moved(corpus.aliases, new.aliases, now, len(corpus.documents)),
        senses=_moved(corpus.senses, new.senses, now, len(corpus.documents)),
        quantity_sentence=sentence_now[
            _shifted(parts, "quantity_sentence", len(corpus.sentence_start))[quantities]
        ],
        **{
            name: _both(parts, name)[quantities]
            for name in ("quantity_start", "quantity_end", "quantity_kind")
        },
        quantity_values=tuple(values[at] for at in quantities.tolist()),
    )


class _Stretches:
    """Rows that belong to things, in the order of the things; two parts one after the other."""

    def __init__(self, *lengths: "NDArray[Any]") -> None:
        self.lengths = np.concatenate(lengths).astype(np.int64)
        self._first = _firsts(self.lengths)

    def of(self, things: "NDArray[np.int64]") -> "NDArray[np.int64]":
        """Places of the rows of some things, in their order."""
        lengths = self.lengths[things]
        before = _firsts(lengths)
        found: NDArray[np.int64] = np.arange(int(before[-1])) + np.repeat(
            self._first[things] - before[:-1], lengths
        )
        return found


def _both(parts: tuple[Corpus, Corpus], name: str) -> "NDArray[Any]":
    return np.concatenate([getattr(part, name) for part in parts])


def _shifted(parts: tuple[Corpus, Corpus], name: str, by: int) -> "NDArray[np.int64]":
    one, other = (getattr(part, name).astype(np.int64) for part in parts)
    return np.concatenate((one, other + by))


def _counts(document: "NDArray[np.int32]", part: Corpus) -> "NDArray[np.int64]":
    return np.bincount(document, minlength=len(part.documents))


def _firsts(counts: "NDArray[Any]") -> "NDArray[np.int64]":
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))


def _inverse(places: "NDArray[np.int64]", count: int) -> "NDArray[np.int32]":
    found = np.full(count, -1, dtype=np.int32)
    found[places] = np.arange(len(places), dtype=np.int32)
    return found


def _table(
    parts: tuple[Corpus, Corpus], table: str, column: str, rows: "NDArray[np.int64]"
) -> "tuple[tuple[str, ...], NDArray[np.int32]]":
    """The strings that the rows still use, ascending; and where each row's stands there."""
    strings = getattr(parts[0], table) + getattr(parts[1], table)
    own = _shifted(parts, column, len(getattr(parts[0], table)))[rows]
    used = np.unique(own).tolist()
    found = tuple(sorted({strings[at] for at in used}))
    places = {string: place for place, string in enumerate(found)}
    mapped = np.zeros(len(strings), dtype=np.int32)
    mapped[used] = [places[strings[at]] for at in used]
    return found, mapped[own]


def _moved(
    old: tuple[tuple[int, Any], ...],
    new: tuple[tuple[int, Any], ...],
    now: "NDArray[np.int32]",
    documents: int,
) -> tuple[tuple[int, Any], ...]:
    to = now.tolist()
    rows = [(to[at], one) for at, one in old if to[at] >= 0]
    rows += [(to[at + documents], one) for at, one in new if to[at + documents] >= 0]
    # Stable: within a document they stay in its order.
    return tuple(sorted(rows, key=lambda row: row[0]))
