"""Passages for an overview: breadth over depth, one of each section before a second of any."""

from collections.abc import Collection, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.fusion import Leg, fuse, retrieval
from core.retrieval.legs import asked, searched
from core.retrieval.question_kind import kind_of, own_line, subject_of
from core.retrieval.sections import DEEP, sections
from core.types import Chunk, Hit, QuestionKind, Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

BREADTH, OPENING = "breadth", "opening"
SAY = 0.5
"""Weight of breadth beside what the other legs say together."""
MOST_DOCUMENTS, MOST_CHUNKS = 60, 400
"""Documents looked into, the newest first, and chunks of each, when nothing in particular is asked
about."""


class OverviewRetriever:
    """Spreads over documents and sections.

    Asked about something, hybrid's candidates are spread; asked about nothing but the documents
    themselves, there is nothing to search for, and their sections' openings are taken.
    """

    name = "overview"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits."""
        yield from ()
        if limit < 1 or not question.strip():
            return Retrieval(())
        is_overview = kind_of(question).kind is QuestionKind.OVERVIEW
        subject = subject_of(own_line(question)) if is_overview else question
        if not subject:
            return self._openings(limit, documents)
        library, depth = self._library, max(DEEP, 2 * limit)
        legs = searched(library, [asked(library, subject)], depth, documents)
        hits = fuse(legs, len(legs) * depth)
        shares = breadth(hits, library.chunks.get([hit.chunk for hit in hits]))
        weight = SAY * sum(leg.weight for leg in legs)
        return retrieval([*legs, Leg(BREADTH, weight, shares, (), 0.0, ceiling=1.0)], limit)

    def _openings(self, limit: int, documents: Collection[str] | None) -> Retrieval:
        catalog = self._library.catalog
        if documents is None:
            newest = catalog.documents(0, MOST_DOCUMENTS)
        else:
            newest = tuple(sorted(catalog.some(list(documents)), key=lambda one: -one.added))
        wanted = newest[: min(limit, MOST_DOCUMENTS)]
        turns = [self._heads(document.id, limit) for document in wanted]
        chosen: list[int] = []
        for turn in range(max(map(len, turns), default=0)):
            chosen += [heads[turn] for heads in turns if turn < len(heads)]
        chosen = chosen[:limit]
        scores = {chunk: 1 - place / len(chosen) for place, chunk in enumerate(chosen)}
        return retrieval([Leg(OPENING, 1.0, scores, scores, 0.0, ceiling=1.0)], limit)

    def _heads(self, document: str, limit: int) -> list[int]:
        """First chunks of a document's sections, spread over all of it when there are many."""
        chunks = list(islice(self._library.chunks.of_document(document), MOST_CHUNKS))
        places = sections(chunks)
        heads: dict[object, int] = {}
        for chunk in chunks:
            heads.setdefault(places[chunk.id], chunk.id)
        every = list(heads.values())
        step = max(1.0, len(every) / limit)
        return [every[int(place * step)] for place in range(min(limit, len(every)))]


def breadth(hits: Sequence[Hit], chunks: Sequence[Chunk]) -> dict[int, float]:
    """1 for the best chunk of a document's best section, less for each before it there."""
    places = sections(chunks)
    documents = {chunk.id: chunk.document for chunk in chunks}
    in_section: dict[object, int] = {}
    of_document: dict[str, list[object]] = {}
    shares = {}
    for hit in hits:
        if hit.chunk not in places:
            continue
        section = places[hit.chunk]
        seen = of_document.setdefault(documents[hit.chunk], [])
        if section not in in_section:
            seen.append(section)
        nth = in_section[section] = in_section.get(section, 0) + 1
        shares[hit.chunk] = 1 / (2 * nth + seen.index(section) - 1)
    return shares
