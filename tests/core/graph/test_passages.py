"""Chunks of a recipe as rows of a graph, and where they lead: passages, bridges, PageRank, walk."""

import numpy as np
import pytest

from core.events import finished
from core.graph.bridging import bridges
from core.graph.pagerank import flow_of, ranked
from core.graph.passages import NAMED, SUBJECT, Placed, bind, terms_asked
from core.graph.walking import Walk, seeds, walk
from core.graph_building import update
from tests.library_making import open_library, prepared

TEXTS = {
    "Saltby Granary": "Saltby Granary holds rice.\nEllen Marsh built Saltby Granary in 1874.",
    "Ellen Marsh": "Ellen Marsh was an engineer.\nEllen Marsh was born in Northmoor.",
    "Northmoor": "Northmoor is a town in the hills.\nThe mayor of Northmoor is Ida Holm.",
    "Ida Holm": "Ida Holm paints.\nSome like what Ida Holm paints.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    opened = open_library(tmp_path_factory.mktemp("passages") / "library", create=True)
    opened.add([prepared(opened, text, title=title) for title, text in TEXTS.items()])
    finished(update(opened))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def graph(library):
    return library.graph.snapshot()


@pytest.fixture(scope="module")
def placed(library):
    return [Placed(*each) for each in library.chunks.spans()]


@pytest.fixture(scope="module")
def passages(graph, placed):
    return bind(graph, placed)


def row_of(library, passages, text):
    (id,) = [id for id, *_ in library.chunks.spans() if library.chunks.get([id])[0].text == text]
    return int(passages.rows_of([id])[0])


def place(graph, name):
    return graph.names.index(name)


def test_every_chunk_is_a_row_and_the_order_they_come_in_makes_no_difference(
    graph, placed, passages
):
    assert sorted(passages.chunk.tolist()) == sorted(each.chunk for each in placed)
    turned = bind(graph, placed[::-1])
    for name, array in vars(passages).items():
        assert np.array_equal(array, getattr(turned, name)), name


def test_chunks_of_documents_that_the_graph_does_not_know_fall_out(graph, placed, passages):
    strange = Placed(10_000, "nobody", 0, 10, "Ellen Marsh", "")
    assert np.array_equal(bind(graph, [*placed, strange]).chunk, passages.chunk)
    assert passages.rows_of([10_000, -1]).tolist() == [-1, -1]
    empty = bind(graph, [])
    assert len(empty) == 0
    assert empty.rows_of([1]).tolist() == [-1]
    assert ranked(empty, flow_of(empty, len(graph.ids)), NOWHERE, np.zeros(0, "f4")).shape == (0,)


def test_a_sentence_is_its_row_that_has_most_of_it(library, graph, passages):
    for sentence, row in enumerate(passages.sentence_row.tolist()):
        chunk = library.chunks.get([int(passages.chunk[row])])[0]
        middle = (int(graph.sentence_start[sentence]) + int(graph.sentence_end[sentence])) // 2
        assert chunk.document == graph.documents[graph.sentence_document[sentence]]
        assert chunk.start <= middle < chunk.end


def test_a_row_is_most_about_its_title_and_what_it_begins_with(library, graph, passages):
    row = row_of(library, passages, "Ellen Marsh built Saltby Granary in 1874.")
    pairs = passages.pairs_of_row(row)
    about = dict(zip(passages.entity[pairs].tolist(), passages.about[pairs].tolist(), strict=True))
    assert about[place(graph, "Saltby Granary")] == about[place(graph, "Ellen Marsh")] == SUBJECT
    row = row_of(library, passages, "The mayor of Northmoor is Ida Holm.")
    pairs = passages.pairs_of_row(row)
    about = dict(zip(passages.entity[pairs].tolist(), passages.about[pairs].tolist(), strict=True))
    assert NAMED <= about[place(graph, "Ida Holm")] < SUBJECT
    assert passages.share[pairs].sum() == pytest.approx(1)


def test_rows_are_found_by_the_terms_of_text_and_title(library, passages):
    (rice,) = terms_asked("rice")
    assert passages.holding(rice).tolist() == [
        row_of(library, passages, "Saltby Granary holds rice.")
    ]
    granary = terms_asked("granary")[0]
    assert len(passages.holding(granary)) == 2
    assert len(passages.holding(7)) == 0


NOWHERE = Walk(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=np.int64))


def test_a_row_leads_to_rows_about_what_it_names_that_say_what_is_missing(library, graph, passages):
    question = "Where was the engineer born who built Saltby Granary?"
    start = row_of(library, passages, "Ellen Marsh built Saltby Granary in 1874.")
    named = seeds(graph, question)
    found = bridges(passages, [(start, 1.0)], terms_asked(question), named)
    scores = dict(zip(found.row.tolist(), found.score.tolist(), strict=True))
    born = row_of(library, passages, "Ellen Marsh was born in Northmoor.")
    engineer = row_of(library, passages, "Ellen Marsh was an engineer.")
    rice = row_of(library, passages, "Saltby Granary holds rice.")
    assert min(scores[born], scores[engineer]) > scores[rice] > 0
    assert start not in scores
    assert max(scores.values()) <= 1
    assert found.via[found.row == born].tolist() == [place(graph, "Ellen Marsh")]
    usable = np.ones(len(passages), dtype=bool)
    usable[born] = False
    within = bridges(passages, [(start, 1.0)], terms_asked(question), named, usable)
    assert set(within.row.tolist()) == set(scores) - {born}
    assert len(bridges(passages, [], terms_asked(question), named).row) == 0


def test_the_walk_goes_over_the_sentence_that_is_like_the_question(graph):
    question = "Who built Saltby Granary in 1874?"
    walked = walk(graph, seeds(graph, question), terms_asked(question))
    steps = dict(zip(walked.entity.tolist(), walked.step.tolist(), strict=True))
    assert steps[place(graph, "Saltby Granary")] == 1
    assert steps[place(graph, "Ellen Marsh")] == 2
    nowhere = walk(
        graph,
        seeds(graph, question),
        terms_asked(question),
        np.zeros(len(graph.sentence_start), dtype=bool),
    )
    assert nowhere.entity.tolist() == [place(graph, "Saltby Granary")]


def test_page_rank_is_that_of_networkx(graph, passages):
    """The matrices against the definition, on the graph without what joins chunks in order."""
    import networkx

    net = networkx.Graph()
    net.add_nodes_from(("row", row) for row in range(len(passages)))
    for row in range(len(passages)):
        pairs = passages.pairs_of_row(row)
        for entity, share in zip(passages.entity[pairs], passages.share[pairs], strict=True):
            net.add_edge(("row", row), ("entity", int(entity)), weight=float(share))
        if row and passages.document[row] == passages.document[row - 1]:
            net.add_edge(("row", row - 1), ("row", row), weight=0.5)
    named = place(graph, "Ida Holm")
    walked = Walk(np.array([named]), np.array([1.0]), np.array([1]))
    found = ranked(passages, flow_of(passages, len(graph.ids)), walked, np.zeros(len(passages)))
    prior = {("entity", named): 1.0}
    for pair in passages.pairs_of_entity(named).tolist():
        prior["row", int(passages.pair_row[pair])] = 0.05 * np.log1p(np.log1p(passages.count[pair]))
    truth = networkx.pagerank(net, alpha=0.5, personalization=prior, weight="weight", tol=1e-12)
    wanted = [truth["row", row] for row in range(len(passages))]
    assert int(np.argmax(found)) == int(np.argmax(wanted))
    assert np.corrcoef(found, wanted)[0, 1] > 0.99


def test_rows_that_are_left_out_get_nothing_and_pass_nothing_on(graph, passages):
    walked = Walk(np.array([place(graph, "Ida Holm")]), np.array([1.0]), np.array([1]))
    usable = np.zeros(len(passages), dtype=bool)
    usable[0] = True
    flow = flow_of(passages, len(graph.ids))
    found = ranked(passages, flow, walked, np.ones(len(passages), "f4"), usable)
    assert not found[1:].any()
