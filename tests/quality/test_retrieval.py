"""Retrieval on the question sets in LECTERN_CORPORA/quality: hybrid is never the worse choice.

Any folder in BEIR layout that is put there is measured. Run it with:
LECTERN_CORPORA=… pytest tests/quality/test_retrieval.py -s
"""

import os
from pathlib import Path

import pytest

from core.evaluation.retrieval_report import report

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

BAR = ("recall@1", "recall@5", "recall@10", "ndcg@10")


def question_sets():
    where = os.environ.get("LECTERN_CORPORA")
    found = sorted(Path(where, "quality").glob("*/corpus.jsonl*")) if where else []
    return [file.parent for file in found] or [
        pytest.param(None, marks=pytest.mark.skip("LECTERN_CORPORA holds no question sets"))
    ]


@pytest.mark.parametrize("folder", question_sets(), ids=lambda folder: getattr(folder, "name", ""))
def test_hybrid_is_not_below_its_better_leg(folder):
    road = report(folder, ["vector", "keyword", "hybrid"])
    try:
        while True:
            next(road)
    except StopIteration as stop:
        results = {result.retriever: result for result in stop.value}
    for result in results.values():
        print(result)
    scores = {name: result.scores for name, result in results.items()}
    for figure in BAR:
        better = max(scores["vector"][figure], scores["keyword"][figure])
        assert scores["hybrid"][figure] >= better - 1e-9, figure
    if folder.name.endswith("-zh"):
        assert scores["hybrid"]["recall@1"] >= 0.95
