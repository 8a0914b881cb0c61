"""What the finders of names and relations of one language give back."""

from dataclasses import dataclass

from core.graph.reading import FoundAlias, FoundName, FoundSense
from core.types import EntityKind


@dataclass(frozen=True)
class Findings:
    """Names of a document with what is said of them; a name comes once for each key."""

    names: tuple[FoundName, ...] = ()
    aliases: tuple[FoundAlias, ...] = ()
    senses: tuple[FoundSense, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, as characters `start` to `end` of the document's text."""

    start: int
    end: int
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of two of its names: `subject` and `object` are places in a list."""

    subject: int
    object: int
    label: str
    """As the sentence words it, shortened: "founded", "is the capital of", "位于"."""
