"""Names that mean several things: one sense per document (Gale, Church and Yarowsky 1992).

A name has several senses only where documents say so: their titles tell them apart (“Mercury
(planet)”), or sentences say that it is a person here and a place there. A document that says
nothing takes the sense of those that name the same other things, else the most frequent one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core.graph.corpus import KIND_PLACE, Corpus
from core.graph.lexicon import Lexicon
from core.graph.reading import FoundSense
from core.text.terms import terms
from core.types import EntityKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

BY_TITLE = -1
"""`sentence` of a sense that the document's title says."""
_APART = frozenset({EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.WORK})
"""Kinds of which nothing can be two."""
HELD = 0.25
"""Share of the votes on a name's kind that a kind must have to be a sense of its own."""


@dataclass
class Sense:
    """One of the things that a name means."""

    gloss: str
    kind: EntityKind
    documents: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Homonym:
    """A name with several senses, the most frequent first; `of` says which one a document means."""

    senses: tuple[Sense, ...]
    of: Mapping[int, int]


def homonyms(
    corpus: Corpus, names: Lexicon, document: "NDArray[np.int32]", name: "NDArray[np.int32]"
) -> dict[int, Homonym]:
    """The homonyms by their place in the lexicon.

    `document` and `name` say, each pair once, which documents hold which names, ascending.
    """
    said: dict[int, dict[int, list[FoundSense]]] = defaultdict(lambda: defaultdict(list))
    for place, sense in corpus.senses:
        key = names.place.get(sense.key)
        if key is not None:
            said[key][place].append(sense)
    first = np.searchsorted(document, np.arange(len(corpus.documents) + 1))
    by_name = np.argsort(name, kind="stable")
    first_of_name = np.searchsorted(name[by_name], np.arange(len(names.keys) + 1))
    frequency = np.diff(first_of_name)
    found: dict[int, Homonym] = {}
    for key in sorted(said):
        senses = _senses(said[key], names.votes[key])
        if len(senses) < 2:
            continue
        holding = document[by_name[first_of_name[key] : first_of_name[key + 1]]].tolist()
        of = {place: at for at, sense in enumerate(senses) for place in sorted(sense.documents)}
        company = [_company(sense.documents, first, name, key) for sense in senses]
        for place in holding:
            if place not in of:
                here = _company((place,), first, name, key)
                of[place] = _nearest(here, company, frequency)
        found[key] = Homonym(tuple(senses), of)
    return found


def _senses(said: Mapping[int, list[FoundSense]], kinds: "NDArray[np.float32]") -> list[Sense]:
    """The senses that documents tell apart, the most frequent first; fewer than two: one thing.

    `kinds` are the votes on what the name is: a kind that few hold is a mistake and no sense.
    """
    by_gloss: dict[str, Sense] = {}
    rest: list[tuple[int, FoundSense]] = []
    for place in sorted(said):
        titles = [
            sense for sense in said[place] if sense.sentence == BY_TITLE and terms(sense.gloss)
        ]
        if titles:
            form = " ".join(sorted(terms(titles[0].gloss)))
            sense = by_gloss.setdefault(form, Sense(titles[0].gloss, titles[0].kind))
            sense.documents.add(place)
            if sense.kind is EntityKind.OTHER:
                sense.kind = _kind_of(said[place]) or EntityKind.OTHER
        else:
            rest.extend((place, sense) for sense in said[place] if sense.kind in _APART)
    senses = list(by_gloss.values())
    votes: dict[int, Counter[EntityKind]] = defaultdict(Counter)
    for place, one in rest:
        votes[place][one.kind] += 1
    for place in sorted(votes):
        kind = min(votes[place], key=lambda each: (-votes[place][each], each.value))
        same = [sense for sense in senses if sense.kind is kind]
        held = kinds[KIND_PLACE[kind]] >= HELD * kinds.sum()
        if not same and held:
            gloss = next(one.gloss for at, one in rest if at == place and one.kind is kind)
            senses.append(Sense(gloss or kind.value, kind, {place}))
        elif len(same) == 1:
            same[0].documents.add(place)
    return sorted(senses, key=lambda one: (-len(one.documents), one.gloss))


def _kind_of(senses: Iterable[FoundSense]) -> EntityKind | None:
    return next((sense.kind for sense in senses if sense.kind in _APART), None)


def _company(
    documents: Iterable[int], first: "NDArray[np.int64]", name: "NDArray[np.int32]", key: int
) -> frozenset[int]:
    """The other names in some documents."""
    found = {each for place in documents for each in name[first[place] : first[place + 1]].tolist()}
    return frozenset(found - {key})


def _nearest(
    here: frozenset[int], company: list[frozenset[int]], frequency: "NDArray[np.int64]"
) -> int:
    shares = [
        sum(1 / max(1, int(frequency[one])) for one in sorted(here & them)) for them in company
    ]
    return max(range(len(shares)), key=lambda at: (shares[at], -at))
