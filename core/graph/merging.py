"""Names to entities: which names mean one thing, everywhere or in a single document.

A unit is a name in one of its senses: units 0 to K - 1 are the names of the lexicon in their most
frequent sense, further senses of homonyms follow. Units that mean one thing are one group.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core.graph.corpus import Corpus
from core.graph.homonyms import Homonym
from core.graph.keys import is_cjk
from core.graph.lexicon import Lexicon
from core.text.terms import terms
from core.types import EntityKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOCAL = frozenset({"short", "surname"})
"""Why two names mean one thing in one document only."""
CLEARLY = 3
"""An abbreviation means what so many times as many documents say as say anything else."""


@dataclass
class Units:
    """The names in their senses, and which of them each document means."""

    ids: list[str]
    key: list[int]
    """Place of the unit's name in the lexicon."""
    gloss: list[str]
    """"" for a name with one sense."""
    kind: list[EntityKind]
    """What the sense is; OTHER where only the name's own documents tell."""
    place: dict[str, int]
    """Where each id stands."""
    meant: dict[tuple[int, int], int] = field(default_factory=dict)
    """For a document and a name the unit meant, where it is not the one of the name's number."""

    def of(self, document: int, key: int) -> int:
        """The unit that a name means in a document."""
        return self.meant.get((document, key), key)


def units_of(names: Lexicon, senses: dict[int, Homonym]) -> Units:
    """The units of a lexicon with these homonyms."""
    count = len(names.keys)
    units = Units(
        ids=list(names.keys),
        key=list(range(count)),
        gloss=[""] * count,
        kind=[EntityKind.OTHER] * count,
        place={},
    )
    for key in sorted(senses):
        homonym = senses[key]
        numbers = [key]
        units.gloss[key] = homonym.senses[0].gloss
        units.kind[key] = homonym.senses[0].kind
        for sense in homonym.senses[1:]:
            numbers.append(len(units.ids))
            units.ids.append(f"{names.keys[key]}#{sense.gloss}")
            units.key.append(key)
            units.gloss.append(sense.gloss)
            units.kind.append(sense.kind)
        units.meant.update(
            ((document, key), numbers[sense]) for document, sense in homonym.of.items() if sense
        )
    units.place = {id: number for number, id in enumerate(units.ids)}
    return units


@dataclass
class Groups:
    """Which group each unit is in; a group is called by the number of one of its units."""

    group: list[int]
    members: dict[int, list[int]]
    apart: list[tuple[int, int]]
    """Units that must stay in different groups."""
    abbreviations: set[int] = field(default_factory=set)
    """Units that are short for another one: they do not give their entity its name."""

    def join(self, one: int, other: int, regardless: bool = False) -> bool:
        """Make one group of the groups of two units; False where they must stay apart."""
        first, second = sorted((self.group[one], self.group[other]))
        if first == second:
            return True
        if not regardless and any(
            {self.group[left], self.group[right]} == {first, second} for left, right in self.apart
        ):
            return False
        for unit in self.members.pop(second):
            self.group[unit] = first
            self.members[first].append(unit)
        return True

    def part(self, unit: int) -> int:
        """Make a group of one unit alone; the number that the rest of its group has now."""
        before = self.group[unit]
        rest = [each for each in self.members[before] if each != unit]
        if not rest:
            return before
        del self.members[before]
        self.group[unit] = unit
        self.members[unit] = [unit]
        head = min(rest)
        self.members[head] = rest
        for each in rest:
            self.group[each] = head
        return head


def merged(
    corpus: Corpus, names: Lexicon, units: Units, apart: Iterable[tuple[int, int]]
) -> Groups:
    """The groups of units that documents say are one; what one alone says goes to `meant`."""
    groups = Groups(
        list(range(len(units.ids))), {unit: [unit] for unit in range(len(units.ids))}, list(apart)
    )
    said: dict[tuple[int, int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    here: list[tuple[int, int, int]] = []
    for document, alias in corpus.aliases:
        key, other = names.place.get(alias.key), names.place.get(alias.other)
        if key is None or other is None or key == other:
            continue
        full, short = units.of(document, key), units.of(document, other)
        if full == short:
            continue
        if alias.why in LOCAL:
            here.append((document, other, full))
        else:
            said[full, short][alias.why].add(document)
    clear = _clear(names, units, said)
    for full, short in sorted(said):
        whys = said[full, short]
        if "abbreviation" in whys and len(names.keys[units.key[short]]) < len(
            names.keys[units.key[full]]
        ):
            groups.abbreviations.add(short)
        if (full, short) in clear and groups.join(full, short):
            continue
        here.extend(
            (document, units.key[short], full) for document in sorted(set().union(*whys.values()))
        )
    for document, key, unit in here:
        units.meant[document, key] = unit
    return groups


def _clear(
    names: Lexicon, units: Units, said: dict[tuple[int, int], dict[str, set[int]]]
) -> set[tuple[int, int]]:
    """The pairs that hold in all documents, since nothing else is said of the shorter name."""
    sides: dict[tuple[int, bool], dict[int, set[int]]] = defaultdict(dict)
    for (full, short), whys in said.items():
        documents = set().union(*whys.values())
        sides[short, _is_cjk(names, units, full)].setdefault(full, set()).update(documents)
        if "translation" in whys:
            sides[full, _is_cjk(names, units, short)].setdefault(short, set()).update(documents)
    unclear: set[tuple[int, int]] = set()
    for (unit, _), partners in sides.items():
        wrong = _unclear(names, units, partners)
        unclear.update((partner, unit) for partner in wrong)
        unclear.update((unit, partner) for partner in wrong)
    return {pair for pair in said if pair not in unclear}


def _unclear(names: Lexicon, units: Units, partners: dict[int, set[int]]) -> set[int]:
    """Those of the partners of a name that it does not mean everywhere."""
    if len(partners) == 1:
        return set()
    forms: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for partner, documents in partners.items():
        forms[_form(names, units, partner)] |= documents
    if len(forms) == 1:
        return set()
    best = min(forms, key=lambda form: (-len(forms[form]), form))
    others = sum(len(documents) for form, documents in forms.items() if form != best)
    sure = len(forms[best]) >= CLEARLY * others
    return {each for each in partners if not sure or _form(names, units, each) != best}


def _form(names: Lexicon, units: Units, unit: int) -> tuple[str, ...]:
    """What spellings of one name share: the stems of its words."""
    return (*terms(names.keys[units.key[unit]]), units.gloss[unit])


def _is_cjk(names: Lexicon, units: Units, unit: int) -> bool:
    return is_cjk(names.keys[units.key[unit]][0])


def local_names(corpus: Corpus, names: Lexicon) -> "NDArray[np.int64]":
    """Where names that are none elsewhere stand for others: document * K + name, ascending."""
    found = {
        place * len(names.keys) + names.place[alias.other]
        for place, alias in corpus.aliases
        if alias.other in names.place and names.local[names.place[alias.other]]
    }
    return np.array(sorted(found), dtype=np.int64)
