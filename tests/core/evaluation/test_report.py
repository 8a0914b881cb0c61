"""Measuring retrievers on a small set, and keeping the index until something changes."""

import pytest

from core.errors import BadRequest
from core.evaluation.report import report
from core.events import Progress, Stage
from core.paths import cache_folder
from core.types import Hindrance
from tests.core.evaluation.test_beir import write
from tests.library_making import WordHashEmbedder

CORPUS = [
    {"_id": f"d{n}", "title": f"Title {n}", "text": f"granary number{n} holds rice. " * 40}
    for n in range(30)
]
QUERIES = [{"_id": f"q{n}", "text": f"what does number{n} hold?"} for n in range(12)]
QRELS = "query-id\tcorpus-id\tscore\n" + "".join(f"q{n}\td{n}\t1\n" for n in range(12))


def run(*arguments, **named):
    events, road = [], report(*arguments, embedder=WordHashEmbedder(), **named)
    try:
        while True:
            events.append(next(road))
    except StopIteration as stop:
        return events, stop.value


def indexed(events):
    return any(isinstance(e, Progress) and e.stage is Stage.INDEXING for e in events)


def test_every_retriever_is_measured_and_a_long_passage_counts_once(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    events, results = run(folder)
    assert indexed(events)
    assert {result.retriever for result in results.retrieval} >= {"vector", "keyword", "hybrid"}
    for result in results.retrieval:
        assert (result.chunker, result.passages, result.questions) == ("recursive", 30, 12)
        assert result.index_seconds > 0
        assert result.queries_per_second > 0
        assert result.chunks >= 30
        assert 0 < result.p50_milliseconds <= result.p95_milliseconds
    keyword = next(result for result in results.retrieval if result.retriever == "keyword")
    assert keyword.scores["recall@1"] == 1


def test_the_index_is_kept_until_the_passages_change(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    _, first = run(folder, ["keyword"])
    events, second = run(folder, ["keyword"], limit=3)
    assert not indexed(events)
    assert second.retrieval[0].index_seconds == first.retrieval[0].index_seconds
    assert second.retrieval[0].questions == 3
    assert indexed(run(folder, ["keyword"], fresh=True)[0])
    write(tmp_path / "set", CORPUS[:20], QUERIES, QRELS)
    events, results = run(folder, ["keyword"])
    assert indexed(events)
    assert results.retrieval[0].passages == 20
    assert len(list((cache_folder() / "trials").iterdir())) == 1


def test_a_build_that_was_stopped_is_not_taken_for_whole(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    road = report(folder, ["keyword"], embedder=WordHashEmbedder())
    next(road)
    next(road)
    road.close()
    assert indexed(run(folder, ["keyword"])[0])


def test_wrong_names_and_sets_without_answers_are_refused_before_any_work(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    with pytest.raises(BadRequest):
        run(folder, ["psychic"])
    with pytest.raises(BadRequest):
        run(folder, ["keyword"], ["psychic"])
    write(tmp_path / "set", CORPUS, QUERIES, "a\tb\tc\n")
    with pytest.raises(BadRequest, match="No question"):
        run(folder)


def test_a_technique_that_was_left_out_is_said(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    (result,) = run(folder, ["hyde"])[1].retrieval
    (notice,) = result.notices
    assert (notice.technique, notice.hindrance, notice.detail) == (
        "hyde",
        Hindrance.NO_MODEL,
        "12/12",
    )


def test_without_names_nothing_is_measured_that_needs_what_is_missing(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    measured = {result.retriever for result in run(folder)[1].retrieval}
    assert {"auto", "vector", "keyword", "hybrid", "rrf", "sections"} <= measured
    assert not {"hyde", "fusion", "decompose", "rerank"} & measured


def test_others_are_compared_with_the_baseline_question_by_question(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    vector, keyword = run(folder, ["vector"], baseline="keyword")[1].retrieval
    assert keyword.differences == ()
    for each in vector.differences:
        assert each.than == "keyword"
        assert each.difference == pytest.approx(
            vector.scores[each.measure] - keyword.scores[each.measure]
        )
