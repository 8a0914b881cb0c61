"""Question sets in BEIR layout as people have them: gzipped, with byte order marks, no titles."""

import gzip
import json

import pytest

from core.errors import BadRequest
from core.evaluation.beir import BeirFolder


def write(folder, corpus, queries, qrels, suffix=""):
    folder.mkdir(exist_ok=True)
    for name, text in (
        ("corpus.jsonl", "".join(json.dumps(row) + "\n" for row in corpus)),
        ("queries.jsonl", "".join(json.dumps(row) + "\n\n" for row in queries)),
        ("qrels.tsv", qrels),
    ):
        if suffix:
            (folder / (name + suffix)).write_bytes(gzip.compress(text.encode(), mtime=0))
        else:
            (folder / name).write_text("\ufeff" + text, encoding="utf-8")
    return folder


CORPUS = [
    {"_id": 1, "title": None, "text": "one"},
    {"_id": "2", "text": "two"},
    {"_id": "3", "title": "three", "text": ""},
    {"_id": "4", "title": "", "text": " "},
]
QUERIES = [{"_id": 7, "text": "which?"}, {"_id": "8", "text": "nobody judged"}]
QRELS = "query-id\tcorpus-id\tscore\n7\t1\t1\n7\t2\t0\n7\t3\t2\n"


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_ids_are_texts_blank_titles_are_fine_and_zero_is_no_answer(tmp_path, suffix):
    found = BeirFolder(write(tmp_path / "set", CORPUS, QUERIES, QRELS, suffix))
    assert [(p.id, p.title, p.text) for p in found.passages()] == [
        ("1", "", "one"),
        ("2", "", "two"),
        ("3", "three", "three"),
    ]
    (question,) = found.questions()
    assert (question.id, question.gold) == ("7", {"1", "3"})


def test_judgements_without_header_in_a_folder_or_in_trecs_layout(tmp_path):
    folder = write(tmp_path / "set", CORPUS, QUERIES, "7\t1\t1\n8\t2\t1\n")
    assert len(BeirFolder(folder).questions()) == 2
    assert len(BeirFolder(folder).questions(limit=1)) == 1
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("7\t0\t1\t1\n")
    assert len(BeirFolder(folder).questions()) == 1


def test_what_is_missing_or_broken_is_said(tmp_path):
    with pytest.raises(BadRequest, match=r"corpus\.jsonl"):
        BeirFolder(tmp_path)
    folder = write(tmp_path / "set", CORPUS, QUERIES, "q\tc\ts\n7\t1\tmany\n")
    with pytest.raises(BadRequest, match="line 2"):
        BeirFolder(folder).questions()
    (folder / "corpus.jsonl").write_text('{"_id": 1}\n[1]\n')
    with pytest.raises(BadRequest, match="line 2"):
        list(BeirFolder(folder).passages())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("corpus.jsonl", '{"_id": 1, "text": "粮"}'.encode("gb18030")),
        ("corpus.jsonl.gz", b"\x1f\x8b\x08 cut off"),
        ("corpus.jsonl.gz", gzip.compress(b"{}" * 5000, mtime=0)[:40]),
        ("queries.jsonl", b"[1]\n"),
        ("queries.jsonl", b'"text"\n'),
    ],
)
def test_a_set_that_cannot_be_read_is_named(tmp_path, name, content):
    folder = write(tmp_path / "set", CORPUS, QUERIES, QRELS)
    (folder / name.removesuffix(".gz")).unlink()
    (folder / name).write_bytes(content)
    found = BeirFolder(folder)
    with pytest.raises(BadRequest, match=name):
        found.questions() if "queries" in name else list(found.passages())
