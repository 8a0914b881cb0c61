"""What `auto` sends over the knowledge graph, and why."""

import pytest

from core.events import finished
from core.graph_building import update
from core.retrieval import plan
from core.retrieval.plan import find, planned
from tests.core.retrieval.test_graph import HOPS, PEOPLE
from tests.library_making import prepared

CONNECTION = "How is Ellen Marsh connected with Northmoor?"


@pytest.fixture
def library(made):
    opened, _ = made()
    opened.add([prepared(opened, text, title=title) for title, text in PEOPLE.items()])
    return opened


@pytest.fixture
def mapped(library):
    finished(update(library))
    return library


@pytest.mark.parametrize(
    ("question", "retriever", "reason"),
    [
        (HOPS, "graph", "graph"),
        ("Who was Ellen Marsh?", "graph", "graph"),
        (CONNECTION, "path", "connection"),
        ("马爱伦和盐城有什么关系？", "path", "connection"),
        ("How is Ellen Marsh connected with nothing?", "graph", "graph"),
        ('"Ellen Marsh" granary', "keyword", "quoted"),
        ("Summarise what is said about rice", "overview", "overview_words"),
    ],
)
def test_the_question_decides(mapped, question, retriever, reason):
    chosen = planned(mapped, question)
    assert (chosen.retriever, chosen.chosen) == (retriever, True)
    assert reason in chosen.reasons


def test_without_a_graph_nothing_is_different(library):
    assert planned(library, HOPS).retriever == "hybrid"
    assert "no_model" in planned(library, HOPS).reasons
    assert planned(library, CONNECTION).retriever == "hybrid"
    assert planned(library, "Who was Ellen Marsh?").reasons == ()


def test_what_the_person_prefers_goes_before_the_graph_for_single_facts(mapped):
    mapped.prefer_retriever("keyword")
    assert planned(mapped, "Who was Ellen Marsh?").retriever == "keyword"
    assert planned(mapped, HOPS).retriever == "graph"


def test_many_documents_are_told_by_their_themes(mapped, monkeypatch):
    assert planned(mapped, "What are these documents about?").retriever == "overview"
    monkeypatch.setattr(plan, "MOST_OPENED", 5)
    chosen = planned(mapped, "What are these documents about?")
    assert chosen.retriever == "global"
    assert "themes" in chosen.reasons
    assert planned(mapped, "Summarise what is said about rice").retriever == "overview"


def test_the_report_holds_what_was_used_of_the_graph(mapped):
    assert finished(find(mapped, HOPS)).report.graph.seeds
    assert finished(find(mapped, CONNECTION)).report.graph.paths
    assert finished(find(mapped, '"rice" granary')).report.graph is None
