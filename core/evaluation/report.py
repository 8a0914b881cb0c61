"""The road that measures retrievers, chunkers and answers on a question set."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core import registry
from core.errors import BadRequest
from core.evaluation import metrics
from core.evaluation.bootstrap import differences
from core.evaluation.datasets import Question, WithoutTitles, open_set
from core.evaluation.documents import document_id, of_set
from core.evaluation.graphs import with_graph
from core.evaluation.omissions import Omissions, notices
from core.evaluation.trial import Trial
from core.events import Progress, Road, Stage
from core.knowledge_base import CHUNKER, EMBEDDER, KnowledgeBase
from core.retrieval.plan import AUTO, find
from core.types import AnswerScores, Evaluation, RetrievalScores, SearchNotice

if TYPE_CHECKING:
    from core.protocols import Embedder, LanguageModel

CHUNKS_A_PASSAGE = 3
"""Chunks retrieved for each passage wanted: a long passage may be found by several of its own."""


def report(
    source: Path,
    retrievers: Sequence[str] = (),
    chunkers: Sequence[str] = (),
    limit: int = 0,
    top: int = 20,
    fresh: bool = False,
    baseline: str = "",
    answers: bool = False,
    embedder: "Embedder | None" = None,
    model: "LanguageModel | None" = None,
    titles: bool = True,
) -> Road[Evaluation]:
    """Scores of each retriever over each chunker.

    By default all retrievers that need nothing that is missing, and the default chunker. `limit`
    questions at most (0: all); `top` passages are asked for; `fresh` makes the index anew. With
    `baseline`, a retriever, the others are compared with it. With `answers` the questions are
    answered too, by the first retriever named or else as a person's are. `embedder` and `model`
    stand in for the default ones. Without `titles` the passages' titles are kept from everything.

    Raises:
        BadRequest: the source is no question set, or no plug has one of the names.
        ModelError: the embedder cannot be used.
    """
    questions = open_set(source) if titles else WithoutTitles(open_set(source))
    asked = questions.questions(limit)
    if not asked:
        raise BadRequest(reason=f"No question in “{source}” has an answer in its passages.")
    for name in {*retrievers, *([baseline] if baseline else [])} - {AUTO}:
        registry.resolve("retrievers", name)
    made_chunkers = [
        registry.resolve("chunkers", name)() for name in dict.fromkeys(chunkers or [CHUNKER])
    ]
    embedder = embedder or registry.resolve("embedders", EMBEDDER)()
    retrieval: list[RetrievalScores] = []
    answered: list[AnswerScores] = []
    for chunker in made_chunkers:
        made = yield from of_set(questions, chunker, embedder, fresh, model)
        with closing(made.library) as library:
            names = _names(library, retrievers, baseline)
            made = yield from with_graph(made, names)
            retrieval += yield from _compared(made, names, asked, top, baseline)
            if answers:
                from core.evaluation.answers import measure_answers

                by = retrievers[0] if retrievers else AUTO
                without = questions.unanswerable(limit)
                answered.append((yield from measure_answers(library, by, asked, without, model)))
    return Evaluation(tuple(retrieval), tuple(answered))


def _names(library: KnowledgeBase, wanted: Sequence[str], baseline: str) -> list[str]:
    """The retrievers to measure, each once."""
    usable = [
        choice.name
        for choice in library.choices()
        if choice.table == "retrievers" and not choice.needs
    ]
    names = list(wanted) or [AUTO, *usable]
    return list(dict.fromkeys([*names, *([baseline] if baseline else [])]))


# ---- the questions -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """How a retriever did on each question, in the order they were asked."""

    figures: list[dict[str, float]]
    seconds: list[float]
    omissions: Omissions


def _compared(
    made: Trial, names: Sequence[str], questions: Sequence[Question], top: int, baseline: str
) -> Road[list[RetrievalScores]]:
    measured: dict[str, Measured] = {}
    for name in names:
        measured[name] = yield from measure(made.library, name, questions, top)
    results = [_scores(made, name, each) for name, each in measured.items()]
    if not baseline:
        return results
    return [
        result
        if result.retriever == baseline
        else replace(
            result,
            differences=differences(
                measured[result.retriever].figures, measured[baseline].figures, baseline
            ),
        )
        for result in results
    ]


def measure(
    library: KnowledgeBase, name: str, questions: Sequence[Question], top: int = 20
) -> Road[Measured]:
    """How a retriever does on questions whose passages are the library's documents.

    Raises:
        BadRequest: no retriever of that name.
    """
    # The first question pays for loading models, which is nobody's speed.
    yield from _ranked(library, name, questions[0].text, 1)
    measured = Measured([], [], Omissions())
    for number, question in enumerate(questions):
        started = time.perf_counter()
        ranked, said = yield from _ranked(library, name, question.text, top)
        measured.seconds.append(time.perf_counter() - started)
        gold = {document_id(each) for each in question.gold}
        measured.figures.append(metrics.figures(ranked, gold))
        measured.omissions.update({(each.technique, each.hindrance) for each in said})
        if number % 20 == 0:
            yield Progress(Stage.SEARCHING, number, len(questions), detail=name)
    return measured


def _ranked(
    library: KnowledgeBase, name: str, question: str, top: int
) -> Road[tuple[list[str], tuple[SearchNotice, ...]]]:
    """Documents, best first, and what was left out; each counts at the rank of its best chunk."""
    if name == AUTO:
        # As a person searches: it looks further by itself, and lets repetitions fall.
        found = yield from find(library, question, AUTO, top)
        documents, said = [each.document for each in found.passages], found.report.notices
    else:
        road = library.retriever(name).retrieve(question, top * CHUNKS_A_PASSAGE)
        retrieval = yield from road
        chunks = library.chunks.get([hit.chunk for hit in retrieval.hits])
        documents, said = [chunk.document for chunk in chunks], retrieval.notices
    return list(dict.fromkeys(documents))[:top], said


def _scores(made: Trial, name: str, measured: Measured) -> RetrievalScores:
    import numpy as np

    seconds = np.array(measured.seconds)
    return RetrievalScores(
        retriever=name,
        chunker=made.library.chunker.name,
        scores=metrics.means(measured.figures),
        queries_per_second=len(seconds) / float(seconds.sum()),
        index_seconds=made.index_seconds,
        passages=made.library.catalog.count(),
        questions=len(seconds),
        chunks=made.chunks,
        p50_milliseconds=1000 * float(np.quantile(seconds, 0.5)),
        p95_milliseconds=1000 * float(np.quantile(seconds, 0.95)),
        notices=(*made.notices, *notices(measured.omissions, len(seconds))),
    )
