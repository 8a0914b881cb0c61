"""One chunk for each thing a document is made of: a section where it fits, else each of its parts.

Parts are running text, a list with what leads to it, a table with its caption and header, a block
of code. Nothing is gathered across them to reach a size; one that does not fit the window is cut
into parts of about equal size.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from core.chunking.groups import Group, group_of, spans_of
from core.chunking.items import Item, balanced, items_of, parts_of, with_leads
from core.chunking.sections import Section, fitted_sections
from core.events import Progress
from core.protocols import ChunkingTools
from core.types import Cut, MarkKind, ParsedDocument

_LASTING = (MarkKind.PARAGRAPH, MarkKind.LIST_ITEM, MarkKind.NOTE)
"""Kinds whose neighbours of the same kind belong together."""


@dataclass(slots=True)
class _Element:
    """Neighbouring items that make one thing; `kind` is of its last."""

    kind: MarkKind
    items: list[Item] = field(default_factory=list)


class StructureChunker:
    """Cuts where the document itself does, whatever size that gives."""

    name = "structure"

    def __init__(self, max_tokens: int = 510) -> None:
        """`max_tokens` bounds headings and text, where the embedder does not read less."""
        self._most = max_tokens

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        """Spans in document order, with their heading paths and sections."""
        yield from ()
        sections = fitted_sections(document, tools.embedder, self._most)
        items = items_of(document.text, sections, tools.embedder.count_tokens)
        groups = (
            group
            for section, own in zip(sections, items, strict=True)
            for group in _cut(section, own)
        )
        return Cut(spans_of(groups))


def _cut(section: Section, items: Sequence[Item]) -> Iterator[Group]:
    pieces = [piece for item in items for piece in item.pieces]
    if not any(item.cut for item in items) and sum(p.tokens for p in pieces) <= section.room:
        yield group_of(pieces, section, section.room)
        return
    for element in _elements(section, items):
        last = element.items[-1]
        if last.cut and element.kind in (MarkKind.TABLE, MarkKind.CODE):
            lead = [piece for item in element.items[:-1] for piece in item.pieces]
            yield from parts_of(section, lead, last, section.room)
        else:
            whole = with_leads(element.items, section.room)
            for part in balanced(whole, section.room, section.room):
                yield group_of(part, section, section.room)


def _elements(section: Section, items: Sequence[Item]) -> Iterator[_Element]:
    """Neighbours that belong together: what leads over goes with what it leads to."""
    held: _Element | None = None
    for block, item in zip(section.blocks, items, strict=True):
        if held is None:
            held = _Element(block.kind)
        elif not held.items[-1].leads and (
            item.leads or block.kind is not held.kind or block.kind not in _LASTING
        ):
            yield held
            held = _Element(block.kind)
        held.kind = block.kind
        held.items.append(item)
    if held is not None:
        yield held
