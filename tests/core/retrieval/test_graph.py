"""Searching over the knowledge graph: what it brings in, what stays, and what is told."""

import pytest

from core.events import finished
from core.graph_building import update
from core.retrieval.graph_binding import bound
from core.retrieval.plan import find
from core.types import Filter, Hindrance
from tests.library_making import found, prepared

PEOPLE = {
    "Saltby Granary": "Saltby Granary holds rice. Ellen Marsh built Saltby Granary in 1874.",
    "Ellen Marsh": "Ellen Marsh was an engineer. Ellen Marsh was born in Northmoor.",
    "Northmoor": "Northmoor is a town by the river Ask. Its bridge is of stone.",
    "Saltby Mill": "Saltby Mill grinds wheat. The miller of Saltby Mill sells flour on market day.",
    "Weather": "Rain fell on the hills all week. The wind turned to the north.",
    "Harvest": "The harvest of rice was good. Rice is held in sacks.",
}
HOPS = "In which town was the engineer born who built Saltby Granary?"


@pytest.fixture
def library(made):
    opened, _ = made()
    opened.remove(opened.catalog.ids())
    opened.add([prepared(opened, text, title=title) for title, text in PEOPLE.items()])
    finished(update(opened))
    return opened


def titles(library, hits):
    chunks = library.chunks.get([hit.chunk for hit in hits])
    return [library.catalog.get(chunk.document).title for chunk in chunks]


def test_a_passage_that_the_best_hit_leads_to_comes_among_the_first(library):
    hits = found(library.retriever("graph"), HOPS, 5)
    assert titles(library, hits)[0] == "Saltby Granary"
    assert "Ellen Marsh" in titles(library, hits)[:2]
    (second,) = [hit for hit in hits if titles(library, [hit]) == ["Ellen Marsh"]]
    assert "bridge" in second.found_by


def test_the_first_hit_of_the_plain_search_stays_first_and_three_stay_among_five(library):
    for question in (HOPS, "Saltby Granary rice", "Is Northmoor by the river Ask?"):
        plain = [hit.chunk for hit in found(library.retriever("hybrid"), question, 10)]
        over = [hit.chunk for hit in found(library.retriever("graph"), question, 10)]
        assert over[0] == plain[0]
        assert set(plain[:3]) <= set(over[:5])


def test_a_question_that_names_nothing_is_searched_the_plain_way_exactly(library):
    question = "what did the wind do"
    over = finished(library.retriever("graph").retrieve(question, 10))
    assert over == finished(library.retriever("hybrid").retrieve(question, 10))
    assert over.notices == ()


@pytest.mark.parametrize("retriever", ["graph", "path", "global"])
def test_without_a_graph_the_plain_hits_stand_and_a_notice_says_so(made, retriever):
    library, _ = made()
    over = finished(library.retriever(retriever).retrieve("the granary of Saltby", 10))
    assert over.hits == tuple(found(library.retriever("hybrid"), "the granary of Saltby", 10))
    assert [notice.hindrance for notice in over.notices] == [Hindrance.NO_GRAPH]


@pytest.mark.parametrize("retriever", ["graph", "path", "global"])
def test_only_the_documents_asked_for_are_found_and_led_over(library, retriever):
    ids = [each.id for each in library.catalog.documents() if each.title != "Ellen Marsh"]
    question = "How is Saltby Granary connected with Northmoor?"
    hits = found(library.retriever(retriever), question, 10, ids)
    assert hits
    assert "Ellen Marsh" not in titles(library, hits)
    assert {chunk.document for chunk in library.chunks.get([h.chunk for h in hits])} <= set(ids)
    result = finished(find(library, question, retriever, 10, Filter(documents=tuple(ids))))
    assert result.passages


def test_chunks_that_are_gone_are_not_given_out(library):
    library.retriever("graph").retrieve(HOPS, 5)
    assert bound(library) is not None
    gone = next(each.id for each in library.catalog.documents() if each.title == "Ellen Marsh")
    library.remove([gone])
    hits = found(library.retriever("graph"), HOPS, 10)
    assert len(library.chunks.get([hit.chunk for hit in hits])) == len(hits)


def test_documents_that_came_in_since_the_graph_was_made_are_found(library):
    library.add([prepared(library, "Ellen Marsh kept bees in Saltby.", title="Bees")])
    hits = found(library.retriever("graph"), "Did Ellen Marsh keep bees?", 10)
    assert titles(library, hits)[0] == "Bees"


def test_the_report_shows_the_part_of_the_graph_that_was_used(library):
    graph = finished(find(library, HOPS, "graph", 5)).report.graph
    assert [node.name for node in graph.nodes][:1] == ["Saltby Granary"]
    assert "Ellen Marsh" in {node.name for node in graph.nodes}
    assert graph.seeds == ("saltby granary",)
    ends = {frozenset((edge.source, edge.target)) for edge in graph.edges}
    assert len(graph.nodes) <= 30
    assert all(pair <= {node.id for node in graph.nodes} for pair in ends)


def test_the_way_between_two_names_is_told_step_by_step(library):
    question = "How is Saltby Granary connected with Northmoor?"
    result = finished(library.retriever("path").retrieve(question, 5))
    assert titles(library, result.hits)[:2] == ["Saltby Granary", "Ellen Marsh"]
    assert all("path" in hit.found_by for hit in result.hits[:2])
    path = result.graph.paths[0]
    assert [each.name for each in path.entities] == ["Saltby Granary", "Ellen Marsh", "Northmoor"]
    assert len(path.hops) == 2
    said = [[each.citation.quote for each in sentences] for sentences in path.evidence]
    assert said[0][0] == "Ellen Marsh built Saltby Granary in 1874."
    assert said[1][0] == "Ellen Marsh was born in Northmoor."


def test_without_two_names_a_way_is_searched_the_plain_way_exactly(library):
    question = "How is Saltby Granary connected with anything?"
    over = finished(library.retriever("path").retrieve(question, 10))
    assert over == finished(library.retriever("hybrid").retrieve(question, 10))


def test_the_themes_of_all_documents_answer_what_asks_about_nothing(library):
    result = finished(library.retriever("global").retrieve("What are these documents about?", 5))
    assert result.hits
    assert result.notices == ()
    assert result.hits[0].found_by == ("report",)
    assert result.graph.communities


def test_a_model_names_the_sentences_of_a_theme_that_help(made):
    library, _model = made(*['{"helpful": [1]}'] * 12)
    finished(update(library))
    result = finished(library.retriever("global").retrieve("Who built what?", 5))
    assert result.hits
    assert result.notices == ()


def test_nonsense_of_a_model_leaves_the_extractive_themes_and_is_told(made):
    library, _model = made(*['{"helpful": [99]}'] * 12)
    finished(update(library))
    result = finished(library.retriever("global").retrieve("Who built what in Saltby?", 5))
    assert result.hits
    assert {notice.hindrance for notice in result.notices} <= {Hindrance.NONSENSE}


def test_themes_are_told_by_documents_that_are_still_there(made):
    library, model = made(*['{"helpful": [1]}'] * 12)
    library.remove(library.catalog.ids())
    library.add([prepared(library, text, title=title) for title, text in PEOPLE.items()])
    finished(update(library))
    gone = [each.id for each in library.catalog.documents() if each.title != "Ellen Marsh"]
    library.remove(gone)
    result = finished(library.retriever("global").retrieve("Who was an engineer?", 5))
    assert titles(library, result.hits) == ["Ellen Marsh"]
    assert result.notices == ()
    assert "Saltby" not in str(model.asked)
