"""A document on its way to the model: its stretches, and the names that the rules are sure of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from core.errors import NotFound
from core.graph.model_prompts import Stretch, room, stretches
from core.graph.reading import Sign
from core.graph.source import Source, source_of

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

_WEAK = Sign.REPEATED | Sign.TITLE | Sign.HEADING | Sign.TABLE
"""Signs of names that a model may well pass over."""


@dataclass(frozen=True)
class Plan:
    """What a model is asked about a document."""

    id: str
    source: Source
    text: str
    """Digest of its text."""
    stretches: tuple[Stretch, ...]
    names: tuple[str, ...] = ()
    """Keys of names that the rules are sure of."""


def planned(
    library: "KnowledgeBase", id: str, context_tokens: int, names: bool = False
) -> Plan | None:
    """The plan of a document, with `names` those of the rules too; None where it is gone."""
    try:
        document = library.catalog.get(id)
        parsed = replace(library.catalog.parsed(id), geometry=())
    except NotFound:
        return None
    source = source_of(parsed, document.language)
    sure: tuple[str, ...] = ()
    if names:
        from core.graph.reader import read

        found = read(parsed, document.language).names
        sure = tuple(name.key for name in found if name.signs & ~_WEAK)
    cut = tuple(stretches(source, room(context_tokens)))
    return Plan(id, source, digest(source.text), cut, sure)


def digest(text: str) -> str:
    """What tells a text from another."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def wanted(library: "KnowledgeBase", documents: Sequence[str]) -> tuple[str, ...]:
    """Ids of those of the documents that are there; of all when none are named.

    Raises:
        NotFound: none of those that are named.
    """
    if not documents:
        return library.catalog.ids()
    there = tuple(document.id for document in library.catalog.some(documents))
    if not there:
        raise NotFound(what="document", id=documents[0])
    return there
