"""How a question is searched: which retriever and why, what of it is kept, and the report."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.events import Road
from core.retrieval.diversity import Judged, choose
from core.retrieval.legs import MEANING_LEG
from core.retrieval.question_kind import Kind, kind_of, own_line
from core.retrieval.sections import sections
from core.retrieval.surroundings import surrounded
from core.stores.texts import storable
from core.text.language import language_of
from core.types import (
    Candidate,
    Fate,
    Filter,
    Hit,
    QuestionKind,
    SearchPlan,
    SearchReport,
    SearchResult,
)

if TYPE_CHECKING:
    from core.graph.arrays import Graph
    from core.knowledge_base import KnowledgeBase

AUTO = "auto"
BEST = "hybrid"
WIDER = 3
"""Hits asked for, for each passage wanted: copies of a text fall out."""
TOLD = 40
"""Candidates a report holds; all that were kept are among them."""
MOST_OPENED = 30
"""Up to so many documents an overview of all opens each of them."""
OPENING = 80
"""Characters of a candidate that a report holds."""


def find(
    library: "KnowledgeBase",
    question: str,
    retriever: str = AUTO,
    limit: int = 10,
    where: Filter | None = None,
) -> Road[SearchResult]:
    """Passages for a question, best first, and how they were found.

    Raises:
        BadRequest: no retriever of that name.
    """
    began = time.perf_counter()
    question = storable(question)
    library = library.keeping_to_its_recipe()
    documents = library.catalog.within(where) if where else None
    plan = planned(library, question, retriever)
    chosen = library.retriever(plan.retriever)
    retrieval = yield from chosen.retrieve(question, WIDER * limit, documents)
    if plan.chosen and plan.retriever == "keyword" and not retrieval.hits:
        plan = replace(plan, retriever=BEST, reasons=(*plan.reasons, "nothing_found"))
        chosen = library.retriever(BEST)
        retrieval = yield from chosen.retrieve(question, WIDER * limit, documents)
    if any(leg.leg == MEANING_LEG and leg.silent for leg in retrieval.legs):
        # Where the retriever was named nobody has asked the model before.
        plan = replace(plan, readable=False)
    found = library.passages(retrieval.hits)
    places = sections(library.chunks.get([passage.chunk for passage in found]))
    judged = choose(found, places, limit)
    kept = [each.passage for each in judged if each.fate is Fate.KEPT]
    report = SearchReport(
        question=question,
        plan=plan,
        documents=len(documents) if documents is not None else library.catalog.count(),
        legs=retrieval.legs,
        candidates=_candidates(judged, retrieval.hits),
        notices=retrieval.notices,
        seconds=time.perf_counter() - began,
        graph=retrieval.graph,
    )
    return SearchResult(tuple(surrounded(kept, library.chunks)), report)


def planned(library: "KnowledgeBase", question: str, retriever: str = AUTO) -> SearchPlan:
    """Which retriever searches for a question, and why."""
    found, language = kind_of(question), language_of(question)
    if retriever != AUTO:
        return SearchPlan(retriever, False, found.kind, language)
    readable = library.embedder.reads([question])[0]
    name, why = _chosen(library, question, found)
    unreadable = () if readable else ("unreadable",)
    reasons = (*found.reasons, *why, *unreadable)
    return SearchPlan(name, True, found.kind, language, readable, reasons)


def _chosen(library: "KnowledgeBase", question: str, found: Kind) -> tuple[str, tuple[str, ...]]:
    match found.kind:
        case QuestionKind.KEYWORDS if {"quoted", "code"} & set(found.reasons):
            return "keyword", ()
        case QuestionKind.OVERVIEW:
            of_everything = "nothing_else" in found.reasons and _has_themes(library)
            return ("global", ("themes",)) if of_everything else ("overview", ())
        case QuestionKind.MULTI_HOP if (graph := library.graph.snapshot()) is not None:
            if "connection" in found.reasons and _names_two(graph, question):
                return "path", ()
            return "graph", ("graph",)
        case QuestionKind.MULTI_HOP:
            return (BEST, ("no_model",)) if library.language_model is None else ("decompose", ())
    preferred = library.preferred_retriever
    if preferred not in ("", AUTO):
        return preferred, ("preferred",)
    if found.kind is QuestionKind.FACT and library.graph.snapshot() is not None:
        # Many a question of several hops does not look like one, and a simple one loses nothing.
        return "graph", ("graph",)
    return BEST, ()


def _has_themes(library: "KnowledgeBase") -> bool:
    """Whether there is more than an overview can open, and a graph that knows what it is about."""
    graph = library.graph.snapshot()
    return graph is not None and len(graph.documents) > MOST_OPENED and bool(graph.community_names)


def _names_two(graph: "Graph", question: str) -> bool:
    from core.graph.walking import seeds

    return len(seeds(graph, own_line(question))) > 1


def _candidates(judged: Sequence[Judged], hits: Sequence[Hit]) -> tuple[Candidate, ...]:
    votes = {hit.chunk: hit.votes for hit in hits}
    room = TOLD - sum(each.fate is Fate.KEPT for each in judged)
    told = []
    for each in judged:
        if each.fate is not Fate.KEPT:
            room -= 1
            if room < 0:
                continue
        passage = each.passage
        told.append(
            Candidate(
                chunk=passage.chunk,
                document=passage.document,
                title=passage.title,
                page=passage.page,
                start=passage.start,
                end=passage.end,
                opening=passage.text[:OPENING],
                score=passage.score,
                votes=votes[passage.chunk],
                fate=each.fate,
                like=each.like,
            )
        )
    return tuple(told)
