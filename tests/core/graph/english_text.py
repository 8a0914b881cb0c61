"""English texts as the finders get them, for tests."""

from core.graph.english_names import english
from core.graph.english_relations import english_relations
from core.graph.english_spans import spans
from core.graph.findings import Findings, Named
from core.graph.source import Source, source_of
from core.text.sentences import sentences
from core.types import EntityKind, Mark, MarkKind, ParsedDocument


def source(text: str, title: str = "", *marks: tuple[MarkKind, str]) -> Source:
    """A document whose marks are given by the text that they cover."""
    placed = tuple(
        Mark(kind, text.index(covered), text.index(covered) + len(covered))
        for kind, covered in marks
    )
    return source_of(ParsedDocument("text", title, text, placed), "en")


def found(text: str, title: str = "", *marks: tuple[MarkKind, str]) -> Findings:
    return english(source(text, title, *marks))


def names(text: str, title: str = "") -> list[str]:
    return [name.surface for name in found(text, title).names]


def kinds(text: str, title: str = "") -> dict[str, EntityKind]:
    return {name.surface: name.kind for name in found(text, title).names}


def spanned(text: str) -> list[str]:
    """The spans of all sentences, in order."""
    return [
        text[span.start : span.end]
        for start, end in sentences(text)
        for span in spans(text, start, end)
    ]


def said(text: str, *named: str) -> list[str]:
    """What a sentence says of names, as “subject | label | object”."""
    placed = sorted((text.index(name), name) for name in named)
    of = [Named(start, start + len(name), EntityKind.OTHER) for start, name in placed]
    return [
        f"{placed[one.subject][1]} | {one.label} | {placed[one.object][1]}"
        for one in english_relations(text, 0, len(text), of)
    ]
