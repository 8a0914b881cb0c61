"""Readings for tests: real tokens of real sentences, with the names that a test wants found."""

from collections.abc import Sequence

from core.graph.assembly import Placed, placed
from core.graph.corpus import Corpus, DocumentReading, joined
from core.graph.keys import key_of
from core.graph.reading import FoundAlias, FoundName, FoundSense, Reading, Sign
from core.graph.source import source_of
from core.graph.tokens import tokens_of_source
from core.types import Correction, EntityKind, ParsedDocument


def name(
    surface: str, signs: Sign = Sign.CAPITALS, kind: EntityKind = EntityKind.OTHER, count: int = 1
) -> FoundName:
    return FoundName(key_of(surface), surface, kind, signs, count)


def alias(full: str, other: str, why: str = "abbreviation") -> FoundAlias:
    return FoundAlias(key_of(full), key_of(other), why, 0)


def sense(
    surface: str, gloss: str, kind: EntityKind = EntityKind.OTHER, sentence: int = 0
) -> FoundSense:
    return FoundSense(key_of(surface), gloss, kind, sentence)


def document(
    id: str,
    text: str,
    *names: FoundName,
    aliases: Sequence[FoundAlias] = (),
    senses: Sequence[FoundSense] = (),
    model: Sequence[FoundName] = (),
) -> DocumentReading:
    tokens = tokens_of_source(source_of(ParsedDocument("text", "", text, ()), ""))
    ordered = tuple(sorted(names, key=lambda one: one.key))
    return DocumentReading(
        id, 1, Reading("", tokens, ordered, tuple(aliases), tuple(senses), ()), tuple(model)
    )


def corpus(*documents: DocumentReading) -> Corpus:
    return joined(documents)


def put_in_place(*documents: DocumentReading, by_hand: Sequence[Correction] = ()) -> Placed:
    steps = placed(joined(documents), by_hand)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Placed = end.value
            return found


def said(where: Placed, texts: Sequence[str]) -> list[tuple[str, str]]:
    """What stands where a name was found, and the id of the entity meant, in order."""
    documents = where.corpus.sentence_document[where.sentence]
    return [
        (texts[at][start:end], where.entities.ids[entity])
        for at, start, end, entity in zip(
            documents.tolist(), where.start.tolist(), where.end.tolist(), where.entity.tolist(),
            strict=True,
        )
    ]  # fmt: skip
