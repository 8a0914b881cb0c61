"""Trial libraries with their graph, and question sets without their titles."""

from core.evaluation.datasets import WithoutTitles, open_set
from core.evaluation.documents import of_set
from core.evaluation.graphs import with_graph
from core.events import finished
from core.registry import resolve
from tests.core.evaluation.test_beir import write
from tests.core.evaluation.test_report import CORPUS, QRELS, QUERIES, run
from tests.library_making import WordHashEmbedder


def test_a_way_over_the_graph_gets_one_and_pays_for_it(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    _, plain = run(folder, ["keyword"])
    _, over = run(folder, ["graph"])
    assert over.retrieval[0].notices == ()
    assert over.retrieval[0].index_seconds > plain.retrieval[0].index_seconds
    _, again = run(folder, ["keyword"])
    assert again.retrieval[0].index_seconds == plain.retrieval[0].index_seconds


def test_other_ways_need_none(tmp_path):
    questions = open_set(write(tmp_path / "set", CORPUS, QUERIES, QRELS))
    made = finished(of_set(questions, resolve("chunkers", "recursive")(), WordHashEmbedder()))
    assert finished(with_graph(made, ["keyword", "hybrid"])) is made
    assert made.library.graph.snapshot() is None
    assert finished(with_graph(made, ["auto"])).library.graph.snapshot() is not None
    made.library.close()


def test_titles_that_are_left_out_are_kept_from_the_search(tmp_path):
    titled = [{"_id": "d0", "title": "Zanzibar", "text": "An island."}, *CORPUS[1:]]
    folder = write(tmp_path / "set", titled, [{"_id": "q0", "text": "Zanzibar"}], QRELS)
    bare = WithoutTitles(open_set(folder))
    assert bare.content() != open_set(folder).content()
    assert [each.title for each in bare.passages()] == [""] * 30
    assert bare.questions() == open_set(folder).questions()
    assert bare.unanswerable() == ()
    with_titles, without = (
        run(folder, ["keyword"], titles=titles)[1].retrieval for titles in (True, False)
    )
    assert {each.scores["recall@10"] for each in with_titles} == {1.0}
    assert {each.scores["recall@10"] for each in without} == {0.0}
