"""What a way of cutting does to finding: question sets, their passages strung into long documents.

A passage of a set is about as long as a chunk, so cutting it shows little. Here a dozen stand one
after another in one document, in an order that has no meaning, with their titles as headings or
with nothing between. How much of the gold passages is in what was found first tells how well the
cut serves, at one length of text whatever the size of the chunks.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from core.evaluation.datasets import CorpusPassage, Question, QuestionSet
from core.evaluation.documents import document_id
from core.evaluation.trial import trial
from core.events import finished
from core.knowledge_base import KnowledgeBase
from core.protocols import Chunker, Embedder
from core.types import Document, Mark, MarkKind, ParsedDocument

PASSAGES = 12
"""In one document."""
GAP = "\n\n"


@dataclass(frozen=True)
class Place:
    """Where a passage stands."""

    document: str
    start: int
    end: int


@dataclass(frozen=True)
class CutScores:
    """How a chunker did; fractions from 0 to 1."""

    chunker: str
    chunks: int
    seconds: float
    covered: tuple[float, ...]
    """Of the gold passages' characters, at each budget."""
    answered: tuple[float, ...]
    """Of the questions, with an answer in the gold text found, at each budget."""


def measured(
    questions: QuestionSet,
    chunker: Chunker,
    embedder: Embedder,
    retriever: str,
    budgets: Sequence[int],
    headings: bool,
    limit: int = 0,
) -> CutScores:
    """`budgets` are characters of found text, best first; the last chunk counts in part."""
    documents, places = strung_together(list(questions.passages()), headings)
    made = finished(
        trial(
            f"strung together\0{questions.source.resolve()}\0{headings}",
            documents,
            questions.content(),
            chunker,
            embedder,
        )
    )
    with closing(made.library) as library:
        asked = questions.questions(limit)
        rows = [
            found_in(library, retriever, question, places, budget)
            for question in asked
            for budget in budgets
        ]
    by_budget = [rows[at :: len(budgets)] for at in range(len(budgets))]
    return CutScores(
        chunker.name,
        made.chunks,
        made.index_seconds,
        tuple(sum(covered for covered, _ in row) / len(row) for row in by_budget),
        tuple(sum(answered for _, answered in row) / len(row) for row in by_budget),
    )


def strung_together(
    passages: list[CorpusPassage], headings: bool
) -> tuple[list[tuple[Document, ParsedDocument]], dict[str, Place]]:
    """The long documents, and where in them each passage stands."""
    random.Random(1).shuffle(passages)
    documents: list[tuple[Document, ParsedDocument]] = []
    places: dict[str, Place] = {}
    for first in range(0, len(passages), PASSAGES):
        id = document_id(f"strung {first}")
        text, marks = "", []
        for passage in passages[first : first + PASSAGES]:
            if headings and passage.title:
                marks.append(
                    Mark(MarkKind.HEADING, len(text), len(text) + len(passage.title), level=2)
                )
                text += passage.title + GAP
            places[passage.id] = Place(id, len(text), len(text) + len(passage.text))
            marks.append(Mark(MarkKind.PARAGRAPH, len(text), len(text) + len(passage.text)))
            text += passage.text + GAP
        documents.append(
            (
                Document(
                    id, "", id, "", "", "text", "", pages=1, characters=len(text), chunks=0,
                    bytes=0, added=0.0,
                ),
                ParsedDocument("text", "", text, tuple(marks)),
            )
        )  # fmt: skip
    return documents, places


def found_in(
    library: KnowledgeBase,
    retriever: str,
    question: Question,
    places: dict[str, Place],
    budget: int,
) -> tuple[float, bool]:
    """Share of the gold text in the first `budget` characters found, and whether it answers."""
    hits = finished(library.retriever(retriever).retrieve(question.text, 60)).hits
    spans = []
    for chunk in library.chunks.get([hit.chunk for hit in hits]):
        length = min(budget, chunk.end - chunk.start)
        spans.append((chunk.document, chunk.start, chunk.start + length))
        budget -= length
        if budget <= 0:
            break
    gold = [places[passage] for passage in question.gold if passage in places]
    shares, texts = [], []
    for place in gold:
        covered: set[int] = set()
        for span in spans:
            covered.update(_overlap(place, span))
        shares.append(len(covered) / (place.end - place.start))
        texts += [
            library.catalog.texts.stretch(place.document, *part) for part in _runs(sorted(covered))
        ]
    answered = any(answer in text for answer in question.answers for text in texts)
    return sum(shares) / len(shares), answered


def _overlap(place: Place, span: tuple[str, int, int]) -> range:
    document, start, end = span
    if document != place.document:
        return range(0)
    return range(max(place.start, start), min(place.end, end))


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    start = before = -2
    for at in positions:
        if at != before + 1:
            if start >= 0:
                yield start, before + 1
            start = at
        before = at
    if start >= 0:
        yield start, before + 1
