"""What a writing model said of one document, as it is kept beside what the rules found there."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from core.graph.reading import FoundName
from core.types import EntityKind

MODEL_VERSION = 1
"""Raise it when something else is asked: documents are then read by the model again."""


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """What a sentence says of two names; `sentence` is its place in `Source.sentences`."""

    source: str
    """Key of the name that the label is read from."""
    target: str
    label: str
    sentence: int


@dataclass(frozen=True)
class ModelReading:
    """What a model said of a document, as far as it has read it.

    `text` is the digest of the text that was read: sentences are places in that text alone.
    `read` holds the stretches that are done; the others were not reached, or made no sense.
    """

    model: str
    text: str
    stretches: int = 0
    read: tuple[int, ...] = ()
    names: tuple[FoundName, ...] = ()
    """By key; `signs` is Sign.MODEL."""
    relations: tuple[FoundRelation, ...] = ()
    dropped: int = 0
    """Names and relations that the text does not bear out."""
    version: int = MODEL_VERSION

    @property
    def complete(self) -> bool:
        """Whether nothing is left to read."""
        return len(self.read) == self.stretches

    def with_stretch(
        self,
        number: int,
        names: Sequence[FoundName],
        relations: Sequence[FoundRelation],
        dropped: int,
        done: bool = True,
    ) -> "ModelReading":
        """The same with what a further stretch says; with `done` it is not asked about again."""
        found = {each.key: each for each in self.names}
        for name in names:
            before = found.get(name.key)
            found[name.key] = _joined(before, name) if before else name
        said = dict.fromkeys((*self.relations, *relations))
        return replace(
            self,
            read=tuple(sorted({*self.read, number})) if done else self.read,
            names=tuple(found[key] for key in sorted(found)),
            relations=tuple(sorted(said, key=lambda one: (one.sentence, one.source, one.target))),
            dropped=self.dropped + dropped,
        )


def _joined(before: FoundName, name: FoundName) -> FoundName:
    """One name of two stretches: what was said more often counts, and a kind before none."""
    typed = [each for each in (before, name) if each.kind is not EntityKind.OTHER]
    kind = max(typed or [before], key=lambda each: each.count).kind
    surface = max((before, name), key=lambda each: each.count).surface
    count = before.count + name.count
    return FoundName(name.key, surface, kind, before.signs | name.signs, count)


def packed(reading: ModelReading) -> bytes:
    """A reading as bytes."""
    return zlib.compress(json.dumps(asdict(reading), ensure_ascii=False).encode())


def unpacked(blob: bytes) -> ModelReading | None:
    """The reading that was packed; None for one of another version of Lectern."""
    try:
        rows: dict[str, Any] = json.loads(zlib.decompress(blob))
        if rows["version"] != MODEL_VERSION or set(rows) != {f.name for f in fields(ModelReading)}:
            return None
        rows["names"] = tuple(
            FoundName(**(row | {"kind": EntityKind(row["kind"])})) for row in rows["names"]
        )
        rows["relations"] = tuple(FoundRelation(**row) for row in rows["relations"])
        return ModelReading(**(rows | {"read": tuple(rows["read"])}))
    except (zlib.error, ValueError, KeyError, TypeError):
        return None
