"""Gathers what is found of the names of one document, a name once for each key."""

from collections.abc import Collection
from functools import lru_cache

from core.graph.findings import Findings
from core.graph.keys import key_of
from core.graph.reading import FoundAlias, FoundName, FoundSense
from core.types import EntityKind

_LONGEST = 90
"""Characters of the longest name; longer ones are sentences."""


@lru_cache(maxsize=1 << 16)
def key(surface: str) -> str:
    """`key_of`, remembered: the same names come again and again."""
    return key_of(surface)


class _Gathered:
    __slots__ = ("count", "kinds", "signs", "surfaces")

    def __init__(self) -> None:
        self.surfaces: dict[str, int] = {}
        self.kinds: dict[EntityKind, int] = {}
        self.signs = 0
        self.count = 0

    def kind(self) -> EntityKind:
        if not self.kinds:
            return EntityKind.OTHER
        return min(self.kinds, key=lambda kind: (-self.kinds[kind], kind))


class Gathering:
    """The names, other names and senses of one document, while it is read."""

    def __init__(self) -> None:
        self._names: dict[str, _Gathered] = {}
        self._aliases: dict[tuple[str, str, str], FoundAlias] = {}
        self._senses: dict[tuple[str, str], FoundSense] = {}

    def __contains__(self, name: str) -> bool:
        return key(name) in self._names

    def keys(self) -> Collection[str]:
        """The key of each name so far."""
        return self._names.keys()

    def aliases(self) -> list[FoundAlias]:
        """The aliases so far, in an order that depends on nothing but the text."""
        return [self._aliases[each] for each in sorted(self._aliases)]

    def kind_of(self, of: str) -> EntityKind:
        """What the name with the key `of` is held for so far."""
        return self._names[of].kind() if of in self._names else EntityKind.OTHER

    def surfaces(self) -> list[tuple[str, str]]:
        """Key and most frequent spelling of each name so far."""
        return [(each, _most(found.surfaces)) for each, found in self._names.items()]

    def name(
        self,
        surface: str,
        signs: int,
        kind: EntityKind = EntityKind.OTHER,
        votes: int = 1,
        times: int = 1,
    ) -> str:
        """Take a name, found `times` times; `votes` say how much its kind counts. Gives its key."""
        of = key(surface) if len(surface) <= _LONGEST else ""
        if not of or of.isdecimal() or not any(map(str.isalpha, of)):
            return ""
        gathered = self._names.get(of)
        if gathered is None:
            gathered = self._names[of] = _Gathered()
        if times or not gathered.surfaces:
            gathered.surfaces[surface] = gathered.surfaces.get(surface, 0) + max(times, 1)
        gathered.signs |= signs
        gathered.count += times
        if kind is not EntityKind.OTHER:
            gathered.kinds[kind] = gathered.kinds.get(kind, 0) + votes
        return of

    def alias(self, name: str, other: str, why: str, sentence: int) -> None:
        """Take two names (not keys) for one thing."""
        one, two = key(name), key(other)
        if one and two and one != two:
            self._aliases.setdefault((one, two, why), FoundAlias(one, two, why, sentence))

    def sense(self, name: str, gloss: str, kind: EntityKind, sentence: int) -> None:
        """Take what a name is said to be; of several the first, which is the definition, stays."""
        of = key(name)
        if of and gloss:
            self._senses.setdefault((of, gloss), FoundSense(of, gloss, kind, sentence))

    def kind(self, of: str, kind: EntityKind, votes: int) -> None:
        """Let something say what the name with the key `of` is."""
        if of in self._names and kind is not EntityKind.OTHER:
            kinds = self._names[of].kinds
            kinds[kind] = kinds.get(kind, 0) + votes

    def findings(self) -> Findings:
        """What was gathered, in an order that depends on nothing but the text."""
        names = tuple(
            FoundName(
                of,
                _most(found.surfaces),
                found.kind(),
                found.signs,
                found.count,
            )
            for of, found in sorted(self._names.items())
        )
        return Findings(
            names,
            tuple(self.aliases()),
            tuple(self._senses[each] for each in sorted(self._senses)),
        )


def _most(surfaces: dict[str, int]) -> str:
    """The most frequent spelling; of equals one that is not all capitals, then the first."""
    if len(surfaces) == 1:
        return next(iter(surfaces))
    return min(surfaces, key=lambda surface: (-surfaces[surface], surface.isupper(), surface))
