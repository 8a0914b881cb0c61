"""Finding the section first, then its best paragraphs."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import Leg, first, fuse, retrieval
from core.retrieval.legs import asked, searched
from core.types import Chunk, Hit, Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

SECTION = "section"
DEEP = 200
"""Candidates of each leg: a section shows by how many of its paragraphs are found."""
FURTHER = (1.0, 0.3, 0.1)
"""What the best paragraphs of a section add to its score."""
SAY = 0.3
"""Weight of the section's score beside the paragraph's own; from 0.15 to 0.5 it matters little."""
STRETCH = 12
"""Chunks under one heading that count as a section where the chunker knew of none."""

Section = tuple[str, str, int, int]


class SectionRetriever:
    """Scores sections by their best paragraphs, and paragraphs by themselves and their section."""

    name = "sections"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits; the first one of the plain search stays first."""
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        library = self._library
        legs = searched(library, [asked(library, question)], max(DEEP, 2 * limit), documents)
        hits = fuse(legs, len(legs) * max(DEEP, 2 * limit))
        places = sections(library.chunks.get([hit.chunk for hit in hits]))
        scores = section_scores(hits, places)
        by_chunk = {hit.chunk: scores[places[hit.chunk]] for hit in hits if hit.chunk in places}
        weight = SAY * sum(leg.weight for leg in legs)
        legs = [*legs, Leg(SECTION, weight, by_chunk, (), 0.0, ceiling=1.0)]
        return retrieval([*legs, first(hits, 1, legs)], limit)


def sections(chunks: Sequence[Chunk]) -> dict[int, Section]:
    """The section of each chunk: its span, or where there is none the stretch under a heading."""
    return {
        chunk.id: (chunk.document, "", chunk.section_start, chunk.section_end)
        if chunk.section_start >= 0
        else (chunk.document, chunk.heading, -1, chunk.ordinal // STRETCH)
        for chunk in chunks
    }


def section_scores(hits: Sequence[Hit], places: Mapping[int, Section]) -> dict[Section, float]:
    """0 to 1: how good the best paragraphs of each section are together."""
    best: dict[Section, list[float]] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        if hit.chunk in places:
            best.setdefault(places[hit.chunk], []).append(hit.score)
    return {
        section: sum(map(float.__mul__, FURTHER, scores)) / sum(FURTHER)
        for section, scores in best.items()
    }
