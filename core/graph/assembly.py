"""Readings, links and corrections to one Graph: a pure function, in steps.

`placed` finds the names and the entities they mean; what sentences say of them is then read from
the texts, where it is not known yet (core/graph/links.py); core/graph/making.py makes the arrays.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.corpus import Corpus
from core.graph.corrections import ByHand, added_names, applied, kept_apart
from core.graph.entities import Entities, entities_of, titles
from core.graph.homonyms import homonyms
from core.graph.lexicon import Lexicon, lexicon, only_capitalised, too_frequent
from core.graph.matching import Matches, candidates, longest, sentences_with
from core.graph.merging import Groups, Units, local_names, merged, units_of
from core.graph.reading import TokenFlag
from core.types import Correction

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Placed:
    """Where names stand and which entities they mean; M mentions by sentence, then place."""

    corpus: Corpus
    names: Lexicon
    units: Units
    groups: Groups
    by_hand: ByHand
    entities: Entities
    name: "NDArray[np.int32]"
    """(M,) place in the lexicon."""
    sentence: "NDArray[np.int32]"
    start: "NDArray[np.int32]"
    end: "NDArray[np.int32]"
    entity: "NDArray[np.int32]"


def placed(corpus: Corpus, corrections: Sequence[Correction]) -> Generator[None, None, Placed]:
    """The names of all documents, and the entities that they mean. Yields between its steps."""
    names = lexicon(corpus, added_names(corrections))
    yield
    found = standing(corpus, names)
    yield
    sentence = corpus.token_sentence[found.first]
    document = corpus.sentence_document[sentence]
    codes = np.unique(
        np.concatenate(
            (document.astype(np.int64) * len(names.keys) + found.name, _titles(corpus, names))
        )
    )
    holding, held = np.divmod(codes, max(1, len(names.keys)))
    units = units_of(names, homonyms(corpus, names, holding, held))
    yield
    groups = merged(corpus, names, units, kept_apart(corrections, units))
    by_hand = applied(corrections, names, units, groups)
    yield
    unit = _meant(units, document, found.name, len(names.keys))
    entities = entities_of(corpus, names, units, groups, by_hand, unit)
    last = found.first + found.length - 1
    return Placed(
        corpus,
        names,
        units,
        groups,
        by_hand,
        entities,
        found.name,
        sentence,
        corpus.start[found.first],
        corpus.end[last],
        entities.of_unit[unit],
    )


def standing(corpus: Corpus, names: Lexicon) -> Matches:
    """Where the names stand, one name at a place."""
    found = candidates(corpus, names)
    often, sentences = sentences_with(corpus, found, names), len(corpus.sentence_start)
    kept = ~too_frequent(names, often, sentences)[found.name]
    flags = corpus.flags[found.first]
    meant = (flags & (TokenFlag.CAPITAL | TokenFlag.FIRST)) == TokenFlag.CAPITAL
    kept &= ~only_capitalised(names, often, sentences)[found.name] | meant
    if names.local.any():
        document = corpus.sentence_document[corpus.token_sentence[found.first]]
        here = document.astype(np.int64) * len(names.keys) + found.name
        kept &= ~names.local[found.name] | np.isin(here, local_names(corpus, names))
    return longest(found.only(kept))


def _titles(corpus: Corpus, names: Lexicon) -> "NDArray[np.int64]":
    """document * K + name of the names that documents bear as titles."""
    document, name = titles(corpus, names)
    found: NDArray[np.int64] = document.astype(np.int64) * len(names.keys) + name
    return found


def _meant(
    units: Units, document: "NDArray[np.int32]", name: "NDArray[np.int32]", names: int
) -> "NDArray[np.int32]":
    """(M,) the unit that each name means where it stands."""
    unit = name.copy()
    if units.meant:
        rows = sorted((place * names + key, to) for (place, key), to in units.meant.items())
        codes = np.array([code for code, _ in rows], dtype=np.int64)
        targets = np.array([to for _, to in rows], dtype=np.int32)
        own = document.astype(np.int64) * names + name
        at = np.minimum(np.searchsorted(codes, own), len(codes) - 1)
        meant = codes[at] == own
        unit[meant] = targets[at[meant]]
    return unit
