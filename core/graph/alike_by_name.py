"""Pairs of entities that their names make alike: spelling, parts of names, abbreviations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from core.graph.arrays import Graph
from core.graph.company import Company
from core.graph.keys import is_cjk
from core.graph.likeness import (
    SAME_LETTERS,
    contracted,
    initials,
    singular,
    spelling,
    without_ending,
)
from core.graph.near_spellings import near_spellings
from core.graph.values import KINDS
from core.types import EntityKind

Keys = Sequence[Sequence[str]]
"""(E) the keys that mean each entity."""
Pair = tuple[int, int, float]
_MOST = 12
"""Entities under one entry of a table: where it has more, it says nothing of any."""
_SHORTEST, _LONGEST = 6, 40
"""Characters of a key that is looked at for typing errors."""
_CLEAR = 0.6
"""The second best may have at most so much of the best, or it is not clear which is meant."""


def spelt_alike(graph: Graph, keys: Keys, company: Company) -> Iterator[Pair]:
    """Names that are spelt much alike, and are not named together as two things would be."""
    for a, b in _near(keys):
        alike = max(spelling(one, other) for one in keys[a] for other in keys[b])
        if not alike:
            continue
        together = company.together(a, b)
        person = EntityKind.PERSON in (KINDS[graph.kind[a]], KINDS[graph.kind[b]])
        if alike >= SAME_LETTERS:
            # Knott and Knotts are two people, a term and its plural are one; and two people of the
            # same names who are named in one sentence are told apart there.
            if not person:
                yield a, b, alike - (0.2 if together else 0.0)
            elif not together and company.documents(a, b):
                yield a, b, alike - 0.1
            continue
        few, many = sorted((int(graph.mention_count[a]), int(graph.mention_count[b])))
        # A slip is rare beside what is meant; two things of like names are both talked about.
        shared = company.shared(a, b)
        if not together and (few <= 2 or few * 8 <= many or shared >= 0.6):
            near = max(shared, company.documents(a, b))
            if near > 0:
                yield a, b, alike * (0.75 + 0.25 * near)


def _near(keys: Keys) -> Iterator[tuple[int, int]]:
    """Entities with keys of the same words, of plurals of the same words, or one letter apart."""
    table: dict[str, list[int]] = defaultdict(list)
    words: list[str] = []
    owners: list[int] = []
    for entity, names in enumerate(keys):
        for key in names:
            closed = key.replace(" ", "")
            if not 4 <= len(closed) <= _LONGEST:
                continue
            table[closed].append(entity)
            if " " in key and (ordered := " ".join(sorted(key.split(" ")))) != closed:
                table[ordered].append(entity)
            if "s" in key and (one := singular(key).replace(" ", "")) != closed:
                table[one].append(entity)
            if len(closed) >= _SHORTEST:
                words.append(closed)
                owners.append(entity)
    near = near_spellings(words)
    found = [(owners[a], owners[b]) for a, b in near.tolist() if owners[a] != owners[b]]
    yield from _pairs([*table.values(), *found])


def parts_of_names(graph: Graph, keys: Keys, company: Company) -> Iterator[Pair]:
    """“Curie” and “Marie Curie”, “John Kennedy” and “John F. Kennedy”, “华为” and “华为公司”."""
    known: dict[str, list[int]] = defaultdict(list)
    surnames: dict[str, list[int]] = defaultdict(list)
    full_names: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entity, names in enumerate(keys):
        for key in names:
            known[key].append(entity)
            words = key.split(" ")
            if KINDS[graph.kind[entity]] is EntityKind.PERSON and len(words) > 1:
                surnames[words[-1]].append(entity)
                full_names[words[0], words[-1]].append(entity)
    for entity, names in enumerate(keys):
        for key in names:
            short = without_ending(key)
            if short != key:
                for other in known.get(short, ())[:_MOST]:
                    if other != entity and KINDS[graph.kind[other]] is not EntityKind.PERSON:
                        near = max(company.documents(entity, other), company.shared(entity, other))
                        yield entity, other, 0.6 + 0.35 * near
        person = KINDS[graph.kind[entity]] in (EntityKind.PERSON, EntityKind.OTHER)
        for key in names:
            if person and len(key) > 2 and key in surnames:
                yield from _clearest(entity, surnames.get(key, ()), company)
    for (first, _), entities in full_names.items():
        if len(first) > 1:
            for a, b in _pairs([entities]):
                near = max(company.documents(a, b), company.shared(a, b))
                if near and any(_inserted(x.split(), y.split()) for x in keys[a] for y in keys[b]):
                    yield a, b, 0.6 + 0.35 * near


def _inserted(a: list[str], b: list[str]) -> bool:
    """Whether two full names differ in middle names alone, of which one has none."""
    return (len(a) == 2) != (len(b) == 2)


def _clearest(short: int, others: Sequence[int], company: Company) -> Iterator[Pair]:
    """The one of several that a short name can mean; nothing where it is not clear which."""
    candidates = list(dict.fromkeys(other for other in others if other != short))[: 4 * _MOST]
    rated = sorted(
        (
            (company.among(short, other), company.shared(short, other), other)
            for other in candidates
        ),
        reverse=True,
    )
    if not rated or rated[0][0] < 0.5:
        return
    among, shared, best = rated[0]
    if len(rated) == 1 or rated[1][0] <= _CLEAR * among:
        yield short, best, 0.45 + 0.35 * among + 0.2 * shared


def abbreviated(graph: Graph, keys: Keys, company: Company) -> Iterator[Pair]:
    """“WHO” and “World Health Organization”, “北大” and “北京大学”."""
    known: dict[str, list[int]] = defaultdict(list)
    starting: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for entity, names in enumerate(keys):
        for key in names:
            for letters in initials(key):
                known[letters].append(entity)
            if len(key) >= 4 and not key.isascii() and is_cjk(key[0]):
                starting[key[0]].append((key, entity))
    for entity, names in enumerate(keys):
        shown = graph.names[entity].replace(".", "")
        capitals = shown.isascii() and shown.isupper()
        for key in names:
            if capitals and 2 <= len(key) <= 6 and key in known:
                yield from _clearest(entity, known[key], company)
            elif 2 <= len(key) <= 4 and not key.isascii() and is_cjk(key[0]):
                longer = [
                    other for long, other in starting.get(key[0], ()) if contracted(key, long)
                ]
                for short, other, score in _clearest(entity, longer, company):
                    if company.shared(short, other) >= 0.5:
                        yield short, other, score


def _pairs(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    for group in groups:
        if 1 < len(group) <= _MOST:
            for pair in combinations(sorted(set(group)), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair
