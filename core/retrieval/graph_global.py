"""What all the documents are about: every theme's report is asked, and the best of them answer.

Map and reduce over the reports of communities (Edge et al. 2024, "From Local to Global", GraphRAG).
Their reports are written by a model at the price of reading everything; here a report is sentences
of the documents, and what is asked of it is found by words, or by the writing model where there is
one: it sees a few reports, each by itself, and names the sentences that help.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from core.errors import NotFound
from core.events import Road
from core.foreground import foreground
from core.retrieval import prompts
from core.retrieval.asking import LeftOut, ask_model, left_out
from core.retrieval.fusion import Leg, retrieval
from core.retrieval.graph_binding import Bound, bound
from core.retrieval.hybrid import without_graph
from core.retrieval.overview import OverviewRetriever
from core.retrieval.question_kind import kind_of, own_line, subject_of
from core.types import Filter, GraphTrace, Hindrance, QuestionKind, Retrieval

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

REPORT = "report"
MOST_REPORTS = 24
"""Themes whose reports are read, the largest first."""
ENOUGH_THEMES = 6
"""A level with fewer themes is too coarse; the next finer one is read."""
ASKED_REPORTS = 5
"""Reports that a writing model is shown, one request each."""
LEAST = 0.5
"""Of the best sentence's likeness to the question, what another must have to be told."""
MAX_TOKENS = 100


@dataclass(frozen=True)
class Report:
    """Sentences of a theme, the most telling first, and how much each answers the question."""

    community: int
    sentences: tuple[int, ...]
    helpful: tuple[float, ...]

    @property
    def score(self) -> float:
        """How much it answers."""
        return sum(sorted(self.helpful, reverse=True)[:3])


class GlobalRetriever:
    """The sentences of the best themes' reports, one of each theme before a second of any."""

    name = "global"

    def __init__(self, library: "KnowledgeBase") -> None:
        self._library = library

    def retrieve(
        self, question: str, limit: int, documents: Collection[str] | None = None
    ) -> Road[Retrieval]:
        """At most `limit` hits: passages of the best themes, then those of the overview.

        Where the graph knows no themes, the overview's; hybrid's, and a notice that says so, where
        there is no graph.
        """
        if limit < 1 or not question.strip():
            return Retrieval(())
        library = self._library
        graph = bound(library)
        if graph is None:
            return without_graph(library, self.name, question, limit, documents)
        plain = yield from OverviewRetriever(library).retrieve(question, limit, documents)
        there = library.catalog.within(Filter())
        reports = _reports(graph, question, there if documents is None else there & set(documents))
        try:
            reports = yield from self._asked(graph, question, reports)
        except LeftOut as reason:
            if reason.notice.hindrance is not Hindrance.NO_MODEL:
                plain = left_out(plain, reason.notice)
        chosen = library.chunks.places(_turns(graph, reports)).keys()
        order = [chunk for chunk in _turns(graph, reports) if chunk in chosen][:limit]
        if not order:
            return plain
        rest = [hit.chunk for hit in plain.hits if hit.chunk not in chosen]
        scores = {chunk: 1 - place / limit for place, chunk in enumerate([*order, *rest][:limit])}
        found = retrieval([Leg(REPORT, 1.0, scores, order, 0.0, ceiling=1.0)], limit)
        return replace(found, notices=plain.notices, graph=_trace(graph, reports))

    def _asked(self, graph: Bound, question: str, reports: list[Report]) -> Road[list[Report]]:
        """The reports, the first ones as the writing model judges their sentences."""
        judged = []
        for report in reports[:ASKED_REPORTS]:
            sentences = [_text(self._library, graph, each) for each in report.sentences]
            helpful = yield from ask_model(
                self.name,
                lambda: self._library.language_model,
                prompts.helpful_sentences(question, sentences),
                prompts.numbers_called("helpful", len(sentences)),
                partial(_numbers, most=len(sentences)),
                MAX_TOKENS,
            )
            marks = tuple(float(place + 1 in helpful) for place in range(len(sentences)))
            if any(marks):
                judged.append(replace(report, helpful=marks))
        return judged or reports


def _numbers(reply: Any, most: int) -> set[int] | None:
    """The numbers of sentences in a model's reply; None when it makes no sense."""
    listed = reply.get("helpful") if isinstance(reply, dict) else None
    if not isinstance(listed, list) or not all(isinstance(each, int) for each in listed):
        return None
    sound = {each for each in listed if 1 <= each <= most}
    return None if listed and not sound else sound


def _text(library: "KnowledgeBase", graph: Bound, sentence: int) -> str:
    document = graph.graph.documents[graph.graph.sentence_document[sentence]]
    start, end = graph.graph.sentence_start[sentence], graph.graph.sentence_end[sentence]
    try:
        return library.catalog.texts.stretch(document, int(start), int(end))
    except NotFound:
        # Removed while the model was thinking.
        return ""


@foreground()
def _reports(graph: Bound, question: str, documents: Collection[str]) -> list[Report]:
    """The reports of all themes, those that answer most first; of nothing asked, the largest."""
    from core.graph.passages import terms_asked
    from core.graph.reports import report_sentences
    from core.graph.scope import scope_of
    from core.graph.values import communities_of_level
    from core.graph.walking import Likeness

    known = graph.graph
    is_overview = kind_of(question).kind is QuestionKind.OVERVIEW
    subject = subject_of(own_line(question)) if is_overview else question
    likeness = Likeness(known, terms_asked(subject)) if subject else None
    scope = scope_of(known, graph.documents_within(documents))
    themes = communities_of_level(known, 0)
    if len(themes) < ENOUGH_THEMES:
        themes = communities_of_level(known, 1)
    reports = []
    for community in themes[:MOST_REPORTS]:
        sentences = report_sentences(known, community, scope=scope)
        if not len(sentences):
            continue
        like = dict(likeness.of(sentences)) if likeness else {}
        helpful = tuple(like.get(each, 0.0) for each in sentences.tolist())
        reports.append(Report(community, tuple(sentences.tolist()), helpful))
    return sorted(reports, key=lambda report: -report.score) if likeness else reports


def _telling(reports: Sequence[Report]) -> list[list[int]]:
    """The sentences of each report that answer, the best first; all where nothing is asked."""
    best = max((max(report.helpful) for report in reports), default=0.0)
    told = []
    for report in reports:
        marked = sorted(
            zip(report.helpful, report.sentences, strict=True), key=lambda each: -each[0]
        )
        told.append([sentence for helpful, sentence in marked if helpful >= LEAST * best])
    return told


def _turns(graph: Bound, reports: Sequence[Report]) -> list[int]:
    """The chunks of the reports' sentences: the best of each report, then the second of each, …"""
    told = _telling(reports)
    longest = max(map(len, told), default=0)
    turns = [each[turn] for turn in range(longest) for each in told if turn < len(each)]
    rows = [int(graph.passages.sentence_row[sentence]) for sentence in turns]
    return list(dict.fromkeys(int(graph.passages.chunk[row]) for row in rows if row >= 0))


def _trace(graph: Bound, reports: Sequence[Report]) -> GraphTrace:
    from core.graph.values import community_at

    shown = tuple(community_at(graph.graph, report.community) for report in reports[:6])
    return GraphTrace((), (), (), communities=shown)
