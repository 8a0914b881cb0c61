"""The road that takes the exam with each way of preparing and searching, beside the library.

estimate → a trial library for each chunker and embedder, in the cache folder → a sitting for each
retriever over it → differences from how the library works now → a verdict. Nothing of the library
is changed but the comparison that is kept at the end; stopped before, nothing is.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import BadRequest
from core.evaluation.graphs import with_graph
from core.evaluation.trial import trial
from core.events import Changes, Event, Progress, Result, Road
from core.exam.drawing import lot
from core.exam.planning import (
    Clock,
    Way,
    chunker_of,
    estimated,
    ways_of,
)
from core.exam.taking import compared, figure, sit
from core.types import (
    Document,
    ExamComparison,
    ExamQuestion,
    ExamSitting,
    ExamVerdict,
    ParsedDocument,
)

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

ENOUGH = 20
"""Questions below which nothing is concluded."""
MAIN = "found@3"
"""What a person notices: whether the answer stands among the first few passages."""
CURRENT = "current"
"""`PairedDifference.than` of a comparison: how the library works now."""
DRAWS = 4000


def compare(
    library: "KnowledgeBase",
    chunkers: Sequence[str] = (),
    retrievers: Sequence[str] = (),
    embedders: Sequence[str] = (),
) -> Road[ExamComparison]:
    """Take the exam with every way of the named chunkers, embedders and retrievers.

    By default: all chunkers and retrievers that need nothing that is missing, and the library's
    embedder; those that would take long only over the library's own chunker. How the library works
    now is always among them. A large library is measured on the documents that the exam is about
    and as many others as the time allows.

    Raises:
        BadRequest: no question can be asked, or no plug of a name.
        ModelError: a named embedder cannot be used.
        ReadOnlyLibrary: nothing may be kept.
    """
    library.require_writable()
    questions = library.exam.asked()
    if not questions:
        raise BadRequest(reason="There is no question to ask yet: make some or write one.")
    ways = ways_of(library, chunkers, retrievers, embedders)
    estimate = yield from estimated(library, ways, questions)
    documents = _documents(library, questions, estimate.characters)
    clock = Clock(estimate, sum(one.characters for one in documents), len(questions))
    sittings: list[ExamSitting] = []
    for preparation in dict.fromkeys(way.preparation for way in estimate.ways):
        retrievers_here = [way.retriever for way in estimate.ways if way.preparation == preparation]
        sittings += yield from _sittings(
            library, preparation, retrievers_here, documents, questions, clock
        )
    # The first is how the library worked when this began: another recipe may be current by now.
    comparison = concluded(
        sittings, ways[0], len(documents), len(documents) < library.catalog.count()
    )
    yield clock.progress(0.0, "")
    library.exam.keep_comparison(comparison)
    yield Changes(exam=True)
    return comparison


# ---- measuring ---------------------------------------------------------------------------------


def _sittings(
    library: "KnowledgeBase",
    preparation: tuple[str, str],
    retrievers: Sequence[str],
    documents: Sequence[Document],
    questions: Sequence[ExamQuestion],
    clock: Clock,
) -> Road[list[ExamSitting]]:
    chunker, embedder = preparation
    detail = chunker
    made = yield from _timed(
        trial(
            str(library.path),
            _read(library, documents),
            _content(library, documents),
            chunker_of(library, chunker),
            library.open_embedder(embedder),
            library.language_model,
            total=len(documents),
        ),
        clock,
        clock.estimate.preparing(preparation) * clock.share,
        detail,
    )
    try:
        made = yield from _timed(with_graph(made, retrievers), clock, 0.0, detail)
        if made.library.preferred_retriever != library.preferred_retriever:
            # “auto” must do there what it does here.
            made.library.prefer_retriever(library.preferred_retriever)
        sittings = []
        for retriever in retrievers:
            sitting = yield from _timed(
                sit(made.library, questions, retriever),
                clock,
                clock.estimate.asking[retriever] * len(questions),
                f"{detail} › {retriever}",
            )
            sittings.append(
                replace(
                    sitting,
                    chunker=chunker,
                    embedder=embedder,
                    index_seconds=made.index_seconds,
                    chunks=made.chunks,
                    notices=(*made.notices, *sitting.notices),
                )
            )
    finally:
        made.library.close()
    return sittings


def _timed(road: Road[Result], clock: Clock, seconds: float, detail: str) -> Road[Result]:
    """A road with its progress told as part of the whole; `seconds`: what it should take."""
    try:
        while True:
            try:
                event: Event = next(road)
            except StopIteration as end:
                # No yield from here on: what the road opened must reach who closes it.
                clock.done += seconds
                result: Result = end.value
                return result
            if isinstance(event, Progress):
                part = event.done / event.total if event.total else 0.0
                yield clock.progress(seconds * min(1.0, part), detail)
    finally:
        road.close()


def _documents(
    library: "KnowledgeBase", questions: Sequence[ExamQuestion], characters: int
) -> list[Document]:
    """Those that hold gold, and others by lot until `characters` are together."""
    needed = dict.fromkeys(gold.document for question in questions for gold in question.gold)
    chosen = list(library.catalog.some(list(needed)))
    total = sum(document.characters for document in chosen)
    others = sorted(set(library.catalog.ids()) - needed.keys(), key=lambda id: lot("sample", id))
    for id in others:
        if total >= characters:
            break
        for document in library.catalog.some([id]):
            chosen.append(document)
            total += document.characters
    return chosen


def _read(
    library: "KnowledgeBase", documents: Sequence[Document]
) -> Iterator[tuple[Document, ParsedDocument]]:
    texts = library.catalog.texts
    for document in documents:
        # Without the places of the characters: nothing is shown of a trial.
        yield (
            document,
            ParsedDocument(
                document.format, document.title, texts.text(document.id), texts.marks(document.id)
            ),
        )


def _content(library: "KnowledgeBase", documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda document: document.id):
        digest.update(f"{document.id}\0{document.title}\0".encode("utf-8", "replace"))
        digest.update(library.catalog.texts.text(document.id).encode("utf-8", "replace"))
    return digest.hexdigest()


# ---- concluding --------------------------------------------------------------------------------


def concluded(
    sittings: Sequence[ExamSitting], current: Way, documents: int = 0, sampled: bool = False
) -> ExamComparison:
    """The comparison of sittings on the same questions, the current way's among them.

    Best first: by answers among the first three, then by rank, then what was whole, then by speed.
    """
    now = next(each for each in sittings if _way(each) == current)
    ordered = sorted(
        (compared(each, now, CURRENT) if each is not now else each for each in sittings),
        key=lambda each: (
            -each.scores[MAIN],
            -each.scores["mrr@10"],
            # The way that needs no change comes first among equals.
            _way(each) != current,
            # And before one that had to do without something, which is then another's equal.
            bool(each.notices),
            each.seconds_per_question,
        ),
    )
    place = next(index for index, each in enumerate(ordered) if _way(each) == current)
    return ExamComparison(
        taken=time.time(),
        questions=now.questions,
        sittings=tuple(ordered),
        best=0,
        current=place,
        verdict=_verdict(ordered, place),
        documents=documents,
        sampled=sampled,
    )


def _way(sitting: ExamSitting) -> Way:
    return Way((sitting.chunker, sitting.embedder), sitting.retriever)


def _verdict(ordered: Sequence[ExamSitting], current: int) -> ExamVerdict:
    if ordered[current].questions < ENOUGH:
        return ExamVerdict.TOO_FEW
    if current == 0:
        return ExamVerdict.CURRENT_BEST
    shown = next(each for each in ordered[0].differences if each.measure == MAIN)
    sure = shown.low > 0 and _beats_chance(ordered, current)
    return ExamVerdict.BETTER if sure else ExamVerdict.NO_DIFFERENCE


def _beats_chance(ordered: Sequence[ExamSitting], current: int) -> bool:
    """Whether the first is better than the current way though it was picked as the best of many.

    Of many equal ways one is ahead by luck. Its lead must be more than the largest lead of any of
    them over its own mean in 39 of 40 bootstrap draws (max statistic, Westfall and Young 1993).
    """
    import numpy as np

    figures = np.array(
        [[figure(outcome, MAIN) for outcome in each.outcomes] for each in ordered], dtype=float
    )
    leads = np.delete(figures - figures[current], current, axis=0)
    means = leads.mean(axis=1)
    count = leads.shape[1]
    drawn = np.random.default_rng(0).multinomial(count, [1 / count] * count, DRAWS)
    luck = (drawn @ leads.T / count - means).max(axis=1)
    return bool(means[0] > np.quantile(luck, 0.975))
