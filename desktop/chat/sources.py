"""The numbered places an answer rests on, worked out from its citations."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.types import Answer, AnswerSentence, Citation, Passage


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a document that sentences cite; `number` counts from 1 in order of first use."""

    number: int
    document: str
    title: str
    page: int
    heading: str
    citations: tuple[Citation, ...]

    @property
    def paged(self) -> bool:
        """Whether its page is worth saying; see `has_page`."""
        return has_page(self.first)

    @property
    def first(self) -> Citation:
        """The citation that opens when the source as a whole is opened."""
        return self.citations[0]


def sources_of(answer: Answer) -> tuple[Source, ...]:
    """The sources of an answer. Citations of one document, page and heading share a number,
    because a list of rows that read alike would tell a person nothing."""
    grouped: dict[tuple[str, int, str], list[Citation]] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            place = (citation.document, citation.page, _heading(citation, answer.passages))
            citations = grouped.setdefault(place, [])
            if citation not in citations:
                citations.append(citation)
    return tuple(
        Source(number, document, citations[0].title, page, heading, tuple(citations))
        for number, ((document, page, heading), citations) in enumerate(grouped.items(), 1)
    )


def sources_found(passages: Iterable[Passage]) -> tuple[Source, ...]:
    """The places that were found, as sources, before it is known which of them are cited."""
    grouped: dict[tuple[str, int, str], Passage] = {}
    for passage in passages:
        grouped.setdefault((passage.document, passage.page, _last(passage.heading)), passage)
    return tuple(
        Source(number, document, passage.title, page, heading, (citation_of(passage),))
        for number, ((document, page, heading), passage) in enumerate(grouped.items(), 1)
    )


def has_page(citation: Citation) -> bool:
    """Whether a page says where a citation stands: a text without pages is all on its first."""
    return citation.page > 1 or bool(citation.rectangles)


def citation_of(passage: Passage) -> Citation:
    """A citation of a whole passage."""
    return Citation(
        passage.document, passage.title, passage.page, passage.start, passage.end, passage.text
    )


def numbers_of(
    sentence: AnswerSentence, sources: Iterable[Source]
) -> tuple[tuple[int, Citation], ...]:
    """The numbers a sentence carries, ascending, each with the citation that it opens."""
    found: dict[int, Citation] = {}
    for source in sources:
        for citation in sentence.citations:
            if citation in source.citations:
                found.setdefault(source.number, citation)
    return tuple(sorted(found.items()))


def _heading(citation: Citation, passages: Iterable[Passage]) -> str:
    for passage in passages:
        if passage.document == citation.document and passage.start <= citation.start < passage.end:
            return _last(passage.heading)
    return ""


def _last(heading: str) -> str:
    return heading.rsplit(" › ", 1)[-1].strip()
