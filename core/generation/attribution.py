"""What each sentence of a written answer rests on: the exact words of the passages it cites.

A model names a passage; a reader wants the sentence in it. So each statement is laid beside the
sentences of the passages it names, and those are cited that hold what it says. Where they do not,
or none is named, the other passages are looked at, and cited only if they do support it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.generation.citations import SliceOf, cite, header_of
from core.generation.statements import Statement
from core.generation.support import Reading, reading, supports, touched, worth
from core.generation.verification import judged
from core.text.sentences import sentences
from core.types import AnswerSentence, Citation, Passage, Support

MOST = 3
"""Sentences that one statement is found in."""
_ADDS = 0.15
"""Share of a statement that a further sentence must add."""
_ABOUT = 0.3
"""Share that a sentence of a named passage must hold, where another one supports the statement."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a passage."""

    passage: Passage
    start: int
    end: int
    """Places in the document's text."""
    text: str


class Sources:
    """The passages of a prompt by their numbers, taken apart once."""

    def __init__(self, passages: Mapping[int, Passage], slice_of: SliceOf | None = None) -> None:
        """With `slice_of` rows of tables are cited with their headers."""
        self._passages = dict(passages)
        self._slice_of = slice_of
        self._pieces: dict[int, tuple[_Piece, ...]] = {}

    def attributed(
        self, text: str, found: Sequence[Statement], owned: Mapping[int, Sequence[int]]
    ) -> tuple[AnswerSentence, ...]:
        """The statements of an answer's text as sentences with citations, unchecked.

        `owned` holds the numbers of passages that each statement names, by its index. A line that
        only leads to what follows is no sentence unless something supports it.
        """
        result = []
        for index, statement in enumerate(found):
            citations = self.citations(statement.plain, owned.get(index, ()))
            if statement.leads and not citations:
                continue
            result.append(
                AnswerSentence(
                    text[statement.start : statement.end],
                    Support.UNCHECKED,
                    citations,
                    statement.start,
                    statement.end,
                )
            )
        return tuple(result)

    def citations(self, claim: str, named: Sequence[int]) -> tuple[Citation, ...]:
        """Where the passages say what a claim says; `named` are those that it names."""
        own = [number for number in named if number in self._passages]
        cited = self._of_named(claim, own)
        if cited and judged(claim, *_quoted(cited)) is not Support.UNSUPPORTED:
            return cited
        for number in self._nearest(claim):
            # One passage by itself: of words from several anything could be put together.
            found = self._made(self._holding(claim, [number]))
            if found and supports(claim, *_quoted(found)):
                return found
        return cited

    def _nearest(self, claim: str) -> list[int]:
        """The passages whose best sentences have most of a claim."""
        said = reading(claim)
        best = {
            number: max(
                (worth(touched(said, reading(piece.text))) for piece in self._of(number)),
                default=0.0,
            )
            for number in self._passages
        }
        return sorted(best, key=lambda number: -best[number])[:MOST]

    def _of_named(self, claim: str, named: Sequence[int]) -> tuple[Citation, ...]:
        """What the named passages have of a claim; those that add nothing are left out."""
        each = {number: self._holding(claim, [number]) for number in named}
        said = reading(claim)
        weight = said.weight or 1.0
        about = {
            number: pieces
            for number, pieces in each.items()
            if worth(_joined(said, pieces)) >= _ABOUT * weight
        }
        chosen = about or dict(list(each.items())[:1])
        return self._made([piece for pieces in chosen.values() for piece in pieces])

    def _holding(self, claim: str, numbers: Iterable[int]) -> list[_Piece]:
        """The sentences that together have most of a claim, the best first; never none."""
        said = reading(claim)
        pool = [piece for number in numbers for piece in self._of(number)]
        if not pool:
            return []
        has = {id(piece): touched(said, reading(piece.text)) for piece in pool}
        whole = worth(frozenset().union(*has.values())) or 1.0
        chosen: list[_Piece] = []
        held: frozenset[str] = frozenset()
        while len(chosen) < MOST:
            best = max(pool, key=lambda one: _rank(said, one, has[id(one)] - held, chosen))
            adds = has[id(best)] - held
            if chosen and (worth(adds) < _ADDS * whole or best in chosen):
                break
            chosen.append(best)
            held |= adds
            if supports(claim, [piece.text for piece in chosen], best.passage.title):
                break
        return chosen

    def _of(self, number: int) -> tuple[_Piece, ...]:
        """The sentences of a passage."""
        if number not in self._pieces:
            passage = self._passages[number]
            self._pieces[number] = tuple(
                _Piece(passage, passage.start + start, passage.start + end, passage.text[start:end])
                for start, end in sentences(passage.text)
            )
        return self._pieces[number]

    def _made(self, pieces: Sequence[_Piece]) -> tuple[Citation, ...]:
        """The citations of sentences; those that stand side by side are one."""
        order = list(dict.fromkeys(id(piece.passage) for piece in pieces))
        spans: list[tuple[Passage, int, int]] = []
        for piece in sorted(pieces, key=lambda one: (order.index(id(one.passage)), one.start)):
            if spans:
                passage, start, end = spans[-1]
                between = passage.text[end - passage.start : piece.start - passage.start]
                if passage is piece.passage and piece.start >= end and not between.strip(" "):
                    spans[-1] = (passage, start, piece.end)
                    continue
            spans.append((piece.passage, piece.start, piece.end))
        citations: dict[tuple[str, int, int], Citation] = {}
        for passage, start, end in spans:
            one = cite(passage, start, end)
            citations.setdefault((one.document, one.start, one.end), one)
            if " | " in one.quote and self._slice_of and (head := header_of(one, self._slice_of)):
                citations.setdefault((head.document, head.start, head.end), head)
        return tuple(citations.values())


def _joined(said: Reading, pieces: Sequence[_Piece]) -> frozenset[str]:
    return frozenset().union(*(touched(said, reading(piece.text)) for piece in pieces))


def _rank(
    said: Reading, piece: _Piece, adds: frozenset[str], chosen: Sequence[_Piece]
) -> tuple[float, bool, int]:
    """What a sentence is worth: what it adds, near to those chosen, and short."""
    literal = bool(said.letters) and said.letters in reading(piece.text).letters
    beside = any(
        one.passage is piece.passage
        and min(abs(one.end - piece.start), abs(piece.end - one.start)) < 3
        for one in chosen
    )
    return (worth(adds) + 1000.0 * literal, beside, -len(piece.text))


def _quoted(citations: Sequence[Citation]) -> tuple[list[str], str]:
    """The quotes of citations, and what their reader knows besides."""
    titles = dict.fromkeys(citation.title for citation in citations)
    return [citation.quote for citation in citations], "\n".join(titles)
