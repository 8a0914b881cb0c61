"""A document as the finders of names look at it: its sentences and what each of them is."""

from dataclasses import dataclass
from enum import StrEnum

from core.text.sentences import sentences
from core.types import Mark, MarkKind, ParsedDocument


class Role(StrEnum):
    """What a sentence is."""

    BODY = "body"
    HEADING = "heading"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    LIST_ITEM = "list_item"
    CODE = "code"
    CAPTION = "caption"


@dataclass(frozen=True)
class Source:
    """A document's text, and the sentences in it that are read, in order."""

    title: str
    text: str
    language: str
    """ISO 639-1 of most of it, "" when unknown; single sentences may be in another."""
    marks: tuple[Mark, ...]
    sentences: tuple[tuple[int, int], ...]
    roles: tuple[Role, ...]
    """One for each sentence."""


_ROLES = {
    MarkKind.HEADING: Role.HEADING,
    MarkKind.TABLE_HEADER: Role.TABLE_HEADER,
    MarkKind.TABLE_ROW: Role.TABLE_ROW,
    MarkKind.LIST_ITEM: Role.LIST_ITEM,
    MarkKind.CODE: Role.CODE,
    MarkKind.CAPTION: Role.CAPTION,
}


def source_of(parsed: ParsedDocument, language: str) -> Source:
    """The sentences of a document, running headers and footers left out."""
    blocks = sorted(
        (mark.start, mark.end, mark.kind)
        for mark in parsed.marks
        if mark.kind in _ROLES or mark.kind is MarkKind.BOILERPLATE
    )
    spans: list[tuple[int, int]] = []
    roles: list[Role] = []

    def take(start: int, end: int, role: Role) -> None:
        found = sentences(parsed.text, start, end)
        spans.extend(found)
        roles.extend([role] * len(found))

    at = 0
    for start, end, kind in blocks:
        if start < at:
            continue
        take(at, start, Role.BODY)
        if kind is not MarkKind.BOILERPLATE:
            take(start, end, _ROLES[kind])
        at = end
    take(at, len(parsed.text), Role.BODY)
    return Source(parsed.title, parsed.text, language, parsed.marks, tuple(spans), tuple(roles))
