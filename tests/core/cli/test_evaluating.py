"""`evaluate` from a terminal: its JSON, its tables, its errors."""

import json

import pytest

from core.cli import main
from tests.core.evaluation.test_beir import write
from tests.core.evaluation.test_squad import SQUAD2, written

CORPUS = [
    {"_id": f"d{n}", "title": f"Title {n}", "text": f"granary number{n} holds rice."}
    for n in range(8)
]
QUERIES = [
    {"_id": f"q{n}", "text": f"what does number{n} hold?", "answers": ["rice"]} for n in range(5)
]
QRELS = "query-id\tcorpus-id\tscore\n" + "".join(f"q{n}\td{n}\t1\n" for n in range(5))
KEYWORD = ("--retriever", "keyword")


pytestmark = pytest.mark.usefixtures("light")


def evaluated(capsys, *arguments):
    code = main(["evaluate", *map(str, arguments), "--json"])
    output = capsys.readouterr().out
    assert output.count("\n") == 1
    return code, json.loads(output)


def test_the_fields_that_scripts_rely_on(tmp_path, capsys):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    code, result = evaluated(capsys, folder, *KEYWORD, "--retriever", "vector", "--limit", "4")
    assert code == 0
    assert set(result) == {"results"}
    keyword, vector = result["results"]
    assert (keyword["retriever"], vector["retriever"]) == ("keyword", "vector")
    assert {
        "retriever", "chunker", "recall@1", "recall@2", "recall@5", "recall@10", "all@5",
        "ndcg@10", "mrr@10", "queries_per_second", "index_seconds", "passages", "questions",
        "all@2", "all@10", "map", "p50_ms", "p95_ms", "chunks",
    } == set(keyword)  # fmt: skip
    assert (keyword["chunker"], keyword["passages"], keyword["questions"]) == ("recursive", 8, 4)
    assert keyword["recall@1"] == keyword["map"] == 1


def test_chunkers_and_a_baseline(tmp_path, capsys):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    chunkers = ("--chunker", "recursive", "--chunker", "fixed")
    _, result = evaluated(capsys, folder, *KEYWORD, *chunkers, "--baseline", "vector")
    assert [(each["chunker"], each["retriever"]) for each in result["results"]] == [
        ("recursive", "keyword"), ("recursive", "vector"),
        ("fixed", "keyword"), ("fixed", "vector"),
    ]  # fmt: skip
    for each in result["results"]:
        if each["retriever"] == "vector":
            assert "differences" not in each
            continue
        assert {one["measure"] for one in each["differences"]} == {
            "recall@1", "recall@2", "recall@5", "all@5", "ndcg@10",
        }  # fmt: skip
        for one in each["differences"]:
            assert one["than"] == "vector"
            assert one["low"] <= one["difference"] <= one["high"]


def test_squad_files_and_answers(tmp_path, capsys):
    source = written(tmp_path, SQUAD2)
    code, result = evaluated(capsys, source, *KEYWORD, "--answers")
    assert code == 0
    (scores,) = result["answers"]
    assert (scores["questions"], scores["unanswerable"]) == (1, 1)
    assert scores["contains"] == 1
    assert {"em", "f1", "refusal_recall", "citation_validity", "support"} <= set(scores)


def test_people_get_a_table_with_columns_in_line(tmp_path, capsys):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    assert main(["evaluate", str(folder), *KEYWORD, "--baseline", "vector", "--answers"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "5 questions on 8 passages"
    head, first, second = told[2:5]
    at = head.index("recall@1") + len("recall@1")
    assert (first[at - 5 : at], first.split()[0], second.split()[0]) == (
        "1.000",
        "keyword",
        "vector",
    )
    assert any("95 %" in line for line in told)
    assert any(line.startswith("citation_validity") for line in told)


def test_what_cannot_be_measured_is_named(tmp_path, capsys):
    code, result = evaluated(capsys, tmp_path / "nowhere")
    assert code == 1
    assert result["error"]["kind"] == "BadRequest"
    assert "nowhere" in result["error"]["message"]
