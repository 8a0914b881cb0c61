"""Groups of names to entities: their ids, what they are called, what they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from core.graph.corpus import KIND_PLACE, KINDS, Corpus
from core.graph.corrections import ByHand
from core.graph.keys import key_of
from core.graph.lexicon import Lexicon, elected
from core.graph.merging import Groups, Units
from core.graph.reading import Sign
from core.types import EntityKind, Provenance

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_ALIASES = 20
PROVENANCES = tuple(Provenance)
_Given = TypeVar("_Given")


@dataclass(frozen=True)
class Entities:
    """E entities, ascending by id; see core/graph/arrays.py."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    kind: "NDArray[np.uint8]"
    by: "NDArray[np.uint8]"
    hidden: "NDArray[np.bool_]"
    of_unit: "NDArray[np.int32]"
    """(U,) entity of each unit, -1 for names that nothing bears."""
    of_title: "NDArray[np.int32]"
    """(D,)"""
    keys: tuple[str, ...]
    key_entity: "NDArray[np.int32]"


def titles(corpus: Corpus, names: Lexicon) -> "tuple[NDArray[np.int32], NDArray[np.int32]]":
    """The documents that bear a name of the lexicon as title, each once, and that name."""
    found: dict[int, int] = {}
    for row in np.flatnonzero(corpus.name_signs & Sign.TITLE).tolist():
        name = names.place.get(corpus.keys[corpus.name_key[row]])
        document = int(corpus.name_document[row])
        if name is None:
            continue
        before = found.get(document)
        if before is None or len(names.keys[name]) > len(names.keys[before]):
            found[document] = name
    return (
        np.array(list(found), dtype=np.int32),
        np.array(list(found.values()), dtype=np.int32),
    )


def entities_of(
    corpus: Corpus,
    names: Lexicon,
    units: Units,
    groups: Groups,
    by_hand: ByHand,
    unit: "NDArray[np.int32]",
) -> Entities:
    """The entities of the groups that something bears; `unit` is that of each mention."""
    group = np.array(groups.group, dtype=np.int32)
    mentions = np.bincount(unit, minlength=len(units.ids))
    title_document, title_name = titles(corpus, names)
    title_unit = np.array(
        [
            units.of(document, name)
            for document, name in zip(title_document.tolist(), title_name.tolist(), strict=True)
        ],
        dtype=np.int32,
    )
    there = np.zeros(len(units.ids), dtype=bool)
    there[group[unit]] = True
    there[group[title_unit]] = True
    there[[groups.group[each] for each in sorted(by_hand.added)]] = True
    found = _Found(corpus, names, units, groups, by_hand, mentions)
    rows = sorted(
        (units.ids[leader], leader, number)
        for number in np.flatnonzero(there).tolist()
        for leader in (found.leader(number),)
    )
    of_group = np.full(len(units.ids), -1, dtype=np.int32)
    of_group[[number for _, _, number in rows]] = np.arange(len(rows), dtype=np.int32)
    of_unit: NDArray[np.int32] = of_group[group]
    of_title = np.full(len(corpus.documents), -1, dtype=np.int32)
    of_title[title_document] = of_unit[title_unit]
    called = [found.called(leader, number) for _, leader, number in rows]
    keys = found.keys(of_unit, unit, called)
    hidden = {groups.group[each] for each in by_hand.hidden}
    return Entities(
        ids=tuple(id for id, _, _ in rows),
        names=tuple(called),
        aliases=tuple(
            found.aliases(number, name) for (_, _, number), name in zip(rows, called, strict=True)
        ),
        kind=found.kinds([number for _, _, number in rows]),
        by=found.provenance([number for _, _, number in rows]),
        hidden=np.array([number in hidden for _, _, number in rows], dtype=bool),
        of_unit=of_unit,
        of_title=of_title,
        keys=tuple(keys),
        key_entity=np.array(list(keys.values()), dtype=np.int32),
    )


class _Found:
    """What is known of groups while entities are made of them."""

    def __init__(
        self,
        corpus: Corpus,
        names: Lexicon,
        units: Units,
        groups: Groups,
        by_hand: ByHand,
        mentions: "NDArray[np.int64]",
    ) -> None:
        self._names = names
        self._units = units
        self._groups = groups
        self._by_hand = by_hand
        self._mentions = mentions.tolist()
        self._spellings = _spellings(corpus, names)
        self._by_model = _said_by_model_alone(corpus, names)
        self._local: dict[int, set[int]] = defaultdict(set)
        for (_, key), unit in units.meant.items():
            if units.key[unit] != key:
                self._local[groups.group[unit]].add(key)

    def leader(self, group: int) -> int:
        """The unit that the group is called by."""
        members = self._groups.members[group]
        chosen = [each for each in members if each in self._by_hand.leader]
        if chosen:
            return chosen[0]
        if len(members) == 1:
            return members[0]
        short = self._groups.abbreviations
        return min(
            members,
            key=lambda unit: (
                unit in short,
                -self._mentions[unit],
                -len(self._units.ids[unit]),
                self._units.ids[unit],
            ),
        )

    def called(self, leader: int, group: int) -> str:
        """The name that is shown."""
        given = self._given(self._by_hand.names, group)
        if given is not None:
            return given
        name = self._spelt(self._units.key[leader])
        gloss = self._units.gloss[leader]
        return f"{name} ({gloss})" if gloss else name

    def aliases(self, group: int, name: str) -> tuple[str, ...]:
        """The other names and spellings."""
        counts: dict[str, int] = {}
        for unit in self._groups.members[group]:
            for spelling, count in self._spellings.get(self._units.key[unit], ()):
                counts[spelling] = counts.get(spelling, 0) + count
        for key in sorted(self._local.get(group, ())):
            counts.setdefault(self._spelt(key), 0)
        counts.pop(name, None)
        return tuple(sorted(counts, key=lambda each: (-counts[each], each))[:MOST_ALIASES])

    def kinds(self, groups: Sequence[int]) -> "NDArray[np.uint8]":
        votes = np.zeros((len(groups), len(KINDS)), dtype=np.float32)
        given: dict[int, EntityKind] = {}
        for row, group in enumerate(groups):
            for unit in self._groups.members[group]:
                kind = self._units.kind[unit]
                if kind is not EntityKind.OTHER:
                    votes[row, KIND_PLACE[kind]] += 1000
                else:
                    votes[row] += self._names.votes[self._units.key[unit]]
            by_hand = self._given(self._by_hand.kinds, group)
            if by_hand is not None:
                given[row] = by_hand
        kinds = elected(votes)
        for row, kind in given.items():
            kinds[row] = KIND_PLACE[kind]
        return kinds

    def provenance(self, groups: Sequence[int]) -> "NDArray[np.uint8]":
        added = {self._groups.group[unit] for unit in self._by_hand.added}
        found = [
            Provenance.PERSON
            if group in added
            else Provenance.MODEL
            if all(self._units.key[one] in self._by_model for one in self._groups.members[group])
            else Provenance.RULES
            for group in groups
        ]
        return np.array([PROVENANCES.index(each) for each in found], dtype=np.uint8)

    def keys(
        self, of_unit: "NDArray[np.int32]", unit: "NDArray[np.int32]", called: Sequence[str]
    ) -> dict[str, int]:
        """Every key with the entity that it means as a rule, ascending."""
        found = {
            key: int(of_unit[place])
            for place, key in enumerate(self._names.keys)
            if of_unit[place] >= 0 and not self._names.local[place]
        }
        votes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (_, key), meant in self._units.meant.items():
            votes[key][int(of_unit[meant])] += 1
        for key, entities in votes.items():
            # Also of names that mean something in single documents only, what they mean most often.
            best = min(entities, key=lambda one: (-entities[one], one))
            if best >= 0 and (self._names.local[key] or self._mentions[key] == 0):
                found[self._names.keys[key]] = best
        for number, gloss in enumerate(self._units.gloss):
            if gloss and of_unit[number] >= 0:
                name = self._names.keys[self._units.key[number]]
                found.setdefault(key_of(f"{name} {gloss}"), int(of_unit[number]))
        for entity, shown in enumerate(called):
            found.setdefault(key_of(shown), entity)
        found.pop("", None)
        return dict(sorted(found.items()))

    def _given(self, values: "dict[int, _Given]", group: int) -> "_Given | None":
        if not values:
            return None
        return next((values[each] for each in self._groups.members[group] if each in values), None)

    def _spelt(self, key: int) -> str:
        spellings = self._spellings.get(key)
        return spellings[0][0] if spellings else self._names.keys[key]


def _spellings(corpus: Corpus, names: Lexicon) -> dict[int, list[tuple[str, int]]]:
    """Spellings of each name of the lexicon, the most frequent first."""
    if not len(corpus.name_key):
        return {}
    width = len(corpus.surfaces)
    pairs = corpus.name_key.astype(np.int64) * width + corpus.name_surface
    unique, inverse = np.unique(pairs, return_inverse=True)
    counts = np.bincount(inverse, weights=corpus.name_count).astype(np.int64)
    keys, surfaces = np.divmod(unique, width)
    order = np.lexsort((surfaces, -counts, keys))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in order.tolist():
        place = names.place.get(corpus.keys[keys[row]])
        if place is not None:
            found[place].append((corpus.surfaces[surfaces[row]], int(counts[row])))
    return dict(found)


def _said_by_model_alone(corpus: Corpus, names: Lexicon) -> set[int]:
    signs = np.zeros(len(corpus.keys), dtype=np.int32)
    np.bitwise_or.at(signs, corpus.name_key, corpus.name_signs)
    found = (names.place.get(corpus.keys[at]) for at in np.flatnonzero(signs == Sign.MODEL))
    return {place for place in found if place is not None}
