"""Corrections by hand, as part of the function that makes the graph.

They are applied in the order they were made. One whose entity is not there now does nothing; it
stays stored and counts again when the entity is back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from core.graph.keys import key_of
from core.graph.lexicon import Lexicon
from core.graph.merging import Groups, Units
from core.types import Correction, CorrectionKind, EntityKind

_Said = TypeVar("_Said")


@dataclass
class ByHand:
    """What a person has said of groups, each called by one of its units."""

    leader: dict[int, int] = field(default_factory=dict)
    """Unit that gives its group the name, by itself."""
    names: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, EntityKind] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    added: set[int] = field(default_factory=set)
    connected: list[tuple[int, int, str]] = field(default_factory=list)
    disconnected: list[tuple[int, int]] = field(default_factory=list)


def added_names(corrections: Iterable[Correction]) -> dict[str, tuple[str, EntityKind]]:
    """Keys of the names that a person added, each as it was written and with its kind."""
    found: dict[str, tuple[str, EntityKind]] = {}
    for each in corrections:
        if each.kind is CorrectionKind.ADD and (key := key_of(each.text)):
            found[key] = each.text, _kind(each.label) or EntityKind.OTHER
    return found


def kept_apart(corrections: Iterable[Correction], units: Units) -> list[tuple[int, int]]:
    """Units that a person says are not one."""
    apart: list[tuple[int, int]] = []
    for each in corrections:
        if each.kind is CorrectionKind.DIFFERENT:
            found = _units(each.entities, units)
            apart.extend((one, other) for at, one in enumerate(found) for other in found[:at])
    return apart


def applied(
    corrections: Iterable[Correction], names: Lexicon, units: Units, groups: Groups
) -> ByHand:
    """What the corrections come to; `groups` and `units.meant` are changed."""
    said = ByHand()
    for each in corrections:
        _apply(each, names, units, groups, said)
    return said


def _apply(each: Correction, names: Lexicon, units: Units, groups: Groups, said: ByHand) -> None:
    found = _units(each.entities, units)
    match each.kind:
        case CorrectionKind.ADD:
            unit = units.place.get(key_of(each.text))
            if unit is not None:
                said.added.add(unit)
                said.names.setdefault(unit, " ".join(each.text.split()))
                if kind := _kind(each.label):
                    said.kinds[unit] = kind
        case CorrectionKind.SPLIT:
            unit = units.place.get(key_of(each.text))
            if unit is not None and found:
                _split(found[0], unit, units, groups, said)
        case CorrectionKind.MERGE:
            if len(found) > 1:
                _merge(found, groups, said)
        case CorrectionKind.RENAME if found and each.text.strip():
            _forget(said.names, found[0], groups)
            said.names[found[0]] = " ".join(each.text.split())
        case CorrectionKind.RETYPE if found and (kind := _kind(each.text)):
            _forget(said.kinds, found[0], groups)
            said.kinds[found[0]] = kind
        case CorrectionKind.HIDE:
            said.hidden.update(found)
        case CorrectionKind.SHOW:
            shown = {groups.group[unit] for unit in found}
            said.hidden = {unit for unit in said.hidden if groups.group[unit] not in shown}
        case CorrectionKind.CONNECT if len(found) > 1:
            pair = _pair(found, groups)
            said.disconnected = [one for one in said.disconnected if _pair(one, groups) != pair]
            said.connected.append((found[0], found[1], " ".join(each.label.split())))
        case CorrectionKind.DISCONNECT if len(found) > 1:
            pair = _pair(found, groups)
            said.connected = [one for one in said.connected if _pair(one[:2], groups) != pair]
            said.disconnected.append((found[0], found[1]))
        case _:
            pass


def _pair(found: Sequence[int], groups: Groups) -> set[int]:
    """The groups of the first two units."""
    return {groups.group[unit] for unit in found[:2]}


def _units(ids: Sequence[str], units: Units) -> list[int]:
    """The units that ids mean, those that are not there left out."""
    found = (units.place.get(id, units.place.get(_name_in(id))) for id in ids)
    return list(dict.fromkeys(unit for unit in found if unit is not None))


def _name_in(id: str) -> str:
    """The name in the id of a sense that is not told apart any more; “c#” is no such id."""
    name, _, gloss = id.rpartition("#")
    return name if gloss else id


def _merge(found: Sequence[int], groups: Groups, said: ByHand) -> None:
    """Make one group; what was said of the first alone counts, and it gives the name."""
    first = found[0]
    for other in found[1:]:
        if groups.group[other] == groups.group[first]:
            continue
        _forget(said.names, other, groups)
        _forget(said.kinds, other, groups)
        _forget(said.leader, other, groups)
        said.hidden.difference_update(groups.members[groups.group[other]])
        groups.join(first, other, regardless=True)
    if not any(unit in said.leader for unit in groups.members[groups.group[first]]):
        said.leader[first] = first


def _forget(values: dict[int, _Said], unit: int, groups: Groups) -> None:
    """Forget what was said of the group of a unit."""
    for each in groups.members[groups.group[unit]]:
        values.pop(each, None)


def _split(entity: int, unit: int, units: Units, groups: Groups, said: ByHand) -> None:
    target = groups.group[entity]
    for (document, key), meant in list(units.meant.items()):
        if key == units.key[unit] and groups.group[meant] == target and meant != unit:
            units.meant[document, key] = unit
    if groups.group[unit] == target:
        groups.part(unit)


def _kind(name: str) -> EntityKind | None:
    return EntityKind(name) if name in set(EntityKind) else None
