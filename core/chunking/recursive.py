"""The default chunker: sections, then blocks, then sentences, clauses and words.

Sections of a document are never mixed, except small ones below the second level of headings.
Within one, whole blocks are gathered up to a comfortable size; only a block that does not fit the
embedder's window is cut, into parts of about equal size. Nothing overlaps.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace

from core.chunking.groups import Group, group_of, joined, spans_of
from core.chunking.items import Item, items_of, parts_of, with_lists
from core.chunking.sections import TOP_LEVELS, Section, fitted_sections
from core.events import Progress
from core.protocols import ChunkingTools
from core.types import Cut, ParsedDocument


class RecursiveChunker:
    """Cuts along the document's own structure, sized in the embedder's tokens."""

    name = "recursive"

    def __init__(self, max_tokens: int = 254, target_tokens: int = 192) -> None:
        """`max_tokens` bounds headings and text, where the embedder does not read less; blocks are
        gathered up to `target_tokens`.
        """
        self._most = max_tokens
        self._target = target_tokens

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        """Spans in document order, with their heading paths."""
        yield from ()
        sections = fitted_sections(document, tools.embedder, self._most)
        items = items_of(document.text, sections, tools.embedder.count_tokens)
        groups: list[Group] = []
        for section, own in zip(sections, items, strict=True):
            found = self._without_crumbs(self._pack(section, with_lists(section, own)))
            if len(found) == 1:
                level = 0 if section.parted else section.level
                found = [replace(found[0], level=level, whole=True)]
            groups += found
        return Cut(spans_of(self._merged(groups)))

    def _pack(self, section: Section, items: Sequence[Item]) -> list[Group]:
        """Gather blocks up to the target; what leads over to the next block goes with it."""
        groups: list[Group] = []
        held: list[Item] = []
        target = min(self._target, section.room)

        def close(keep_leads: bool) -> None:
            kept = len(held)
            while keep_leads and kept > 1 and held[kept - 1].leads:
                kept -= 1
            if keep_leads and kept == 1 and held[0].leads:
                kept = 0
            if kept:
                pieces = [piece for item in held[:kept] for piece in item.pieces]
                groups.append(group_of(pieces, section, section.room))
                del held[:kept]

        tokens = 0
        for item in items:
            limit = section.room if all(each.leads for each in held) else target
            if held and (item.cut or tokens + item.tokens > limit):
                close(keep_leads=True)
                tokens = sum(each.tokens for each in held)
                if held and not item.cut and tokens + item.tokens > section.room:
                    close(keep_leads=False)
                    tokens = 0
            if item.cut:
                lead = [piece for each in held for piece in each.pieces]
                groups += parts_of(section, lead, item, self._target)
                held.clear()
                tokens = 0
            else:
                held.append(item)
                tokens += item.tokens
        close(keep_leads=False)
        return groups

    def _without_crumbs(self, groups: list[Group]) -> list[Group]:
        """Join a very small group to its neighbour in the section."""
        kept: list[Group] = []
        for group in groups:
            last = kept[-1] if kept else None
            if (
                last
                and last.path == group.path
                and min(last.tokens, group.tokens) * 4 < self._target
                and last.tokens + group.tokens <= min(last.room, group.room)
            ):
                kept[-1] = joined(last, group)
            else:
                kept.append(group)
        return kept

    def _merged(self, groups: list[Group]) -> list[Group]:
        """Join whole small neighbouring sections below the top levels."""
        kept: list[Group] = []
        for group in groups:
            last = kept[-1] if kept else None
            if (
                last
                and last.whole
                and group.whole
                and group.level > TOP_LEVELS
                and last.tokens + group.tokens <= min(self._target, last.room, group.room)
            ):
                kept[-1] = joined(last, group)
            else:
                kept.append(group)
        return kept
